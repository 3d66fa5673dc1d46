import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { openChunks, type Scellement, sealChunks } from '../crypto/morceaux.ts'

/** A file as it lies in the store: its place, and what opens it. */
export interface FichierRange {
  readonly emplacement: string
  /** 32 bytes, of this file alone. Nothing: it came before files were encrypted, and lies there in clear. */
  readonly cle: Buffer | undefined
}

/** A file that lies in the store encrypted. */
export type FichierScelle = FichierRange & { readonly cle: Buffer }

/** Encrypts the file `from` as `to`, which is not there yet; its bytes are on the disk for good when this ends. */
export async function sealFile(from: string, to: string, fichier: FichierScelle): Promise<void> {
  const file = await open(to, 'wx', 0o600)
  try {
    await file.writeFile(sealChunks(createReadStream(from), scellementOf(fichier)))
    await file.sync()
  } finally {
    await file.close()
  }
}

/**
 * The plain bytes of a file, to be sent or closed; one that was altered, cut or put in the place of another ends with an
 * error, and no byte is given that is not its own.
 * @throws {Error} ENOENT when there is none there.
 */
export async function openFile(path: string, { emplacement, cle }: FichierRange): Promise<Readable> {
  const stream = (await open(path)).createReadStream()
  if (cle === undefined) return stream
  const plain = Readable.from(openChunks(stream, scellementOf({ emplacement, cle })), { objectMode: false })
  // Closed before it was read, a generator would leave the file open.
  return plain.once('close', () => stream.destroy())
}

function scellementOf({ emplacement, cle }: FichierScelle): Scellement {
  return { key: cle, place: `parvis/fichier/1/${emplacement}`, magic: 'PARVIS-FICHIER-1\n' }
}
