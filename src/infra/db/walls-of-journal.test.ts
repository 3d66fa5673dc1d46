import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../../test/database.ts'

const VERN = '0190a000-0000-7000-8000-000000000001'
const THOUARE = '0190a000-0000-7000-8000-000000000002'

let database: TestDatabase
let ids: Readonly<Record<string, string | undefined>>
beforeAll(async () => {
  database = await openTestDatabase()
  // Anne and Zoé work for Vern; Karim is a usager; each of the others holds, or held, the role of auditor.
  await database.ownerPool.query(`
    insert into annuaire.organisme (id, nature, nom) values ('${VERN}', 'commune', 'Vern'), ('${THOUARE}', 'commune', 'Thouaré');
    insert into comptes.compte (nature, nom) select 'identifie', unnest(array[
      'anne', 'zoe', 'karim', 'de_vern', 'de_tout', 'finie', 'suspendue', 'agent_de_vern', 'ancien']);
    insert into comptes.role (compte_id, role, organisme_id, fin_at, suspendu_at)
      select c.id, r.role, r.organisme::uuid, r.fin, r.suspendu from (values
        ('anne', 'instructeur', '${VERN}', null::timestamptz, null::timestamptz), ('zoe', 'administrateur', '${VERN}', null, null),
        ('de_vern', 'auditeur', '${VERN}', null, null), ('de_tout', 'auditeur', null, null, null),
        ('finie', 'auditeur', '${VERN}', now() - interval '1 second', null),
        ('suspendue', 'auditeur', '${VERN}', null, now()), ('agent_de_vern', 'instructeur', '${VERN}', null, null)
      ) as r (nom, role, organisme, fin, suspendu) join comptes.compte c on c.nom = r.nom;
    insert into infra.journal (at, organisme_id, compte_id, role, action, objet)
      select now(), j.organisme::uuid, c.id, j.role, 'dossier.read', j.objet from (values
        ('${VERN}', 'anne', 'agent', 'de vern'), ('${THOUARE}', 'ancien', 'agent', 'de thouaré'), (null, 'karim', 'usager', 'de personne')
      ) as j (organisme, nom, role, objet) join comptes.compte c on c.nom = j.nom`)
  const { rows } = await database.ownerPool.query<{ nom: string; id: string }>('select nom, id from comptes.compte')
  ids = Object.fromEntries(rows.map(({ nom, id }) => [nom, id]))
})
afterAll(() => database.close())

async function asked<Row extends object>(role: string, compte: string | undefined, query: string) {
  const client = await database.pool.connect()
  try {
    await client.query('begin')
    await client.query("select set_config('parvis.role', $1, true), set_config('parvis.compte', $2, true)", [
      ...[role, compte ?? ''],
    ])
    return await client.query<Row>(query)
  } finally {
    await client.query('rollback')
    client.release()
  }
}

const lines = async (compte: string | undefined, role = 'auditeur') =>
  (await asked<{ objet: string }>(role, compte, 'select objet from infra.journal order by objet')).rows.map(
    ({ objet }) => objet,
  )

test('an auditor reads the journal of his organisme; that of the instance reads all of it', async () => {
  expect(await lines(ids.de_vern)).toEqual(['de vern'])
  expect(await lines(ids.de_tout)).toEqual(['de personne', 'de thouaré', 'de vern'])
})

test('saying that one is an auditor opens nothing: PostgreSQL looks at the role, at that moment', async () => {
  for (const nom of ['finie', 'suspendue', 'anne', 'zoe', 'karim'])
    expect([nom, await lines(ids[nom])]).toEqual([nom, []])
  expect(await lines(undefined)).toEqual([])
  for (const role of ['usager', 'agent', 'administrateur', 'connexion', 'anonyme'])
    expect([role, await lines(ids.de_tout, role)]).toEqual([role, []])
})

test('an auditor sees nothing else: no dossier, no session, no file, no mail, no role but his own', async () => {
  const { rows: tables } = await database.ownerPool.query<{ nom: string }>(
    `select n.nspname || '.' || c.relname as nom from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relrowsecurity and c.relkind = 'r' and c.oid not in ('infra.journal'::regclass, 'comptes.compte'::regclass)`,
  )
  expect(tables.length).toBeGreaterThan(15)
  for (const { nom } of tables) {
    const { rows } = await asked<{ compte_id?: string }>('auditeur', ids.de_tout, `select * from ${nom}`)
    const others = rows.filter((row) => nom !== 'comptes.role' || row.compte_id !== ids.de_tout)
    expect([nom, others]).toEqual([nom, []])
  }
})

test('he knows by name who acts for the administration, there or in lines that he reads; never a usager', async () => {
  const names = async (compte: string | undefined) =>
    (await asked<{ nom: string }>('auditeur', compte, 'select nom from comptes.personne order by nom')).rows.map(
      ({ nom }) => nom,
    )
  const roles = ['agent_de_vern', 'anne', 'de_tout', 'de_vern', 'zoe']

  expect(await names(ids.de_vern)).toEqual(roles)
  expect(await names(ids.de_tout)).toEqual(['agent_de_vern', 'ancien', ...roles.slice(1)])
  expect(await names(ids.finie)).toEqual([])
})

test('he changes nothing: neither the journal, nor the links, nor an account, nor his own role', async () => {
  const refused = /permission denied|row-level security/
  for (const statement of [
    "update infra.journal set objet = 'x'",
    'delete from infra.journal',
    'delete from infra.maillon',
    'update infra.maillon set seq = 1',
    `insert into comptes.role (compte_id, role) values ('${ids.de_vern}', 'auditeur')`,
  ])
    await expect(asked('auditeur', ids.de_vern, statement), statement).rejects.toThrow(refused)
  expect((await asked('auditeur', ids.de_vern, "update comptes.compte set nom = 'x'")).rowCount).toBe(0)
  expect((await asked('auditeur', ids.de_vern, 'update comptes.role set organisme_id = null')).rowCount).toBe(0)
})
