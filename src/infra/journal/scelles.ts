import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The file of the checkpoints, in the folder of the journal: each a signed note, the oldest first. */
export const SCELLES = 'scelles.txt'

/** The notes of a file of checkpoints; a note has a blank line of its own before its signature, and another after it. */
export function parseScelles(text: string): readonly string[] {
  return text.match(/[^\n]+\n\d+\n[^\n]+\n\n— [^\n]+\n/g) ?? []
}

/** The checkpoints that this instance wrote; none before the first. */
export async function readOwnScelles(dossier: string): Promise<readonly string[]> {
  return parseScelles(await readFile(join(dossier, SCELLES), 'utf8').catch(() => ''))
}
