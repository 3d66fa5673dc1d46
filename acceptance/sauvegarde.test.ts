import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { cp, mkdtemp, readdir, readFile, rename, rm, truncate, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Pool } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { packageRoot } from '../src/infra/package-root.ts'
import { openEmptyDatabase, type TestDatabase } from '../test/database.ts'
import { openParvis, type Parvis } from './house/open-parvis.ts'
import { Visitor } from './house/visitor.ts'

const CLE = randomBytes(32).toString('hex')
let site: Parvis
let folder: string
beforeAll(async () => {
  site = await openParvis({ dossiers: 26 })
  folder = await mkdtemp(join(tmpdir(), 'parvis-sauvegarde-'))
  await save(join(folder, 'saine'))
}, 120_000)
afterAll(async () => {
  await site.close()
  await rm(folder, { recursive: true, force: true })
})

/** Somewhere to restore: an empty database and an empty folder, with the master key put back. */
interface Place {
  readonly database: TestDatabase
  readonly dataDir: string
  close(): Promise<void>
}

async function openPlace(): Promise<Place> {
  const database = await openEmptyDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'parvis-place-'))
  await cp(join(site.dataDir, 'cles'), join(dataDir, 'cles'), { recursive: true })
  return {
    database,
    dataDir,
    async close() {
      await database.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function parvis(
  args: readonly string[],
  { database, dataDir }: Pick<Place, 'database' | 'dataDir'>,
  cle = CLE,
): Promise<string> {
  const env = { ...process.env, DATABASE_URL: database.ownerUrl, PARVIS_DATA: dataDir, PARVIS_DEMO: '0' }
  const program = join(packageRoot(), 'bin', 'parvis.js')
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...args], {
    env: { ...env, PARVIS_CLE_SAUVEGARDE: cle },
  })
  return stdout
}

const save = (to: string) => parvis(['sauvegarde', to], site)

/** Where the queue notes when it last looked at its schedule: a site that runs rewrites it at any moment. */
const REWRITTEN = 'taches.version'

/** Every table with what it holds, in one line each. */
async function digests(pool: Pool): Promise<ReadonlyMap<string, string>> {
  const { rows } = await pool.query<{ nom: string }>(
    `select format('%I.%I', schemaname, tablename) as nom from pg_tables
     where schemaname !~ '^pg_' and schemaname not in ('information_schema', 'public') order by 1`,
  )
  const read = new Map<string, string>()
  for (const { nom } of rows) {
    const content = nom === REWRITTEN ? "''" : `md5(string_agg(t::text, e'\\n' order by t::text collate "C"))`
    const { rows: found } = await pool.query<{ told: string }>(
      `select count(*) || ' ' || coalesce(${content}, '') as told from ${nom} t`,
    )
    read.set(nom, found[0]?.told ?? '')
  }
  return read
}

async function files(dataDir: string): Promise<readonly string[]> {
  const names = await readdir(join(dataDir, 'fichiers'), { recursive: true })
  return names.filter((name) => /[0-9a-f]{32}$/.test(name)).toSorted()
}

test('une sauvegarde restaurée dans une place vide redonne chaque ligne, chaque suite, chaque fichier, et un journal intact', {
  timeout: 120_000,
}, async () => {
  const place = await openPlace()
  const before = await digests(site.database.ownerPool)

  const said = await parvis(['restaurer', join(folder, 'saine')], place)

  expect(said).toContain('Rien n’a été altéré')
  expect(await digests(place.database.ownerPool)).toEqual(before)
  expect(before.get('dossiers.dossier')).toMatch(/^26 /)
  const names = await files(site.dataDir)
  expect(names.length).toBeGreaterThan(0)
  expect(await files(place.dataDir)).toEqual(names)
  for (const name of names)
    expect(await readFile(join(place.dataDir, 'fichiers', name))).toEqual(
      await readFile(join(site.dataDir, 'fichiers', name)),
    )
  const shape = `select (select count(*) from pg_constraint) as keys, (select count(*) from pg_trigger where tgenabled = 'O') as triggers,
    (select count(*) from pg_class where relforcerowsecurity) as walls,
    (select string_agg(schemaname || sequencename || coalesce(last_value, 0), ',' order by 1) from (select * from pg_sequences order by 1, 2) s) as suites`
  expect((await place.database.ownerPool.query(shape)).rows).toEqual((await site.database.ownerPool.query(shape)).rows)
  // What is there is never overwritten.
  await expect(parvis(['restaurer', join(folder, 'saine')], place)).rejects.toThrow(/n’est pas vide/)
  await place.close()
})

test('une sauvegarde abîmée, coupée, incomplète, ou ouverte d’une autre clé est refusée avant de toucher à rien', {
  timeout: 120_000,
}, async () => {
  const place = await openPlace()
  const damages: readonly (readonly [string, RegExp, (copy: string) => Promise<void>])[] = [
    ['octet', /abîmée/, (copy) => flip(join(copy, '0003.bin'))],
    ['manifeste', /manifeste a été altéré/, (copy) => flip(join(copy, 'manifeste.json'))],
    ['coupee', /abîmée, coupée/, async (copy) => truncate(join(copy, '0005.bin'), 100)],
    ['vide', /abîmée, coupée/, async (copy) => truncate(join(copy, '0005.bin'), 0)],
    ['manquante', /0004\.bin de la sauvegarde manque/, (copy) => unlink(join(copy, '0004.bin'))],
    ['inachevee', /pas une sauvegarde achevée/, (copy) => unlink(join(copy, 'manifeste.json'))],
    ['echangees', /abîmée/, (copy) => swap(copy, '0006.bin', '0007.bin')],
  ]
  for (const [nom, said, damage] of damages) {
    const copy = join(folder, nom)
    await cp(join(folder, 'saine'), copy, { recursive: true })
    await damage(copy)
    await expect(parvis(['restaurer', copy], place), nom).rejects.toThrow(said)
  }
  const other = randomBytes(32).toString('hex')
  await expect(parvis(['restaurer', join(folder, 'saine')], place, other)).rejects.toThrow(/la clé n’est pas celle/)
  await rm(join(place.dataDir, 'cles'), { recursive: true })
  await expect(parvis(['restaurer', join(folder, 'saine')], place)).rejects.toThrow(/remettez d’abord la bonne/)

  const { rows } = await place.database.ownerPool.query("select from pg_namespace where nspname = 'infra'")
  expect(rows).toEqual([])
  expect(await readdir(place.dataDir)).toEqual([])
  await place.close()
})

test('le propriétaire de la base, sans être administrateur du serveur, restaure et sauvegarde tout', {
  timeout: 60_000,
}, async () => {
  const place = await openPlace()
  const nom = `proprietaire_${randomBytes(4).toString('hex')}`
  const { ownerPool, ownerUrl } = place.database
  await ownerPool.query(`create role ${nom} login password 'essai' nosuperuser nobypassrls;
    grant parvis_app to ${nom} with inherit false, set true;
    alter database ${new URL(ownerUrl).pathname.slice(1)} owner to ${nom}`)
  const url = new URL(ownerUrl)
  url.username = nom
  url.password = 'essai'
  const owned = { database: { ...place.database, ownerUrl: url.href }, dataDir: place.dataDir }

  expect(await parvis(['restaurer', join(folder, 'saine')], owned)).toContain('Rien n’a été altéré')
  expect(await digests(ownerPool)).toEqual(await digests(site.database.ownerPool))
  expect(await parvis(['sauvegarde', join(folder, 'du-proprietaire')], owned)).toContain('Sauvegarde achevée')
  const [, lignes] = /(\d+) lignes/.exec(await save(join(folder, 'du-serveur'))) ?? []
  // Its own line in the journal, and in the queue of what is to be chained.
  expect(await parvis(['sauvegarde', join(folder, 'encore')], owned)).toContain(`${Number(lignes) + 2} lignes`)
  await place.close()
})

test('une sauvegarde d’une autre version du schéma est refusée', { timeout: 60_000 }, async () => {
  await site.database.ownerPool.query(
    "insert into infra.migration (numero, nom, sha256) values (9999, '9999-plus-tard.sql', 'x')",
  )
  await save(join(folder, 'plus-tard'))
  await site.database.ownerPool.query('delete from infra.migration where numero = 9999')
  const place = await openPlace()
  await expect(parvis(['restaurer', join(folder, 'plus-tard')], place)).rejects.toThrow(/9999-plus-tard\.sql/)
  await place.close()
})

test('ce qui s’écrit pendant une sauvegarde n’y est pas à moitié', { timeout: 120_000 }, async () => {
  const usager = new Visitor(site.url)
  await usager.signIn('demo-camille-le-roux')
  const { rows } = await site.database.ownerPool.query<{ numero: number }>(
    `select d.numero from dossiers.dossier d join comptes.compte c on c.id = d.compte_id
     where c.courriel = 'camille.leroux@exemple.fr' and d.etat <> 'brouillon' limit 1`,
  )
  const csrf = await usager.token('/dossiers')
  const running = { saving: true }
  const writing = (async () => {
    let begun = 0
    for (; running.saving; begun += 1)
      await usager.post(`/dossiers/${rows[0]?.numero}/copie`, [['_cle', `pendant-${begun}`]], csrf)
    return begun
  })()
  await save(join(folder, 'pendant'))
  running.saving = false
  expect(await writing).toBeGreaterThan(3)
  const place = await openPlace()

  expect(await parvis(['restaurer', join(folder, 'pendant')], place)).toContain('Rien n’a été altéré')

  const { rows: torn } = await place.database.ownerPool.query(
    `select d.numero from dossiers.dossier d where not exists (select from dossiers.version v where v.dossier_id = d.id)
       or not exists (select from infra.journal j where j.objet like '%' || d.numero or j.objet like '%' || d.id)`,
  )
  expect(torn).toEqual([])
  await place.close()
})

async function flip(file: string): Promise<void> {
  const bytes = await readFile(file)
  const at = Math.floor(bytes.length / 2)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  await writeFile(file, bytes)
}

async function swap(copy: string, one: string, other: string): Promise<void> {
  await rename(join(copy, one), join(copy, 'apart'))
  await rename(join(copy, other), join(copy, one))
  await rename(join(copy, 'apart'), join(copy, other))
}
