import type { Langue } from '../../core/texte.ts'
import { RichText } from '../rich-text.tsx'
import { uiTexts } from '../texts.ts'

interface ExplanationProps {
  readonly langue: Langue
  readonly name: string
  readonly langTexte?: Langue | undefined
  readonly titre?: string | undefined
  readonly texte: string
  /** The rest, for those who want it. */
  readonly depliable?: string | undefined
}

/** Something to read among the questions, that asks nothing. */
export function Explanation({ langue, name, langTexte, titre, texte, depliable }: ExplanationProps) {
  return (
    <div class="champ" data-champ={name} lang={langTexte}>
      {titre !== undefined && titre !== '' && (
        <p>
          <strong>{titre}</strong>
        </p>
      )}
      <RichText texte={texte} />
      {depliable !== undefined && (
        <details>
          <summary>
            <span lang={langue}>{uiTexts(langue).explication.enSavoirPlus}</span>
            {titre !== undefined && <span class="cache"> : {titre}</span>}
          </summary>
          <div class="details__corps">
            <RichText texte={depliable} />
          </div>
        </details>
      )}
    </div>
  )
}
