import type { Langue } from '../../core/texte.ts'
import type { TraitementRow } from './store/lists.ts'
import { textsOf } from './texts.ts'

/** By whom and for whom a usager's act was done, when somebody helped; nothing when they did it alone, or when it is not theirs. */
export function helpedBy(
  langue: Langue,
  { par, agent, pour, aidant }: Pick<TraitementRow, 'par' | 'agent' | 'pour' | 'aidant'>,
): string | undefined {
  if (par !== 'usager') return undefined
  const t = textsOf(langue).mandats
  if (pour !== null) return t.historique.parPour(agent ?? t.quelquun, pour || t.quelquun)
  return aidant ? t.historique.aidant : undefined
}
