import { type Champ, champSchema } from '../champs/index.ts'
import type { Definition } from '../schema/definition.ts'

/** A definition for tests, complete; only what matters is named. */
export function aDefinition(parts: Partial<Definition> = {}): Definition {
  const texte = { fr: 'Texte' }
  return {
    format: 1,
    presentation: {
      titre: { fr: 'Une démarche' },
      resume: texte,
      pourQui: texte,
      aPreparer: [],
      dureeEnMinutes: 5,
      delaiHabituel: texte,
      alternatives: texte,
      apresDepot: texte,
      cadreJuridique: [],
    },
    donneesPersonnelles: { finalite: texte, baseLegale: 'mission_interet_public', conservationEnMois: 12 },
    silence: { effet: 'accord', delaiEnMois: 2 },
    demandeurs: 'personne',
    engagement: texte,
    champs: [],
    ...parts,
  }
}

/** A champ for tests: an optional question named after its id, unless the settings say otherwise. */
export function aChamp(
  settings: { readonly id: number; readonly kind: string } & Readonly<Record<string, unknown>>,
): Champ {
  const isContenu = settings.kind === 'section' || settings.kind === 'explication'
  const common = { libelle: { fr: `Question ${settings.id}` }, ...(isContenu ? {} : { obligatoire: false }) }
  return champSchema.parse({ ...common, ...settings })
}
