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
  return signText(textOf(checkpoint), checkpoint.origine, key)
}

/** What a note says, once its signature by that key is checked; nothing when it is not one, or not signed by it. */
export function readNote(note: string, key: KeyObject): Checkpoint | undefined {
  const text = readSigned(note, key)
  const found = /^(?<origine>[^\n]+)\n(?<taille>\d{1,15})\n(?<racine>[A-Za-z0-9+/]{43}=)\n$/.exec(text ?? '')
  const { origine = '', taille = '', racine = '' } = found?.groups ?? {}
  return found ? { origine, taille: Number(taille), racine: Buffer.from(racine, 'base64') } : undefined
}

/** Lines of text, the last one ended, signed in that name. */
export function signText(text: string, origine: string, key: KeyObject): string {
  const signature = sign(null, Buffer.from(text), key)
  return `${text}\n— ${origine} ${Buffer.concat([keyHash(origine, key), signature]).toString('base64')}\n`
}

/** The text of a signed note, whose first line is the name that signed it; nothing when that key did not. */
export function readSigned(note: string, key: KeyObject): string | undefined {
  const found = /^(?<text>(?<origine>[^\n]+)\n(?:[^\n]+\n)*)\n— \S+ (?<stamp>[A-Za-z0-9+/=]+)\n$/.exec(note)
  const { text = '', origine = '', stamp = '' } = found?.groups ?? {}
  const bytes = Buffer.from(stamp, 'base64')
  if (!(found && bytes.subarray(0, 4).equals(keyHash(origine, key)))) return undefined
  return verify(null, Buffer.from(text), publicPartOf(key).cle, bytes.subarray(4)) ? text : undefined
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

interface PublicPart {
  readonly cle: KeyObject
  readonly bytes: Buffer
}

// Making it takes as long as checking a signature, and years of journal are thousands of signatures of a few keys.
const publicParts = new WeakMap<KeyObject, PublicPart>()

function publicPartOf(key: KeyObject): PublicPart {
  const known = publicParts.get(key)
  if (known) return known
  const cle = key.type === 'private' ? createPublicKey(key) : key
  const made = { cle, bytes: cle.export({ format: 'der', type: 'spki' }).subarray(-32) }
  publicParts.set(key, made)
  return made
}

/** The key made of its 32 public bytes. @throws {Error} when they are not 32. */
export function publicKeyOf(bytes: Buffer): KeyObject {
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: bytes.toString('base64url') }, format: 'jwk' })
}

/** The 32 public bytes of a key, public or private: the last of its DER form (RFC 8410). */
export function publicBytes(key: KeyObject): Buffer {
  return publicPartOf(key).bytes
}
