import { createHash, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
import { type CleSource, keepNumeros, loadMasters, readMasters, readNumeros } from './masters.ts'

/** One secret of 32 bytes, and the short public name under which what it sealed can be recognised. */
export interface Key {
  readonly kid: string
  readonly bytes: Buffer
  /** The same, ready for use: making one for each page costs more than the digest. */
  readonly secret: KeyObject
}

/** The keys of one purpose: the first serves now; what the others sealed or signed is still recognised. */
export type Ring = readonly [Key, ...Key[]]

/** Secrets for each purpose: knowing those of one tells nothing of another. */
export interface Keys {
  readonly cookies: Ring
  readonly csrf: Ring
  /** Links sent by e-mail. */
  readonly liens: Ring
  /** Forms kept while their sender signs in again. */
  readonly envois: Ring
  /** The secrets of applications of codes. */
  readonly facteurs: Ring
  /** The pepper of passphrases. */
  readonly phrases: Ring
  /** Opens what identity providers encrypt for us. */
  readonly identite: Ring
  /** Signs the checkpoints of the journal. */
  readonly journal: Ring
  /** Turns networks into references that the journal may hold. */
  readonly origines: Ring
  /** Seals the keys of data. Their names are those by which people call the master keys. */
  readonly trousseau: Ring
  /** Public numbers of démarches, dossiers and groups. Never changes once numbers were given, not even with the master key. */
  readonly numeros: Key
}

/** A key of 32 bytes, or of any length for an HMAC. */
export function makeKey(kid: string, bytes: Buffer): Key {
  return { kid, bytes, secret: createSecretKey(bytes) }
}

/** A key that names itself: the same bytes always have the same name. */
export function nameKey(bytes: Buffer): Key {
  return makeKey(createHash('sha256').update('parvis/1/kid').update(bytes).digest('hex').slice(0, 8), bytes)
}

/**
 * The keys of this instance, derived by HKDF-SHA-256 from its master key, and from the former one while both are active.
 *
 * A secret that is neither given nor kept is made, and kept: two processes that start together end with the same one.
 * @throws {CleError} when a secret is too short or known to all, or when one is missing that cannot be made again.
 */
export function loadKeys(source: CleSource): Keys {
  const masters = loadMasters(source)
  const numeros = readNumeros(source) ?? keepNumeros(source, masters, (master) => bytesFor(master, 'numeros'))
  return deriveKeys(masters, numeros)
}

/** The keys that are there already, without making any; nothing when one is missing. @throws {CleError} when one is too weak. */
export function findKeys(source: CleSource): Keys | undefined {
  const masters = readMasters(source)
  const numeros = readNumeros(source)
  return masters && numeros && deriveKeys(masters, numeros)
}

function deriveKeys([master, ...former]: readonly [Buffer, ...Buffer[]], numeros: Buffer): Keys {
  const ring = (purpose: string): Ring => [
    nameKey(bytesFor(master, purpose)),
    ...former.map((one) => nameKey(bytesFor(one, purpose))),
  ]
  return {
    cookies: ring('cookies'),
    csrf: ring('csrf'),
    liens: ring('liens'),
    envois: ring('envois'),
    facteurs: ring('facteurs'),
    phrases: ring('phrases'),
    identite: ring('identite'),
    journal: ring('journal'),
    origines: ring('origines'),
    trousseau: ring('trousseau'),
    numeros: nameKey(numeros),
  }
}

function bytesFor(master: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), `parvis/1/${purpose}`, 32))
}
