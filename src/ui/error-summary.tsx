import type { Langue } from '../core/texte.ts'
import { Icon } from './icon.tsx'
import { uiTexts } from './texts.ts'

/** One answer to correct: the sentence of its champ, and the id of the control it leads to. */
export interface Erreur {
  readonly id: string
  readonly texte: string
}

/**
 * Everything to correct, first in the page and focused on load by the script. Its first link is the first champ in
 * error: without a script, one press of Tab after « Aller au contenu » reaches it. Nothing when there is nothing to correct.
 */
export function ErrorSummary({ langue, erreurs }: { readonly langue: Langue; readonly erreurs: readonly Erreur[] }) {
  if (erreurs.length === 0) return null
  return (
    <div class="resume" role="alert" tabindex={-1} data-resume>
      <h2>
        <Icon nom="alerte" class="resume__icone" />
        {uiTexts(langue).erreurs.titre(erreurs.length)}
      </h2>
      <ul>
        {erreurs.map(({ id, texte }) => (
          <li key={id}>
            <a href={`#${id}`}>{texte}</a>
          </li>
        ))}
      </ul>
    </div>
  )
}
