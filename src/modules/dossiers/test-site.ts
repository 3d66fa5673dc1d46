import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import { openTestDatabase } from '../../../test/database.ts'
import { aChamp, aDefinition } from '../../core/cases/a-definition.ts'
import type { Saisie } from '../../core/champs/kind.ts'
import type { Definition } from '../../core/schema/definition.ts'
import { fixedClock } from '../../infra/clock/clock.ts'
import { TEST_KEYS } from '../../infra/crypto/test-keys.ts'
import { createDb } from '../../infra/db/pool.ts'
import { withContext } from '../../infra/db/with-context.ts'
import { insertFichier } from '../../infra/files/fichier.ts'
import type { Recu } from '../../infra/files/store.ts'
import { queueMail } from '../../infra/mail/queue.ts'
import { createTrousseau } from '../../infra/trousseau/trousseau.ts'
import { createOrganisme, createReferentiels, loadAnnuaire } from '../annuaire/index.ts'
import { ensureCompte } from '../comptes/index.ts'
import { createDemarches } from '../demarches/index.ts'
import { acceptMandat } from './actions/accept-mandat.ts'
import { type AskedPortee, giveMandat } from './actions/give-mandat.ts'
import { saveDemandeur } from './actions/save-demandeur.ts'
import { type PostedEtape, saveEtape } from './actions/save-etape.ts'
import { startDossier } from './actions/start-dossier.ts'
import type { DossiersDeps, Usager } from './deps.ts'
import type { Droit, Duree } from './mandat.ts'

/** A test's own instance: a database, the modules that dossiers call, and a démarche of each definition asked. */
export type TestSite = Awaited<ReturnType<typeof openTestSite>>

/** The démarche of most tests: a question, another that depends on it, a repetition, a file. */
export const CANTINE: Definition = aDefinition({
  donneesPersonnelles: { finalite: { fr: 'Inscrire' }, baseLegale: 'mission_interet_public', conservationEnMois: 6 },
  ineligibilite: {
    condition: { op: 'eq', champ: 8, valeur: true },
    message: { fr: 'Réservé à la commune.' },
  },
  champs: [
    aChamp({ id: 1, kind: 'texte', obligatoire: true }),
    aChamp({ id: 2, kind: 'oui_non' }),
    aChamp({ id: 3, kind: 'texte', obligatoire: true, condition: { op: 'eq', champ: 2, valeur: true } }),
    aChamp({ id: 4, kind: 'case_a_cocher' }),
    aChamp({ id: 5, kind: 'repetition', champs: [aChamp({ id: 6, kind: 'texte' })] }),
    aChamp({ id: 7, kind: 'piece' }),
    aChamp({ id: 8, kind: 'oui_non' }),
  ],
})

/** Opens it; closed by `close`. */
export async function openTestSite() {
  const database = await openTestDatabase()
  // biome-ignore lint/suspicious/noExplicitAny: the test wires several modules, each of which picks its own tables
  const db: Kysely<any> = createDb(database.pool)
  const clock = fixedClock(new Date('2026-03-10T09:00:00Z'))
  const deps = await wire(db, clock)
  await withContext(db, { role: 'systeme' }, (tx) => loadAnnuaire(tx))
  const organismeId = await makeOrganisme(db)
  return {
    ...{ database, deps, clock, db },
    publish: (definition: Definition = CANTINE) => publish(db, { deps, organismeId, definition }),
    republish: (demarcheId: string, definition: Definition) => republish(db, { deps, demarcheId, definition }),
    makeUsager: () => makeUsager(db, clock()),
    begin: (usager: Usager, slug: string) => begin({ deps, clock }, usager, slug),
    save: (usager: Usager, numero: number, answers: Answers, parts: Partial<PostedEtape> = {}) =>
      save({ deps, clock }, { usager, numero, answers, parts }),
    help: (portee: AskedPortee, who: Help) => help({ deps, clock }, portee, who),
    aFile,
    close: () => database.close(),
  }
}

// biome-ignore lint/suspicious/noExplicitAny: each module picks its own tables (house.md)
type AnyDb = Kysely<any>
type Answers = Readonly<Record<string, Saisie>>
interface Wired {
  readonly deps: DossiersDeps
  readonly clock: ReturnType<typeof fixedClock>
}

async function wire(db: AnyDb, clock: Wired['clock']): Promise<DossiersDeps> {
  const makeNumero = (n: number) => n * 1000 + 7
  return {
    ...{ db, clock, makeNumero },
    demarches: createDemarches({ db, makeNumero }),
    referentiels: await createReferentiels(),
    trousseau: createTrousseau(TEST_KEYS.trousseau),
    sendMail: (tx, mail) => queueMail(tx, mail, { expediteur: 'Parvis <test@exemple.fr>' }),
    makeLien: async (_tx, { retour }) => `http://127.0.0.1${retour}?jeton=secret`,
    keepFichier: insertFichier,
    absolute: (path) => `http://127.0.0.1${path}`,
    onSubmitted: [],
  }
}

async function makeOrganisme(db: AnyDb): Promise<string> {
  const asked = { nature: 'commune', code: '35352' } as const
  const made = await withContext(db, { role: 'systeme' }, (tx) => createOrganisme(tx, asked))
  if (made.outcome === 'unknown') throw new Error('no commune')
  return made.organisme.id
}

const SERVICE = {
  ...{ nom: 'Enfance', telephone: '02 61 91 10 20', courriel: 's@exemple.fr' },
  ...{ horaires: 'De 9 h à 12 h', adresse: 'Mairie', dpo: 'dpo@exemple.fr' },
}

/** A published démarche of that definition; gives its key and slug. */
async function publish(
  db: AnyDb,
  {
    deps: { demarches, clock },
    organismeId,
    definition,
  }: { deps: DossiersDeps; organismeId: string; definition: Definition },
) {
  const slug = `d-${randomUUID()}`
  const now = clock()
  return withContext(db, { role: 'systeme' }, async (tx) => {
    const serviceId = await demarches.createService(tx, { ...SERVICE, organismeId })
    const asked = { organismeId, slug, definition: withLaw(definition), serviceId, now }
    const created = await demarches.createDemarche(tx, asked)
    if (created.outcome !== 'created') throw new Error(created.outcome)
    const published = await demarches.publishDemarche(tx, { demarcheId: created.id, now })
    if (published.outcome !== 'published') throw new Error(JSON.stringify(published))
    return { slug, demarcheId: created.id }
  })
}

/** Another revision of a published démarche. */
async function republish(
  db: AnyDb,
  {
    deps: { demarches, clock },
    demarcheId,
    definition,
  }: { deps: DossiersDeps; demarcheId: string; definition: Definition },
): Promise<void> {
  const now = clock()
  await withContext(db, { role: 'systeme' }, async (tx) => {
    await demarches.saveBrouillon(tx, { demarcheId, definition: withLaw(definition), now })
    const published = await demarches.publishDemarche(tx, { demarcheId, now })
    if (published.outcome !== 'published') throw new Error(JSON.stringify(published))
  })
}

function withLaw(definition: Definition): Definition {
  const cadreJuridique = [{ texte: { fr: 'Délibération' } }]
  return { ...definition, presentation: { ...definition.presentation, cadreJuridique } }
}

async function makeUsager(db: AnyDb, now: Date): Promise<Usager> {
  const sujet = randomUUID()
  const courriel = `${sujet}@exemple.fr`
  const identite = {
    emetteur: 'test',
    client: 'test',
    sujet,
    nom: 'Le Roux',
    prenom: 'Anaïs',
    courriel,
    langue: 'fr',
    now,
  } as const
  const compte = await withContext(db, { role: 'systeme' }, (tx) => ensureCompte(tx, identite))
  return { compteId: compte.id, courriel, langue: 'fr' }
}

/** A draft whose asker is known; gives its number. */
async function begin({ deps, clock }: Wired, usager: Usager, slug: string): Promise<number> {
  const started = await startDossier(deps, { slug, usager, demandeur: null, cle: randomUUID(), now: clock() })
  if (started.outcome !== 'started') throw new Error(started.outcome)
  const demandeur = { kind: 'personne', nom: 'Le Roux', prenom: 'Anaïs', courriel: 'anais@exemple.fr' } as const
  clock.advance(1000)
  await saveDemandeur(deps, { numero: started.numero, usager, demandeur, now: clock() })
  return started.numero
}

interface Help {
  readonly usager: Usager
  readonly aidant: Usager
  readonly droit?: Droit
  readonly mois?: Duree
}

/** A mandate given and accepted, to prepare and file for three months unless said otherwise; gives its key. */
async function help(
  { deps, clock }: Wired,
  portee: AskedPortee,
  { usager, aidant, droit, mois }: Help,
): Promise<string> {
  const courriel = aidant.courriel ?? ''
  const now = clock()
  const given = await giveMandat(deps, {
    portee,
    usager,
    courriel,
    droit: droit ?? 'deposer',
    mois: mois ?? 3,
    cle: randomUUID(),
    now,
  })
  if (given.outcome !== 'given') throw new Error(given.outcome)
  const received = await withContext(deps.db, { role: 'systeme', now }, (tx) =>
    tx
      .selectFrom('dossiers.invite')
      .select('id')
      .where('courriel', '=', courriel)
      .orderBy('created_at', 'desc')
      .execute(),
  )
  const id = received[0]?.id ?? ''
  if (!(await acceptMandat(deps, { id, courriel, usager: aidant, now }))) throw new Error('not accepted')
  return id
}

/** Two levels of folders, as the store makes them. */
function placeOf(name: string): string {
  return `${name.slice(0, 2)}/${name.slice(2, 4)}/${name}`
}

/** A file received whole; its bytes are nowhere. */
function aFile(nom: string): Recu {
  const print = Buffer.alloc(32, 1)
  return {
    kind: 'recu',
    nom,
    type: 'application/pdf',
    octets: 12,
    chiffre: false,
    sha256: print,
    md5: print.subarray(0, 16),
    emplacement: placeOf(randomUUID().replaceAll('-', '')),
    cle: Buffer.alloc(32, 2),
  }
}

/** Saves answers of the first step; those given are those asked unless `parts` says otherwise. */
function save(
  { deps, clock }: Wired,
  { usager, numero, answers, parts }: { usager: Usager; numero: number; answers: Answers; parts: Partial<PostedEtape> },
) {
  clock.advance(1000)
  return saveEtape(deps, {
    ...{ numero, usager, etape: 1, base: undefined, operation: { kind: 'none' }, files: [], now: clock() },
    asked: Object.keys(answers),
    form: (cle) => readerOf(answers[cle]),
    ...parts,
  })
}

function readerOf(saisie: Saisie | undefined) {
  return {
    one: () => (typeof saisie === 'string' ? saisie : undefined),
    all: () => (typeof saisie === 'string' ? [saisie] : Array.isArray(saisie) ? saisie : []),
  }
}
