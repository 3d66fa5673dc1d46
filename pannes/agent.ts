import { happens, pick } from '../src/modules/demarches/demonstration/random.ts'
import type { Acte } from './history.ts'
import type { Person, Press } from './person.ts'
import type { Counter } from './usager.ts'

const DECISIONS = ['accept', 'refuse', 'close_without_action'] as const

/** Opens one of the filed dossiers and does one thing that its page offers. */
export async function liveAgent(agent: Person, { filed }: Counter): Promise<void> {
  if (filed.length === 0) return
  const dossier = pick(agent.random, filed)
  const page = `/agents/dossiers/${dossier}`
  const { status, body } = await agent.read(page, dossier)
  if (status !== 200) return
  const acts = [...offered(body), 'message', 'note'] as const
  await agent.press(pressOf(agent, { acte: pick(agent.random, acts), dossier, page }))
}

/** What the page has a button for, moves first: the load is about them. */
function offered(body: string): readonly Acte[] {
  const has = (action: string) => new RegExp(`action="/agents/dossiers/\\d+/${action}[?"]`).test(body)
  return [
    ...(has('instruction') ? (['start_instruction', 'start_instruction'] as const) : []),
    ...(has('decision') ? DECISIONS : []),
    ...(has('correction') ? (['ask_correction'] as const) : []),
    ...(has('retour') ? (['return_to_construction'] as const) : []),
    ...(has('reouverture') ? (['reopen'] as const) : []),
  ]
}

const ADDRESSES: Readonly<Partial<Record<Acte, string>>> = {
  start_instruction: 'instruction',
  ask_correction: 'correction',
  return_to_construction: 'retour',
  reopen: 'reouverture',
  message: 'messages',
  note: 'notes',
}

function pressOf({ random }: Person, { acte, dossier, page }: Pick<Press, 'acte' | 'dossier' | 'page'>): Press {
  const address = ADDRESSES[acte] ?? 'decision'
  const file = acte === 'message' && happens(random, 0.3) ? { file: { name: 'fichiers', octets: 2_000 } } : {}
  return {
    ...{ acte, dossier, page, action: `${page}/${address}`, keyed: true, ...file },
    type: (id) => typed(acte, id),
    done: (location) => location.startsWith(page) && location.includes('fait='),
  }
}

function typed(acte: Acte, id: string): Readonly<Record<string, string>> {
  switch (acte) {
    case 'accept':
    case 'refuse':
    case 'close_without_action':
      return { decision: acte, motivation: id }
    case 'ask_correction':
      return { corps: id, motif: 'incorrect' }
    case 'message':
      return { corps: id }
    case 'note':
      return { note: id }
    default:
      return {}
  }
}
