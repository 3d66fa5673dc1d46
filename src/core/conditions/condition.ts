import { z } from 'zod'

/** Six comparisons of a number or a date, and equality of anything. */
const comparison = z.strictObject({
  op: z.enum(['eq', 'neq', 'lt', 'lte', 'gt', 'gte']),
  /** Stable id of the source champ, which stands above the conditioned one. */
  champ: z.int().nonnegative(),
  /** A boolean, an option, an official code, a day, or a number written as canonical decimal text. */
  valeur: z.union([z.boolean(), z.string().max(1000)]),
})
const belonging = z.strictObject({
  op: z.enum(['include', 'exclude']),
  champ: z.int().nonnegative(),
  valeur: z.string().max(1000),
})
const place = z.strictObject({
  op: z.enum(['in_departement', 'not_in_departement', 'in_region', 'not_in_region']),
  champ: z.int().nonnegative(),
  valeur: z.string().max(10),
})

/** One comparison between the answer to a champ and a constant. */
export type Comparaison = z.infer<typeof comparison> | z.infer<typeof belonging> | z.infer<typeof place>

/**
 * A rule over the answers: "show if", ineligibility and routing are all written in it.
 *
 * Three-valued (Kleene): a comparison whose source is blank or hidden is unknown, and unknown at the root is false.
 */
export type Condition =
  | { readonly op: 'and' | 'or'; readonly conditions: readonly Condition[] }
  | { readonly op: 'not'; readonly condition: Condition }
  | Comparaison

/** The mark of the free « Autre » of a single choice, as a constant of a comparison. */
export const AUTRE = '__autre__'

/** How deep `and`, `or` and `not` may be nested; a lone comparison has depth 1. */
export const PROFONDEUR_MAX = 20

const noeudSchema: z.ZodType<Condition> = z.lazy(() =>
  z.discriminatedUnion('op', [
    comparison,
    belonging,
    place,
    z.strictObject({ op: z.enum(['and', 'or']), conditions: z.array(noeudSchema).max(500) }),
    z.strictObject({ op: z.literal('not'), condition: noeudSchema }),
  ]),
)

/** Shape of a stored rule, nested at most 20 deep. */
export const conditionSchema: z.ZodType<Condition> = z
  .unknown()
  // Looked at level by level before the recursive reading, so that no document however deep exhausts the stack.
  .refine(isShallow, { abort: true, params: { code: 'profondeur' } })
  .pipe(noeudSchema)

function isShallow(contenu: unknown): boolean {
  let level: readonly unknown[] = [contenu]
  for (let depth = 0; depth < PROFONDEUR_MAX; depth += 1) level = level.flatMap(childrenOf)
  return level.length === 0
}

function childrenOf(contenu: unknown): readonly unknown[] {
  if (typeof contenu !== 'object' || contenu === null) return []
  if ('conditions' in contenu && Array.isArray(contenu.conditions)) return contenu.conditions
  return 'condition' in contenu ? [contenu.condition] : []
}
