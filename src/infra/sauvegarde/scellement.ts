import { createReadStream } from 'node:fs'
import { openChunks, type Scellement, ScellementRompu, sealChunks } from '../crypto/morceaux.ts'
import { SauvegardeError } from './sauvegarde-error.ts'

/** A part of a backup: the key of the backup, and the name of the part in it. */
interface Partie {
  readonly key: Buffer
  readonly nom: string
}

/** Encrypts a part, so that none can be cut, altered, or swapped with another. */
export function seal(plain: AsyncIterable<Buffer>, partie: Partie): AsyncGenerator<Buffer> {
  return sealChunks(plain, scellementOf(partie))
}

/**
 * Gives back what `seal` encrypted in that file.
 * @throws {SauvegardeError} when it is not ours, damaged, cut, swapped with another part, or sealed by another key.
 */
export async function* unseal(file: string, partie: Partie): AsyncGenerator<Buffer> {
  try {
    yield* openChunks(createReadStream(file), scellementOf(partie))
  } catch (error) {
    if (!(error instanceof ScellementRompu)) throw error
    throw new SauvegardeError(
      `La partie ${partie.nom} de la sauvegarde est abîmée, coupée, ou scellée par une autre clé.`,
    )
  }
}

function scellementOf({ key, nom }: Partie): Scellement {
  return { key, place: `parvis/sauvegarde/1/${nom}`, magic: 'PARVIS-SAUVEGARDE-1\n' }
}
