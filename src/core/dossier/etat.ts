/** Where a dossier stands. The words are those agents say. */
export type Etat = 'brouillon' | 'en_construction' | 'en_instruction' | 'accepte' | 'refuse' | 'sans_suite'

/** The states in the order of a dossier's life. */
export const ETATS: readonly Etat[] = [
  'brouillon',
  'en_construction',
  'en_instruction',
  'accepte',
  'refuse',
  'sans_suite',
]

/** Who moves a dossier. `systeme` is a legal clock or a declarative démarche, never a person. */
export type Acteur = 'usager' | 'instructeur' | 'systeme'

/** What can happen to a dossier. */
export type Evenement =
  | 'submit'
  | 'resubmit'
  | 'withdraw'
  | 'delete_brouillon'
  | 'start_instruction'
  | 'return_to_construction'
  | 'ask_correction'
  | 'accept'
  | 'refuse'
  | 'close_without_action'
  | 'reopen'
