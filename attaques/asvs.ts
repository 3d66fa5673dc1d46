import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { packageRoot } from '../src/infra/package-root.ts'

/** One requirement of ASVS 5.0 (OWASP), level 2, and what we answer, in our own words. */
export interface Exigence {
  readonly exigence: string
  /** `oui`, `partiel`, `non` or `sans objet`. */
  readonly statut: string
  /** The test or the place that proves it, from the root. */
  readonly preuve: string
  readonly note: string
}

/** What each line may say. */
export const STATUTS = ['oui', 'partiel', 'non', 'sans objet'] as const

/** The table of `docs/asvs.csv`. A note with a comma or a quote is quoted (RFC 4180). @throws {Error} on a line that is not four cells. */
export async function readAsvs(): Promise<readonly Exigence[]> {
  const text = await readFile(join(packageRoot(), 'docs', 'asvs.csv'), 'utf8')
  return text
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [, exigence, statut, preuve, quoted, bare] = LINE.exec(line) ?? []
      if (exigence === undefined || statut === undefined || preuve === undefined) throw new Error(`unreadable: ${line}`)
      return { exigence, statut, preuve, note: quoted?.replaceAll('""', '"') ?? bare ?? '' }
    })
}

const LINE = /^(V[\d.]+),([^,]+),([^,]*),(?:"((?:[^"]|"")*)"|([^",]*))$/

/** « 158 oui, 28 partiel, … » */
export function countAsvs(lines: readonly Exigence[]): string {
  return STATUTS.map((one) => `${lines.filter(({ statut }) => statut === one).length} ${one}`).join(', ')
}
