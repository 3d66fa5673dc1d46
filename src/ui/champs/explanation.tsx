import { RichText } from '../rich-text.tsx'

interface ExplanationProps {
  readonly name: string
  readonly titre?: string | undefined
  readonly texte: string
  /** Folded under its title: for what only some need to read. */
  readonly replie?: boolean | undefined
}

/** Something to read among the questions, that asks nothing. */
export function Explanation({ name, titre, texte, replie = false }: ExplanationProps) {
  if (replie && titre !== undefined) {
    return (
      <details data-champ={name}>
        <summary>{titre}</summary>
        <div class="details__corps">
          <RichText texte={texte} />
        </div>
      </details>
    )
  }
  return (
    <div class="champ" data-champ={name}>
      {titre !== undefined && (
        <p>
          <strong>{titre}</strong>
        </p>
      )}
      <RichText texte={texte} />
    </div>
  )
}
