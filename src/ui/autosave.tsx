import type { ComponentChildren } from 'preact'
import type { Langue } from '../core/texte.ts'
import { Icon } from './icon.tsx'
import { uiTexts } from './texts.ts'

interface AutosaveProps {
  readonly langue: Langue
  /** Address that keeps the form as it is, posted as it stands; answers `{ enregistreA, version, champs }`. */
  readonly url: string
  readonly children: ComponentChildren
}

/** Around the form of a step: with a script, it is saved as one types. The form carries `_version` in a hidden field. */
export function Autosave({ langue, url, children }: AutosaveProps) {
  const t = uiTexts(langue).brouillon
  return (
    <parvis-brouillon
      data-autosave={url}
      data-enregistrement={t.enregistrement}
      data-enregistre={t.enregistre}
      data-hors-ligne={t.horsLigne}
      data-deconnecte={t.deconnecte}
      data-conflit={t.conflit}
      data-echec={t.echec}
      data-mis-a-jour={t.misAJour}
    >
      {children}
    </parvis-brouillon>
  )
}

interface StatusProps {
  readonly langue: Langue
  /** Hour of the last save, ready to print: « 14 h 32 ». */
  readonly heure?: string | undefined
}

/** Where the form says that it is saved, usually among its actions. */
export function AutosaveStatus({ langue, heure }: StatusProps) {
  return (
    <p class="sauve" role="status" data-sauve>
      {heure !== undefined && (
        <>
          <Icon nom="coche" />
          <span>{uiTexts(langue).brouillon.enregistre.replace('{heure}', heure)}</span>
        </>
      )}
    </p>
  )
}
