import { z } from 'zod'
import type { Champ } from '../../../core/champs/index.ts'
import type { Definition } from '../../../core/schema/definition.ts'
import type { Texte } from '../../../core/texte.ts'
import { libelleOf, TEXTE_MAX } from './convert-champ.ts'
import type { DescripteurDemarche } from './descriptor.ts'
import { plainText } from './plain-text.ts'
import type { ACompleter, LigneRapport } from './report.ts'

/** What the person who imports knows of the démarche and the format does not say. What is given is no longer to complete. */
export interface DemarcheDefaults {
  readonly silence?: Definition['silence']
  readonly demandeurs?: Definition['demandeurs']
  readonly engagement?: Texte
  readonly baseLegale?: Definition['donneesPersonnelles']['baseLegale']
  /** Months; wins over the description's own. */
  readonly conservationEnMois?: number
  readonly presentation?: Partial<Definition['presentation']>
}

type Reste = Omit<Definition, 'format' | 'champs' | 'conserve' | 'ineligibilite'>

/** Said of the other ways when nobody wrote them: true, and too little for a démarche that not everybody can do online. */
export const ALTERNATIVES_NEUTRES = {
  fr: 'Le service peut vous aider par téléphone ou à son guichet.',
  en: 'The service can help you by telephone or at its counter.',
} as const

/** Neutral values, true whatever the démarche, so that a definition can be published before they are bettered. */
const NEUTRES = {
  pourQui: {
    fr: 'Pour les personnes et les organismes concernés par cette démarche.',
    en: 'For the people and bodies this procedure concerns.',
  },
  delaiHabituel: { fr: 'Non précisé', en: 'Not stated' },
  alternatives: ALTERNATIVES_NEUTRES,
  apresDepot: {
    fr: 'Le service examine votre demande et vous répond par écrit.',
    en: 'The service examines your request and answers in writing.',
  },
  engagement: { fr: 'Je déclare que mes réponses sont exactes.', en: 'I declare that my answers are accurate.' },
  finalite: { fr: 'Examiner votre demande et vous répondre.', en: 'To examine your request and answer you.' },
  silence: { effet: 'sans_objet', delaiEnMois: 2 },
  baseLegale: 'mission_interet_public',
  demandeurs: 'tous',
} as const
/** What only the author can write of the start page. */
const A_ECRIRE = ['pourQui', 'delaiHabituel', 'alternatives', 'apresDepot'] as const
const CONSERVATION_NEUTRE = 12
const CONSERVATION_MAX = 60

/** Everything a definition says besides its champs, and the lines of what remains to complete. */
export function fillGaps(
  demarche: DescripteurDemarche,
  { champs, demarcheDefaults }: { readonly champs: readonly Champ[]; readonly demarcheDefaults: DemarcheDefaults },
): { readonly definition: Reste; readonly lignes: readonly LigneRapport[] } {
  const { silence, demandeurs, engagement, baseLegale, presentation } = demarcheDefaults
  const conservation = demarcheDefaults.conservationEnMois ?? demarche.conservation
  const cadreJuridique = presentation?.cadreJuridique ?? cadreJuridiqueOf(demarche)
  const lignes: LigneRapport[] = [
    toComplete('conditions'),
    toComplete('validations'),
    toComplete('service', demarche.service),
  ]
  if (A_ECRIRE.some((cle) => presentation?.[cle] === undefined)) lignes.push(toComplete('presentation'))
  if (cadreJuridique.length === 0) lignes.push(toComplete('cadre_juridique'))
  if (conservation === undefined || conservation > CONSERVATION_MAX) {
    lignes.push(toComplete('conservation', String(Math.min(conservation ?? CONSERVATION_NEUTRE, CONSERVATION_MAX))))
  }
  if (!silence) lignes.push(toComplete('silence', NEUTRES.silence.effet))
  if (!demandeurs) lignes.push(toComplete('demandeurs', NEUTRES.demandeurs))
  if (!engagement) lignes.push(toComplete('engagement', NEUTRES.engagement.fr))
  if (!baseLegale) lignes.push(toComplete('base_legale', NEUTRES.baseLegale))
  const definition = {
    presentation: { ...presentationOf(demarche, champs), ...presentation, cadreJuridique },
    donneesPersonnelles: {
      finalite: NEUTRES.finalite,
      baseLegale: baseLegale ?? NEUTRES.baseLegale,
      conservationEnMois: Math.min(conservation ?? CONSERVATION_NEUTRE, CONSERVATION_MAX),
    },
    silence: silence ?? NEUTRES.silence,
    demandeurs: demandeurs ?? NEUTRES.demandeurs,
    engagement: engagement ?? NEUTRES.engagement,
  }
  return { definition, lignes }
}

function toComplete(sujet: ACompleter, valeur = ''): LigneRapport {
  return { portee: 'demarche', sujet, issue: 'a_completer', valeur }
}

function presentationOf(
  { title, description }: DescripteurDemarche,
  champs: readonly Champ[],
): Definition['presentation'] {
  const { pourQui, delaiHabituel, alternatives, apresDepot } = NEUTRES
  return {
    titre: { fr: libelleOf(title) },
    resume: { fr: plainText(description).slice(0, TEXTE_MAX).toWellFormed() },
    ...{ pourQui, delaiHabituel, alternatives, apresDepot },
    // What the form asks to join is what has to be at hand.
    aPreparer: champs.flatMap(({ kind, libelle }) => (kind === 'piece' ? [libelle] : [])).slice(0, 50),
    dureeEnMinutes: Math.min(120, Math.max(5, Math.ceil(champs.length / 2))),
    cadreJuridique: [],
  }
}

const urlSchema = z.url({ protocol: /^https?$/ })

function cadreJuridiqueOf({ cadreJuridique }: DescripteurDemarche): Definition['presentation']['cadreJuridique'] {
  if (cadreJuridique.trim() === '') return []
  const url = urlSchema.safeParse(cadreJuridique.trim())
  if (url.success) return [{ texte: { fr: 'Texte de référence', en: 'Reference text' }, url: url.data }]
  return [{ texte: { fr: plainText(cadreJuridique).slice(0, TEXTE_MAX).toWellFormed() } }]
}
