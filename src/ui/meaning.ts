import type { Etat } from '../core/dossier/etat.ts'
import type { IconName } from './icon.tsx'

/** What a colour says, always with a drawing and a word beside. `neutre` says nothing in particular. */
export type Meaning = 'information' | 'succes' | 'attention' | 'erreur' | 'neutre'

/** The drawing of each meaning. */
export const MEANING_ICONS: Readonly<Record<Meaning, IconName>> = {
  information: 'info',
  succes: 'coche',
  attention: 'alerte',
  erreur: 'interdit',
  neutre: 'horloge',
}

/** What each state of a dossier looks like. Six drawings: the state is told apart without its colour. */
export const ETAT_LOOKS: Readonly<Record<Etat, { readonly sens: Meaning; readonly icone: IconName }>> = {
  brouillon: { sens: 'neutre', icone: 'crayon' },
  en_construction: { sens: 'information', icone: 'fichier' },
  en_instruction: { sens: 'attention', icone: 'horloge' },
  accepte: { sens: 'succes', icone: 'coche' },
  refuse: { sens: 'erreur', icone: 'interdit' },
  sans_suite: { sens: 'neutre', icone: 'boite' },
}
