import { CIVILITES } from '../champs/civilite.ts'
import type { Champ } from '../champs/index.ts'
import { parseJour } from '../jour.ts'
import type { Langue } from '../texte.ts'
import { AUTRE, type Comparaison, type Condition } from './condition.ts'
import { compareDecimals } from './decimal.ts'
import { conditionTexts } from './texts.ts'

/** Where a source stands as seen from the rule: only one above, in the same row or on the page, can be used. */
export interface Emplacement {
  readonly champ: Champ
  readonly place: 'above' | 'below' | 'other_row'
}

/** Why a rule cannot be published. `champ` is the source that the comparison names. */
export type ConditionProbleme =
  | { readonly code: 'source_inconnue'; readonly champ: number }
  | { readonly code: 'source_plus_bas'; readonly champ: number }
  | { readonly code: 'source_dans_repetition'; readonly champ: number }
  | { readonly code: 'source_inutilisable'; readonly champ: number }
  | { readonly code: 'operateur_inapplicable'; readonly champ: number }
  | { readonly code: 'constante_invalide'; readonly champ: number; readonly valeur: string }
  | { readonly code: 'option_inconnue'; readonly champ: number; readonly valeur: string }
  /** An `and` or an `or` without any comparison: always true, or never. */
  | { readonly code: 'groupe_vide' }

/**
 * What stops a rule from being published, in the order in which it is written; nothing when it is sound.
 *
 * `locate` tells where the champ of that id stands as seen from the rule, for any champ of the definition.
 */
export function checkCondition(
  condition: Condition,
  locate: (champ: number) => Emplacement | undefined,
): readonly ConditionProbleme[] {
  switch (condition.op) {
    case 'and':
    case 'or':
      if (condition.conditions.length === 0) return [{ code: 'groupe_vide' }]
      return condition.conditions.flatMap((each) => checkCondition(each, locate))
    case 'not':
      return checkCondition(condition.condition, locate)
    default: {
      const probleme = checkComparaison(condition, locate(condition.champ))
      return probleme ? [probleme] : []
    }
  }
}

/** The problem as a sentence; `libelleOf` gives the label of a source. */
export function formatConditionProbleme(
  probleme: ConditionProbleme,
  { langue, libelleOf }: { readonly langue: Langue; libelleOf(champ: number): string | undefined },
): string {
  const { problemes, quote, oui, non, questionSupprimee } = conditionTexts(langue)
  if (probleme.code === 'groupe_vide') return problemes.groupeVide()
  const libelle = libelleOf(probleme.champ)
  const source = libelle === undefined ? questionSupprimee : quote(libelle.trim())
  const worded = (valeur: string): string => quote(valeur === 'true' ? oui : valeur === 'false' ? non : valeur)
  switch (probleme.code) {
    case 'source_inconnue':
      return problemes.sourceInconnue(probleme.champ)
    case 'source_plus_bas':
      return problemes.sourcePlusBas(source)
    case 'source_dans_repetition':
      return problemes.sourceDansRepetition(source)
    case 'source_inutilisable':
      return problemes.sourceInutilisable(source)
    case 'operateur_inapplicable':
      return problemes.operateurInapplicable(source)
    case 'constante_invalide':
      return problemes.constanteInvalide(source, worded(probleme.valeur))
    case 'option_inconnue':
      return problemes.optionInconnue(source, worded(probleme.valeur))
  }
}

function checkComparaison(comparaison: Comparaison, at: Emplacement | undefined): ConditionProbleme | undefined {
  const { champ: id, op, valeur } = comparaison
  if (!at) return { code: 'source_inconnue', champ: id }
  if (at.place === 'other_row') return { code: 'source_dans_repetition', champ: id }
  if (at.place === 'below') return { code: 'source_plus_bas', champ: id }
  const usable = OPERATEURS[at.champ.kind]
  if (!usable) return { code: 'source_inutilisable', champ: id }
  if (!usable.includes(op)) return { code: 'operateur_inapplicable', champ: id }
  const fault = constantFault(op, valeur, at.champ)
  return fault && { code: fault, champ: id, valeur: String(valeur) }
}

type Operateur = Comparaison['op']
const EGALITE: readonly Operateur[] = ['eq', 'neq']
const ORDRE: readonly Operateur[] = ['eq', 'neq', 'lt', 'lte', 'gt', 'gte']
const APPARTENANCE: readonly Operateur[] = ['include', 'exclude']
const REGION: readonly Operateur[] = ['in_region', 'not_in_region']
const DEPARTEMENT: readonly Operateur[] = ['in_departement', 'not_in_departement']

/** The operators offered for each kind of source; a kind that is not here cannot be one. */
export const OPERATEURS: { readonly [K in Champ['kind']]?: readonly Operateur[] } = {
  oui_non: EGALITE,
  case_a_cocher: EGALITE,
  entier: ORDRE,
  decimal: ORDRE,
  date: ORDRE,
  choix: EGALITE,
  civilite: EGALITE,
  choix_multiple: APPARTENANCE,
  region: EGALITE,
  pays: EGALITE,
  departement: [...EGALITE, ...REGION],
  commune: [...EGALITE, ...DEPARTEMENT, ...REGION],
  // The code of an address is now a commune's, now a country's: comparing it would say two things.
  adresse: [...DEPARTEMENT, ...REGION],
}

type Fault = 'constante_invalide' | 'option_inconnue'

const CODE_DEPARTEMENT = /^(?:\d{2}|2[AB]|9[78]\d)$/
const CODE_REGION = /^\d{2}$/

function constantFault(op: Operateur, valeur: string | boolean, champ: Champ): Fault | undefined {
  if (typeof valeur === 'boolean') {
    return champ.kind === 'oui_non' || champ.kind === 'case_a_cocher' ? undefined : 'constante_invalide'
  }
  if (op === 'in_departement' || op === 'not_in_departement') return invalidUnless(CODE_DEPARTEMENT.test(valeur))
  if (op === 'in_region' || op === 'not_in_region') return invalidUnless(CODE_REGION.test(valeur))
  switch (champ.kind) {
    case 'entier':
    case 'decimal':
      return invalidUnless(compareDecimals(valeur, valeur) !== undefined)
    case 'date':
      return invalidUnless(parseJour(valeur) !== undefined)
    case 'choix':
      if (valeur === AUTRE && champ.autre) return undefined
      return champ.options.some((option) => option.valeur === valeur) ? undefined : 'option_inconnue'
    case 'choix_multiple':
      return champ.options.some((option) => option.valeur === valeur) ? undefined : 'option_inconnue'
    case 'civilite':
      return CIVILITES.some((civilite) => civilite === valeur) ? undefined : 'option_inconnue'
    case 'departement':
      return invalidUnless(CODE_DEPARTEMENT.test(valeur))
    case 'region':
      return invalidUnless(CODE_REGION.test(valeur))
    case 'commune':
      return invalidUnless(/^(?:\d{5}|2[AB]\d{3})$/.test(valeur))
    case 'pays':
      return invalidUnless(/^[A-Z]{2}$/.test(valeur))
    default:
      return 'constante_invalide'
  }
}

function invalidUnless(isValid: boolean): Fault | undefined {
  return isValid ? undefined : 'constante_invalide'
}
