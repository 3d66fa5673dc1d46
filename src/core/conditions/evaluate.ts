import type { Source } from '../champs/kind.ts'
import { parseJour } from '../jour.ts'
import { type Comparaison, type Condition, PROFONDEUR_MAX } from './condition.ts'
import { compareDecimals } from './decimal.ts'

/** What a champ is to conditions; nothing when it is blank, hidden, absent, or not a possible source. */
export type SourceOf = (champ: number) => Source | undefined

/**
 * Whether the rule holds, in three values: `undefined` means unknown, which callers treat as false.
 *
 * Unknown: the source is blank or hidden, the operator does not apply to it, or the constant is not of its type.
 * An `and` of nothing is true, an `or` of nothing is false. Never throws: what is nested beyond the limit is unknown.
 */
export function evaluate(condition: Condition, sourceOf: SourceOf): boolean | undefined {
  return evaluateAt(condition, sourceOf, 1)
}

function evaluateAt(condition: Condition, sourceOf: SourceOf, depth: number): boolean | undefined {
  if (depth > PROFONDEUR_MAX) return undefined
  switch (condition.op) {
    case 'and':
      return conjunction(condition.conditions, (each) => evaluateAt(each, sourceOf, depth + 1))
    case 'or':
      // De Morgan holds in Kleene's logic, so "one of them" is "not all of them false".
      return opposite(conjunction(condition.conditions, (each) => opposite(evaluateAt(each, sourceOf, depth + 1))))
    case 'not':
      return opposite(evaluateAt(condition.condition, sourceOf, depth + 1))
    default: {
      const source = sourceOf(condition.champ)
      return source && compare(condition, source)
    }
  }
}

/** False as soon as one is false, else unknown if one is unknown, else true. */
function conjunction(
  conditions: readonly Condition[],
  read: (condition: Condition) => boolean | undefined,
): boolean | undefined {
  let result: boolean | undefined = true
  for (const condition of conditions) {
    const value = read(condition)
    if (value === false) return false
    if (value === undefined) result = undefined
  }
  return result
}

function opposite(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value
}

function compare(comparaison: Comparaison, source: Source): boolean | undefined {
  const { op, valeur } = comparaison
  switch (op) {
    case 'eq':
    case 'neq':
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
      return comparesAs(op, source, valeur)
    case 'include':
      return source.type === 'liste' ? source.valeur.includes(valeur) : undefined
    case 'exclude':
      return source.type === 'liste' ? !source.valeur.includes(valeur) : undefined
    case 'in_departement':
      return isAt(source.type === 'lieu' ? source.departement : undefined, valeur)
    case 'not_in_departement':
      return opposite(isAt(source.type === 'lieu' ? source.departement : undefined, valeur))
    case 'in_region':
      return isAt(source.type === 'lieu' ? source.region : undefined, valeur)
    case 'not_in_region':
      return opposite(isAt(source.type === 'lieu' ? source.region : undefined, valeur))
  }
}

function isAt(code: string | undefined, wanted: string): boolean | undefined {
  return code === undefined ? undefined : code === wanted
}

type Comparateur = 'eq' | 'neq' | 'lt' | 'lte' | 'gt' | 'gte'

/** Numbers and days have an order; booleans, texts and places only equality. */
function comparesAs(op: Comparateur, source: Source, constant: boolean | string): boolean | undefined {
  switch (source.type) {
    case 'booleen':
      return typeof constant === 'boolean' ? equality(op, source.valeur === constant) : undefined
    case 'texte':
      return typeof constant === 'string' ? equality(op, source.valeur === constant) : undefined
    case 'lieu':
      return typeof constant === 'string' ? equality(op, source.code === constant) : undefined
    case 'nombre':
      return typeof constant === 'string' ? ordered(op, compareDecimals(source.valeur, constant)) : undefined
    case 'date':
      return typeof constant === 'string' ? ordered(op, compareJours(source.valeur, constant)) : undefined
    case 'liste':
      return undefined
  }
}

function equality(op: Comparateur, same: boolean): boolean | undefined {
  if (op === 'eq') return same
  return op === 'neq' ? !same : undefined
}

function ordered(op: Comparateur, order: number | undefined): boolean | undefined {
  if (order === undefined) return undefined
  switch (op) {
    case 'eq':
      return order === 0
    case 'neq':
      return order !== 0
    case 'lt':
      return order < 0
    case 'lte':
      return order <= 0
    case 'gt':
      return order > 0
    case 'gte':
      return order >= 0
  }
}

/** Days are written year first, so the order of the texts is that of time. */
function compareJours(a: string, b: string): number | undefined {
  if (parseJour(a) === undefined || parseJour(b) === undefined) return undefined
  if (a === b) return 0
  return a < b ? -1 : 1
}
