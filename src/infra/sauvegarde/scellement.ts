import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { SauvegardeError } from './sauvegarde-error.ts'

const MAGIC = Buffer.from('PARVIS-SAUVEGARDE-1\n')
const SALT = 16
const TAG = 16
const CHUNK = 64 * 1024
const MORE = Buffer.from([0])
const LAST = Buffer.from([1])

/**
 * Encrypts a stream by AES-256-GCM, in chunks of 64 KiB. Each part has its own key (HKDF-SHA-256 of `key`, a random salt and
 * `nom`), each chunk its rank as nonce, and the last one says that it is the last: nothing can be cut, moved or swapped.
 */
export async function* seal(
  plain: AsyncIterable<Buffer>,
  { key, nom }: { readonly key: Buffer; readonly nom: string },
): AsyncGenerator<Buffer> {
  const salt = randomBytes(SALT)
  const own = deriveKey(key, salt, nom)
  yield Buffer.concat([MAGIC, salt])
  let rank = 0
  // One chunk is always held back: only at the end is it known to be the last.
  let held: Buffer | undefined
  for await (const chunk of inChunks(plain, CHUNK)) {
    if (held !== undefined) yield sealChunk(held, { own, rank: rank++, mark: MORE })
    held = chunk
  }
  yield sealChunk(held ?? Buffer.alloc(0), { own, rank, mark: LAST })
}

/**
 * Gives back what `seal` encrypted in that file.
 * @throws {SauvegardeError} when it is not ours, damaged, cut, swapped with another part, or sealed by another key.
 */
export async function* unseal(
  file: string,
  { key, nom }: { readonly key: Buffer; readonly nom: string },
): AsyncGenerator<Buffer> {
  const head = MAGIC.length + SALT
  let own: Buffer | undefined
  let rank = 0
  let held: Buffer | undefined
  for await (const chunk of inChunks(
    withoutHead(file, head, (salt) => (own = deriveKey(key, salt, nom))),
    CHUNK + TAG,
  )) {
    if (held !== undefined) yield openChunk(held, { own, rank: rank++, mark: MORE, nom })
    held = chunk
  }
  if (held === undefined) throw damaged(nom)
  yield openChunk(held, { own, rank, mark: LAST, nom })
}

async function* withoutHead(file: string, head: number, take: (salt: Buffer) => void): AsyncGenerator<Buffer> {
  let begun = Buffer.alloc(0)
  let taken = false
  for await (const bytes of createReadStream(file)) {
    if (taken) {
      yield bytes
      continue
    }
    begun = Buffer.concat([begun, bytes])
    if (begun.length < head) continue
    if (!begun.subarray(0, MAGIC.length).equals(MAGIC)) break
    take(begun.subarray(MAGIC.length, head))
    taken = true
    if (begun.length > head) yield begun.subarray(head)
  }
}

interface Sealing {
  readonly own: Buffer | undefined
  readonly rank: number
  readonly mark: Buffer
}

function sealChunk(plain: Buffer, { own, rank, mark }: Sealing & { readonly own: Buffer }): Buffer {
  const cipher = createCipheriv('aes-256-gcm', own, nonceOf(rank)).setAAD(mark)
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

function openChunk(sealed: Buffer, { own, rank, mark, nom }: Sealing & { readonly nom: string }): Buffer {
  if (own === undefined || sealed.length < TAG) throw damaged(nom)
  const end = sealed.length - TAG
  const decipher = createDecipheriv('aes-256-gcm', own, nonceOf(rank), { authTagLength: TAG })
  decipher.setAAD(mark).setAuthTag(sealed.subarray(end))
  const plain = decipher.update(sealed.subarray(0, end))
  try {
    decipher.final()
  } catch {
    throw damaged(nom)
  }
  return plain
}

function damaged(nom: string): SauvegardeError {
  return new SauvegardeError(`La partie ${nom} de la sauvegarde est abîmée, coupée, ou scellée par une autre clé.`)
}

function deriveKey(key: Buffer, salt: Buffer, nom: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, salt, `parvis/sauvegarde/1/${nom}`, 32))
}

function nonceOf(rank: number): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUIntBE(rank, 6, 6)
  return nonce
}

/** The same bytes in pieces of exactly `size`, the last one shorter; none for an empty stream. */
async function* inChunks(bytes: AsyncIterable<Buffer>, size: number): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = []
  let length = 0
  for await (const piece of bytes) {
    waiting.push(piece)
    length += piece.length
    if (length < size) continue
    const all = Buffer.concat(waiting)
    let from = 0
    for (; all.length - from >= size; from += size) yield all.subarray(from, from + size)
    waiting = [all.subarray(from)]
    length = all.length - from
  }
  if (length > 0) yield Buffer.concat(waiting)
}
