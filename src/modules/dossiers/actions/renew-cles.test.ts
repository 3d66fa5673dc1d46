import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aChamp } from '../../../core/cases/a-definition.ts'
import { makeKey, type Ring } from '../../../infra/crypto/keys.ts'
import { TEST_KEYS } from '../../../infra/crypto/test-keys.ts'
import { withContext } from '../../../infra/db/with-context.ts'
import { createFileStore, type FileStore } from '../../../infra/files/store.ts'
import { sweepOrphans } from '../../../infra/files/sweep-orphans.ts'
import { clesOrganismes } from '../../../infra/trousseau/colonnes.ts'
import { createRotation } from '../../../infra/trousseau/rotation.ts'
import { createTrousseau, Illisible, type Trousseau } from '../../../infra/trousseau/trousseau.ts'
import type { Usager } from '../deps.ts'
import { findForUsager } from '../store/load.ts'
import { heldFichiers, listFichiers } from '../store/pieces.ts'
import { countReste } from '../store/renew.ts'
import { CANTINE, openTestSite, type TestSite } from '../test-site.ts'
import { renewCles } from './renew-cles.ts'
import { submitDossier } from './submit-dossier.ts'

const OLD: Ring = TEST_KEYS.trousseau
const PRESENT = makeKey('present1', Buffer.alloc(32, 9))
const BOTH: Ring = [PRESENT, ...OLD]
const SENSIBLE = { ...CANTINE, champs: [...CANTINE.champs, aChamp({ id: 9, kind: 'texte', sensible: true })] }

interface Person {
  readonly usager: Usager
  readonly numero: number
  readonly secret: string
}

let site: TestSite
let root: string
let files: FileStore
let people: readonly Person[]
beforeAll(async () => {
  site = await openTestSite()
  root = await mkdtemp(join(tmpdir(), 'parvis-rotation-'))
  files = createFileStore(root)
  const { slug } = await site.publish(SENSIBLE)
  people = [await file(slug, 'un'), await file(slug, 'deux'), await file(slug, 'trois')]
})
afterAll(async () => {
  await site.close()
  await rm(root, { recursive: true, force: true })
})

/** A filed dossier with a sensitive answer and a file. */
async function file(slug: string, mot: string): Promise<Person> {
  const secret = `canari-${mot}`
  const usager = await site.makeUsager()
  const numero = await site.begin(usager, slug)
  const recu = await files.receive(Readable.from([Buffer.from(secret)]), { maxOctets: 1e6, nomOriginal: 'a.txt' })
  if (recu.kind !== 'recu') throw new Error(recu.kind)
  await site.save(
    usager,
    numero,
    { '1': 'Anaïs', '9': secret },
    { asked: ['1', '9', '7'], files: [{ cle: '7', recu }] },
  )
  const { outcome } = await submitDossier(site.deps, { numero, usager, now: site.clock() })
  expect(outcome).toBe('submitted')
  return { usager, numero, secret }
}

/** The dossier of somebody, read with those keys, and its file. */
function find({ usager, numero }: Pick<Person, 'usager' | 'numero'>, trousseau: Trousseau) {
  const asked = { numero, compteId: usager.compteId }
  return withContext(site.deps.db, { role: 'usager', compteId: usager.compteId }, async (tx) => {
    const dossier = await findForUsager({ trousseau }, tx, asked)
    if (!dossier) throw new Error('no dossier')
    const [fichier] = await listFichiers(tx, dossier)
    return { dossier, fichier }
  })
}

/** What each person reads of their own dossier with those keys: the answer, and the file. */
async function readAll(trousseau: Trousseau) {
  const read: (readonly string[])[] = []
  for (const person of people) {
    const { dossier, fichier } = await find(person, trousseau)
    read.push([String(dossier.depot?.saisies['9']), fichier ? await text(await files.open(fichier)) : ''])
  }
  return read
}

const secrets = () => people.map(({ secret }) => [secret, secret])
const countLeft = () => withContext(site.deps.db, { role: 'systeme' }, countReste)

const renewing = (trousseau: Trousseau) => renewCles({ ...site.deps, trousseau, files, lot: 1 }, site.clock())

function rotation(ring: Ring) {
  const trousseau = createTrousseau(ring)
  return createRotation({
    ...{ db: site.db, clock: site.clock, trousseau, empreintes: [] },
    colonnes: [clesOrganismes(ring)],
    renewals: [() => renewing(trousseau)],
    enqueue: async () => {},
  })
}

test('two keys active, cut after any step and begun again, then the new key alone: everything opens, and the old key alone opens nothing', async () => {
  const { start, run, count } = rotation(BOTH)
  expect(await start()).toBe(1)

  // What the job does is begun anew after one more step each time, as by a worker killed there.
  const cut = renewing(createTrousseau(BOTH))
  await cut.next()
  expect(await countLeft()).toMatchObject({ cles: 3, anciennes: 2 })
  expect(await readAll(createTrousseau(BOTH))).toEqual(secrets())

  await run(new AbortController().signal)
  expect(await countLeft()).toEqual({ cles: 3, anciennes: 0, versionsEnClair: 0, fichiersEnClair: 0 })
  expect(await count()).toEqual([{ nom: 'clés d’organismes', presente: 2, ancienne: 0, absente: 0, deplacable: true }])
  expect(await readAll(createTrousseau([PRESENT]))).toEqual(secrets())
  await expect(readAll(createTrousseau(OLD))).rejects.toThrow(Illisible)
})

test('a key of an organisme that seals nothing is forgotten an hour later, and nothing is lost', async () => {
  site.clock.advance(3_700_000)
  await rotation([PRESENT]).run(new AbortController().signal)

  const { rows } = await site.database.ownerPool.query('select rang from infra.cle_organisme')
  expect(rows).toEqual([{ rang: 2 }])
  expect(await readAll(createTrousseau([PRESENT]))).toEqual(secrets())
})

test('a job told to stop stops after the step it is at, and done twice it does nothing more', async () => {
  const told = "select from infra.journal where action like 'cle.%' or action = 'dossier.seal'"
  const lines = async () => (await site.database.ownerPool.query(told)).rowCount
  const before = await lines()
  await rotation([PRESENT]).run(AbortSignal.abort())
  await rotation([PRESENT]).run(new AbortController().signal)

  expect(await lines()).toBe(before)
})

/** As before there were keys: answers and files in clear, and no key. */
async function forgetKeys(): Promise<void> {
  const { ownerPool } = site.database
  for (const { usager, numero, secret } of people) {
    const { dossier, fichier } = await find({ usager, numero }, createTrousseau([PRESENT]))
    await writeFile(join(root, fichier?.emplacement ?? ''), secret)
    await ownerPool.query(
      `update dossiers.version set saisies = $2, saisies_chiffrees = null, valeurs = $3, valeurs_chiffrees = null
       where dossier_id = $1`,
      [dossier.id, JSON.stringify(dossier.depot?.saisies), JSON.stringify(dossier.depot?.valeurs)],
    )
  }
  await ownerPool.query('update dossiers.piece set cle_fichier = null')
  await ownerPool.query('delete from dossiers.cle')
}

async function inClear(): Promise<number> {
  const paths = (await readdir(root, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
  const read = await Promise.all(paths.map((entry) => readFile(join(entry.parentPath, entry.name), 'utf8')))
  const { rows } = await site.database.ownerPool.query<{ texte: string }>(
    'select v::text as texte from dossiers.version v',
  )
  return [...read, ...rows.map(({ texte }) => texte)].filter((one) => one.includes('canari')).length
}

test('what came before there were keys is sealed, cut after any step and begun again, and the bytes in clear are swept', async () => {
  await forgetKeys()
  const trousseau = createTrousseau([PRESENT])
  expect(await readAll(trousseau)).toEqual(secrets())
  expect([await inClear(), await countLeft()]).toMatchObject([6, { versionsEnClair: 3, fichiersEnClair: 3 }])

  for (let cuts = 0; cuts < 9; cuts += 1) {
    const cut = renewing(trousseau)
    for (let step = 0; step <= cuts; step += 1) await cut.next()
    expect(await readAll(trousseau)).toEqual(secrets())
  }

  expect(await countLeft()).toEqual({ cles: 3, anciennes: 0, versionsEnClair: 0, fichiersEnClair: 0 })
  const now = new Date(Date.now() + 2 * 86_400_000)
  await sweepOrphans({ db: site.db, store: files, now, holders: [heldFichiers] })
  expect([await inClear(), await readAll(trousseau)]).toEqual([0, secrets()])
  const { rows } = await site.database.ownerPool.query(
    "select meta, count(*)::int as n from infra.journal where action = 'dossier.seal' group by meta order by 1",
  )
  expect(rows).toEqual([
    { meta: { fichiers: 1 }, n: 3 },
    { meta: { versions: 1 }, n: 3 },
  ])
})

test('a dossier whose key does not open stops nobody else, and goes on being counted', async () => {
  const { ownerPool } = site.database
  await rotation([PRESENT]).start()
  const [broken, ...others] = people
  await ownerPool.query(
    "update dossiers.cle set chiffree = 'v1.x.y.z' where dossier_id = (select id from dossiers.dossier where numero = $1)",
    [broken?.numero],
  )

  await rotation([PRESENT]).run(new AbortController().signal)

  expect(await countLeft()).toMatchObject({ cles: 3, anciennes: 1 })
  people = others
  expect(await readAll(createTrousseau([PRESENT]))).toEqual(secrets())
})
