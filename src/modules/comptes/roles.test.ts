import type { Kysely } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../../test/database.ts'
import { createDb } from '../../infra/db/pool.ts'
import { withContext } from '../../infra/db/with-context.ts'
import { type GiveRole, giveRole, grantRole } from './actions/grant-role.ts'
import { restoreRole } from './actions/restore-role.ts'
import { suspendLeft } from './actions/suspend-roles.ts'
import { type WithdrawRole, withdrawRole } from './actions/withdraw-role.ts'
import { findCompte } from './store/comptes.ts'
import { selectRoles } from './store/roles.ts'
import type { ComptesTables } from './tables.ts'

/** What PostgreSQL checks is told by its own clock: tests of delegations keep to it. */
const NOW = new Date()
const DAY = 86_400_000
const later = (days: number) => new Date(NOW.getTime() + days * DAY)

let database: TestDatabase
let db: Kysely<ComptesTables>
beforeAll(async () => {
  database = await openTestDatabase()
  db = createDb<ComptesTables>(database.pool)
})
afterAll(() => database.close())

async function one(statement: string, ...values: readonly unknown[]): Promise<string> {
  const { rows } = await database.ownerPool.query<{ id: string }>(statement, [...values])
  return rows[0]?.id ?? ''
}
const makeOrganisme = () => one(`insert into annuaire.organisme (nature, nom) values ('autre', 'Vern') returning id`)
const makeDemarche = (organismeId: string) =>
  one(
    `insert into demarches.demarche (numero, slug, organisme_id, titre, resume, duree_en_minutes, delai, recherche, created_at)
     values (1, 'cantine', $1, '{}', '{}', 5, '{}', '', now()) returning id`,
    organismeId,
  )
async function makeCompte(): Promise<string> {
  const id = await one(`insert into comptes.compte (nature, nom) values ('identifie', 'Martin') returning id`)
  await database.ownerPool.query(
    `insert into comptes.session (empreinte, compte_id, porte, created_at, seen_at, expires_at)
     values (sha256($1::text::bytea), $2, 'courriel', now(), now(), now() + interval '1 day')`,
    [id, id],
  )
  return id
}
/** An account that holds that role, for good unless an end is named. */
async function make(organismeId: string | undefined, role: GiveRole['role'] = 'administrateur', finAt?: Date) {
  const compteId = await makeCompte()
  await withContext(db, { role: 'systeme' }, (tx) => grantRole(tx, { compteId, role, organismeId, finAt, now: NOW }))
  return compteId
}

const give = (par: string, given: Omit<GiveRole, 'par' | 'now'>) =>
  withContext(db, { role: 'administrateur', compteId: par }, (tx) => giveRole(tx, { ...given, par, now: NOW }))
const withdraw = (par: string, taken: Omit<WithdrawRole, 'par' | 'now'>) =>
  withContext(db, { role: 'administrateur', compteId: par }, (tx) => withdrawRole(tx, { ...taken, par, now: NOW }))
const restore = (par: string, restored: Omit<WithdrawRole, 'par' | 'now'>) =>
  withContext(db, { role: 'administrateur', compteId: par }, (tx) => restoreRole(tx, { ...restored, par, now: NOW }))
/** Their provider says that they went from a town hall to another. */
const changeEmployer = (compteId: string) =>
  withContext(db, { role: 'connexion' }, async (tx) => {
    const compte = await findCompte(tx, compteId)
    const deps = { sendMail: async () => {}, origin: '', ailleurs: { equipes: '', agents: '' } }
    const moved = { from: '21350352700029', to: '21350238800019', now: NOW }
    if (compte) await suspendLeft(deps, tx, { compte, ...moved })
  })
const rolesOf = (compteId: string, now = NOW) =>
  withContext(db, { role: 'systeme' }, (tx) => selectRoles(tx, { compteId, now }))
async function sessionsOf(compteId: string) {
  const { rowCount } = await database.ownerPool.query(
    'select from comptes.session where compte_id = $1 and fin_at is null',
    [compteId],
  )
  return rowCount
}

test('an administrator gives a role of the organisme, once: it holds, the journal tells it, the person signs in again', async () => {
  const organismeId = await makeOrganisme()
  const [anne, jean] = [await make(organismeId), await makeCompte()]
  const given = { compteId: jean, role: 'instructeur', organismeId } as const

  expect(await give(anne, given)).toEqual({ outcome: 'given' })
  expect(await sessionsOf(jean)).toBe(0)
  expect(await give(anne, given)).toEqual({ outcome: 'already' })

  expect(await rolesOf(jean)).toEqual([{ role: 'instructeur', organismeId }])
  const { rows } = await database.ownerPool.query(
    'select action, role, compte_id, organisme_id, meta from infra.journal where objet = $1',
    [`compte:${jean}`],
  )
  expect(rows).toEqual([
    {
      action: 'role.grant',
      role: 'agent',
      compte_id: anne,
      organisme_id: organismeId,
      meta: { role: 'instructeur' },
    },
  ])
})

test('nobody raises himself, nor gives what the table does not allow him', async () => {
  const [organismeId, elsewhere] = [await makeOrganisme(), await makeOrganisme()]
  const [anne, jean] = [await make(organismeId), await make(organismeId, 'instructeur')]
  const demarche = await make(organismeId, 'instructeur')

  expect(await give(anne, { compteId: anne, role: 'auditeur', organismeId })).toEqual({ outcome: 'self' })
  expect(await give(anne, { compteId: jean, role: 'administrateur_instance' })).toEqual({ outcome: 'not_allowed' })
  expect(await give(anne, { compteId: jean, role: 'instructeur', organismeId: elsewhere })).toEqual({
    outcome: 'not_allowed',
  })
  expect(await give(jean, { compteId: demarche, role: 'instructeur', organismeId })).toEqual({ outcome: 'not_allowed' })
  expect(await give(jean, { compteId: jean, role: 'administrateur', organismeId })).toEqual({ outcome: 'not_allowed' })
  // A role of one démarche names it, no other does.
  expect(await give(anne, { compteId: jean, role: 'administrateur_demarche', organismeId })).toEqual({
    outcome: 'not_allowed',
  })
})

test('a delegation ends on its day, within a year, and a delegate neither delegates nor appoints an administrator', async () => {
  const organismeId = await makeOrganisme()
  const [anne, jean, zoe] = [await make(organismeId), await makeCompte(), await makeCompte()]
  const delegated = { compteId: jean, role: 'administrateur', organismeId } as const

  expect(await give(anne, { ...delegated, finAt: later(-1) })).toEqual({ outcome: 'bad_end' })
  expect(await give(anne, { ...delegated, finAt: later(400) })).toEqual({ outcome: 'bad_end' })
  expect(await give(anne, { ...delegated, finAt: later(10) })).toEqual({ outcome: 'given' })

  expect(await rolesOf(jean)).toHaveLength(1)
  expect(await rolesOf(jean, later(11))).toEqual([])
  const toZoe = { compteId: zoe, organismeId } as const
  expect(await give(jean, { ...toZoe, role: 'administrateur', finAt: later(5) })).toEqual({ outcome: 'not_allowed' })
  expect(await give(jean, { ...toZoe, role: 'administrateur' })).toEqual({ outcome: 'not_allowed' })
  expect(await give(jean, { ...toZoe, role: 'instructeur', finAt: later(5) })).toEqual({ outcome: 'not_allowed' })
  expect(await give(jean, { ...toZoe, role: 'instructeur' })).toEqual({ outcome: 'given' })
  expect(await withdraw(jean, { compteId: anne, role: 'administrateur', organismeId })).toEqual({
    outcome: 'not_allowed',
  })
})

test('a delegation dies with what its giver holds, in the same transaction, unless another role of his still covers it', async () => {
  const organismeId = await makeOrganisme()
  const [anne, jean, delegate] = [await make(organismeId), await make(organismeId), await makeCompte()]
  await give(anne, { compteId: delegate, role: 'administrateur', organismeId, finAt: later(10) })

  expect(await withdraw(jean, { compteId: anne, role: 'administrateur', organismeId })).toEqual({
    outcome: 'withdrawn',
  })

  expect(await rolesOf(delegate, new Date())).toEqual([])
  expect([await sessionsOf(anne), await sessionsOf(delegate)]).toEqual([0, 0])
})

test('an administrator who leaves takes his delegations with him', async () => {
  const organismeId = await makeOrganisme()
  const [anne, delegate] = [await make(organismeId), await makeCompte()]
  await make(organismeId)
  await give(anne, { compteId: delegate, role: 'instructeur', organismeId, finAt: later(10) })

  expect(await withdraw(anne, { compteId: anne, role: 'administrateur', organismeId })).toEqual({
    outcome: 'withdrawn',
  })

  expect([await rolesOf(anne), await rolesOf(delegate, new Date())]).toEqual([[], []])
})

test('a role given for good no longer depends on who had delegated it', async () => {
  const organismeId = await makeOrganisme()
  const [anne, jean, zoe] = [await make(organismeId), await make(organismeId), await makeCompte()]
  const given = { compteId: zoe, role: 'instructeur', organismeId } as const
  await give(anne, { ...given, finAt: later(10) })
  await give(jean, given)

  await withdraw(jean, { compteId: anne, role: 'administrateur', organismeId })

  expect(await rolesOf(zoe, later(30))).toEqual([{ role: 'instructeur', organismeId }])
})

test('the last administrator of an organisme, or of the instance, is neither put out nor leaves', async () => {
  const organismeId = await makeOrganisme()
  const [anne, instance] = [await make(organismeId), await make(undefined, 'administrateur_instance')]
  const last = { compteId: anne, role: 'administrateur', organismeId } as const
  await make(organismeId, 'administrateur', later(10))

  expect(await withdraw(anne, last)).toEqual({ outcome: 'last' })
  expect(await withdraw(instance, last)).toEqual({ outcome: 'last' })
  expect(await withdraw(instance, { compteId: instance, role: 'administrateur_instance' })).toEqual({
    outcome: 'last',
  })
  const bySysteme = await withContext(db, { role: 'systeme' }, (tx) =>
    withdrawRole(tx, { ...last, par: undefined, now: NOW }),
  )
  expect(bySysteme).toEqual({ outcome: 'last' })
  expect(await rolesOf(anne)).toHaveLength(1)
  expect(await sessionsOf(anne)).toBe(1)
})

test('two administrators who put each other out, or leave, at once: exactly one stays', {
  timeout: 60_000,
}, async () => {
  for (const [first, second] of [
    ['other', 'other'],
    ['own', 'own'],
    ['other', 'own'],
  ] as const) {
    const organismeId = await makeOrganisme()
    const pair = [await make(organismeId), await make(organismeId)] as const
    const act = (from: 0 | 1, on: 'own' | 'other') => {
      const compteId = pair[on === 'own' ? from : from === 0 ? 1 : 0]
      return withdraw(pair[from], { compteId, role: 'administrateur', organismeId })
    }

    const outcomes = await Promise.all([act(0, first), act(1, second)])

    expect(outcomes.filter(({ outcome }) => outcome === 'withdrawn')).toHaveLength(1)
    const left = [...(await rolesOf(pair[0])), ...(await rolesOf(pair[1]))]
    expect(left).toEqual([{ role: 'administrateur', organismeId }])
  }
})

test('what is not held is not taken back, and nobody is signed out for it', async () => {
  const organismeId = await makeOrganisme()
  const [anne, jean] = [await make(organismeId), await make(organismeId, 'instructeur')]

  expect(await withdraw(anne, { compteId: jean, role: 'expert', organismeId })).toEqual({ outcome: 'not_held' })
  expect(await sessionsOf(jean)).toBe(1)
})

test('whatever happens to a role on a démarche, the journal tells on which', async () => {
  const organismeId = await makeOrganisme()
  const [anne, jean, zoe] = [await make(organismeId), await makeCompte(), await makeCompte()]
  const role = { role: 'administrateur_demarche', organismeId, demarcheId: await makeDemarche(organismeId) } as const
  await make(organismeId)
  await give(anne, { compteId: jean, ...role })
  await give(anne, { compteId: zoe, ...role, finAt: later(10) })

  await changeEmployer(jean)
  await restore(anne, { compteId: jean, ...role })
  await withdraw(anne, { compteId: jean, ...role })
  await withdraw(anne, { compteId: anne, role: 'administrateur', organismeId })

  const { rows } = await database.ownerPool.query(
    "select action, meta ->> 'demarche' as demarche from infra.journal where objet = any($1::text[]) order by id",
    [[`compte:${jean}`, `compte:${zoe}`]],
  )
  const acts = ['role.grant', 'role.delegate', 'role.suspend', 'role.restore', 'role.withdraw', 'role.end']
  expect(rows).toEqual(acts.map((action) => ({ action, demarche: role.demarcheId })))
})
