import { z } from 'zod'
import { texteSchema } from '../champs/base.ts'
import { champSchema } from '../champs/index.ts'
import { conditionSchema } from '../conditions/condition.ts'
import { NIVEAUX } from '../dossier/niveau.ts'

/** What the start page says before anybody begins. */
const presentationSchema = z.strictObject({
  titre: texteSchema,
  /** One or two sentences for the card and the top of the start page. */
  resume: texteSchema,
  pourQui: texteSchema,
  /** What to have at hand, one entry a document or piece of information. */
  aPreparer: z.array(texteSchema).max(50),
  /** Time to fill it in, in minutes. */
  dureeEnMinutes: z.int().positive().max(600),
  delaiHabituel: texteSchema,
  /** How to do without the online way: counter, telephone, post. */
  alternatives: texteSchema,
  /** What happens once it is filed. */
  apresDepot: texteSchema,
  cadreJuridique: z.array(z.strictObject({ texte: texteSchema, url: z.url().optional() })).max(30),
})

/** What the law wants said of personal data (RGPD art. 13); recipients and rights are told by the page itself. */
const donneesPersonnellesSchema = z.strictObject({
  finalite: texteSchema,
  baseLegale: z.enum(['mission_interet_public', 'obligation_legale', 'contrat', 'consentement']),
  /** Months kept after the decision. */
  conservationEnMois: z.int().positive().max(60),
})

/** What silence means once the delay is over (CRPA L231-1 and L231-4), said in the accusé de réception. */
const silenceSchema = z.strictObject({
  effet: z.enum(['accord', 'rejet', 'sans_objet']),
  delaiEnMois: z.int().positive().max(24),
})

/** A démarche as one document: one per revision, the same that is exported, imported and replicated. */
export const definitionSchema = z.strictObject({
  format: z.literal(1),
  presentation: presentationSchema,
  donneesPersonnelles: donneesPersonnellesSchema,
  silence: silenceSchema,
  /** Who may ask: a person, an organisation known by its SIRET, or either. */
  demandeurs: z.enum(['personne', 'organisation', 'tous']),
  /** How sure the identity of who files must be; anybody's will do when absent. */
  niveauMinimum: z.enum(NIVEAUX).optional(),
  /** What the person swears when filing. */
  engagement: texteSchema,
  champs: z.array(champSchema).max(2000),
  /** Filing is refused with the message while the rule is true. */
  ineligibilite: z.strictObject({ condition: conditionSchema, message: texteSchema }).optional(),
  /** What an import could not translate, kept verbatim so that an export gives it back. */
  conserve: z
    .array(z.strictObject({ origine: z.string().max(100), contenu: z.json() }))
    .max(2000)
    .optional(),
})

/** A démarche as one document. */
export type Definition = z.infer<typeof definitionSchema>
