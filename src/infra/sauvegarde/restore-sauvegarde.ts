import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Client } from 'pg'
import { extract } from 'tar-stream'
import { type Manifeste, type Partie, readManifeste } from './manifeste.ts'
import { SauvegardeError } from './sauvegarde-error.ts'
import { unseal } from './scellement.ts'
import { copyIn, isEmpty, listMigrations, listTables, loadAll, setSequence } from './store.ts'

/** A backup that was read whole, and is what its maker sealed. */
export interface SauvegardeLue {
  readonly folder: string
  readonly key: Buffer
  readonly manifeste: Manifeste
}

/** Reads a backup to its last byte, touching nothing. @throws {SauvegardeError} when anything is missing or altered. */
export async function verifySauvegarde(folder: string, key: Buffer): Promise<SauvegardeLue> {
  const manifeste = await readManifeste(folder, key)
  const present = new Set(await readdir(folder))
  for (const partie of [...manifeste.tables, manifeste.fichiers]) {
    if (!present.has(partie.partie)) throw new SauvegardeError(`La partie ${partie.partie} de la sauvegarde manque.`)
    await verifyPartie(folder, key, partie)
  }
  return { folder, key, manifeste }
}

async function verifyPartie(folder: string, key: Buffer, { partie, sha256 }: Partie): Promise<void> {
  const digest = createHash('sha256')
  for await (const bytes of unseal(join(folder, partie), { key, nom: partie })) digest.update(bytes)
  if (digest.digest('hex') !== sha256)
    throw new SauvegardeError(`La partie ${partie} n’est pas celle que le manifeste annonce.`)
}

/** The place to restore into, brought to the version of the schema, and empty. */
export interface RestoreInto {
  readonly ownerUrl: string
  readonly fichiers: string
}

/**
 * Puts a verified backup into an empty place: files first, then all the rows in one transaction, then the sequences.
 * @throws {SauvegardeError} when the place is not empty or not of the same version; nothing is changed then.
 */
export async function restoreSauvegarde(lue: SauvegardeLue, { ownerUrl, fichiers }: RestoreInto): Promise<void> {
  const { folder, key, manifeste } = lue
  const owner = new Client({ connectionString: ownerUrl, application_name: 'parvis-restauration' })
  owner.on('error', () => {})
  await owner.connect()
  try {
    await refuseOther(owner, manifeste)
    if (!(await isEmpty(owner)) || (await readdir(fichiers).catch(() => [])).length > 0)
      throw new SauvegardeError(
        'La place n’est pas vide : une restauration n’écrase jamais rien. Donnez une base et un PARVIS_DATA neufs.',
      )
    await restoreFiles(
      unseal(join(folder, manifeste.fichiers.partie), { key, nom: manifeste.fichiers.partie }),
      fichiers,
    )
    await loadAll(owner, async () => {
      for (const table of manifeste.tables)
        await copyIn(owner, table, unseal(join(folder, table.partie), { key, nom: table.partie }))
      for (const sequence of manifeste.sequences) await setSequence(owner, sequence)
    })
  } finally {
    await owner.end()
  }
}

async function refuseOther(owner: Client, { migrations, tables }: Manifeste): Promise<void> {
  const here = await listMigrations(owner)
  if (
    JSON.stringify(here.map(({ nom, sha256 }) => [nom, sha256])) !==
    JSON.stringify(migrations.map(({ nom, sha256 }) => [nom, sha256]))
  )
    throw new SauvegardeError(
      `La sauvegarde est de la version ${migrations.at(-1)?.nom}, et ce Parvis de la version ${here.at(-1)?.nom} : restaurez avec la version qui a sauvegardé.`,
    )
  const known = new Map((await listTables(owner)).map(({ nom, colonnes }) => [nom, colonnes.join()]))
  const other = tables.find(({ nom, colonnes }) => known.get(nom) !== colonnes.join())
  if (other !== undefined)
    throw new SauvegardeError(
      `La table ${other.nom} n’est pas la même ici : restaurez avec la version qui a sauvegardé.`,
    )
}

const EMPLACEMENT = /^[0-9a-f]{2}\/[0-9a-f]{2}\/[0-9a-f]{32}$/

async function restoreFiles(tar: AsyncIterable<Buffer>, root: string): Promise<void> {
  const entries = extract()
  const fed = pipeline(Readable.from(tar), entries)
  for await (const entry of entries) {
    const { name } = entry.header
    if (!EMPLACEMENT.test(name)) throw new SauvegardeError('La sauvegarde contient un fichier qui n’en est pas un.')
    await mkdir(root, { recursive: true })
    await mkdir(dirname(join(root, name)), { recursive: true, mode: 0o700 })
    await pipeline(entry, createWriteStream(join(root, name), { flags: 'wx', mode: 0o600, flush: true }))
  }
  await fed
}
