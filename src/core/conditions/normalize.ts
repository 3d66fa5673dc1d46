import { type Comparaison, type Condition, PROFONDEUR_MAX } from './condition.ts'

/** A rule without negation, group in a group of the same kind, nor group of fewer than two: what is said in words. */
export type Regle =
  | boolean
  | Comparaison
  | { readonly op: 'and' | 'or'; readonly regles: readonly Exclude<Regle, boolean>[] }

/**
 * The same rule written plainly, with the same three-valued result on any answers.
 *
 * Negations go down to the comparisons (De Morgan holds in Kleene's logic, and each operator has its opposite); what is
 * always true or always false disappears. Beyond the depth limit, where evaluation gives unknown, it is false.
 */
export function normalize(condition: Condition): Regle {
  return normalizeAt(condition, { isNegated: false, depth: 1 })
}

function normalizeAt(condition: Condition, at: { isNegated: boolean; depth: number }): Regle {
  if (at.depth > PROFONDEUR_MAX) return false
  const depth = at.depth + 1
  switch (condition.op) {
    case 'not':
      return normalizeAt(condition.condition, { isNegated: !at.isNegated, depth })
    case 'and':
    case 'or': {
      const op = at.isNegated ? opposite(condition.op) : condition.op
      return group(
        op,
        condition.conditions.map((each) => normalizeAt(each, { isNegated: at.isNegated, depth })),
      )
    }
    default:
      return at.isNegated ? negated(condition) : condition
  }
}

function opposite(op: 'and' | 'or'): 'and' | 'or' {
  return op === 'and' ? 'or' : 'and'
}

function group(op: 'and' | 'or', members: readonly Regle[]): Regle {
  const neutral = op === 'and'
  if (members.some((each) => each === !neutral)) return !neutral
  const regles = members.flatMap((each) => {
    if (typeof each === 'boolean') return []
    return each.op === op ? each.regles : [each]
  })
  const [first] = regles
  if (first === undefined) return neutral
  return regles.length === 1 ? first : { op, regles }
}

const NEGATED = { eq: 'neq', neq: 'eq', lt: 'gte', lte: 'gt', gt: 'lte', gte: 'lt' } as const

function negated(comparaison: Comparaison): Comparaison {
  switch (comparaison.op) {
    case 'include':
      return { ...comparaison, op: 'exclude' }
    case 'exclude':
      return { ...comparaison, op: 'include' }
    case 'in_departement':
      return { ...comparaison, op: 'not_in_departement' }
    case 'not_in_departement':
      return { ...comparaison, op: 'in_departement' }
    case 'in_region':
      return { ...comparaison, op: 'not_in_region' }
    case 'not_in_region':
      return { ...comparaison, op: 'in_region' }
    default:
      return { ...comparaison, op: NEGATED[comparaison.op] }
  }
}
