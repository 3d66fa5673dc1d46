import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createContext, type OpenApp } from '../../src/cli/context.ts'
import { aChamp, aDefinition } from '../../src/core/cases/a-definition.ts'
import { createDb } from '../../src/infra/db/pool.ts'
import { withContext } from '../../src/infra/db/with-context.ts'
import { DEMO_ACCOUNTS, DEMO_CLIENT, demoEmetteur, demoSubject } from '../../src/infra/fakes/demo-accounts.ts'
import { createOrganisme, loadAnnuaire } from '../../src/modules/annuaire/index.ts'
import { ensureCompte, grantRole, type RoleName } from '../../src/modules/comptes/index.ts'
import { TestBrowser } from '../../src/modules/comptes/test-site.tsx'
import { openTestDatabase, type TestDatabase } from '../../test/database.ts'

/** The town hall whose team is managed, and another one next to it. */
export const VERN = '213503527'
export const RENNES = '213502388'
const ORIGIN = 'http://127.0.0.1:3998'

/** The whole program on a database of its own, with two town halls, one démarche of two groups each, and nobody at work yet. */
export interface EquipesSite {
  readonly database: TestDatabase
  readonly app: OpenApp['app']
  /** The same, as a command of the program receives it. */
  readonly opened: OpenApp
  /** Public numbers of the démarches, by SIREN. */
  readonly demarches: Readonly<Record<string, number>>
  /** Gives a role to somebody of the demonstration, in the organisme of that SIREN; gives their key. */
  give(compte: string, role: RoleName, siren?: string, finAt?: Date): Promise<string>
  /** A browser where somebody of the demonstration has just signed in. */
  enter(compte: string): Promise<TestBrowser>
  /** One value of the database. */
  one(statement: string, ...values: readonly unknown[]): Promise<string | undefined>
  /** The subjects of the mails sent to an address, oldest first, and the last link that one of them carries. */
  mails(courriel: string): Promise<{ readonly sujets: readonly string[]; readonly lien: string }>
  /** Forgets every role, group, request and mail. */
  clear(): Promise<void>
  close(): Promise<void>
}

/** Opens it; the clock is that of the machine. */
export async function openEquipes(): Promise<EquipesSite> {
  const folder = await mkdtemp(join(tmpdir(), 'parvis-equipes-'))
  const database = await openTestDatabase()
  const env = {
    ...{ DATABASE_URL: database.ownerUrl, PARVIS_DATA: folder, PARVIS_DEMO: '1' },
    ...{ PARVIS_URL: ORIGIN, PARVIS_LOG: 'error' },
  }
  const context = createContext(env, () => {})
  const site = await context.openApp(await context.openDatabase(), { processus: 'serve' })
  const organismes = await makeOrganismes(database)
  const demarches = await makeDemarches(site, database, organismes)
  const db = createDb(database.pool)
  async function one(statement: string, ...values: readonly unknown[]): Promise<string | undefined> {
    const { rows } = await database.ownerPool.query<{ found: string | number }>(statement, [...values])
    return rows[0] === undefined ? undefined : String(rows[0].found)
  }
  return {
    ...{ database, app: site.app, opened: site, demarches, one },
    give: (compte, role, siren, finAt) =>
      withContext(db, { role: 'systeme' }, async (tx) => {
        const { id: compteId } = await ensureCompte(tx, identiteOf(compte))
        const organismeId = siren === undefined ? undefined : organismes[siren]
        await grantRole(tx, { compteId, role, organismeId, finAt, now: new Date() })
        return compteId
      }),
    async enter(compte) {
      const browser = new TestBrowser(site.app.http, ORIGIN)
      await browser.signIn(compte, '/compte')
      return browser
    },
    async mails(courriel) {
      const { rows } = await database.ownerPool.query<{ sujet: string; corps: string }>(
        'select sujet, corps_texte as corps from infra.courriel where destinataire = $1 order by created_at, id',
        [courriel],
      )
      const links = rows.map(({ corps }) => /http:\S+/.exec(corps)?.[0] ?? '')
      return { sujets: rows.map(({ sujet }) => sujet), lien: links.at(-1)?.slice(ORIGIN.length) ?? '' }
    },
    async clear() {
      await database.ownerPool.query(
        `delete from demarches.membre; delete from equipes.demande; delete from comptes.role; delete from comptes.lien;
         delete from infra.courriel; delete from infra.limite; delete from comptes.session;
         delete from comptes.identite; delete from comptes.compte`,
      )
    },
    async close() {
      await site.close()
      await database.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function identiteOf(compte: string) {
  const account = DEMO_ACCOUNTS.find(({ id }) => id === compte)
  if (!account) throw new Error(`nobody is called ${compte}`)
  const { prenom = '', nom, courriel } = account
  const idp = account.siret === undefined ? 'fc' : 'proconnect'
  const key = { emetteur: demoEmetteur(idp), client: DEMO_CLIENT, sujet: demoSubject(idp, compte) }
  return { ...key, prenom, nom, courriel, courrielVerifie: true, langue: 'fr' as const, now: new Date() }
}

async function makeOrganismes(database: TestDatabase): Promise<Readonly<Record<string, string>>> {
  const db = createDb(database.ownerPool)
  await loadAnnuaire(db)
  const ids: Record<string, string> = {}
  for (const siren of [VERN, RENNES]) {
    const created = await createOrganisme(db, { siren })
    if (created.outcome === 'unknown') throw new Error(siren)
    ids[siren] = created.organisme.id
  }
  return ids
}

async function makeDemarches(
  { app: { demarches } }: OpenApp,
  database: TestDatabase,
  organismes: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, number>>> {
  const db = createDb(database.ownerPool)
  const numeros: Record<string, number> = {}
  for (const [siren, organismeId] of Object.entries(organismes)) {
    const definition = aDefinition({ champs: [aChamp({ id: 1, kind: 'texte' })] })
    const created = await demarches.createDemarche(db, {
      ...{ organismeId, slug: `cantine-${siren}`, definition, serviceId: null, now: new Date() },
    })
    if (created.outcome !== 'created') throw new Error(created.outcome)
    await demarches.createGroupe(db, { demarcheId: created.id, label: 'Nord', regle: null, now: new Date() })
    const found = await demarches.findDemarche(`cantine-${siren}`)
    numeros[siren] = found?.numero ?? 0
  }
  return numeros
}
