import type { Langue } from '../../core/texte.ts'
import type { TraitementRow } from './store/lists.ts'
import { textsOf } from './texts.ts'

/** By whom and for whom a usager's act was done, when somebody helped; nothing when they did it alone, or when it is not theirs. */
export function helpedBy(
  langue: Langue,
  { par, agent, pour }: Pick<TraitementRow, 'par' | 'agent' | 'pour'>,
): string | undefined {
  if (par !== 'usager' || pour === null) return undefined
  const t = textsOf(langue).mandats
  return t.historique.parPour(agent ?? t.quelquun, pour || t.quelquun)
}
