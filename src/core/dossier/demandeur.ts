import { z } from 'zod'

const nom = z.string().trim().min(1).max(150)
/** Somebody who files for the asker: both names are mandatory. */
const mandataire = z.strictObject({ nom, prenom: nom })
const common = {
  courriel: z.string().max(254),
  telephone: z.string().max(20).optional(),
  mandataire: mandataire.optional(),
}

/** Who asks: a person or an organisation, either one possibly filed for by a mandataire. */
export const demandeurSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('personne'),
    civilite: z.enum(['M.', 'Mme']).optional(),
    nom,
    prenom: nom,
    ...common,
  }),
  z.strictObject({ kind: z.literal('organisation'), siret: z.string().regex(/^\d{14}$/), nom, ...common }),
])

/** Who asks, and where to write to them. */
export type Demandeur = z.infer<typeof demandeurSchema>

/** The asker's name as lists sort it: family name first. */
export function nomDemandeur(demandeur: Demandeur): string {
  return demandeur.kind === 'personne' ? `${demandeur.nom} ${demandeur.prenom}` : demandeur.nom
}
