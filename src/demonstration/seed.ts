import type { Kysely, Transaction } from 'kysely'
import { withContext } from '../infra/db/with-context.ts'
import type { DemoProfil } from '../infra/fakes/demo-accounts.ts'
import type { FileStore } from '../infra/files/store.ts'
import { invariant } from '../infra/http/errors.ts'
import { createOrganisme, findOrganismeByRef, loadAnnuaire } from '../modules/annuaire/index.ts'
import { grantRole } from '../modules/comptes/index.ts'
import { DEMONSTRATION, type Demonstration } from '../modules/demarches/demonstration/index.ts'
import { seededRandom } from '../modules/demarches/demonstration/random.ts'
import type { Demarches } from '../modules/demarches/index.ts'
import type { DossiersDeps } from '../modules/dossiers/index.ts'
import type { InstructionDeps } from '../modules/instruction/index.ts'
import { fileDossier } from './file-dossier.ts'
import { instruct, STORIES, type Story } from './instruct.ts'
import { makeAccounts, makePeople, type Personne } from './people.ts'

/** What filling the demonstration works with: the wired modules. */
export interface SeedDeps {
  // biome-ignore lint/suspicious/noExplicitAny: the seed goes through every module, each of which picks its own tables
  readonly db: Kysely<any>
  readonly demarches: Demarches
  readonly dossiers: DossiersDeps & { readonly files: FileStore }
  readonly instruction: InstructionDeps
  readonly now: Date
  /** How many dossiers; 200 unless said otherwise. */
  readonly combien?: number | undefined
}

const DOSSIERS = 200
const PEOPLE = 60
const DAY = 86_400_000
/** Dossiers made at the same time: as many as there are connections to spare. */
const AT_ONCE = 4

/**
 * Fills an empty instance with six démarches that exist in real life and about two hundred dossiers in all states, made
 * by calling the actions of the site with a clock: what a page shows, somebody could have done.
 */
export async function seedDemonstration(deps: SeedDeps): Promise<void> {
  const { db, now } = deps
  await withContext(db, { role: 'systeme' }, (tx) => loadAnnuaire(tx))
  const random = seededRandom(20_201_023)
  const begun = new Date(now.getTime() - 70 * DAY)
  const people = await withContext(db, { role: 'systeme' }, async (tx) => {
    const accounts = await makeAccounts(tx, { now: begun })
    const administration = accounts.get('administration')
    invariant(administration, 'no administrator among the demonstration accounts')
    await grantRole(tx, { compteId: administration.compteId, role: 'administrateur_instance', now: begun })
    return { accounts, others: await makePeople(tx, { count: PEOPLE, random, now: begun }) }
  })
  const agents = {
    mairie: person(people.accounts.get('agent_mairie')),
    prefecture: person(people.accounts.get('agent_prefecture')),
  }
  for (const demonstration of DEMONSTRATION) {
    const agent = demonstration.organisme.nature === 'prefecture' ? agents.prefecture : agents.mairie
    const demarcheId = await withContext(db, { role: 'systeme' }, (tx) =>
      publish(deps, tx, { demonstration, agent, now: begun }),
    )
    const groupes = await deps.demarches.listGroupes(demarcheId)
    await withContext(db, { role: 'systeme' }, async (tx) => {
      for (const groupe of groupes)
        await deps.demarches.addMembre(tx, { groupeId: groupe.id, compteId: agent.compteId, now: begun })
    })
  }
  await withContext(db, { role: 'systeme' }, (tx) => fillEquipe(tx, { accounts: people.accounts, now: begun }))
  const usagers = [
    person(people.accounts.get('usager')),
    person(people.accounts.get('second_usager')),
    ...people.others,
  ]
  const plans = planDossiers({ usagers, agents, now, combien: deps.combien ?? DOSSIERS })
  // Each takes the next one as soon as it has done its own: nobody waits for the longest.
  const left = plans.values()
  const makeRest = async () => {
    for (const plan of left) await makeDossier(deps, plan)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, makeRest))
}

/** The town hall whose team a first visitor may manage. */
const MAIRIE = '213503527'

/** Who works there beside its instructeur: an administrator, an auditor, an expert. */
async function fillEquipe(
  // biome-ignore lint/suspicious/noExplicitAny: each module picks its own tables (house.md)
  tx: Transaction<any>,
  { accounts, now }: { accounts: ReadonlyMap<DemoProfil, Personne>; now: Date },
): Promise<void> {
  const organisme = await findOrganismeByRef(tx, MAIRIE)
  invariant(organisme, 'the town hall of the demonstration is missing')
  for (const [profil, role] of [
    ['administration_mairie', 'administrateur'],
    ['auditeur', 'auditeur'],
    ['expert', 'expert'],
  ] as const)
    await grantRole(tx, { compteId: person(accounts.get(profil)).compteId, role, organismeId: organisme.id, now })
}

function person(personne: Personne | undefined): Personne {
  invariant(personne, 'an account is missing from the demonstration')
  return personne
}

async function publish(
  deps: SeedDeps,
  // biome-ignore lint/suspicious/noExplicitAny: each module picks its own tables (house.md)
  tx: Transaction<any>,
  { demonstration, agent, now }: { demonstration: Demonstration; agent: Personne; now: Date },
): Promise<string> {
  const { demarches } = deps
  const { nature, code } = demonstration.organisme
  const created = await createOrganisme(tx, {
    ...(nature === 'epci' ? { siren: code } : { nature, code }),
    demonstration: true,
  })
  invariant(created.outcome !== 'unknown', `no organisme ${nature} ${code}`)
  const organismeId = created.organisme.id
  await grantRole(tx, { compteId: agent.compteId, role: 'instructeur', organismeId, now })
  const serviceId = await demarches.createService(tx, { ...demonstration.service, organismeId })
  const groupes = demonstration.groupes?.map(({ label, regle }) => ({
    label,
    parDefaut: regle === undefined,
    ferme: false,
    regle: regle ?? null,
  }))
  const demarche = await demarches.createDemarche(tx, {
    organismeId,
    slug: demonstration.slug,
    definition: demonstration.definition,
    serviceId,
    now,
    ...(groupes ? { groupes } : {}),
  })
  invariant(demarche.outcome === 'created', `the démarche ${demonstration.slug} could not be created`)
  const published = await demarches.publishDemarche(tx, { demarcheId: demarche.id, now })
  invariant(published.outcome === 'published', `the démarche ${demonstration.slug} could not be published`)
  return demarche.id
}

interface Plan {
  readonly rank: number
  readonly demonstration: Demonstration
  readonly personne: Personne
  readonly agent: Personne
  readonly story: Story
  readonly startedAt: Date
}

/** Who asks for what, when, and what came of it: spread over the last two months, the first usager's among them. */
function planDossiers({
  usagers,
  agents,
  now,
  combien,
}: {
  usagers: readonly Personne[]
  agents: { mairie: Personne; prefecture: Personne }
  now: Date
  combien: number
}): readonly Plan[] {
  return Array.from({ length: combien }, (_, rank) => {
    const demonstration = DEMONSTRATION[rank % DEMONSTRATION.length]
    const story = STORIES[rank % STORIES.length]
    const personne = usagers[(rank * 7) % usagers.length]
    invariant(demonstration && story && personne, 'nothing to plan from')
    const agent = demonstration.organisme.nature === 'prefecture' ? agents.prefecture : agents.mairie
    // Older first, the last ones of this morning; a prime step so that days differ between démarches.
    const daysAgo = 58 - (rank * 58) / combien
    const startedAt = new Date(now.getTime() - daysAgo * DAY - ((rank * 37) % 480) * 60_000 - DAY / 8)
    return { rank, demonstration, personne, agent, story, startedAt }
  })
}

async function makeDossier(
  deps: SeedDeps,
  { rank, demonstration, personne, agent, story, startedAt }: Plan,
): Promise<void> {
  const numero = await fileDossier(deps.dossiers, {
    slug: demonstration.slug,
    definition: demonstration.definition,
    communes: demonstration.communes,
    personne,
    random: seededRandom(rank + 1),
    startedAt,
    submit: story !== 'brouillon',
    cle: `demonstration-${rank}`,
  })
  await instruct(deps, { numero, story, personne, agent, submittedAt: startedAt, now: deps.now })
}
