import { createHash, createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto'
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** One secret of 32 bytes, and the short public name under which what it sealed can be recognised. */
export interface Key {
  readonly kid: string
  readonly bytes: Buffer
  /** The same, ready for use: making one for each page costs more than the digest. */
  readonly secret: KeyObject
}

/** A secret for each purpose: knowing one tells nothing of another. */
export interface Keys {
  readonly cookies: Key
  readonly csrf: Key
  /** Links sent by e-mail. */
  readonly liens: Key
  /** Public numbers of démarches, dossiers and groups. Must never change once numbers were given. */
  readonly numeros: Key
  /** Forms kept while their sender signs in again. */
  readonly envois: Key
  /** Opens what identity providers encrypt for us. */
  readonly identite: Key
  /** Signs the checkpoints of the journal. */
  readonly journal: Key
  /** Turns networks into references that the journal may hold. */
  readonly origines: Key
}

/** A key of 32 bytes, or of any length for an HMAC. */
export function makeKey(kid: string, bytes: Buffer): Key {
  return { kid, bytes, secret: createSecretKey(bytes) }
}

/** The file of the master secret, in the folder of the keys. */
export const MASTER = 'maitre.cle'

/**
 * The keys of this instance, derived from one master secret by HKDF-SHA-256.
 *
 * `given` (at least 32 bytes, base64url or hexadecimal) wins; otherwise the secret kept in `folder` is used, and made
 * there at first (file 0600, folder 0700). Two processes that start together end with the same one.
 * @throws {Error} when the secret is shorter than 32 bytes.
 */
export function loadKeys(folder: string, given?: string): Keys {
  const master = decodeMaster(given ?? readOrCreateMaster(folder))
  return {
    cookies: deriveKey(master, 'cookies'),
    csrf: deriveKey(master, 'csrf'),
    liens: deriveKey(master, 'liens'),
    numeros: deriveKey(master, 'numeros'),
    envois: deriveKey(master, 'envois'),
    identite: deriveKey(master, 'identite'),
    journal: deriveKey(master, 'journal'),
    origines: deriveKey(master, 'origines'),
  }
}

/** A secret as people write it: base64url or hexadecimal. @throws {Error} when it is shorter than 32 bytes. */
export function decodeMaster(text: string): Buffer {
  const trimmed = text.trim()
  const master = /^[0-9a-f]{64,}$/i.test(trimmed) ? Buffer.from(trimmed, 'hex') : Buffer.from(trimmed, 'base64url')
  if (master.length < 32) throw new Error('The master key must have at least 32 bytes, in base64url or hexadecimal.')
  return master
}

function readOrCreateMaster(folder: string): string {
  const path = join(folder, MASTER)
  const found = readIfThere(path)
  if (found !== undefined) return found
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, 0o700)
  const draft = join(folder, `.${randomBytes(8).toString('hex')}`)
  writeFileSync(draft, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx', flush: true })
  try {
    // A link is made whole or not at all: another process never reads half a key, and the first one wins.
    linkSync(draft, path)
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
  } finally {
    rmSync(draft, { force: true })
  }
  return readFileSync(path, 'utf8')
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined
    throw error
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

function deriveKey(master: Buffer, purpose: string): Key {
  const bytes = Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), `parvis/1/${purpose}`, 32))
  const kid = createHash('sha256').update('parvis/1/kid').update(bytes).digest('hex').slice(0, 8)
  return makeKey(kid, bytes)
}
