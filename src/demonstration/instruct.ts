import { invariant } from '../infra/http/errors.ts'
import { sendMessage } from '../modules/dossiers/index.ts'
import {
  type Agent,
  addNote,
  askCorrection,
  decide,
  takeInstruction,
  writeUsager,
} from '../modules/instruction/index.ts'
import type { Personne } from './people.ts'
import type { SeedDeps } from './seed.ts'

/** What came of a dossier. */
export type Story =
  | 'brouillon'
  | 'depose'
  | 'message'
  | 'correction'
  | 'instruction'
  | 'accepte'
  | 'refuse'
  | 'sans_suite'

/** In which proportion: read in a circle. */
export const STORIES: readonly Story[] = [
  'depose',
  'accepte',
  'instruction',
  'message',
  'brouillon',
  'accepte',
  'correction',
  'depose',
  'refuse',
  'instruction',
  'accepte',
  'depose',
  'sans_suite',
]

const HOUR = 3_600_000

/** What agents and usager did after the filing, through the same actions as theirs. Nothing happens after `now`. */
export async function instruct(
  deps: SeedDeps,
  asked: { numero: number; story: Story; personne: Personne; agent: Personne; submittedAt: Date; now: Date },
): Promise<void> {
  const { numero, story, personne, now } = asked
  if (story === 'brouillon' || story === 'depose') return
  const agent = await agentOf(deps, asked.agent)
  const at = (hours: number) => new Date(Math.min(asked.submittedAt.getTime() + hours * HOUR, now.getTime() - 1000))
  const common = { numero, agent, files: [] }
  if (story === 'message' || story === 'instruction') {
    await sendMessage(deps.dossiers, {
      numero,
      usager: { compteId: personne.compteId, courriel: personne.courriel, langue: 'fr' },
      corps: 'Bonjour, pouvez-vous me dire quand vous pensez répondre ? Merci beaucoup.',
      files: [],
      cle: 'question',
      now: at(3),
    })
  }
  if (story === 'message') return
  await takeInstruction(deps.instruction, { numero, agent, now: at(4) })
  if (story === 'instruction') {
    await writeUsager(deps.instruction, {
      ...common,
      corps: 'Bonjour, nous étudions votre demande. Vous aurez une réponse la semaine prochaine.',
      cle: 'reponse',
      now: at(5),
    })
    await addNote(deps.instruction, {
      numero,
      agent,
      corps: 'Vu avec l’équipe : dossier complet, à passer en commission.',
      cle: 'note',
      now: at(6),
    })
    return
  }
  if (story === 'correction') {
    const asking = {
      ...common,
      motif: 'incomplet',
      corps: 'Il manque une information. Pouvez-vous relire vos réponses et compléter ?',
      cle: 'correction',
      now: at(6),
    } as const
    await askCorrection(deps.instruction, asking)
    return
  }
  const decided = await decide(deps.instruction, { numero, agent, decision: DECISIONS[story], now: at(20) })
  invariant(decided.outcome === 'moved', 'a demonstration dossier could not be decided')
}

const DECISIONS = {
  accepte: { kind: 'accept' },
  refuse: {
    kind: 'refuse',
    motivation:
      'Votre demande ne remplit pas une des conditions indiquées sur la page de la démarche. Vous pouvez en refaire une lorsque votre situation aura changé.',
  },
  sans_suite: { kind: 'close_without_action', motivation: 'Vous nous avez dit ne plus avoir besoin de cette demande.' },
} as const

async function agentOf(deps: SeedDeps, { compteId, prenom, nom }: Personne): Promise<Agent> {
  const groupes = await deps.demarches.groupesOf(compteId)
  return { compteId, nom: `${prenom} ${nom}`, groupes: groupes.map(({ id }) => id) }
}
