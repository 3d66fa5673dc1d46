import { join } from 'node:path'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Kysely, Transaction } from 'kysely'
import type { Pool } from 'pg'
import { seedDemonstration } from './demonstration/seed.ts'
import type { Clock } from './infra/clock/clock.ts'
import { loadKeys } from './infra/crypto/keys.ts'
import { createPermutation } from './infra/crypto/numeros.ts'
import { createPhraseHasher } from './infra/crypto/phrase-hasher.ts'
import { createReferences } from './infra/crypto/references.ts'
import { createDb } from './infra/db/pool.ts'
import { mountDemoIdp } from './infra/fakes/idp.tsx'
import { createApercus } from './infra/files/apercus.ts'
import { insertFichier, type KeepFichier, type QueueAnalyse } from './infra/files/fichier.ts'
import { registerAnalyse } from './infra/files/register-analyse.ts'
import { createFileStore, type FileStore } from './infra/files/store.ts'
import { sweepOrphans } from './infra/files/sweep-orphans.ts'
import { buildAssets } from './infra/http/assets.ts'
import { registerCspReports } from './infra/http/csp-reports.ts'
import { purgeEnvois } from './infra/http/idempotence.ts'
import { limitPosts } from './infra/http/limit-posts.ts'
import { purgeLimites } from './infra/http/limits.ts'
import { registerForms } from './infra/http/multipart.ts'
import { tellRefusals } from './infra/http/refusals.ts'
import { createServer } from './infra/http/server.ts'
import type { Jobs } from './infra/jobs/jobs.ts'
import { verifyNightly } from './infra/journal/nightly.ts'
import { purgeJournal } from './infra/journal/purge.ts'
import { startSequencer } from './infra/journal/sequencer.ts'
import { journalSigning } from './infra/journal/signing.ts'
import type { Log } from './infra/log/log.ts'
import { type Mail, type MailQueue, queueMail } from './infra/mail/queue.ts'
import { registerOutbox } from './infra/mail/register-outbox.tsx'
import { sendQueued } from './infra/mail/send-queued.ts'
import { createTransport } from './infra/mail/transport.ts'
import { packageRoot } from './infra/package-root.ts'
import { createPdf } from './infra/pdf/pdf.ts'
import type { Settings } from './infra/settings.ts'
import { clesOrganismes } from './infra/trousseau/colonnes.ts'
import { createRotation, type Rotation } from './infra/trousseau/rotation.ts'
import { createTrousseau } from './infra/trousseau/trousseau.ts'
import { annuaireRoutes, createReferentiels } from './modules/annuaire/index.ts'
import { auditRoutes } from './modules/audit/index.ts'
import {
  type Comptes,
  comptesColonnes,
  comptesEmpreintes,
  comptesPaths,
  createComptes,
  demoPortes,
  demoRetours,
  fournisseurPorte,
  type Porte,
  purgeComptes,
  visiteur,
} from './modules/comptes/index.ts'
import { createDemarches, createPlusDemandees, type Demarches, demarchesRoutes } from './modules/demarches/index.ts'
import {
  createDossiers,
  type Dossiers,
  dossiersRoutes,
  registerDossiersJobs,
  renewCles,
  tellInfecte,
} from './modules/dossiers/index.ts'
import { equipesPaths, equipesRoutes, purgeDemandes } from './modules/equipes/index.ts'
import { paths as instructionPaths, instructionRoutes, listMostFiled } from './modules/instruction/index.ts'
import { auditedObjects } from './site/audited-objects.ts'
import { componentsRoute } from './site/components-route.tsx'
import { createErrorPage, createFrame, demoEssais } from './site/frame.tsx'
import { genreOf } from './site/limites.ts'
import { refusedObjects } from './site/refused-object.ts'
import { securityTxtRoute } from './site/security-txt.ts'
import { themeRoute } from './site/theme-route.ts'

/** What the program runs on. */
interface AppOptions {
  readonly settings: Settings
  readonly pool: Pool
  readonly jobs: Jobs
  readonly clock: Clock
  readonly log: Log
}

/** The program once wired. */
export interface App {
  readonly http: FastifyInstance
  /** What commands do for people: inviting agents, putting them in groups. */
  readonly comptes: Comptes
  readonly demarches: Demarches
  readonly dossiers: Dossiers
  /** How the keys of data are changed, and what is under each. */
  readonly rotation: Rotation
  startWorker(): Promise<{ stop(): Promise<void> }>
  /** Fills an empty database with the demonstration; `combien` dossiers, two hundred unless said otherwise. */
  seedDemo(combien?: number): Promise<void>
  close(): Promise<void>
}

// biome-ignore lint/suspicious/noExplicitAny: the only place that sees every table; each module is given its own
type AllTables = any

/** Builds infra, modules, hooks and routes. Nothing listens and nothing runs before the caller says so. */
export async function buildApp(options: AppOptions): Promise<App> {
  const { settings, pool, jobs, clock } = options
  const db: Kysely<AllTables> = createDb(pool)
  const transport = createTransport(settings.smtpUrl)
  const house = await openHouse(options, db)
  const { http, demarches } = house
  const dossiersDeps = { ...house, makeLien: house.comptes.makeLien, onSubmitted: [] }
  const instructionDeps = { ...house, onDecided: [] }

  await http.register(house.assets.plugin)
  themeRoute(http)
  securityTxtRoute(http, { settings, clock })
  await registerCspReports(http, { db, clock })
  house.comptes.register(http)
  tellRefusals(http, { db, clock, log: options.log, who: whoAsks, ...refusedObjects(house) })
  limitPosts(http, { db, clock, genreOf, compteOf: (request) => visiteur(request).compte?.id })
  annuaireRoutes(http, { db })
  const demonstration = settings.demo ? { connexion: comptesPaths.connexion(), essais: demoEssais } : undefined
  const plusDemandees = createPlusDemandees({ clock, listMostFiled: (asked) => listMostFiled(db, asked) })
  const { institution } = settings
  demarchesRoutes(http, { ...house, visiteur, demonstration, plusDemandees, institution })
  dossiersRoutes(http, dossiersDeps)
  instructionRoutes(http, instructionDeps)
  auditRoutes(http, { ...house, origines: house.keys.origines[0], objets: auditedObjects(house) })
  equipesRoutes(http, house)
  if (settings.demo) await demonstrationRoutes(house, { settings, pool })

  const { expediteur } = settings
  const send = (id: string) => sendQueued({ db, transport, expediteur, id, now: clock() })
  registerDossiersJobs(jobs, dossiersDeps)
  defineJobs({ ...house, jobs, send, log: options.log })
  const rotation = rotationOf(house, jobs)
  registerAnalyse(jobs, {
    ...{ settings, clock, db, store: house.files, queueAnalyse: house.queueAnalyse, log: options.log },
    findRange: (tx, id) => house.dossiers.findRange(tx, id),
    onInfecte: [(tx, found) => tellInfecte(dossiersDeps, tx, found)],
  })
  const signing = journalSigning(settings, house.keys)
  jobs.define('journal-relecture', { cron: '30 3 * * *', concurrency: 1, expireSeconds: 3_600 }, async () => {
    await verifyNightly({ db, clock, log: options.log, ...signing })
  })
  jobs.define('journal-purge', { cron: '0 3 * * *', concurrency: 1, expireSeconds: 3_600 }, async () => {
    options.log.info(await purgeJournal(db, clock()), 'journal : purgé')
  })
  return {
    http,
    comptes: house.comptes,
    demarches,
    dossiers: house.dossiers,
    rotation,
    startWorker: () => startWorker(options, house),
    seedDemo: (combien) =>
      seedDemonstration({
        ...{ db, demarches, now: clock(), combien },
        dossiers: dossiersDeps,
        instruction: instructionDeps,
      }),
    close: async () => {
      await http.close()
      transport.close()
    },
  }
}

type House = Awaited<ReturnType<typeof openHouse>>

function whoAsks(request: FastifyRequest) {
  const { compte, roles } = visiteur(request)
  if (!compte) return { role: 'anonyme' } as const
  return { role: roles.length > 0 ? 'agent' : 'usager', compteId: compte.id } as const
}

/** The jobs, and the journal chained and signed as it grows. */
async function startWorker({ settings, jobs, clock, log }: AppOptions, { db, keys }: House) {
  const running = await jobs.startWorker()
  const sequencer = startSequencer({ db, clock, log, ...journalSigning(settings, keys) })
  return {
    async stop() {
      await running.stop()
      await sequencer.stop()
    },
  }
}

/** What every module is given: technique, the people, the démarches, and the server without its routes. */
async function openHouse({ settings, pool, jobs, clock, log }: AppOptions, db: Kysely<AllTables>) {
  const keys = loadKeys(settings.cles)
  const makeNumero = createPermutation(keys.numeros)
  const trousseau = createTrousseau(keys.trousseau)
  const dossiers = createDossiers({ trousseau })
  const [assets, referentiels] = await Promise.all([buildAssets(), createReferentiels()])
  const files = createFileStore(join(settings.dataDir, 'fichiers'))
  const frame = createFrame({ assets, demonstration: settings.demo })
  const errorPage = createErrorPage(frame, (request) => visiteur(request).langue)
  const migrationsDir = join(packageRoot(), 'db', 'migrations')
  const http = await createServer({ settings, log, keys, pool, migrationsDir, errorPage })
  await registerForms(http)

  const enqueue: MailQueue['enqueue'] = (tx, id, options) => jobs.send(tx, 'courriel', { id }, options)
  const queue = { expediteur: settings.expediteur, enqueue }
  const sendMail = (tx: Transaction<AllTables>, mail: Mail) => queueMail(tx, mail, queue)
  const queueAnalyse: QueueAnalyse = (tx, id, at) => jobs.send(tx, 'analyse', { id }, at && { at })
  const keepFichier: KeepFichier = (tx, kept) => insertFichier(tx, kept, settings.antivirus && queueAnalyse)
  const comptes = createComptes({
    ...{ db, keys, clock, log, frame, sendMail, origin: settings.url, phrases: createPhraseHasher(keys.phrases) },
    ailleurs: { equipes: equipesPaths.miennes(), agents: instructionPaths.accueil() },
    portes: portesOf(settings, http),
    onRattachement: [(tx, move) => dossiers.moveToCompte(tx, move)],
  })
  const demarches = createDemarches({ db, makeNumero })
  const absolute = (path: string) => `${settings.url}${path}`
  const pdf = createPdf()
  return {
    db,
    keys,
    http,
    assets,
    comptes,
    demarches,
    trousseau,
    dossiers,
    frame,
    files,
    apercus: createApercus({ log }),
    pdf,
    clock,
    referentiels,
    sendMail,
    ...{ keepFichier, queueAnalyse },
    politique: settings.fichiersNonAnalyses,
    makeNumero,
    references: createReferences(keys.numeros),
    absolute,
  }
}

/** What only a demonstration has: its identity provider, the mails it sent, and the components of its pages. */
async function demonstrationRoutes(
  { http, db, frame, assets }: House,
  { settings, pool }: Pick<AppOptions, 'settings' | 'pool'>,
): Promise<void> {
  const langueOf = (request: FastifyRequest) => visiteur(request).langue
  registerOutbox(http, { db, demo: true, frame, langueOf })
  await mountDemoIdp(http, { pool, frame, langueOf, retours: demoRetours(settings.url) })
  componentsRoute(http, { assets, langueOf })
}

interface Later {
  readonly jobs: Jobs
  readonly db: Kysely<AllTables>
  readonly clock: Clock
  readonly files: FileStore
  readonly dossiers: Dossiers
  readonly send: (courrielId: string) => Promise<'sent' | 'already_sent' | 'refused' | 'absent'>
  readonly log: Log
}

// A mail server may be away for a moment, or for a weekend: four days of tries, half an hour apart at most (RFC 5321, 4.5.4.1).
const MAIL_RETRIES = { retries: 200, retryDelaySeconds: 5, retryMaxSeconds: 1_800 }

/** What is done later, by the worker. */
function defineJobs({ jobs, db, clock, files, dossiers, send, log }: Later): void {
  jobs.define('courriel', MAIL_RETRIES, async ({ id }) => {
    if ((await send(id)) === 'refused') log.warn({ courriel: id }, 'courriel : adresse refusée pour de bon')
  })
  jobs.define('menage', { cron: '10 * * * *', concurrency: 1 }, async () => {
    const now = clock()
    await purgeEnvois(db, now)
    await purgeLimites(db, now)
    await purgeComptes(db, now)
    await purgeDemandes(db, now)
    await sweepOrphans({ db, store: files, now, holders: [dossiers.heldFichiers] })
  })
}

/** What every module seals, and the job that moves it under the present keys: each night, and when it is asked. */
function rotationOf(house: House, jobs: Jobs): Rotation {
  const { keys } = house
  const rotation = createRotation({
    ...house,
    colonnes: [clesOrganismes(keys.trousseau), ...comptesColonnes(keys)],
    empreintes: comptesEmpreintes(keys),
    renewals: [(now) => renewCles(house, now)],
    enqueue: (tx) => jobs.send(tx, 'chiffrement', { id: 'cles' }),
  })
  jobs.define('chiffrement', { cron: '50 2 * * *', concurrency: 1, expireSeconds: 3_600 }, ({ signal }) =>
    rotation.run(signal),
  )
  return rotation
}

/** The ways to sign in: the demonstration's own providers, and those that the environment names. */
function portesOf({ demo, fournisseurs, url }: Settings, http: FastifyInstance): readonly Porte[] {
  const { keys } = http.site
  const named = fournisseurs.map((fournisseur) => fournisseurPorte({ origin: url, keys }, fournisseur))
  return [...(demo ? demoPortes(http) : []), ...named]
}
