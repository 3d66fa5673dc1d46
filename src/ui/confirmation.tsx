import type { ComponentChildren } from 'preact'
import type { Langue } from '../core/texte.ts'
import { Icon } from './icon.tsx'
import { uiTexts } from './texts.ts'

interface ConfirmationProps {
  readonly langue: Langue
  /** What has been done: « Votre demande est déposée ». The title of the page. */
  readonly titre: string
  /** The number to keep, grouped by three. */
  readonly numero?: string | undefined
  readonly children?: ComponentChildren
}

/** The head of a page that says that something is done. */
export function Confirmation({ langue, titre, numero, children }: ConfirmationProps) {
  return (
    <div class="panneau">
      <h1>
        <Icon nom="coche" class="panneau__icone" />
        {titre}
      </h1>
      {numero !== undefined && (
        <p>
          {uiTexts(langue).confirmation.numero}
          <strong class="panneau__numero">{numero}</strong>
        </p>
      )}
      {children}
    </div>
  )
}
