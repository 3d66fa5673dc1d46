import { readFileSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { CleError } from './cle-error.ts'

const BYTES = 32
/** Of 32 bytes drawn at random, fewer than that are different once in fifty thousand million draws. */
const DIFFERENT = 16
const COMMON = /change-?me|default|defaut|example|exemple|mot-?de-?passe|parvis|password|secret/i

/**
 * The secret that a setting gives: itself, or the absolute path of the file that holds it.
 * @throws {CleError} when the file is not there, or the secret too weak.
 */
export function readSecret(setting: string, given: string): Buffer {
  if (!isAbsolute(given)) return decodeSecret(given, setting)
  const text = readIfThere(given)
  if (text === undefined) throw new CleError(`${setting} nomme un fichier qui n’est pas là : ${given}.`)
  return decodeSecret(text, given)
}

/** The secret that a file holds; nothing when there is no such file. @throws {CleError} when it is too weak. */
export function readSecretFile(path: string): Buffer | undefined {
  const text = readIfThere(path)
  return text === undefined ? undefined : decodeSecret(text, path)
}

/** As people write it: base64url or hexadecimal. `nom` is where it was found. */
function decodeSecret(text: string, nom: string): Buffer {
  const trimmed = text.trim()
  const secret = /^[0-9a-f]{64,}$/i.test(trimmed) ? Buffer.from(trimmed, 'hex') : Buffer.from(trimmed, 'base64url')
  if (secret.length < BYTES)
    throw new CleError(`${nom} n’est pas une clé de 32 octets au moins : « openssl rand -hex 32 » en fait une.`)
  if (new Set(secret).size < DIFFERENT || COMMON.test(trimmed))
    throw new CleError(`${nom} peut être deviné : prenez une clé tirée au hasard (« openssl rand -hex 32 »).`)
  return secret
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
