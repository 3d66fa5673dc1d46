import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'

/** What a checkpoint says: the journal of that instance had that many lines, and its tree that root. */
export interface Checkpoint {
  /** Names the journal: `demarches.exemple.fr/journal`. */
  readonly origine: string
  readonly taille: number
  readonly racine: Buffer
}

const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex')
const ED25519 = Buffer.from([1])

/** The signing key made of 32 secret bytes (RFC 8032, RFC 8410). */
export function signingKey(seed: Buffer): KeyObject {
  return createPrivateKey({ key: Buffer.concat([PKCS8_ED25519, seed]), format: 'der', type: 'pkcs8' })
}

/** A checkpoint signed with Ed25519, as the C2SP formats « tlog-checkpoint » and « signed-note » write it. */
export function writeNote(checkpoint: Checkpoint, key: KeyObject): string {
  const text = textOf(checkpoint)
  const signature = sign(null, Buffer.from(text), key)
  const stamp = Buffer.concat([keyHash(checkpoint.origine, key), signature]).toString('base64')
  return `${text}\n— ${checkpoint.origine} ${stamp}\n`
}

/** What a note says, once its signature by that key is checked; nothing when it is not one, or not signed by it. */
export function readNote(note: string, key: KeyObject): Checkpoint | undefined {
  const found =
    /^(?<origine>[^\n]+)\n(?<taille>\d{1,15})\n(?<racine>[A-Za-z0-9+/]{43}=)\n\n— \S+ (?<stamp>[A-Za-z0-9+/=]+)\n$/.exec(
      note,
    )
  const { origine = '', taille = '', racine = '', stamp = '' } = found?.groups ?? {}
  if (!found) return undefined
  const checkpoint = { origine, taille: Number(taille), racine: Buffer.from(racine, 'base64') }
  const bytes = Buffer.from(stamp, 'base64')
  const isOurs = bytes.subarray(0, 4).equals(keyHash(origine, key))
  const isSigned = verify(null, Buffer.from(textOf(checkpoint)), createPublicKeyOf(key), bytes.subarray(4))
  return isOurs && isSigned ? checkpoint : undefined
}

/** The public key as witnesses want it: `nom+empreinte+cle`. */
export function verifierOf(origine: string, key: KeyObject): string {
  const bytes = Buffer.concat([ED25519, publicBytes(key)]).toString('base64')
  return `${origine}+${keyHash(origine, key).toString('hex')}+${bytes}`
}

function textOf({ origine, taille, racine }: Checkpoint): string {
  return `${origine}\n${taille}\n${racine.toString('base64')}\n`
}

function keyHash(origine: string, key: KeyObject): Buffer {
  const hash = createHash('sha256').update(`${origine}\n`).update(ED25519).update(publicBytes(key))
  return hash.digest().subarray(0, 4)
}

function createPublicKeyOf(key: KeyObject): KeyObject {
  return key.type === 'private' ? createPublicKey(key) : key
}

// The last 32 bytes of its DER form are the key itself (RFC 8410).
function publicBytes(key: KeyObject): Buffer {
  return createPublicKeyOf(key).export({ format: 'der', type: 'spki' }).subarray(-32)
}
