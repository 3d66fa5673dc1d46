import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const SALT = 16
const TAG = 16
const CHUNK = 64 * 1024
const MORE = Buffer.from([0])
const LAST = Buffer.from([1])

/** How a stream is sealed. */
export interface Scellement {
  readonly key: Buffer
  /** What it is and where it lies: the same bytes put elsewhere do not open. */
  readonly place: string
  /** What the sealed bytes begin with, telling their format. */
  readonly magic: string
}

/** What was to be opened is not ours, damaged, cut, moved, or sealed by another key. */
export class ScellementRompu extends Error {
  override readonly name = 'ScellementRompu'
}

/**
 * Encrypts a stream by AES-256-GCM, in chunks of 64 KiB. Each stream has its own key (HKDF-SHA-256 of `key`, a random salt
 * and `place`), each chunk its rank as nonce, and the last one says that it is the last: nothing can be cut, moved or swapped.
 */
export async function* sealChunks(
  plain: AsyncIterable<Buffer>,
  { key, place, magic }: Scellement,
): AsyncGenerator<Buffer> {
  const salt = randomBytes(SALT)
  const own = deriveKey(key, salt, place)
  yield Buffer.concat([Buffer.from(magic), salt])
  let rank = 0
  // One chunk is always held back: only at the end is it known to be the last.
  let held: Buffer | undefined
  for await (const chunk of inPieces(plain, { first: CHUNK, next: CHUNK })) {
    if (held !== undefined) yield sealChunk(held, { own, rank: rank++, mark: MORE })
    held = chunk
  }
  yield sealChunk(held ?? Buffer.alloc(0), { own, rank, mark: LAST })
}

/**
 * Gives back what `sealChunks` encrypted, each chunk once it is known to be whole and in its place.
 * @throws {ScellementRompu} at the first chunk that is not what was sealed, or at the end when the end is missing.
 */
export async function* openChunks(
  sealed: AsyncIterable<Buffer>,
  { key, place, magic }: Scellement,
): AsyncGenerator<Buffer> {
  const head = Buffer.byteLength(magic)
  const pieces = inPieces(sealed, { first: head + SALT, next: CHUNK + TAG })
  try {
    const { value: begun = Buffer.alloc(0) } = await pieces.next()
    if (begun.length < head + SALT || begun.toString('latin1', 0, head) !== magic) throw new ScellementRompu()
    const own = deriveKey(key, begun.subarray(head), place)
    let rank = 0
    let held: Buffer | undefined
    for await (const chunk of pieces) {
      if (held !== undefined) yield openChunk(held, { own, rank: rank++, mark: MORE })
      held = chunk
    }
    if (held === undefined) throw new ScellementRompu()
    yield openChunk(held, { own, rank, mark: LAST })
  } finally {
    await pieces.return(undefined)
  }
}

interface Chunk {
  readonly own: Buffer
  readonly rank: number
  readonly mark: Buffer
}

function sealChunk(plain: Buffer, { own, rank, mark }: Chunk): Buffer {
  const cipher = createCipheriv('aes-256-gcm', own, nonceOf(rank)).setAAD(mark)
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

function openChunk(sealed: Buffer, { own, rank, mark }: Chunk): Buffer {
  if (sealed.length < TAG) throw new ScellementRompu()
  const end = sealed.length - TAG
  const decipher = createDecipheriv('aes-256-gcm', own, nonceOf(rank), { authTagLength: TAG })
  decipher.setAAD(mark).setAuthTag(sealed.subarray(end))
  const plain = decipher.update(sealed.subarray(0, end))
  try {
    decipher.final()
  } catch (cause) {
    throw new ScellementRompu('', { cause })
  }
  return plain
}

function deriveKey(key: Buffer, salt: Buffer, place: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, salt, place, 32))
}

function nonceOf(rank: number): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUIntBE(rank, 6, 6)
  return nonce
}

/** The same bytes in pieces: one of `first` bytes, others of `next`, the last one shorter; none for an empty stream. */
async function* inPieces(
  bytes: AsyncIterable<Buffer>,
  { first, next }: { readonly first: number; readonly next: number },
): AsyncGenerator<Buffer, undefined> {
  let waiting: Buffer[] = []
  let length = 0
  let size = first
  for await (const piece of bytes) {
    waiting.push(piece)
    length += piece.length
    if (length < size) continue
    const all = Buffer.concat(waiting)
    let from = 0
    while (all.length - from >= size) {
      yield all.subarray(from, from + size)
      from += size
      size = next
    }
    waiting = [all.subarray(from)]
    length = all.length - from
  }
  if (length > 0) yield Buffer.concat(waiting)
}
