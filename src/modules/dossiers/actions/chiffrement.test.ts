import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aChamp } from '../../../core/cases/a-definition.ts'
import { withContext } from '../../../infra/db/with-context.ts'
import { createFileStore, type FileStore, type Recu } from '../../../infra/files/store.ts'
import { Illisible } from '../../../infra/trousseau/trousseau.ts'
import type { Usager } from '../deps.ts'
import { listDepots } from '../store/lists.ts'
import { type Dossier, findForUsager } from '../store/load.ts'
import { findFichier, findRange, listFichiers } from '../store/pieces.ts'
import { CANTINE, openTestSite, type TestSite } from '../test-site.ts'
import { copyDossier } from './copy-dossier.ts'
import { purgeTrash } from './purge-trash.ts'
import { sendMessage } from './send-message.ts'
import { submitDossier } from './submit-dossier.ts'

let site: TestSite
let root: string
let files: FileStore
beforeAll(async () => {
  site = await openTestSite()
  root = await mkdtemp(join(tmpdir(), 'parvis-chiffrement-'))
  files = createFileStore(root)
})
afterAll(async () => {
  await site.close()
  await rm(root, { recursive: true, force: true })
})

async function receive(contenu: string): Promise<Recu> {
  const received = await files.receive(Readable.from([Buffer.from(contenu)]), { maxOctets: 1e6, nomOriginal: 'a.txt' })
  if (received.kind !== 'recu') throw new Error(received.kind)
  return received
}

async function find(usager: Usager, numero: number): Promise<Dossier> {
  const asked = { numero, compteId: usager.compteId }
  const dossier = await withContext(site.deps.db, { role: 'usager', ...asked }, (tx) =>
    findForUsager(site.deps, tx, asked),
  )
  if (!dossier) throw new Error('no dossier')
  return dossier
}

/** A draft with one file under its question. */
async function withFile(contenu: string) {
  const { slug } = await site.publish()
  const usager = await site.makeUsager()
  const numero = await site.begin(usager, slug)
  const recu = await receive(contenu)
  await site.save(usager, numero, { '1': 'Anaïs' }, { asked: ['1', '7'], files: [{ cle: '7', recu }] })
  return { usager, numero, dossier: await find(usager, numero) }
}

const asUsager = <R>(usager: Usager, run: (tx: Parameters<typeof listFichiers>[0]) => Promise<R>) =>
  withContext(site.deps.db, { role: 'usager', compteId: usager.compteId }, run)

async function readFirst(usager: Usager, dossier: Dossier): Promise<string> {
  const [fichier] = await asUsager(usager, (tx) => listFichiers(tx, dossier))
  return fichier ? text(await files.open(fichier)) : ''
}

test('a file is read again through its dossier, and lies encrypted', async () => {
  const { usager, dossier } = await withFile('Certificat de Zoé')
  const [fichier] = await asUsager(usager, (tx) => listFichiers(tx, dossier))

  expect(await readFirst(usager, dossier)).toBe('Certificat de Zoé')
  expect(await asUsager(usager, (tx) => findFichier(tx, { dossier, id: fichier?.pieceId ?? '' }))).toMatchObject({
    cle: fichier?.cle,
  })
  expect(await readFile(join(root, fichier?.emplacement ?? ''), 'utf8')).not.toContain('Zoé')
})

test('a copied file has the same bytes, and each dossier opens it with its own key alone', async () => {
  const { usager, numero, dossier } = await withFile('Certificat de Zoé')
  const started = await copyDossier(site.deps, { numero, usager, cle: 'copie', now: site.clock() })
  const copy = await find(usager, started.outcome === 'started' ? started.numero : 0)

  expect(await readFirst(usager, copy)).toBe('Certificat de Zoé')
  const [one] = await asUsager(usager, (tx) => listFichiers(tx, dossier))
  const [two] = await asUsager(usager, (tx) => listFichiers(tx, copy))
  expect(two?.emplacement).toBe(one?.emplacement)
  await expect(asUsager(usager, (tx) => listFichiers(tx, { ...copy, coffre: dossier.coffre }))).rejects.toThrow(
    Illisible,
  )
})

test('the key of a file put under another dossier or another file does not open it', async () => {
  const [one, two] = [await withFile('de l’un'), await withFile('de l’autre')]
  await site.database.ownerPool.query(
    `update dossiers.piece set cle_fichier = (select cle_fichier from dossiers.piece where dossier_id = $1) where dossier_id = $2`,
    [one.dossier.id, two.dossier.id],
  )
  await expect(readFirst(two.usager, two.dossier)).rejects.toThrow(Illisible)

  await site.database.ownerPool.query(
    `update dossiers.piece set fichier_id = (select fichier_id from dossiers.piece where dossier_id = $1) where dossier_id = $2`,
    [two.dossier.id, one.dossier.id],
  )
  await expect(readFirst(one.usager, one.dossier)).rejects.toThrow(Illisible)
})

test('a file sent with a message is encrypted too, and the house finds what opens any file', async () => {
  const { usager, numero, dossier } = await withFile('sous une réponse')
  await submitDossier(site.deps, { numero, usager, now: site.clock() })
  const recu = await receive('avec un message')
  const message = { numero, usager, corps: '', files: [recu], cle: 'un', now: site.clock() }
  expect(await sendMessage(site.deps, message)).toEqual({ outcome: 'sent' })
  const { rows } = await site.database.ownerPool.query<{ id: string }>(
    'select fichier_id as id from dossiers.message_piece p join dossiers.message m on m.id = p.message_id where m.dossier_id = $1',
    [dossier.id],
  )
  const id = rows[0]?.id ?? ''

  const served = await asUsager(usager, (tx) => findFichier(tx, { dossier, id }))
  const found = await withContext(site.deps.db, { role: 'systeme' }, (tx) => findRange(site.deps, tx, id))

  expect(served && (await text(await files.open(served)))).toBe('avec un message')
  expect(found && (await text(await files.open(found)))).toBe('avec un message')
})

test('a dossier begun before there were keys gets its own at the first file, and its old files are read', async () => {
  const { usager, numero, dossier } = await withFile('ancien')
  const [old] = await asUsager(usager, (tx) => listFichiers(tx, dossier))
  await site.database.ownerPool.query('delete from dossiers.cle where dossier_id = $1', [dossier.id])
  await site.database.ownerPool.query('update dossiers.piece set cle_fichier = null where dossier_id = $1', [
    dossier.id,
  ])
  const before = await find(usager, numero)
  expect(before.coffre).toBeNull()
  expect(await asUsager(usager, (tx) => listFichiers(tx, before))).toMatchObject([{ id: old?.id, cle: undefined }])

  const recu = await receive('nouveau')
  await site.save(usager, numero, {}, { asked: ['7'], files: [{ cle: '7', recu }] })

  const after = await find(usager, numero)
  expect(await asUsager(usager, (tx) => listFichiers(tx, after))).toMatchObject([{ cle: undefined }, { cle: recu.cle }])
})

test('a destroyed dossier takes its key with it, the journal says so, and what was copied before no longer opens', async () => {
  const { usager, numero, dossier } = await withFile('à détruire')
  const { rows: rowsKept } = await site.database.ownerPool.query<{ chiffree: string; fichierId: string }>(
    'select cle_fichier as chiffree, fichier_id as "fichierId" from dossiers.piece where dossier_id = $1',
    [dossier.id],
  )
  await site.database.ownerPool.query(
    "update dossiers.dossier set supprime_at = now() - interval '15 days', supprime_par = 'usager' where numero = $1",
    [numero],
  )
  expect(await purgeTrash(site.deps, new Date())).toBe(1)

  const { rows } = await site.database.ownerPool.query(
    `select (select count(*)::int from dossiers.cle where dossier_id = $1) as cles,
       (select count(*)::int from infra.journal where objet = 'dossier:' || $1 and action = 'dossier.destroy') as faits`,
    [dossier.id],
  )
  expect(rows).toEqual([{ cles: 0, faits: 1 }])
  // Every key that is left, tried on the copy of its row.
  const place = `dossiers.piece|cle_fichier|${dossier.id}|${rowsKept[0]?.fichierId}`
  const other = await withFile('autre')
  expect(() => other.dossier.coffre?.open(rowsKept[0]?.chiffree ?? '', place)).toThrow(Illisible)
  await expect(find(usager, numero)).rejects.toThrow('no dossier')
})

/** What is asked of a child: 1 a name, 2 an allergy (sensitive), 3 shown only with an allergy, 5 rows of a sensitive repetition. */
const SANTE = {
  ...CANTINE,
  champs: [
    aChamp({ id: 1, kind: 'texte', obligatoire: true }),
    aChamp({ id: 2, kind: 'oui_non', sensible: true }),
    aChamp({ id: 3, kind: 'texte', sensible: true, condition: { op: 'eq', champ: 2, valeur: true } }),
    aChamp({ id: 5, kind: 'repetition', sensible: true, champs: [aChamp({ id: 6, kind: 'texte' })] }),
    aChamp({ id: 8, kind: 'oui_non' }),
  ],
}
const LIGNE = '01HZZZZZZZZZZZZZZZZZZZZZZZ'
const ANSWERS = { '1': 'Anaïs', '2': 'true', '3': 'arachide-canari', '5': [LIGNE], [`6.${LIGNE}`]: 'lupin-canari' }

/** A draft with sensitive answers. */
async function withSante() {
  const { slug } = await site.publish(SANTE)
  const usager = await site.makeUsager()
  const numero = await site.begin(usager, slug)
  await site.save(usager, numero, ANSWERS)
  return { usager, numero, dossier: await find(usager, numero) }
}

/** All that the table keeps of the answers of a dossier, as text. */
async function stored({ id }: Dossier): Promise<string> {
  const { rows } = await site.database.ownerPool.query<{ row: string }>(
    'select v::text as row from dossiers.version v where dossier_id = $1',
    [id],
  )
  return rows.map(({ row }) => row).join()
}

test('sensitive answers are read as they were typed, and lie sealed in the draft, in the filing, and in the edits that follow', async () => {
  const { usager, numero, dossier } = await withSante()
  expect(dossier.ouverte?.saisies).toEqual(ANSWERS)
  expect(await stored(dossier)).not.toContain('canari')

  expect((await submitDossier(site.deps, { numero, usager, now: site.clock() })).outcome).toBe('submitted')
  const filed = await find(usager, numero)
  expect(filed.depot?.saisies).toEqual(ANSWERS)
  expect(filed.depot?.valeurs).toMatchObject({ '1': 'Anaïs', '2': true, '3': 'arachide-canari', '5': [LIGNE] })
  expect(await asUsager(usager, (tx) => listDepots(tx, filed))).toMatchObject([{ valeurs: filed.depot?.valeurs }])
  expect(await stored(filed)).not.toContain('canari')

  await site.save(usager, numero, { '3': 'soja-canari' })
  const edited = await find(usager, numero)
  expect(edited.ouverte?.saisies).toEqual({ ...ANSWERS, '3': 'soja-canari' })
  expect(await stored(edited)).not.toContain('canari')
})

test('a condition on a sensitive answer is judged, and its words are not among those that are searched', async () => {
  const { usager, numero } = await withSante()
  await site.save(usager, numero, { '2': 'false' })
  await submitDossier(site.deps, { numero, usager, now: site.clock() })
  const filed = await find(usager, numero)
  const { rows } = await site.database.ownerPool.query<{ mots: string }>(
    'select recherche::text as mots from dossiers.dossier where id = $1',
    [filed.id],
  )

  expect(Object.keys(filed.depot?.valeurs ?? {})).toEqual(['1', '2', '5', `6.${LIGNE}`])
  expect(rows[0]?.mots).toContain('anais')
  expect(rows[0]?.mots).not.toContain('lupin')
})

test('a copied dossier seals its answers for itself', async () => {
  const { usager, numero, dossier } = await withSante()
  const started = await copyDossier(site.deps, { numero, usager, cle: 'sante', now: site.clock() })
  const copy = await find(usager, started.outcome === 'started' ? started.numero : 0)

  expect(copy.ouverte?.saisies).toEqual(dossier.ouverte?.saisies)
  expect(await stored(copy)).not.toContain('canari')
})

test('a sealed answer moved to another question, another version or another dossier does not open: the dossier is not read', async () => {
  const [one, two] = [await withSante(), await withSante()]
  const moves = [
    `update dossiers.version set saisies_chiffrees = jsonb_set(saisies_chiffrees, '{3}', saisies_chiffrees->'6.${LIGNE}') where dossier_id = $1`,
    `update dossiers.version v set saisies_chiffrees = o.saisies_chiffrees from dossiers.version o where v.dossier_id = $1 and o.dossier_id = '${two.dossier.id}'`,
  ]
  for (const move of moves) {
    const { rows } = await site.database.ownerPool.query(
      'select saisies_chiffrees as was from dossiers.version where dossier_id = $1',
      [one.dossier.id],
    )
    await site.database.ownerPool.query(move, [one.dossier.id])
    await expect(find(one.usager, one.numero)).rejects.toThrow(Illisible)
    await site.database.ownerPool.query('update dossiers.version set saisies_chiffrees = $2 where dossier_id = $1', [
      one.dossier.id,
      rows[0]?.was,
    ])
  }
  expect((await find(one.usager, one.numero)).ouverte?.saisies).toEqual(ANSWERS)
})

test('yes and no are sealed to the same length', async () => {
  const [yes, no] = [await withSante(), await withSante()]
  await site.save(no.usager, no.numero, { '2': 'false' })
  const length = async ({ id }: Dossier) => {
    const { rows } = await site.database.ownerPool.query<{ n: number }>(
      "select length(saisies_chiffrees->>'2') as n from dossiers.version where dossier_id = $1",
      [id],
    )
    return rows[0]?.n
  }

  expect(await length(no.dossier)).toBe(await length(yes.dossier))
})

test('a draft that came before there were keys is read, and sealed whole at the first save', async () => {
  const { usager, numero, dossier } = await withSante()
  await site.database.ownerPool.query('delete from dossiers.cle where dossier_id = $1', [dossier.id])
  await site.database.ownerPool.query(
    'update dossiers.version set saisies_chiffrees = null, saisies = $2 where dossier_id = $1',
    [dossier.id, JSON.stringify(ANSWERS)],
  )
  expect((await find(usager, numero)).ouverte).toMatchObject({ saisies: ANSWERS, enClair: true })

  await site.save(usager, numero, { '1': 'Zoé' })

  const after = await find(usager, numero)
  expect(after.ouverte).toMatchObject({ saisies: { ...ANSWERS, '1': 'Zoé' }, enClair: false })
  expect(await stored(after)).not.toContain('canari')
})
