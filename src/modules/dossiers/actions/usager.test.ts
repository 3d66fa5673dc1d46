import { afterAll, beforeAll, expect, test } from 'vitest'
import { withContext } from '../../../infra/db/with-context.ts'
import { NotFound } from '../../../infra/http/errors.ts'
import { listDepots } from '../store/lists.ts'
import { findForUsager } from '../store/load.ts'
import { CANTINE, openTestSite, type TestSite } from '../test-site.ts'
import { copyDossier } from './copy-dossier.ts'
import { deleteDossier, restoreDossier } from './delete-dossier.ts'
import { takeBackMandat } from './end-mandat.ts'
import { askCorrection, moveDossier } from './move-dossier.ts'
import { purgeTrash } from './purge-trash.ts'
import { sendMessage } from './send-message.ts'
import { startDossier } from './start-dossier.ts'
import { submitDossier } from './submit-dossier.ts'

let site: TestSite
beforeAll(async () => {
  site = await openTestSite()
})
afterAll(() => site.close())

async function count(statement: string, ...values: unknown[]): Promise<number> {
  const { rows } = await site.database.ownerPool.query<{ n: number }>(
    `select count(*)::int as n from ${statement}`,
    values,
  )
  return rows[0]?.n ?? -1
}

const find = (numero: number, compteId: string) =>
  withContext(site.deps.db, { role: 'usager', compteId, now: site.clock() }, (tx) =>
    findForUsager(site.deps, tx, { numero, compteId }),
  )

/** A dossier filed with its one mandatory answer. */
async function filed() {
  const { slug } = await site.publish()
  const usager = await site.makeUsager()
  const numero = await site.begin(usager, slug)
  await site.save(usager, numero, { '1': 'Anaïs' })
  const submitted = await submitDossier(site.deps, { numero, usager, now: site.clock() })
  expect(submitted.outcome).toBe('submitted')
  return { slug, usager, numero }
}

/** Lets that account see the filed dossiers of that one's group. */
async function makeAgent(numero: number, compteId: string) {
  await site.database.ownerPool.query(
    `insert into demarches.membre (groupe_id, compte_id)
     select groupe_id, $2 from dossiers.dossier where numero = $1 on conflict do nothing`,
    [numero, compteId],
  )
  await site.database.ownerPool.query(
    `insert into comptes.role (compte_id, role, organisme_id)
     select $2, 'instructeur', organisme_id from dossiers.dossier where numero = $1 on conflict do nothing`,
    [numero, compteId],
  )
}

/** Puts a filed dossier in instruction, as an agent would. */
async function instruct(numero: number, compteId: string) {
  await makeAgent(numero, compteId)
  await withContext(site.deps.db, { role: 'agent', compteId }, async (tx) => {
    const dossier = await findForUsager(site.deps, tx, { numero, compteId, lock: true })
    if (!dossier) throw new Error('no dossier')
    await moveDossier(tx, { dossier, event: 'start_instruction', compteId, now: site.clock() })
  })
}

test('the same key begins one draft, whatever the number of clicks', async () => {
  const { slug } = await site.publish()
  const usager = await site.makeUsager()
  const asked = { slug, usager, demandeur: null, cle: 'clic', now: site.clock() }

  const clicks = await Promise.all([1, 2, 3].map(() => startDossier(site.deps, asked)))

  expect(new Set(clicks.map((click) => click.outcome === 'started' && click.numero)).size).toBe(1)
  expect(await count('dossiers.dossier where compte_id = $1', usager.compteId)).toBe(1)
})

test('an answer missing refuses the filing, names it, and keeps the draft', async () => {
  const { slug } = await site.publish()
  const usager = await site.makeUsager()
  const numero = await site.begin(usager, slug)

  const submitted = await submitDossier(site.deps, { numero, usager, now: site.clock() })

  expect(submitted).toMatchObject({ outcome: 'incomplete', problemes: [{ cle: '1', probleme: { code: 'requis' } }] })
  expect(await find(numero, usager.compteId)).toMatchObject({ etat: 'brouillon' })
})

test('what a save gives back is what is kept', async () => {
  const { slug } = await site.publish()
  const usager = await site.makeUsager()
  const numero = await site.begin(usager, slug)
  await site.save(usager, numero, { '1': 'Anaïs' })

  const saved = await site.save(usager, numero, { '1': 'Anaïs Le Roux' })

  const kept = await find(numero, usager.compteId)
  expect(saved).toMatchObject({ outcome: 'saved', dossier: { ouverte: kept?.ouverte, updatedAt: kept?.updatedAt } })
  expect(kept?.ouverte?.saisies).toMatchObject({ '1': 'Anaïs Le Roux' })
})

test('twenty filings at once leave one filing, one receipt, one mail, one line of history', async () => {
  const { slug } = await site.publish()
  const usager = await site.makeUsager()
  const numero = await site.begin(usager, slug)
  await site.save(usager, numero, { '1': 'Anaïs' })

  const outcomes = await Promise.all(
    Array.from({ length: 20 }, () => submitDossier(site.deps, { numero, usager, now: site.clock() })),
  )

  expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual([...Array(19).fill('already'), 'submitted'])
  const dossier = await find(numero, usager.compteId)
  expect(await count("dossiers.version where dossier_id = $1 and nature = 'depot'", dossier?.id)).toBe(1)
  expect(await count('dossiers.recepisse where dossier_id = $1', dossier?.id)).toBe(1)
  expect(await count('infra.courriel where cle like $1', `recepisse:${dossier?.id}:%`)).toBe(1)
  expect(await count("dossiers.traitement where dossier_id = $1 and evenement = 'submit'", dossier?.id)).toBe(1)
})

test('a hidden answer is kept while the draft lives, and gone once filed hidden', async () => {
  const { slug } = await site.publish()
  const usager = await site.makeUsager()
  const numero = await site.begin(usager, slug)
  await site.save(usager, numero, { '1': 'Anaïs', '2': 'true', '3': 'à midi' })
  await site.save(usager, numero, { '2': 'false' })
  const draft = await find(numero, usager.compteId)

  await submitDossier(site.deps, { numero, usager, now: site.clock() })

  expect(draft?.ouverte?.saisies).toMatchObject({ '3': 'à midi' })
  expect((await find(numero, usager.compteId))?.depot).toMatchObject({ saisies: { '1': 'Anaïs', '2': 'false' } })
  expect(Object.keys((await find(numero, usager.compteId))?.depot?.valeurs ?? {})).not.toContain('3')
})

test('an ineligible application is refused with the message of its author', async () => {
  const { slug } = await site.publish()
  const usager = await site.makeUsager()
  const numero = await site.begin(usager, slug)
  await site.save(usager, numero, { '1': 'Anaïs', '8': 'true' })

  const submitted = await submitDossier(site.deps, { numero, usager, now: site.clock() })

  expect(submitted).toMatchObject({ outcome: 'ineligible', definition: { ineligibilite: CANTINE.ineligibilite } })
})

test('a démarche closed meanwhile refuses the filing and keeps the answers readable', async () => {
  const { slug, demarcheId } = await site.publish()
  const usager = await site.makeUsager()
  const numero = await site.begin(usager, slug)
  await site.save(usager, numero, { '1': 'Anaïs' })
  await withContext(site.db, { role: 'systeme' }, (tx) =>
    site.deps.demarches.closeDemarche(tx, { demarcheId, now: site.clock() }),
  )

  const submitted = await submitDossier(site.deps, { numero, usager, now: site.clock() })

  expect(submitted.outcome).toBe('closed')
  expect((await find(numero, usager.compteId))?.ouverte?.saisies).toEqual({ '1': 'Anaïs' })
})

test('edits after filing stay apart until they are filed; the date of filing never moves', async () => {
  const { usager, numero } = await filed()
  const before = await find(numero, usager.compteId)
  await site.save(usager, numero, { '1': 'Anaïs Le Roux' })
  const editing = await find(numero, usager.compteId)
  site.clock.advance(60_000)

  const again = await submitDossier(site.deps, { numero, usager, now: site.clock() })

  expect(editing).toMatchObject({
    depot: { saisies: { '1': 'Anaïs' } },
    ouverte: { nature: 'tampon', saisies: { '1': 'Anaïs Le Roux' } },
  })
  expect(again.outcome).toBe('submitted')
  const after = await find(numero, usager.compteId)
  expect(after).toMatchObject({ ouverte: null, depot: { saisies: { '1': 'Anaïs Le Roux' } } })
  expect(after?.deposeAt).toEqual(before?.deposeAt)
})

test('filed again after the clock was set back, it is the last filing that counts', async () => {
  const { usager, numero } = await filed()
  await site.save(usager, numero, { '1': 'Anaïs Le Roux' })

  const again = await submitDossier(site.deps, {
    numero,
    usager,
    now: new Date(site.clock().getTime() - 3 * 3_600_000),
  })

  expect(again.outcome).toBe('submitted')
  const dossier = await find(numero, usager.compteId)
  expect(dossier?.depot?.saisies).toEqual({ '1': 'Anaïs Le Roux' })
  const depots = await withContext(
    site.deps.db,
    { role: 'usager', compteId: usager.compteId, now: site.clock() },
    (tx) => listDepots(tx, { id: dossier?.id ?? '', coffre: dossier?.coffre ?? null }),
  )
  expect(depots.map(({ valeurs }) => valeurs['1'])).toEqual(['Anaïs Le Roux', 'Anaïs'])
})

test('once in instruction the dossier is not changed, and what was not filed is set aside for its usager', async () => {
  const { usager, numero } = await filed()
  await site.save(usager, numero, { '1': 'trop tard' })
  await instruct(numero, usager.compteId)

  const saved = await site.save(usager, numero, { '1': 'encore' })

  expect(saved.outcome).toBe('not_editable')
  const dossier = await find(numero, usager.compteId)
  expect(dossier).toMatchObject({ etat: 'en_instruction', ouverte: null })
  expect(await count("dossiers.version where dossier_id = $1 and nature = 'ecarte'", dossier?.id)).toBe(1)
})

test('changes that an agent was faster than are never said to be filed; those that were are, however often it is asked', async () => {
  const { usager, numero } = await filed()
  const depot = (await find(numero, usager.compteId))?.depot?.id
  await site.save(usager, numero, { '1': 'changé' })
  const changes = (await find(numero, usager.compteId))?.ouverte?.id
  await instruct(numero, usager.compteId)
  const press = (version: string | undefined) =>
    submitDossier(site.deps, { numero, usager, version, now: site.clock() }).then(({ outcome }) => outcome)

  expect(await press(depot)).toBe('already')
  expect(await press(changes)).toBe('not_editable')
})

test('a form already filed, sent again late, does not file the changes begun since', async () => {
  const { usager, numero } = await filed()
  const version = (await find(numero, usager.compteId))?.depot?.id
  await site.save(usager, numero, { '1': 'pas encore relu' })

  const late = await submitDossier(site.deps, { numero, usager, version, now: site.clock() })

  expect(late.outcome).toBe('already')
  expect(await find(numero, usager.compteId)).toMatchObject({ depot: { saisies: { '1': 'Anaïs' } } })
})

test('two people crossing on an answer: the last wins and is told', async () => {
  const { slug } = await site.publish()
  const usager = await site.makeUsager()
  const numero = await site.begin(usager, slug)
  await site.save(usager, numero, { '1': 'premier' }, { base: 1 })

  const saved = await site.save(usager, numero, { '1': 'second' }, { base: 1 })

  expect(saved).toMatchObject({
    outcome: 'saved',
    crossed: ['1'],
    dossier: { ouverte: { saisies: { '1': 'second' } } },
  })
})

test('a box that the page asked and that is not ticked is stored as unticked', async () => {
  const { slug } = await site.publish()
  const usager = await site.makeUsager()
  const numero = await site.begin(usager, slug)

  const saved = await site.save(usager, numero, {}, { asked: ['4'] })

  expect(saved).toMatchObject({ dossier: { ouverte: { saisies: { '4': 'false' } } } })
})

test('a row is added, answered, then removed with its answers', async () => {
  const { slug } = await site.publish()
  const usager = await site.makeUsager()
  const numero = await site.begin(usager, slug)
  await site.save(usager, numero, {}, { operation: { kind: 'add_ligne', cle: '5' } })
  const lignes = (await find(numero, usager.compteId))?.ouverte?.saisies['5']
  const ligne = Array.isArray(lignes) ? String(lignes[0]) : ''
  await site.save(usager, numero, { [`6.${ligne}`]: 'Louise' })
  const answered = await find(numero, usager.compteId)

  await site.save(usager, numero, {}, { operation: { kind: 'remove_ligne', cle: '5', ligne } })

  expect(answered?.ouverte?.saisies).toMatchObject({ '5': [ligne], [`6.${ligne}`]: 'Louise' })
  expect((await find(numero, usager.compteId))?.ouverte?.saisies).toEqual({ '5': [] })
})

test('somebody else finds nothing, neither to read nor to write', async () => {
  const { usager, numero } = await filed()
  const other = await site.makeUsager()

  await expect(site.save(other, numero, { '1': 'volé' })).rejects.toThrow(NotFound)
  await expect(submitDossier(site.deps, { numero, usager: other, now: site.clock() })).rejects.toThrow(NotFound)
  await expect(
    deleteDossier(site.deps, { numero, usager: other, event: 'withdraw', now: site.clock() }),
  ).rejects.toThrow(NotFound)
  await expect(copyDossier(site.deps, { numero, usager: other, cle: 'c', now: site.clock() })).rejects.toThrow(NotFound)
  expect(await find(numero, other.compteId)).toBeUndefined()
  expect(await find(numero, usager.compteId)).toMatchObject({ depot: { saisies: { '1': 'Anaïs' } } })
})

test('somebody invited reads and writes, does not delete, and is out as soon as the sharing ends', async () => {
  const { slug } = await site.publish()
  const usager = await site.makeUsager()
  const friend = await site.makeUsager()
  const numero = await site.begin(usager, slug)
  const id = await site.help({ kind: 'dossier', numero }, { usager, aidant: friend })

  const saved = await site.save(friend, numero, { '1': 'par un ami' })
  const deleted = await deleteDossier(site.deps, {
    numero,
    usager: friend,
    event: 'delete_brouillon',
    now: site.clock(),
  })
  await takeBackMandat(site.deps, { id, usager, now: site.clock() })

  expect([saved.outcome, deleted.outcome]).toEqual(['saved', 'not_allowed'])
  expect(await find(numero, friend.compteId)).toBeUndefined()
})

test('a dossier withdrawn can be taken back for two weeks, then leaves its tombstone only', async () => {
  const { usager, numero } = await filed()
  await deleteDossier(site.deps, { numero, usager, event: 'withdraw', now: site.clock() })
  const gone = await find(numero, usager.compteId)
  await restoreDossier(site.deps, { numero, usager, now: site.clock() })
  const back = await find(numero, usager.compteId)
  await deleteDossier(site.deps, { numero, usager, event: 'withdraw', now: site.clock() })
  const soon = await purgeTrash(site.deps, new Date(site.clock().getTime() + 13 * 86_400_000))

  await purgeTrash(site.deps, new Date(site.clock().getTime() + 15 * 86_400_000))

  expect([gone, back?.etat, soon]).toEqual([undefined, 'en_construction', 0])
  expect(await count('dossiers.dossier where numero = $1', numero)).toBe(0)
  expect(
    await count("dossiers.tombe where numero = $1 and etat = 'en_construction' and motif = 'usager'", numero),
  ).toBe(1)
})

test('once in instruction a dossier is not withdrawn', async () => {
  const { usager, numero } = await filed()
  await instruct(numero, usager.compteId)

  const deleted = await deleteDossier(site.deps, { numero, usager, event: 'withdraw', now: site.clock() })

  expect(deleted.outcome).toBe('not_allowed')
})

test('a draft filed meanwhile is not withdrawn by who was asked whether to delete it', async () => {
  const { usager, numero } = await filed()

  const deleted = await deleteDossier(site.deps, { numero, usager, event: 'delete_brouillon', now: site.clock() })

  expect(deleted.outcome).toBe('not_allowed')
  expect((await find(numero, usager.compteId))?.etat).toBe('en_construction')
})

test('deleted or taken back twice, a dossier is told so twice, and its history tells it once', async () => {
  const { usager, numero } = await filed()
  const asked = { numero, usager, event: 'withdraw', now: site.clock() } as const

  const outcomes = [await deleteDossier(site.deps, asked), await deleteDossier(site.deps, asked)]
  await restoreDossier(site.deps, asked)
  await restoreDossier(site.deps, asked)

  expect(outcomes).toEqual([{ outcome: 'deleted' }, { outcome: 'deleted' }])
  const { id } = (await find(numero, usager.compteId)) ?? {}
  expect(await count("dossiers.traitement where dossier_id = $1 and evenement = 'withdraw'", id)).toBe(1)
  expect(await count("infra.journal where action = 'dossier.restore' and objet = 'dossier:' || $1", id)).toBe(1)
})

test('a row added twice from the same page is added once', async () => {
  const { slug } = await site.publish()
  const usager = await site.makeUsager()
  const numero = await site.begin(usager, slug)
  const base = (await find(numero, usager.compteId))?.ouverte?.numero
  const add = { operation: { kind: 'add_ligne', cle: '5' }, base } as const

  await Promise.all([site.save(usager, numero, {}, add), site.save(usager, numero, {}, add)])
  const once = (await find(numero, usager.compteId))?.ouverte
  await site.save(usager, numero, {}, { ...add, base: once?.numero })

  expect(once?.saisies['5']).toHaveLength(1)
  expect((await find(numero, usager.compteId))?.ouverte?.saisies['5']).toHaveLength(2)
})

test('a copy takes the answers and leaves the old dossier alone', async () => {
  const { usager, numero } = await filed()

  const copied = await copyDossier(site.deps, { numero, usager, cle: 'copie', now: site.clock() })

  const copy = copied.outcome === 'started' ? await find(copied.numero, usager.compteId) : undefined
  expect(copy).toMatchObject({
    etat: 'brouillon',
    ouverte: { saisies: { '1': 'Anaïs' } },
    demandeurNom: 'Le Roux Anaïs',
  })
  expect(await find(numero, usager.compteId)).toMatchObject({ etat: 'en_construction' })
})

test('the same message sent twice is left once; an empty one is refused', async () => {
  const { usager, numero } = await filed()
  const message = { numero, usager, corps: 'Bonjour', files: [], cle: 'm1', now: site.clock() }

  await Promise.all([sendMessage(site.deps, message), sendMessage(site.deps, message)])
  const empty = await sendMessage(site.deps, { ...message, corps: '  ', cle: 'm2' })

  expect(empty.outcome).toBe('empty')
  expect(
    await count('dossiers.message m join dossiers.dossier d on d.id = m.dossier_id where d.numero = $1', numero),
  ).toBe(1)
})

test('a file removed by edits stays with the filing until they are filed in turn', async () => {
  const { usager, numero } = await filed()
  await site.save(
    usager,
    numero,
    { '1': 'Anaïs' },
    { asked: ['1', '7'], files: [{ cle: '7', recu: site.aFile('un.pdf') }] },
  )
  await submitDossier(site.deps, { numero, usager, now: site.clock() })
  const [piece] = (await find(numero, usager.compteId))?.pieces ?? []

  await site.save(usager, numero, {}, { operation: { kind: 'remove_piece', id: piece?.id ?? '' } })
  const editing = await find(numero, usager.compteId)
  await submitDossier(site.deps, { numero, usager, now: site.clock() })

  expect(editing?.depot?.valeurs['7']).toEqual([piece?.id])
  expect(editing?.pieces).toMatchObject([{ id: piece?.id, retire: true }])
  expect((await find(numero, usager.compteId))?.pieces).toEqual([])
})

test('taking in instruction ends the wait for a correction', async () => {
  const { usager, numero } = await filed()
  await makeAgent(numero, usager.compteId)
  await withContext(site.deps.db, { role: 'agent', compteId: usager.compteId }, async (tx) => {
    const dossier = await findForUsager(site.deps, tx, { numero, compteId: usager.compteId, lock: true })
    if (!dossier) throw new Error('no dossier')
    const asked = {
      dossier,
      compteId: usager.compteId,
      motif: 'incomplet',
      corps: 'Complétez',
      fichiers: [],
      now: site.clock(),
    } as const
    await askCorrection(site.deps, tx, asked)
  })
  const waiting = await find(numero, usager.compteId)

  await instruct(numero, usager.compteId)

  expect(waiting?.correction).toMatchObject({ motif: 'incomplet' })
  expect((await find(numero, usager.compteId))?.correction).toBeNull()
})
