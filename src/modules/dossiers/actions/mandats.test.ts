import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withContext } from '../../../infra/db/with-context.ts'
import { NotFound } from '../../../infra/http/errors.ts'
import { runFrom } from '../../../infra/journal/source.ts'
import type { Usager } from '../deps.ts'
import { finOf } from '../mandat.ts'
import { moveToCompte } from '../store/comptes.ts'
import { listTraitements } from '../store/lists.ts'
import { findForUsager } from '../store/load.ts'
import { listGiven, listReceived } from '../store/mandats.ts'
import { openTestSite, type TestSite } from '../test-site.ts'
import { acceptMandat } from './accept-mandat.ts'
import { copyDossier } from './copy-dossier.ts'
import { deleteDossier } from './delete-dossier.ts'
import { giveUpMandat, takeBackMandat } from './end-mandat.ts'
import { type GiveMandat, giveMandat, MANDATS_MAX } from './give-mandat.ts'
import { openSigned } from './list-mandats.ts'
import { sendMessage } from './send-message.ts'
import { startDossier } from './start-dossier.ts'
import { submitDossier } from './submit-dossier.ts'
import { tellInfecte } from './tell-infecte.ts'
import { tellReady } from './tell-ready.ts'

let site: TestSite
beforeAll(async () => {
  site = await openTestSite()
})
afterAll(() => site.close())

async function rows<Row extends object>(statement: string, ...values: unknown[]): Promise<readonly Row[]> {
  return (await site.database.ownerPool.query<Row>(statement, values)).rows
}

/** Two people, and a draft of the first with its one mandatory answer; of a démarche of its own unless one is named. */
async function two(known?: string) {
  const slug = known ?? (await site.publish()).slug
  const usager = await site.makeUsager()
  const aidant = await site.makeUsager()
  const numero = await site.begin(usager, slug)
  await site.save(usager, numero, { '1': 'Anaïs' })
  return { slug, usager, aidant, numero }
}

const asked = (numero: number, usager: Usager) => ({ numero, usager, now: site.clock() })
const submit = (numero: number, usager: Usager) => submitDossier(site.deps, asked(numero, usager))
const read = (numero: number, { compteId }: Usager) =>
  withContext(site.deps.db, { role: 'usager', compteId, now: site.clock() }, (tx) =>
    findForUsager(site.deps, tx, { numero, compteId }),
  )
const write = (numero: number, usager: Usager) =>
  sendMessage(site.deps, { ...asked(numero, usager), corps: 'Bonjour', files: [], cle: crypto.randomUUID() })

test('who may prepare fills, does not file, and its usager is told once that it is ready', async () => {
  const { usager, aidant, numero } = await two()
  await site.help({ kind: 'dossier', numero }, { usager, aidant, droit: 'preparer' })

  const saved = await site.save(aidant, numero, { '1': 'Anaïs Le Roux' })
  const filed = await submit(numero, aidant)
  const told = await tellReady(site.deps, asked(numero, aidant))

  expect([saved.outcome, filed, told]).toEqual([
    'saved',
    expect.objectContaining({ outcome: 'not_entitled', prevenu: true }),
    { outcome: 'told' },
  ])
  expect(await rows("select destinataire from infra.courriel where cle like 'pret:%'")).toEqual([
    { destinataire: 'anais@exemple.fr' },
  ])
  expect(await submit(numero, usager)).toEqual({ outcome: 'submitted' })
  expect(await write(numero, aidant)).toEqual({ outcome: 'not_entitled' })
})

test('who may file does, and everything that is written says by whom and for whom', async () => {
  const { usager, aidant, numero } = await two()
  await site.help({ kind: 'dossier', numero }, { usager, aidant })
  await site.database.ownerPool.query('update comptes.compte set courriel_confirme_at = now() where id = $1', [
    usager.compteId,
  ])

  const filed = await runFrom({ origine: 'reseau', pour: undefined }, async () => {
    await site.save(aidant, numero, { '1': 'Anaïs Le Roux' })
    return submit(numero, aidant)
  })
  const own = await read(numero, usager)
  const history = await withContext(site.deps.db, { role: 'usager', compteId: usager.compteId }, (tx) =>
    listTraitements(tx, own?.id ?? ''),
  )

  expect(filed).toEqual({ outcome: 'submitted' })
  expect(history.map(({ evenement, pour }) => [evenement, pour])).toEqual([
    ['start', null],
    ['submit', 'Anaïs Le Roux'],
  ])
  expect(
    await rows(
      'select action, compte_id, pour_id from infra.journal where objet = $1 and pour_id is not null order by id',
      [`dossier:${own?.id}`].join(''),
    ),
  ).toEqual(
    ['dossier.save', 'dossier.submit'].map((action) => ({
      action,
      compte_id: aidant.compteId,
      pour_id: usager.compteId,
    })),
  )
  expect(await rows("select destinataire from infra.courriel where cle like 'depose-pour:%'")).toEqual([
    { destinataire: usager.courriel },
  ])
})

/** The statements that something asks of the database. */
async function statementsOf(run: () => Promise<unknown>): Promise<readonly string[]> {
  const asked: string[] = []
  const { pool } = site.database
  const clients = await Promise.all(Array.from({ length: 5 }, () => pool.connect()))
  for (const client of clients) {
    const query = client.query.bind(client)
    Object.assign(client, {
      query: (...args: Parameters<typeof query>) => {
        asked.push(JSON.stringify(args[0]))
        return query(...args)
      },
    })
    client.release()
  }
  await run()
  return asked
}

test('a usager who files alone has nothing asked of mandates; who helps has', async () => {
  const { usager, numero } = await two()

  const asked = await statementsOf(() => submit(numero, usager))

  const about = (those: readonly string[]) =>
    those.filter((statement) => /dossiers\.invite|comptes\.joignable/.test(statement))
  expect(about(asked)).toEqual([])
  // Who helps is asked of them: the measure would see it.
  const helped = await two()
  await site.help({ kind: 'dossier', numero: helped.numero }, helped)
  expect(about(await statementsOf(() => submit(helped.numero, helped.aidant))).length).toBeGreaterThan(0)
})

test('what is its usager’s alone stays so: giving it away, copying it, deleting it', async () => {
  const { usager, aidant, numero } = await two()
  await site.help({ kind: 'dossier', numero }, { usager, aidant })
  const ask: GiveMandat = {
    ...{ portee: { kind: 'dossier', numero }, usager: aidant, courriel: 'autre@exemple.fr', droit: 'deposer' },
    ...{ mois: 1, cle: 'a', now: site.clock() },
  }

  expect(await giveMandat(site.deps, ask)).toEqual({ outcome: 'not_owner' })
  expect(await copyDossier(site.deps, { ...asked(numero, aidant), cle: 'copie' })).toEqual({ outcome: 'not_owner' })
  expect(await deleteDossier(site.deps, { ...asked(numero, aidant), event: 'delete_brouillon' })).toEqual({
    outcome: 'not_allowed',
  })
})

test('a mandate ends at its very instant: a thousandth of a second before, everything; from then on, nothing', async () => {
  const { usager, aidant, numero } = await two()
  await site.help({ kind: 'dossier', numero }, { usager, aidant, mois: 1 })
  const finAt = finOf(site.clock(), 1)
  site.clock.advance(finAt.getTime() - site.clock().getTime() - 1_001)

  const before = [await read(numero, aidant), await site.save(aidant, numero, { '1': 'à temps' })]
  site.clock.advance(1)

  expect(before.every((one) => one !== undefined)).toBe(true)
  expect(site.clock()).toEqual(finAt)
  expect(await read(numero, aidant)).toBeUndefined()
  await expect(submit(numero, aidant)).rejects.toThrow(NotFound)
  await expect(site.save(aidant, numero, { '1': 'trop tard' })).rejects.toThrow(NotFound)
  await expect(write(numero, aidant)).rejects.toThrow(NotFound)
  expect((await read(numero, usager))?.ouverte?.saisies).toEqual({ '1': 'à temps' })
})

test('PostgreSQL holds the end by itself, whatever the query', async () => {
  const { usager, aidant, numero } = await two()
  await site.help({ kind: 'dossier', numero }, { usager, aidant, mois: 1 })
  const finAt = finOf(site.clock(), 1)
  const seen = (now: Date) =>
    withContext(site.deps.db, { role: 'usager', compteId: aidant.compteId, now }, async (tx) =>
      (await tx.selectFrom('dossiers.dossier').select('numero').execute()).map((one) => one.numero),
    )

  expect(await seen(new Date(finAt.getTime() - 1))).toEqual([numero])
  expect(await seen(finAt)).toEqual([])
})

test('who helps neither lengthens a mandate, nor gives one, nor takes a better right, even by a query', async () => {
  const { usager, aidant, numero } = await two()
  await site.help({ kind: 'dossier', numero }, { usager, aidant, droit: 'preparer' })
  const asAidant = <R>(statement: ReturnType<typeof sql<R>>) =>
    withContext(site.deps.db, { role: 'usager', compteId: aidant.compteId, now: site.clock() }, (tx) =>
      statement.execute(tx),
    )

  const raised = await asAidant(sql`update dossiers.invite set droit = 'deposer'`)

  expect(raised.numAffectedRows).toBe(0n)
  await expect(
    asAidant(sql`insert into dossiers.invite (dossier_id, courriel, droit, created_at, fin_at)
      select id, 'x@exemple.fr', 'deposer', ${site.clock()}, ${finOf(site.clock(), 1)} from dossiers.dossier`),
  ).rejects.toThrow(/row-level security/)
})

test('taken back while a form is open: what is sent then is refused, and nothing of it is kept', async () => {
  const { usager, aidant, numero } = await two()
  const id = await site.help({ kind: 'dossier', numero }, { usager, aidant })
  const open = await read(numero, aidant)
  await takeBackMandat(site.deps, { id, usager, now: site.clock() })
  await takeBackMandat(site.deps, { id, usager, now: site.clock() })

  expect(open?.numero).toBe(numero)
  await expect(site.save(aidant, numero, { '1': 'après' })).rejects.toThrow(NotFound)
  await expect(submit(numero, aidant)).rejects.toThrow(NotFound)
  expect((await read(numero, usager))?.ouverte?.saisies).toEqual({ '1': 'Anaïs' })
})

test.each(['dossier', 'demarche'] as const)(
  'filing and taking back at once, on a %s: filed before, or not at all',
  { timeout: 90_000 },
  async (kind) => {
    const { slug } = await site.publish()
    for (let round = 0; round < 5; round += 1) {
      const { usager, aidant, numero } = await two(slug)
      const portee = kind === 'dossier' ? ({ kind, numero } as const) : ({ kind, slug } as const)
      const id = await site.help(portee, { usager, aidant })

      const [filed] = await Promise.all([
        submit(numero, aidant).catch((error: unknown) => error),
        takeBackMandat(site.deps, { id, usager, now: site.clock() }),
      ])

      const lines = await rows<{ action: string }>(
        `select action from infra.journal where action in ('dossier.submit', 'mandat.take_back')
           and (compte_id = $1 or compte_id = $2) order by id`,
        ...[aidant.compteId, usager.compteId],
      )
      const order = lines.map(({ action }) => action)
      expect(filed instanceof NotFound ? order : [filed, ...order]).toEqual(
        filed instanceof NotFound
          ? ['mandat.take_back']
          : [{ outcome: 'submitted' }, 'dossier.submit', 'mandat.take_back'],
      )
    }
  },
)

test('a mandate on a démarche opens every dossier of its giver there, and no other: another démarche, another person', async () => {
  const { slug, usager, aidant, numero } = await two()
  const elsewhere = await two()
  const ailleurs = await site.begin(usager, elsewhere.slug)
  const autre = await site.begin(elsewhere.usager, slug)
  await site.help({ kind: 'demarche', slug }, { usager, aidant })

  const later = await site.begin(usager, slug)

  expect((await read(numero, aidant))?.mandat).toMatchObject({ droit: 'deposer', mandant: { nom: 'Le Roux' } })
  expect((await read(later, aidant))?.numero).toBe(later)
  for (const other of [ailleurs, autre, elsewhere.numero]) {
    expect(await read(other, aidant)).toBeUndefined()
    await expect(submit(other, aidant)).rejects.toThrow(NotFound)
    await expect(write(other, aidant)).rejects.toThrow(NotFound)
  }
})

test('a dossier begun by a mandate is its giver’s; without one for that démarche, there is nothing to begin', async () => {
  const { slug, usager, aidant } = await two()
  const other = await two()
  const id = await site.help({ kind: 'demarche', slug }, { usager, aidant })
  const begin = (about: string, mandat: string) =>
    startDossier(site.deps, {
      ...{ slug: about, usager: aidant, demandeur: null, cle: crypto.randomUUID(), mandat, now: site.clock() },
    })

  const started = await begin(slug, id)
  const numero = started.outcome === 'started' ? started.numero : 0
  await takeBackMandat(site.deps, { id, usager, now: site.clock() })

  expect((await read(numero, usager))?.compteId).toBe(usager.compteId)
  expect(await read(numero, aidant)).toBeUndefined()
  await expect(begin(slug, id)).rejects.toThrow(NotFound)
  await expect(begin(other.slug, id)).rejects.toThrow(NotFound)
  await expect(begin(slug, crypto.randomUUID())).rejects.toThrow(NotFound)
})

test('a link opens a mandate to one account, of that address, while it holds, and never to its giver', async () => {
  const { usager, aidant, numero } = await two()
  const third = await site.makeUsager()
  const courriel = 'ami@exemple.fr'
  const give = { portee: { kind: 'dossier', numero }, usager, courriel, droit: 'deposer', mois: 1, cle: 'b' } as const
  await giveMandat(site.deps, { ...give, now: site.clock() })
  const [row] = await rows<{ id: string }>('select id from dossiers.invite where courriel = $1', courriel)
  const accept = (who: Usager, address = courriel, now = site.clock()) =>
    acceptMandat(site.deps, { id: row?.id ?? '', courriel: address, usager: who, now })

  expect(await accept(usager)).toBe(false)
  expect(await accept(aidant, 'autre@exemple.fr')).toBe(false)
  expect(await accept(aidant, courriel, finOf(site.clock(), 1))).toBe(false)
  expect(await accept(aidant)).toBe(true)
  expect(await accept(aidant)).toBe(true)
  expect(await accept(third)).toBe(false)
})

test('given again, its right and its end replace the former; ten people at most', async () => {
  const { usager, aidant, numero } = await two()
  const portee = { kind: 'dossier', numero } as const
  await site.help(portee, { usager, aidant, droit: 'preparer', mois: 1 })
  await site.help(portee, { usager, aidant, droit: 'deposer', mois: 12 })
  for (let n = 1; n < MANDATS_MAX; n += 1) {
    const asked = { portee, usager, courriel: `ami${n}@exemple.fr`, droit: 'preparer', mois: 1, cle: `c${n}` } as const
    expect(await giveMandat(site.deps, { ...asked, now: site.clock() })).toEqual({ outcome: 'given' })
  }
  const more = {
    portee,
    usager,
    courriel: 'onze@exemple.fr',
    droit: 'preparer',
    mois: 1,
    cle: 'onze',
    now: site.clock(),
  } as const

  expect((await read(numero, aidant))?.mandat).toMatchObject({ droit: 'deposer' })
  expect(await giveMandat(site.deps, more)).toEqual({ outcome: 'too_many' })
})

test('somebody else takes back nothing, and who helps may give up', async () => {
  const { usager, aidant, numero } = await two()
  const id = await site.help({ kind: 'dossier', numero }, { usager, aidant })
  const other = await site.makeUsager()

  await expect(takeBackMandat(site.deps, { id, usager: other, now: site.clock() })).rejects.toThrow(NotFound)
  await expect(takeBackMandat(site.deps, { id, usager: aidant, now: site.clock() })).rejects.toThrow(NotFound)
  await expect(giveUpMandat(site.deps, { id, usager: other, now: site.clock() })).rejects.toThrow(NotFound)
  await giveUpMandat(site.deps, { id, usager: aidant, now: site.clock() })

  expect(await read(numero, aidant)).toBeUndefined()
})

test('a signed mandate is kept under the key of its dossier, for who gave it and who holds it', async () => {
  const { usager, aidant, numero } = await two()
  const other = await site.makeUsager()
  const courriel = aidant.courriel ?? ''
  const portee = { kind: 'dossier', numero } as const
  const about = { portee, usager, courriel, droit: 'preparer', mois: 1, cle: 'd' } as const
  const signe = site.aFile('mandat.pdf')
  await giveMandat(site.deps, { ...about, signe, now: site.clock() })
  const id = await site.help(portee, { usager, aidant })
  const opened = (who: Usager) => openSigned(site.deps, { id, usager: who, politique: 'bloquer', now: site.clock() })

  const fichier = { nom: 'mandat.pdf', cle: signe.cle }
  expect(await opened(usager)).toMatchObject({ fichier, ouverture: 'ouvert' })
  // No antivirus looked at it, and this instance opens nothing else to who did not bring it.
  expect(await opened(aidant)).toMatchObject({ fichier, ouverture: 'bloque' })
  await expect(opened(other)).rejects.toThrow(NotFound)
  expect(await rows('select cle_fichier from dossiers.invite where id = $1 and cle_fichier is null', id)).toEqual([])
  await takeBackMandat(site.deps, { id, usager, now: site.clock() })
  await expect(opened(aidant)).rejects.toThrow(NotFound)
})

test('a virus found in a signed mandate is told to who brought it, and to the journal of its dossier', async () => {
  const { usager, aidant, numero } = await two()
  const courriel = aidant.courriel ?? ''
  const portee = { kind: 'dossier', numero } as const
  const about = { portee, usager, courriel, droit: 'preparer', mois: 1, cle: 'v' } as const
  await giveMandat(site.deps, { ...about, signe: site.aFile('mandat.pdf'), now: site.clock() })
  const [signed] = await rows<{ id: string }>(
    'select fichier_id as id from dossiers.invite where courriel = $1',
    courriel,
  )
  const fichierId = signed?.id ?? ''

  await withContext(site.deps.db, { role: 'systeme', now: site.clock() }, (tx) =>
    tellInfecte(site.deps, tx, { fichierId, nom: 'mandat.pdf', now: site.clock() }),
  )

  expect(
    await rows(`select destinataire from infra.courriel where cle like 'infecte:' || $1 || ':%'`, fichierId),
  ).toEqual([{ destinataire: usager.courriel }])
  const told = `select objet from infra.journal where action = 'fichier.infected' and meta->>'fichier' = $1`
  expect(await rows(told, fichierId)).toEqual([{ objet: `dossier:${(await read(numero, usager))?.id}` }])
})

test('two accounts proved to be one person: what each gave and received is theirs, once', async () => {
  const { slug, usager, aidant } = await two()
  const twin = await site.makeUsager()
  await site.help({ kind: 'demarche', slug }, { usager, aidant })
  await site.help({ kind: 'demarche', slug }, { usager: twin, aidant })
  await withContext(site.deps.db, { role: 'systeme' }, (tx) =>
    moveToCompte(tx, { from: twin.compteId, to: usager.compteId }),
  )
  const lists = await withContext(
    site.deps.db,
    { role: 'systeme', now: site.clock() },
    async (tx) => [await listGiven(tx, usager.compteId), await listReceived(tx, aidant)] as const,
  )

  expect(lists.map((list) => list.length)).toEqual([1, 1])
})

test('joined to an account whose own mandate is over, one that holds goes on holding; over on both sides, neither does', async () => {
  const { slug, usager, aidant } = await two()
  const twin = await site.makeUsager()
  await site.help({ kind: 'demarche', slug }, { usager, aidant, mois: 1 })
  const other = await two()
  await site.help({ kind: 'demarche', slug: other.slug }, { usager, aidant, mois: 1 })
  await site.help({ kind: 'demarche', slug: other.slug }, { usager: twin, aidant, mois: 1 })
  site.clock.advance(1_000)
  const held = await site.help({ kind: 'demarche', slug }, { usager: twin, aidant, mois: 12 })
  site.clock.advance(finOf(site.clock(), 1).getTime() - site.clock().getTime())

  await withContext(site.deps.db, { role: 'systeme', now: site.clock() }, (tx) =>
    moveToCompte(tx, { from: twin.compteId, to: usager.compteId }),
  )
  const [given, received] = await withContext(
    site.deps.db,
    { role: 'systeme', now: site.clock() },
    async (tx) => [await listGiven(tx, usager.compteId), await listReceived(tx, aidant)] as const,
  )

  expect(given.map(({ id }) => id)).toEqual([held])
  expect(received.map(({ id, mandantId }) => [id, mandantId])).toEqual([[held, usager.compteId]])
})
