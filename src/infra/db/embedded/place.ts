import { createHash, randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { PostgresError } from './postgres-error.ts'

/** The system account that runs PostgreSQL when we are root, which it refuses. */
export interface ServerUser {
  readonly uid: number
  readonly gid: number
}

/** Where an embedded database lives. */
export interface Place {
  /** Passwords and notes of the launcher: ours, beside the data. */
  readonly notes: string
  /** Holds the cluster; the server's user may walk through it. */
  readonly home: string
  /** What PostgreSQL calls its data directory. */
  readonly cluster: string
  /** Absent when PostgreSQL runs as ourselves. */
  readonly user: ServerUser | undefined
}

/**
 * Decides where the embedded database of `dataDir` lives, and makes the folders that lead to it.
 *
 * As root, PostgreSQL runs as another account, which may not enter a folder such as `/root`: the data then goes under
 * `/var/tmp`, always at the same place for the same `dataDir`, and stays there even if the folder is opened later.
 * @throws {PostgresError} without an account to run as, or when that place belongs to somebody else.
 */
export function findPlace(dataDir: string): Place {
  const user = process.getuid?.() === 0 ? serverUser() : undefined
  makeFolder(dataDir, user === undefined ? 0o700 : 0o755)
  const notes = join(realpathSync(dataDir), 'postgres')
  makeFolder(notes, user === undefined ? 0o700 : 0o755)
  const apart = join('/var/tmp', `parvis-${digest(notes)}`)
  const inside = user === undefined || (canReach(notes, user) && !existsSync(join(apart, 'donnees')))
  const home = inside ? notes : makeOwnFolder(apart)
  return { notes, home, cluster: join(home, 'donnees'), user }
}

/** Whether the account may enter every folder above `path`, and `path` itself: the `x` bit of each. */
export function canReach(path: string, user: ServerUser): boolean {
  for (let folder = realpathSync(path); ; folder = dirname(folder)) {
    const { mode, uid, gid } = statSync(folder)
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001
    if ((mode & bit) === 0) return false
    if (folder === dirname(folder)) return true
  }
}

/** A folder of `/var/tmp` that nobody else prepared for us: made when absent, refused when it is not ours alone. */
export function makeOwnFolder(path: string): string {
  makeFolder(path, 0o755)
  const { uid, mode } = lstatSync(path)
  if (!lstatSync(path).isDirectory() || uid !== process.getuid?.() || (mode & 0o022) !== 0) {
    throw new PostgresError(`Le dossier ${path} appartient à quelqu’un d’autre : supprimez-le, ou changez PARVIS_DATA.`)
  }
  return path
}

/** A random password kept in a file that we alone read, the same at each call. */
export function passwordIn(place: Place, name: string): string {
  const file = join(place.notes, name)
  try {
    writeFileSync(file, randomBytes(24).toString('hex'), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if (!(error instanceof Error && Reflect.get(error, 'code') === 'EEXIST')) throw error
  }
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    throw new PostgresError(
      `Le fichier ${file} n’est pas lisible : lancez Parvis avec le compte qui l’a lancé d’abord.`,
    )
  }
}

/** Writes a file for the server's user alone. */
export function writeForServer(file: string, content: string, user: ServerUser | undefined): void {
  writeFileSync(file, content, { flag: 'wx', mode: 0o600 })
  if (user !== undefined) chownSync(file, user.uid, user.gid)
}

/** A short name of a path, the same each time. */
export function digest(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 12)
}

// `mkdir -p` with a mode would give it to the parents too; and the umask may close what the server's user must enter.
function makeFolder(path: string, mode: number): void {
  if (existsSync(path)) return
  const parent = dirname(path)
  if (!existsSync(parent)) makeFolder(parent, 0o755)
  mkdirSync(path, { recursive: true })
  chmodSync(path, mode)
}

function serverUser(): ServerUser {
  const accounts = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = accounts.find((line) => line.startsWith(`${name}:`))?.split(':') ?? []
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) }
  }
  throw new PostgresError(
    'PostgreSQL refuse de tourner en root, et la machine n’a ni compte « postgres » ni compte « nobody » : lancez Parvis avec un compte ordinaire, ou donnez DATABASE_URL.',
  )
}
