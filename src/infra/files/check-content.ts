import { open } from 'node:fs/promises'
import { checkGzip } from './archives/gzip.ts'
import { budgetOf } from './archives/unpack.ts'
import { checkZip } from './archives/zip.ts'
import { ZIPPED } from './detect-type.ts'
import { checkImage } from './images/pixels.ts'
import { isEncryptedPdf } from './pdf-chiffre.ts'

/** Why a file whose type is accepted is not, for what it would be once opened. */
export type Danger = 'trop_de_pixels' | 'archive_piegee' | 'macros' | 'abime'

/** What a file is beyond its type. `chiffre`: part of it opens with a password only, so nobody here could look at it. */
export type Content = { readonly kind: 'bon'; readonly chiffre: boolean } | { readonly kind: Danger }

/**
 * Looks into a file that has just arrived, by its true type: images are bounded in pixels, what is compressed is bounded
 * by what it really unpacks. 7z and RAR cannot be unpacked here: they are taken as they are, and never called sound.
 */
export async function checkContent(arrived: { chemin: string; type: string; octets: number }): Promise<Content> {
  const { chemin, type, octets } = arrived
  if (type.startsWith('image/')) {
    const file = await open(chemin)
    try {
      const seen = await checkImage(file, arrived)
      return seen === 'bon' ? { kind: 'bon', chiffre: false } : { kind: seen }
    } finally {
      await file.close()
    }
  }
  if (type === 'application/pdf') return { kind: 'bon', chiffre: await isEncryptedPdf(chemin) }
  const compressed = ZIPPED.test(type) ? checkZip : type === 'application/gzip' ? checkGzip : undefined
  return compressed?.({ chemin, octets, budget: budgetOf(octets), depth: 0 }) ?? SIMPLE
}

const SIMPLE: Content = { kind: 'bon', chiffre: false }
