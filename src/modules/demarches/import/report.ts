/** Why a champ that the description says mandatory is not, or what else was made of it. */
export type Remarque =
  | { readonly code: 'type_remplace'; readonly type: string }
  | { readonly code: 'type_inconnu'; readonly type: string }
  /** `motif`: its words announce a condition, it takes up the words of an option above, or it follows a choice of its section. */
  | { readonly code: 'probablement_conditionnel'; readonly motif: 'formule' }
  | { readonly code: 'probablement_conditionnel'; readonly motif: 'option' | 'section'; readonly source: string }
  | { readonly code: 'reste_obligatoire' }
  | { readonly code: 'toujours_affiche'; readonly source: string }
  | { readonly code: 'html_en_texte' }
  | { readonly code: 'options_liees' }
  | { readonly code: 'options_absentes' }
  | { readonly code: 'options_ecartees'; readonly options: readonly string[] }
  | { readonly code: 'repetition_imbriquee' }
  | { readonly code: 'repetition_vide' }
  | { readonly code: 'section_dans_repetition' }
  | { readonly code: 'niveau_corrige'; readonly de: number; readonly a: number }
  | { readonly code: 'libelle_vide' }
  | { readonly code: 'libelle_coupe' }
  | { readonly code: 'id_attribue'; readonly id: string }
  | { readonly code: 'cles_conservees'; readonly cles: readonly string[] }

/** What the démarche as a whole needs, besides its champs. */
export type ACompleter =
  | 'service'
  | 'conditions'
  | 'validations'
  | 'presentation'
  | 'conservation'
  | 'silence'
  | 'demandeurs'
  | 'engagement'
  | 'base_legale'
  | 'cadre_juridique'
  | 'description'
  | 'caracteres'
  | 'cles'

/** What was made of a descriptor, or of the démarche as a whole. */
export type LigneRapport =
  | {
      readonly portee: 'champ'
      /** Position in the description from 1; `34.2` is the second child of the 34th. */
      readonly rang: string
      readonly type: string
      readonly libelle: string
      /** Its id in the definition; absent when only kept. */
      readonly champ?: number
      /** Taken over as it is, taken over with changes, replaced by a free answer, or only kept for an export. */
      readonly issue: 'repris' | 'adapte' | 'remplace' | 'conserve'
      readonly remarques: readonly Remarque[]
    }
  | { readonly portee: 'annotation'; readonly rang: string; readonly libelle: string; readonly issue: 'conserve' }
  | {
      readonly portee: 'demarche'
      readonly sujet: ACompleter
      readonly issue: 'a_completer' | 'conserve' | 'adapte'
      /** What was put meanwhile, or what was kept. */
      readonly valeur: string
    }

/** How many descriptors of champs the report accounts for, by what became of them. */
export function countIssues(rapport: readonly LigneRapport[]): Readonly<Record<LigneRapport['issue'], number>> {
  const counts = { repris: 0, adapte: 0, remplace: 0, conserve: 0, a_completer: 0 }
  for (const { portee, issue } of rapport) if (portee === 'champ') counts[issue] += 1
  return counts
}
