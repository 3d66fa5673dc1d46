import { z } from 'zod'
import { conditionSchema } from '../../core/conditions/condition.ts'
import type { Definition } from '../../core/schema/definition.ts'
import type { Groupe } from './store/groupes.ts'
import type { Service } from './store/services.ts'

/** What the document says it is; a change of shape that an older version could not read changes `version`. */
export const EXCHANGE = { format: 'parvis-demarche', version: 1 } as const

const line = z.string().max(300)

/** Shape of an exported démarche; its definition has its own, read apart. Strict: an unknown key is refused. */
export const exchangeSchema = z.strictObject({
  format: z.literal(EXCHANGE.format),
  version: z.literal(EXCHANGE.version),
  slug: z.string().max(100),
  definition: z.unknown(),
  service: z
    .strictObject({
      nom: line.min(1),
      telephone: line,
      courriel: line,
      horaires: z.string().max(2000),
      adresse: z.string().max(2000),
      dpo: line,
    })
    .nullable(),
  groupes: z
    .array(
      z.strictObject({
        label: line.min(1),
        parDefaut: z.boolean(),
        ferme: z.boolean(),
        regle: conditionSchema.nullable(),
      }),
    )
    .min(1)
    .max(1000)
    .refine((groupes) => groupes.filter(({ parDefaut }) => parDefaut).length === 1)
    .refine((groupes) => groupes.every(({ parDefaut, ferme }) => !(parDefaut && ferme)))
    .refine((groupes) => new Set(groupes.map(({ label }) => label)).size === groupes.length),
})

/** A démarche as one document, from one instance to another: nobody's name, key nor public number is in it. */
export interface ExportedDemarche extends Omit<z.infer<typeof exchangeSchema>, 'definition'> {
  readonly definition: Definition
}

/** The document, its keys always in the same order and its groups by label, so that two exports compare line by line. */
export function writeExchange({
  slug,
  definition,
  service,
  groupes,
}: {
  readonly slug: string
  readonly definition: Definition
  readonly service: Service | undefined
  readonly groupes: readonly Groupe[]
}): ExportedDemarche {
  return {
    ...EXCHANGE,
    slug,
    definition,
    service: service ? serviceOf(service) : null,
    groupes: groupes.map(({ label, parDefaut, ferme, regle }) => ({ label, parDefaut, ferme, regle })),
  }
}

function serviceOf({ nom, telephone, courriel, horaires, adresse, dpo }: Service) {
  return { nom, telephone, courriel, horaires, adresse, dpo }
}
