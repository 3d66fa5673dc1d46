import { formatJour } from '../champs/format-jour.ts'
import { formatNombre } from '../champs/nombre.ts'
import { parseJour } from '../jour.ts'
import type { Langue } from '../texte.ts'
import { AUTRE, type Comparaison, type Condition } from './condition.ts'
import { compareDecimals } from './decimal.ts'
import { normalize, type Regle } from './normalize.ts'
import { type ConditionTexts, conditionTexts, type Usage } from './texts.ts'

/** What a rule needs to be told in words. */
export interface Lexique {
  readonly langue: Langue
  /** The question's label, as it stands in the form; nothing when it is gone. */
  libelleOf(champ: number): string | undefined
  /** The words of the constant: an option's label, a commune's, département's or région's name. Nothing: shown as it is. */
  optionLabel(comparaison: Comparaison): string | undefined
  /** What the rule decides; without it, whether a question is shown. */
  readonly usage?: Usage
}

/**
 * The rule as a sentence: « Affichée si « Votre enfant mange-t-il à la cantine ? » est « Oui ». »
 *
 * Negations are carried down to the comparisons, which leaves the meaning unchanged; a group inside another stands in parentheses.
 */
export function explain(condition: Condition, lexique: Lexique): string {
  const texts = conditionTexts(lexique.langue)
  const usage = lexique.usage ?? 'affichage'
  const regle = normalize(condition)
  if (typeof regle === 'boolean') return regle ? texts.toujours[usage] : texts.jamais[usage]
  return `${texts.debut[usage]} ${phrase(regle, texts, lexique)}.`
}

function phrase(regle: Exclude<Regle, boolean>, texts: ConditionTexts, lexique: Lexique): string {
  if (!('regles' in regle)) return clause(regle, texts, lexique)
  const parts = regle.regles.map((each) =>
    'regles' in each ? `(${phrase(each, texts, lexique)})` : clause(each, texts, lexique),
  )
  const last = parts.pop() ?? ''
  return `${parts.join(', ')} ${regle.op === 'and' ? texts.et : texts.ou} ${last}`
}

function clause(comparaison: Comparaison, texts: ConditionTexts, lexique: Lexique): string {
  const libelle = lexique.libelleOf(comparaison.champ)
  const sujet = libelle === undefined ? texts.questionSupprimee : texts.quote(libelle.trim())
  return `${sujet} ${predicate(comparaison, texts, lexique)}`
}

function predicate(comparaison: Comparaison, texts: ConditionTexts, lexique: Lexique): string {
  const label = lexique.optionLabel(comparaison)
  const valeur = label === undefined ? defaultLabel(comparaison.valeur, texts) : texts.quote(label)
  switch (comparaison.op) {
    case 'include':
      return texts.comprend(valeur)
    case 'exclude':
      return texts.neComprendPas(valeur)
    case 'in_departement':
      return texts.dansDepartement(label === undefined ? comparaison.valeur : valeur)
    case 'not_in_departement':
      return texts.pasDansDepartement(label === undefined ? comparaison.valeur : valeur)
    case 'in_region':
      return texts.dansRegion(label === undefined ? comparaison.valeur : valeur)
    case 'not_in_region':
      return texts.pasDansRegion(label === undefined ? comparaison.valeur : valeur)
    default:
      return comparison(comparaison.op, {
        constant: comparaison.valeur,
        valeur,
        isLabelled: label !== undefined,
        langue: lexique.langue,
      })
  }
}

interface Constant {
  readonly constant: boolean | string
  readonly valeur: string
  readonly isLabelled: boolean
  readonly langue: Langue
}

/** A constant without label speaks for itself: a day, a number, or a word. */
function comparison(op: keyof ConditionTexts['vaut'], { constant, valeur, isLabelled, langue }: Constant): string {
  const texts = conditionTexts(langue)
  if (typeof constant === 'string' && !isLabelled) {
    const jour = parseJour(constant)
    if (jour !== undefined) return texts.tombe[op](formatJour(jour, langue))
    if (compareDecimals(constant, constant) !== undefined) return texts.vaut[op](formatNombre(constant, langue))
  }
  if (op === 'eq') return texts.est(valeur)
  if (op === 'neq') return texts.nEstPas(valeur)
  return texts.vaut[op](valeur)
}

function defaultLabel(constant: boolean | string, texts: ConditionTexts): string {
  if (typeof constant === 'boolean') return texts.quote(constant ? texts.oui : texts.non)
  return texts.quote(constant === AUTRE ? texts.autre : constant)
}
