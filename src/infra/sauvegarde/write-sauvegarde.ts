import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from 'pg'
import { pack } from 'tar-stream'
import { type Manifeste, type Partie, writeManifeste } from './manifeste.ts'
import { SauvegardeError } from './sauvegarde-error.ts'
import { seal } from './scellement.ts'
import {
  copyOut,
  listEmplacements,
  listHidden,
  listMigrations,
  listSequences,
  listTables,
  openSnapshot,
} from './store.ts'

/** What a backup is made of, and where it goes. */
export interface SauvegardeAsked {
  readonly ownerUrl: string
  /** The folder of the files that were received. */
  readonly fichiers: string
  /** Empty, or to be made. */
  readonly folder: string
  readonly key: Buffer
  /** Public names of the master keys in use, and of what public numbers are drawn with. */
  readonly noms: { readonly cles: readonly string[]; readonly numeros: string }
  readonly now: Date
}

/**
 * Copies one state of the whole database, then the files that this state knows, into encrypted parts; the site may go on.
 * @throws {SauvegardeError} when the folder is not empty, or when rows would be hidden from the owner.
 */
export async function writeSauvegarde({
  ownerUrl,
  fichiers,
  folder,
  key,
  noms,
  now,
}: SauvegardeAsked): Promise<Manifeste> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if ((await readdir(folder)).length > 0)
    throw new SauvegardeError(`${folder} n’est pas vide : donnez à chaque sauvegarde un dossier neuf.`)
  const owner = new Client({ connectionString: ownerUrl, application_name: 'parvis-sauvegarde' })
  owner.on('error', () => {})
  await owner.connect()
  try {
    await openSnapshot(owner)
    const hidden = await listHidden(owner)
    if (hidden.length > 0)
      throw new SauvegardeError(
        `Ce compte ne voit pas toutes les lignes de ${hidden.join(', ')} : sauvegardez en propriétaire.`,
      )
    const tables: Manifeste['tables'] = []
    for (const table of await listTables(owner)) {
      const partie = partieOf(tables.length)
      const lignes = { count: 0 }
      const written = await writePartie(countLines(copyOut(owner, table), lignes), { folder, partie, key })
      tables.push({ nom: table.nom, colonnes: [...table.colonnes], lignes: lignes.count, ...written })
    }
    const emplacements = await listEmplacements(owner)
    const absents: string[] = []
    const tar = archive(fichiers, emplacements, absents)
    const files = await writePartie(tar, { folder, partie: partieOf(tables.length), key })
    const manifeste: Manifeste = {
      format: 1,
      faiteLe: now.toISOString(),
      migrations: [...(await listMigrations(owner))],
      cles: [...noms.cles],
      numeros: noms.numeros,
      tables,
      sequences: await listSequences(owner),
      fichiers: { ...files, nombre: emplacements.length - absents.length, absents },
    }
    await writeManifeste(folder, key, manifeste)
    return manifeste
  } finally {
    await owner.end()
  }
}

function partieOf(rank: number): string {
  return `${String(rank + 1).padStart(4, '0')}.bin`
}

async function writePartie(
  plain: AsyncIterable<Buffer>,
  { folder, partie, key }: { readonly folder: string; readonly partie: string; readonly key: Buffer },
): Promise<Partie> {
  const digest = createHash('sha256')
  let octets = 0
  async function* measured(): AsyncGenerator<Buffer> {
    for await (const bytes of plain) {
      digest.update(bytes)
      octets += bytes.length
      yield bytes
    }
  }
  const file = await open(join(folder, partie), 'wx', 0o600)
  try {
    await file.writeFile(seal(measured(), { key, nom: partie }))
    await file.sync()
  } finally {
    await file.close()
  }
  return { partie, sha256: digest.digest('hex'), octets }
}

const NEWLINE = 10

// The text format of COPY writes a line break inside a value as two characters: one break is one line.
async function* countLines(bytes: AsyncIterable<Buffer>, lignes: { count: number }): AsyncGenerator<Buffer> {
  for await (const piece of bytes) {
    for (let at = piece.indexOf(NEWLINE); at !== -1; at = piece.indexOf(NEWLINE, at + 1)) lignes.count += 1
    yield piece
  }
}

/** The files one after the other, as a tar; those that are no longer there are named in `absents`. */
async function* archive(root: string, emplacements: readonly string[], absents: string[]): AsyncGenerator<Buffer> {
  const tar = pack()
  const filled = fill().catch((error: unknown) => {
    tar.destroy(error instanceof Error ? error : new Error(String(error)))
  })
  async function fill(): Promise<void> {
    for (const emplacement of emplacements) {
      const found = await stat(join(root, emplacement)).catch(() => undefined)
      if (found === undefined) {
        absents.push(emplacement)
        continue
      }
      const entry = tar.entry({ name: emplacement, size: found.size, mode: 0o600 })
      for await (const bytes of createReadStream(join(root, emplacement))) {
        if (!entry.write(bytes)) await new Promise<void>((resolve) => entry.once('drain', resolve))
      }
      await new Promise<void>((resolve) => entry.end(resolve))
    }
    tar.finalize()
  }
  const read: AsyncIterable<unknown> = tar
  for await (const bytes of read) if (Buffer.isBuffer(bytes)) yield bytes
  await filled
}
