import type { Etat } from '../core/dossier/etat.ts'
import type { Langue } from '../core/texte.ts'
import { Icon, type IconName } from './icon.tsx'
import { ETAT_LOOKS, MEANING_ICONS, type Meaning } from './meaning.ts'
import { uiTexts } from './texts.ts'

interface TagProps {
  readonly sens: Meaning
  readonly icone?: IconName | undefined
  readonly texte: string
}

/** A word in a colour, with its drawing. */
export function Tag({ sens, icone, texte }: TagProps) {
  return (
    <span class={`etat sens--${sens}`}>
      <Icon nom={icone ?? MEANING_ICONS[sens]} />
      {texte}
    </span>
  )
}

interface EtatProps {
  readonly langue: Langue
  readonly etat: Etat
  /** In place of the agents' word: usagers do not read « En construction ». */
  readonly mot?: string | undefined
}

/** The state of a dossier, in the agents' words unless others are given. */
export function EtatBadge({ langue, etat, mot }: EtatProps) {
  return <Tag {...ETAT_LOOKS[etat]} texte={mot ?? uiTexts(langue).etats[etat]} />
}
