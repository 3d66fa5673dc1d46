import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../../test/database.ts'
import { APP_ROLE } from './app-role.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

/** Tables that hold nobody's dossier: who exists, what is offered, technique. Each is a decision. */
const OPEN: readonly string[] = [
  ...['annuaire.region', 'annuaire.departement', 'annuaire.epci', 'annuaire.commune', 'annuaire.organisme'],
  ...['demarches.service', 'demarches.demarche', 'demarches.slug_ancien', 'demarches.revision', 'demarches.groupe'],
  ...['infra.limite', 'infra.envoi', 'infra.migration', 'comptes.idp'],
  // Digests and signatures, without a word of what they seal.
  ...['infra.maillon', 'infra.scelle', 'infra.noeud', 'infra.journal_a_chainer', 'infra.succession'],
]
test('every table is either open to all or walled: forced row-level security, and a policy for the application', async () => {
  const { rows } = await database.ownerPool.query<{ table: string; walled: boolean }>(
    `select n.nspname || '.' || c.relname as table,
       c.relrowsecurity and c.relforcerowsecurity
         and exists (select from pg_policy p where p.polrelid = c.oid and $1::regrole = any(p.polroles)) as walled
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and n.nspname in (select nspname from pg_namespace where nspname !~ '^(pg_|information_schema|public|taches)')`,
    [APP_ROLE],
  )
  const bare = rows.filter(({ walled }) => !walled).map(({ table }) => table)

  expect(bare.toSorted()).toEqual([...OPEN].toSorted())
  expect(rows.filter(({ walled }) => walled).length).toBeGreaterThan(10)
})

test('the application owns nothing, and no view looks over a wall', async () => {
  const { rows } = await database.ownerPool.query<{ nom: string }>(
    `select c.relname as nom from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('annuaire', 'comptes', 'demarches', 'dossiers', 'equipes', 'instruction', 'infra')
       and (pg_get_userbyid(c.relowner) = $1
         or (c.relkind = 'v' and not coalesce('security_invoker=true' = any(c.reloptions), false)))`,
    [APP_ROLE],
  )
  const { rows: roles } = await database.pool.query<{ bypass: boolean }>(
    'select rolsuper or rolbypassrls as bypass from pg_roles where rolname = current_user',
  )

  expect(rows).toEqual([])
  expect(roles).toEqual([{ bypass: false }])
})

test('functions that work with their owner’s rights are known one by one', async () => {
  const { rows } = await database.ownerPool.query<{ nom: string }>(
    `select n.nspname || '.' || p.proname as nom from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where p.prosecdef and n.nspname !~ '^pg_'`,
  )

  expect(rows.map(({ nom }) => nom).toSorted()).toEqual([
    ...['comptes.administre_instance', 'comptes.demarches_administrees', 'comptes.est_agent'],
    ...['comptes.organismes_administres', 'comptes.session_ouverte', 'demarches.groupes_recus'],
    ...['dossiers.aides', 'dossiers.partages', 'infra.deposer_courriel', 'infra.purger_segment'],
  ])
})

test('without a context, no row of a dossier is visible, written or removed', async () => {
  const { rows: tables } = await database.ownerPool.query<{ nom: string }>(
    "select schemaname || '.' || tablename as nom from pg_tables where schemaname in ('dossiers', 'instruction', 'comptes', 'equipes') and tablename <> 'idp'",
  )
  await fillDossier(database)

  for (const { nom } of tables) {
    const { rows } = await database.pool.query(`select from ${nom}`)
    const deleted = await database.pool.query(`delete from ${nom}`)
    expect([nom, rows.length, deleted.rowCount]).toEqual([nom, 0, 0])
  }
  await expect(
    database.pool.query(
      "insert into dossiers.effectif (groupe_id, etat, nombre) select id, 'x', 1 from demarches.groupe",
    ),
  ).rejects.toThrow(/row-level security/)
  const { rows: kept } = await database.ownerPool.query('select from dossiers.dossier')
  expect(kept).toHaveLength(2)
})

test('each sees theirs: the usager, somebody invited until it is taken back, the agents of the group, nobody else', async () => {
  const ids = await readPeople(database)
  const seen = async (role: string, compte: string | undefined) => {
    const client = await database.pool.connect()
    try {
      await client.query('begin')
      await client.query("select set_config('parvis.role', $1, true), set_config('parvis.compte', $2, true)", [
        ...[role, compte ?? ''],
      ])
      const { rows } = await client.query<{ etat: string }>('select etat from dossiers.dossier order by etat')
      return rows.map(({ etat }) => etat)
    } finally {
      await client.query('rollback')
      client.release()
    }
  }

  expect(await seen('usager', ids.anais)).toEqual(['brouillon', 'en_construction'])
  expect(await seen('usager', ids.karim)).toEqual(['en_construction'])
  expect(await seen('usager', ids.anne)).toEqual([])
  expect(await seen('agent', ids.anne)).toEqual(['en_construction'])
  expect(await seen('agent', ids.anais)).toEqual([])
  expect(await seen('anonyme', ids.anais)).toEqual([])
  await database.ownerPool.query('update dossiers.invite set revoked_at = now()')
  expect(await seen('usager', ids.karim)).toEqual([])
})

test('people: oneself, agents, and those of the dossiers that one sees; nobody changes another', async () => {
  const ids = await readPeople(database)
  await database.ownerPool.query('update dossiers.invite set revoked_at = null')
  const names = async (role: string, compte: string | undefined) => {
    const { rows } = await asked<{ nom: string }>(role, compte, 'select nom from comptes.personne order by nom')
    return rows.map(({ nom }) => nom)
  }

  expect(await names('usager', ids.zoe)).toEqual(['anne', 'zoe'])
  expect(await names('usager', ids.anais)).toEqual(['anais', 'anne', 'karim'])
  expect(await names('usager', ids.karim)).toEqual(['anais', 'anne', 'karim'])
  expect(await names('agent', ids.anne)).toEqual(['anais', 'anne', 'karim'])
  expect(await names('anonyme', ids.anne)).toEqual([])
  const renamed = await asked('agent', ids.anne, "update comptes.compte set nom = 'x'")
  expect(renamed.rowCount).toBe(1)
  for (const table of ['connexion', 'lien', 'envoi_en_attente', 'session', 'identite']) {
    expect((await asked('usager', ids.anais, `select from comptes.${table}`)).rowCount).toBe(0)
  }
  expect((await asked('agent', ids.anne, 'select from infra.courriel')).rowCount).toBe(0)
})

/** Runs one statement as somebody, then forgets what it changed. */
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

test('an administrator sees the people, roles, sessions and groups of their organisme, and nobody of another', async () => {
  const ids = await fillEquipes(database)
  const seen = async (compte: string | undefined) => {
    const read = async (query: string) =>
      (await asked<{ nom: string }>('administrateur', compte, query)).rows.map(({ nom }) => nom)
    return {
      comptes: await read('select nom from comptes.compte order by nom'),
      roles: await read(
        `select nom || ' ' || role as nom from comptes.role r join comptes.compte c on c.id = r.compte_id order by 1`,
      ),
      sessions: await read('select porte as nom from comptes.session order by 1'),
      identites: await read('select sujet as nom from comptes.identite order by 1'),
      membres: await read(
        'select c.nom from demarches.membre m join comptes.compte c on c.id = m.compte_id order by 1',
      ),
      demandes: await read('select message as nom from equipes.demande order by 1'),
    }
  }

  expect(await seen(ids.a_admin)).toEqual({
    comptes: ['a_admin', 'a_agent', 'a_candidat'],
    roles: ['a_admin administrateur', 'a_agent instructeur'],
    sessions: ['a_admin', 'a_agent', 'a_candidat'],
    identites: ['a_admin', 'a_agent', 'a_candidat'],
    membres: ['a_agent'],
    demandes: ['a'],
  })
  expect((await seen(ids.instance)).comptes).toEqual([
    ...['a_admin', 'a_agent', 'a_candidat', 'b_admin', 'b_agent', 'instance'],
  ])
})

test('being an administrator is read in the roles, never believed: without a live one, only oneself is seen', async () => {
  const ids = await fillEquipes(database)
  const people = async (compte: string | undefined) =>
    (await asked<{ nom: string }>('administrateur', compte, 'select nom from comptes.compte order by nom')).rows.map(
      ({ nom }) => nom,
    )

  expect(await people(ids.a_agent)).toEqual(['a_agent'])
  expect(await people(undefined)).toEqual([])
  await database.ownerPool.query('update comptes.role set suspendu_at = now() where compte_id = $1', [ids.a_admin])
  expect(await people(ids.a_admin)).toEqual(['a_admin'])
  await database.ownerPool.query(
    `update comptes.role set suspendu_at = null, fin_at = now() - interval '1 second' where compte_id = $1`,
    [ids.a_admin],
  )
  expect(await people(ids.a_admin)).toEqual(['a_admin'])
})

test('PostgreSQL refuses to raise oneself, to give elsewhere, and to enter a group of another', async () => {
  const ids = await fillEquipes(database)
  const insert = (compte: string | undefined, role: string, organisme: string | undefined) =>
    `insert into comptes.role (compte_id, role, organisme_id) values ('${compte}', '${role}', ${organisme === undefined ? 'null' : `'${organisme}'`})`
  const refused = /row-level security/

  for (const role of ['usager', 'agent', 'administrateur'])
    await expect(asked(role, ids.a_agent, insert(ids.a_agent, 'administrateur', ids.a))).rejects.toThrow(refused)
  await expect(asked('administrateur', ids.a_admin, insert(ids.a_admin, 'auditeur', ids.a))).rejects.toThrow(refused)
  await expect(asked('administrateur', ids.a_admin, insert(ids.a_agent, 'expert', ids.b))).rejects.toThrow(refused)
  await expect(
    asked('administrateur', ids.a_admin, insert(ids.a_agent, 'administrateur_instance', undefined)),
  ).rejects.toThrow(refused)
  expect((await asked('administrateur', ids.a_admin, insert(ids.a_agent, 'expert', ids.a))).rowCount).toBe(1)
  const widen = `update comptes.role set role = 'administrateur_instance', organisme_id = null`
  await expect(asked('administrateur', ids.a_admin, widen)).rejects.toThrow(refused)
  expect((await asked('agent', ids.a_agent, widen)).rowCount).toBe(0)
  const enter = `insert into demarches.membre (groupe_id, compte_id) select g.id, '${ids.b_agent}' from demarches.groupe g
    join demarches.demarche d on d.id = g.demarche_id where d.organisme_id = '${ids.a}'`
  await expect(asked('administrateur', ids.b_admin, enter)).rejects.toThrow(refused)
  await expect(asked('agent', ids.b_agent, enter)).rejects.toThrow(refused)
})

test('the administrator of a démarche sees its groups and the instructeurs of its organisme, and gives no role', async () => {
  const ids = await fillEquipes(database)
  await database.ownerPool.query(
    `insert into comptes.role (compte_id, role, organisme_id, demarche_id)
     select $1, 'administrateur_demarche', organisme_id, id from demarches.demarche where organisme_id = $2`,
    [ids.a_candidat, ids.a],
  )
  const names = async (query: string) =>
    (await asked<{ nom: string }>('administrateur', ids.a_candidat, query)).rows.map(({ nom }) => nom)

  expect(await names('select nom from comptes.compte order by nom')).toEqual(['a_agent', 'a_candidat'])
  expect(await names('select c.nom from demarches.membre m join comptes.compte c on c.id = m.compte_id')).toEqual([
    'a_agent',
  ])
  const give = `insert into comptes.role (compte_id, role, organisme_id) values ('${ids.b_agent}', 'instructeur', '${ids.a}')`
  await expect(asked('administrateur', ids.a_candidat, give)).rejects.toThrow(/row-level security/)
})

/** Two organismes, each with an administrator and an agent in a group; somebody asks to join the first; the instance's administrator. */
async function fillEquipes({ ownerPool }: TestDatabase): Promise<Readonly<Record<string, string | undefined>>> {
  for (const table of ['comptes.role', 'comptes.session', 'comptes.identite', 'equipes.demande', 'demarches.membre'])
    await ownerPool.query(`delete from ${table}`)
  await ownerPool.query(`delete from comptes.compte where nom ~ '^(a_|b_|instance)'`)
  await ownerPool.query(`
    with o as (insert into annuaire.organisme (nature, nom) values ('commune', 'a'), ('commune', 'b') returning id, nom),
    c as (insert into comptes.compte (nature, nom)
      select 'identifie', unnest(array['a_admin', 'a_agent', 'a_candidat', 'b_admin', 'b_agent', 'instance']) returning id, nom),
    i as (insert into comptes.identite (emetteur, client, sujet, compte_id, seen_at) select 'e', 'c', nom, id, now() from c),
    s as (insert into comptes.session (empreinte, compte_id, porte, created_at, seen_at, expires_at)
      select sha256(nom::bytea), id, nom, now(), now(), now() + interval '1 day' from c),
    r as (insert into comptes.role (compte_id, role, organisme_id)
      select c.id, case when c.nom like '%_admin' then 'administrateur' else 'instructeur' end, o.id
      from c join o on c.nom in (o.nom || '_admin', o.nom || '_agent')
      union all select id, 'administrateur_instance', null from c where nom = 'instance'),
    q as (insert into equipes.demande (organisme_id, compte_id, message, created_at)
      select o.id, c.id, o.nom, now() from o, c where o.nom = 'a' and c.nom = 'a_candidat'),
    d as (insert into demarches.demarche (numero, slug, organisme_id, titre, resume, duree_en_minutes, delai, recherche, created_at)
      select coalesce((select max(numero) from demarches.demarche), 0) + row_number() over (order by o.nom),
        o.nom || '-' || left(o.id::text, 8) || '-' || (select count(*) from demarches.demarche), o.id, '{}', '{}', 5, '{}', '', now()
      from o returning id, organisme_id),
    g as (insert into demarches.groupe (numero, demarche_id, label)
      select coalesce((select max(numero) from demarches.groupe), 0) + row_number() over (order by d.id), d.id, 'tous' from d
      returning id, demarche_id)
    insert into demarches.membre (groupe_id, compte_id)
    select g.id, c.id from g join d on d.id = g.demarche_id join o on o.id = d.organisme_id join c on c.nom = o.nom || '_agent'`)
  const { rows } = await ownerPool.query<{ nom: string; id: string }>(
    `select nom, id from comptes.compte union all (select nom, id from annuaire.organisme where nom in ('a', 'b') order by id)`,
  )
  return Object.fromEntries(rows.map(({ nom, id }) => [nom, id]))
}

/** A draft and a filed dossier of Anaïs; the second is shared with Karim, and filed with the group of Anne. */
async function fillDossier({ ownerPool }: TestDatabase): Promise<void> {
  await ownerPool.query(`
    with o as (insert into annuaire.organisme (nature, nom) values ('commune', 'Vern') returning id),
    c as (insert into comptes.compte (nature, nom) select 'identifie', unnest(array['anais', 'karim', 'anne', 'zoe']) returning id, nom),
    d as (insert into demarches.demarche (numero, slug, organisme_id, titre, resume, duree_en_minutes, delai, recherche, created_at)
      select 1, 'cantine', id, '{}', '{}', 5, '{}', '', now() from o returning id),
    r as (insert into demarches.revision (demarche_id, numero, definition, created_at) select id, 1, '{}', now() from d returning id),
    g as (insert into demarches.groupe (numero, demarche_id, label) select 1, id, 'tous' from d returning id),
    m as (insert into demarches.membre (groupe_id, compte_id) select g.id, c.id from g, c where c.nom = 'anne'),
    i as (insert into comptes.role (compte_id, role, organisme_id) select c.id, 'instructeur', o.id from c, o where c.nom = 'anne'),
    n as (insert into dossiers.dossier (numero, demarche_id, organisme_id, revision_id, groupe_id, compte_id, etat, demandeur,
        created_at, updated_at, depose_at)
      select rang, d.id, o.id, r.id, case rang when 2 then g.id end, c.id,
        case rang when 2 then 'en_construction' else 'brouillon' end, '{}', now(), now(), case rang when 2 then now() end
      from generate_series(1, 2) as rang, d, o, r, g, c where c.nom = 'anais' returning id, etat)
    insert into dossiers.invite (dossier_id, courriel, compte_id, droit, created_at, fin_at)
    select n.id, 'karim@exemple.fr', c.id, 'preparer', now(), now() + interval '1 month' from n, c where c.nom = 'karim' and n.etat = 'en_construction'`)
}

async function readPeople({ ownerPool }: TestDatabase): Promise<Readonly<Record<string, string | undefined>>> {
  const { rows } = await ownerPool.query<{ nom: string; id: string }>('select nom, id from comptes.compte')
  return Object.fromEntries(rows.map(({ nom, id }) => [nom, id]))
}
