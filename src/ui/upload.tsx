import type { ComponentChildren } from 'preact'
import type { Langue } from '../core/texte.ts'
import { uiTexts } from './texts.ts'

/** Around a form with files: with a script, tells how far the sending is, and loses nothing when it is cut. */
export function Upload({ langue, children }: { readonly langue: Langue; readonly children: ComponentChildren }) {
  const t = uiTexts(langue).piece
  return (
    <parvis-envoi
      data-titre={t.envoi}
      data-en-cours={t.envoiEnCours}
      data-termine={t.envoiTermine}
      data-echec={t.envoiEchec}
    >
      {children}
      <div class="envoi" data-envoi></div>
    </parvis-envoi>
  )
}
