import type { Champ } from '../champs/index.ts'
import { type ConditionProbleme, checkCondition, type Emplacement } from '../conditions/check.ts'
import type { Condition } from '../conditions/condition.ts'
import type { Definition } from './definition.ts'
import { enfantsOf } from './formulaire.ts'

/** Why a definition of the right shape cannot be published; `chemin` is where, as in `champs[3].options`. */
export type DefinitionProbleme = { readonly chemin: string } & (
  | { readonly code: 'id_double'; readonly champ: number }
  | { readonly code: 'libelle_vide' }
  | { readonly code: 'section_niveau_saute'; readonly niveau: number }
  | { readonly code: 'repetition_sans_champ' }
  | { readonly code: 'choix_sans_option' }
  | { readonly code: 'condition'; readonly probleme: ConditionProbleme }
)

/**
 * The rules that the shape cannot say, in page order: each id once (children included), a label everywhere, sections
 * without skipped level, no repetition without champ, no choice without option, sound conditions and ineligibility.
 * (A section or a repetition inside a repetition is refused by the shape itself.) Empty when all of them hold.
 */
export function checkDefinition(definition: Definition): readonly DefinitionProbleme[] {
  const placed = placeChamps(definition.champs)
  const first = new Map<number, Placed>()
  for (const each of placed) if (!first.has(each.champ.id)) first.set(each.champ.id, each)
  const problemes = placed.flatMap((each) => checkChamp(each, first))
  const { ineligibilite } = definition
  if (!ineligibilite) return problemes
  // Ineligibility looks at the whole form: every champ of the page stands above it.
  const locate = (id: number): Emplacement | undefined => emplacementOf(first.get(id), { rang: placed.length })
  return [...problemes, ...checkRule(ineligibilite.condition, 'ineligibilite.condition', locate)]
}

interface Placed {
  readonly champ: Champ
  readonly chemin: string
  /** Position in the whole form, children counted after their repetition. */
  readonly rang: number
  readonly parent?: number
  /** Level of the section before it, 0 when there is none. */
  readonly niveauAvant: number
}

function placeChamps(champs: readonly Champ[]): readonly Placed[] {
  const placed: Placed[] = []
  let niveauAvant = 0
  champs.forEach((champ, index) => {
    const chemin = `champs[${index}]`
    placed.push({ champ, chemin, rang: placed.length, niveauAvant })
    if (champ.kind === 'section') niveauAvant = champ.niveau
    enfantsOf(champ).forEach((enfant, rank) => {
      const at = { chemin: `${chemin}.champs[${rank}]`, rang: placed.length, parent: champ.id }
      placed.push({ champ: enfant, ...at, niveauAvant })
    })
  })
  return placed
}

function checkChamp(placed: Placed, first: ReadonlyMap<number, Placed>): readonly DefinitionProbleme[] {
  const { champ, chemin } = placed
  const found: DefinitionProbleme[] = []
  if (first.get(champ.id) !== placed) found.push({ chemin: `${chemin}.id`, code: 'id_double', champ: champ.id })
  if (champ.libelle.fr.trim() === '') found.push({ chemin: `${chemin}.libelle.fr`, code: 'libelle_vide' })
  if (champ.kind === 'section' && champ.niveau > placed.niveauAvant + 1) {
    found.push({ chemin: `${chemin}.niveau`, code: 'section_niveau_saute', niveau: champ.niveau })
  }
  if (champ.kind === 'repetition' && champ.champs.length === 0) {
    found.push({ chemin: `${chemin}.champs`, code: 'repetition_sans_champ' })
  }
  if ((champ.kind === 'choix' || champ.kind === 'choix_multiple') && champ.options.length === 0) {
    found.push({ chemin: `${chemin}.options`, code: 'choix_sans_option' })
  }
  if (!champ.condition) return found
  const locate = (id: number): Emplacement | undefined => emplacementOf(first.get(id), placed)
  return [...found, ...checkRule(champ.condition, `${chemin}.condition`, locate)]
}

function emplacementOf(source: Placed | undefined, from: Pick<Placed, 'rang' | 'parent'>): Emplacement | undefined {
  if (!source) return undefined
  const { champ } = source
  if (source.parent !== undefined && source.parent !== from.parent) return { champ, place: 'other_row' }
  return { champ, place: source.rang < from.rang ? 'above' : 'below' }
}

function checkRule(
  condition: Condition,
  chemin: string,
  locate: (id: number) => Emplacement | undefined,
): readonly DefinitionProbleme[] {
  return checkCondition(condition, locate).map((probleme) => ({ chemin, code: 'condition', probleme }))
}
