import { randomBytes } from 'node:crypto'
import { chmodSync, linkSync, mkdirSync, renameSync, rmSync, type Stats, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CleError } from './cle-error.ts'
import { readSecret, readSecretFile } from './secret.ts'

/** Where the secrets of the instance come from: each one given (itself, or the absolute path of its file), or kept in the folder. */
export interface CleSource {
  readonly folder: string
  readonly maitre?: string | undefined
  readonly ancienne?: string | undefined
  readonly numeros?: string | undefined
}

/** The files of the folder: the master key, the one before while both are active, and what public numbers are drawn with. */
const MASTER = 'maitre.cle'
const FORMER = 'maitre.ancienne.cle'
const NUMEROS = 'numeros.cle'

/** The master key, then the former one while both are active. */
type Masters = readonly [Buffer, ...Buffer[]]

/** The master key and the former one, if they are there. @throws {CleError} */
export function readMasters(source: CleSource): Masters | undefined {
  const master = read(source, { setting: 'PARVIS_CLE_MAITRE', given: source.maitre, file: MASTER })
  const former = read(source, { setting: 'PARVIS_CLE_MAITRE_ANCIENNE', given: source.ancienne, file: FORMER })
  if (master === undefined) {
    if (former === undefined) return undefined
    throw new CleError(`L’ancienne clé maître est là, et pas la clé maître : remettez ${join(source.folder, MASTER)}.`)
  }
  // Replacing stopped half-way leaves both names on the same secret.
  return former === undefined || former.equals(master) ? [master] : [master, former]
}

/** The same, the master key being made at the first start. @throws {CleError} */
export function loadMasters(source: CleSource): Masters {
  const found = readMasters(source)
  if (found) return found
  if (readNumeros(source) !== undefined)
    throw new CleError(`La clé maître manque, et ce n’est pas un premier démarrage : remettez ${MASTER}.`)
  keep(source.folder, MASTER, randomBytes(32))
  return loadMasters(source)
}

/** What public numbers are drawn with, if it is there. @throws {CleError} */
export function readNumeros(source: CleSource): Buffer | undefined {
  return read(source, { setting: 'PARVIS_CLE_NUMEROS', given: source.numeros, file: NUMEROS })
}

/**
 * Keeps apart, for ever, what public numbers are drawn with: it was first a part of the only master key there was.
 * @throws {CleError} when there are two master keys: nobody can tell which one numbers came from.
 */
export function keepNumeros(source: CleSource, masters: Masters, derive: (master: Buffer) => Buffer): Buffer {
  const [master, ...former] = masters
  if (former.length > 0)
    throw new CleError(
      `Ce dont les numéros publics sont tirés manque : remettez ${join(source.folder, NUMEROS)}, ou donnez PARVIS_CLE_NUMEROS.`,
    )
  const numeros = derive(master)
  try {
    keep(source.folder, NUMEROS, numeros)
  } catch (cause) {
    throw new CleError(
      `${join(source.folder, NUMEROS)} ne peut être écrit : rendez ce dossier inscriptible au premier démarrage.`,
      { cause },
    )
  }
  return readNumeros(source) ?? numeros
}

/**
 * Makes a new master key in the folder; the present one stays active beside it.
 * @throws {CleError} when a former key is active already, or when the master key is given and not kept here.
 */
export function replaceMaster(source: CleSource): void {
  if (source.maitre !== undefined)
    throw new CleError(
      'La clé maître est donnée par PARVIS_CLE_MAITRE : mettez-y la nouvelle, et la présente dans PARVIS_CLE_MAITRE_ANCIENNE.',
    )
  const masters = readMasters(source)
  if (!masters) throw new CleError('Il n’y a pas encore de clé maître : le premier démarrage la fait.')
  if (masters.length > 1) throw new CleError('Une ancienne clé est encore active : « parvis cles terminer » d’abord.')
  const [path, former] = [join(source.folder, MASTER), join(source.folder, FORMER)]
  rmSync(former, { force: true })
  // Both names, then the new secret under the first one: cut anywhere, nothing is lost.
  linkSync(path, former)
  renameSync(draft(source.folder, randomBytes(32)), path)
}

/** Forgets the former master key kept in the folder; silent when there is none. */
export function removeFormer({ folder }: CleSource): void {
  rmSync(join(folder, FORMER), { force: true })
}

/** Since when the files of the folder hold what they hold, and whether others than their owner may read them. */
export function describeFiles({ folder }: CleSource): readonly { nom: string; depuis: Date; ouvert: boolean }[] {
  return [MASTER, FORMER, NUMEROS].flatMap((nom) => {
    const seen: Stats | undefined = statSync(join(folder, nom), { throwIfNoEntry: false })
    return seen === undefined ? [] : [{ nom, depuis: seen.mtime, ouvert: (seen.mode & 0o077) !== 0 }]
  })
}

/** A master key: where it is given, else where it is kept. */
interface Place {
  readonly setting: string
  readonly given: string | undefined
  readonly file: string
}

function read({ folder }: CleSource, { setting, given, file }: Place): Buffer | undefined {
  return given === undefined ? readSecretFile(join(folder, file)) : readSecret(setting, given)
}

/** Keeps a secret under that name, whole or not at all; the first one wins. */
function keep(folder: string, name: string, secret: Buffer): void {
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, 0o700)
  const written = draft(folder, secret)
  try {
    // A link is made whole or not at all: another process never reads half a key.
    linkSync(written, join(folder, name))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    rmSync(written, { force: true })
  }
}

function draft(folder: string, secret: Buffer): string {
  const path = join(folder, `.${randomBytes(8).toString('hex')}`)
  writeFileSync(path, secret.toString('base64url'), { mode: 0o600, flag: 'wx', flush: true })
  return path
}
