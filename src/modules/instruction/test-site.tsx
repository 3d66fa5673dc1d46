import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Kysely } from 'kysely'
import { renderToString } from 'preact-render-to-string'
import { openTestDatabase, type TestDatabase } from '../../../test/database.ts'
import { aChamp, aDefinition } from '../../core/cases/a-definition.ts'
import type { Definition } from '../../core/schema/definition.ts'
import type { Langue } from '../../core/texte.ts'
import { type FixedClock, fixedClock } from '../../infra/clock/clock.ts'
import { TEST_KEYS } from '../../infra/crypto/test-keys.ts'
import { createDb } from '../../infra/db/pool.ts'
import { withContext } from '../../infra/db/with-context.ts'
import { createApercus } from '../../infra/files/apercus.ts'
import { insertFichier } from '../../infra/files/fichier.ts'
import { createFileStore } from '../../infra/files/store.ts'
import { SignInNeeded } from '../../infra/http/errors.ts'
import { registerForms } from '../../infra/http/multipart.ts'
import { createServer } from '../../infra/http/server.ts'
import { createLog } from '../../infra/log/log.ts'
import { queueMail } from '../../infra/mail/queue.ts'
import { packageRoot } from '../../infra/package-root.ts'
import { createPdf } from '../../infra/pdf/pdf.ts'
import { createTrousseau } from '../../infra/trousseau/trousseau.ts'
import { createReferentiels } from '../annuaire/index.ts'
import { grantRole } from '../comptes/index.ts'
import { createDemarches } from '../demarches/index.ts'
import { createDossiers, type DossiersDeps, type Usager } from '../dossiers/index.ts'
import { type Agent, type InstructionRoutesDeps, instructionRoutes } from './index.ts'
import { type Browser, browse } from './test-browser.ts'
import { type Answers, type Filed, fileDossier, fill } from './test-dossiers.ts'

/** A town hall's desk for tests: the real modules and database, one démarche, and dossiers filed by the real actions. */
export interface TestSite {
  readonly app: FastifyInstance
  readonly database: TestDatabase
  readonly deps: InstructionRoutesDeps
  readonly clock: FixedClock
  /** The démarche « Une démarche »: its number, its group, and its agents. */
  readonly demarche: { readonly numero: number; readonly groupe: string; readonly slug: string }
  makeCompte(nom: string): Promise<string>
  makeAgent(nom: string, groupe?: string): Promise<Agent>
  makeDemarche(slug: string, parts?: Partial<Definition>): Promise<TestSite['demarche']>
  /** Files a dossier, through the actions of the usager's side; gives its number and who filed it. */
  fileDossier(filed?: Filed): Promise<{ readonly numero: number; readonly usager: Usager }>
  /** Changes answers, and files them unless told otherwise. */
  refile(dossier: { numero: number; usager: Usager }, answers: Answers, submit?: boolean): Promise<void>
  /** Says who asks, in the name of which agent the next requests are made. */
  browse(agent: Agent): Browser
  close(): Promise<void>
}

const NOW = new Date('2026-11-23T10:00:00Z')

/** The questions: 1 a name, 2 a département, 3 files, 4 a text shown only when the name is not blank. */
const CHAMPS = [
  aChamp({ id: 1, kind: 'texte', libelle: { fr: 'Prénom de l’enfant' } }),
  aChamp({ id: 2, kind: 'departement', libelle: { fr: 'Département' } }),
  aChamp({ id: 3, kind: 'piece', libelle: { fr: 'Justificatif de domicile' }, nombreMax: 5, octetsMax: 1_000_000 }),
  aChamp({ id: 4, kind: 'texte_long', libelle: { fr: 'Remarques' } }),
]

/** Opens a desk on a database of its own. */
export async function openTestSite(): Promise<TestSite> {
  const database = await openTestDatabase()
  const clock = fixedClock(NOW)
  const folder = await mkdtemp(join(tmpdir(), 'parvis-instruction-'))
  // biome-ignore lint/suspicious/noExplicitAny: the place where modules are put together sees every table
  const db: Kysely<any> = createDb(database.pool)
  const app = await startServer(database)
  const visiteurs = new Map<string, { readonly nom: string; readonly langue: Langue }>()
  const { deps, dossiersDeps } = await makeDeps({ db, clock, folder, visiteurs })
  instructionRoutes(app, deps)
  const organismeId = await insertOne(
    database,
    `insert into annuaire.organisme (nature, nom, code) values ('commune', 'Vern-sur-Seiche', '35238') returning id`,
  )
  const demarche = await makeDemarche(db, deps, { slug: 'une-demarche', organismeId, parts: {} })
  return {
    demarche,
    ...{ app, database, deps, clock },
    makeCompte: (nom: string) => insertCompte(database, nom, visiteurs),
    async makeAgent(nom: string, groupe?: string): Promise<Agent> {
      const compteId = await insertCompte(database, nom, visiteurs)
      const groupeId = groupe ?? demarche.groupe
      await withContext(db, { role: 'systeme' }, async (tx) => {
        await grantRole(tx, { compteId, role: 'instructeur', organismeId, now: NOW })
        await deps.demarches.addMembre(tx, { groupeId, compteId, now: NOW })
      })
      return { compteId, nom, groupes: [groupeId] }
    },
    makeDemarche: (slug: string, parts?: Partial<Definition>) => makeDemarche(db, deps, { slug, organismeId, parts }),
    fileDossier: async ({ nom = 'Le Roux', langue = 'fr', slug = demarche.slug, ...filed }: Filed = {}) => {
      const compteId = await insertCompte(database, nom, visiteurs)
      return fileDossier(dossiersDeps, deps, {
        usager: { compteId, courriel: 'usager@exemple.fr', langue },
        nom,
        slug,
        ...filed,
      })
    },
    refile: (dossier: { numero: number; usager: Usager }, answers: Answers, submit = true) =>
      fill(dossiersDeps, deps, { ...dossier, answers, submit }),
    browse: (agent: Agent) => browse(app, agent.compteId),
    async close() {
      await app.close()
      await database.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function startServer(database: TestDatabase): Promise<FastifyInstance> {
  const app = await createServer({
    settings: { url: 'http://127.0.0.1:3000', https: false, proxies: [] },
    log: createLog({ level: 'silent', processus: 'test' }),
    keys: TEST_KEYS,
    pool: database.pool,
    migrationsDir: `${packageRoot()}/db/migrations`,
    errorPage: (_request, { titre }) => `<h1>${titre}</h1>`,
  })
  await registerForms(app)
  return app
}

interface Parts {
  // biome-ignore lint/suspicious/noExplicitAny: see above
  readonly db: Kysely<any>
  readonly clock: FixedClock
  readonly folder: string
  readonly visiteurs: ReadonlyMap<string, { readonly nom: string; readonly langue: Langue }>
}

async function makeDeps({ db, clock, folder, visiteurs }: Parts) {
  const makeNumero = (rank: number) => 1_204_000 + rank
  const demarches = createDemarches({ db, makeNumero })
  const langue = (request: FastifyRequest): Langue => (request.headers['accept-language'] === 'en' ? 'en' : 'fr')
  const house = {
    ...{ db, clock, demarches, makeNumero, referentiels: await createReferentiels(), pdf: createPdf() },
    files: createFileStore(join(folder, 'fichiers')),
    apercus: createApercus({ log: createLog({ level: 'silent', processus: 'test' }) }),
    trousseau: createTrousseau(TEST_KEYS.trousseau),
    ...{ keepFichier: insertFichier, politique: 'avertir' as const, keys: TEST_KEYS },
    absolute: (path: string) => `http://127.0.0.1:3000${path}`,
    sendMail: (tx: Parameters<DossiersDeps['sendMail']>[0], mail: Parameters<typeof queueMail>[1]) =>
      queueMail(tx, mail, { expediteur: 'parvis@exemple.fr' }),
  }
  const compteOf = (request: FastifyRequest) => {
    const id = String(request.headers['x-compte'] ?? '')
    const known = visiteurs.get(id)
    const absent = { civilite: undefined, prenom: undefined, telephone: undefined, courriel: undefined }
    return known && { id, nature: 'identifie' as const, ...absent, nom: known.nom, langue: known.langue }
  }
  const deps: InstructionRoutesDeps = {
    ...{ ...house, dossiers: createDossiers(house), onDecided: [] },
    comptes: {
      visiteur: (request) => ({
        ...{ langue: langue(request), falc: false, jeton: '', roles: [], session: undefined },
        compte: compteOf(request),
      }),
      requireAgent: (request) => {
        const compte = compteOf(request)
        if (!compte) throw new SignInNeeded()
        return compte
      },
    },
    frame: (request, { titre, contenu, erreur = false }) =>
      `<!doctype html>${renderToString(
        <html lang={langue(request)}>
          <head>
            <title>{`${erreur ? 'Erreur : ' : ''}${titre}`}</title>
          </head>
          <body>
            <main>{contenu}</main>
          </body>
        </html>,
      )}`,
  }
  const dossiersDeps: DossiersDeps = { ...house, makeLien: async () => '', onSubmitted: [] }
  return { deps, dossiersDeps }
}

async function insertOne(database: TestDatabase, statement: string, values: readonly unknown[] = []): Promise<string> {
  const { rows } = await database.ownerPool.query<{ id: string }>(statement, [...values])
  return rows[0]?.id ?? ''
}

async function insertCompte(
  database: TestDatabase,
  nom: string,
  visiteurs: Map<string, { nom: string; langue: Langue }>,
): Promise<string> {
  const id = await insertOne(
    database,
    `insert into comptes.compte (nature, nom) values ('identifie', $1) returning id`,
    [nom],
  )
  visiteurs.set(id, { nom, langue: 'fr' })
  return id
}

async function makeDemarche(
  db: Parts['db'],
  { demarches }: InstructionRoutesDeps,
  { slug, organismeId, parts = {} }: { slug: string; organismeId: string; parts: Partial<Definition> | undefined },
): Promise<TestSite['demarche']> {
  const base = aDefinition({ champs: CHAMPS, silence: { effet: 'rejet', delaiEnMois: 2 }, ...parts })
  const cadreJuridique = [{ texte: { fr: 'Code de l’éducation, article R531-52' } }]
  const definition = { ...base, presentation: { ...base.presentation, cadreJuridique } }
  const [service, contact] = [
    { nom: 'Service enfance', telephone: '02 61 91 10 20' },
    { adresse: 'Mairie', horaires: 'Du lundi au vendredi' },
  ]
  return withContext(db, { role: 'systeme' }, async (tx) => {
    const serviceId = await demarches.createService(tx, {
      organismeId,
      ...service,
      ...contact,
      courriel: 'a@exemple.fr',
      dpo: 'dpo@exemple.fr',
    })
    const created = await demarches.createDemarche(tx, { organismeId, serviceId, definition, slug, now: NOW })
    if (created.outcome !== 'created') throw new Error(created.outcome)
    const published = await demarches.publishDemarche(tx, { demarcheId: created.id, now: NOW })
    if (published.outcome !== 'published') throw new Error(published.outcome)
    const row = await tx
      .selectFrom('demarches.demarche')
      .select('numero')
      .where('id', '=', created.id)
      .executeTakeFirstOrThrow()
    const groupe = await tx
      .selectFrom('demarches.groupe')
      .select('id')
      .where('demarche_id', '=', created.id)
      .executeTakeFirstOrThrow()
    return { numero: Number(row.numero), groupe: String(groupe.id), slug }
  })
}
