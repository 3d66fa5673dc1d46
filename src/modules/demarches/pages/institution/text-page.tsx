import { RichText } from '../../../../ui/rich-text.tsx'

/** A part of a page of text, under its title; `sous` are its own parts. Texts are plain, as `RichText` reads them. */
export interface Section {
  readonly titre: string
  readonly texte?: string | undefined
  readonly sous?: readonly { readonly titre: string; readonly texte: string }[] | undefined
}

/** A page that only speaks. */
export interface TextPageProps {
  readonly titre: string
  readonly intro: string
  readonly sections: readonly Section[]
}

/** A page of text: its title, what it is about, its parts. */
export function TextPage({ titre, intro, sections }: TextPageProps) {
  return (
    <div class="colonne">
      <h1>{titre}</h1>
      <RichText texte={intro} />
      {sections.map((section) => (
        <section key={section.titre}>
          <h2>{section.titre}</h2>
          {section.texte !== undefined && <RichText texte={section.texte} />}
          {section.sous?.map((part) => (
            <div key={part.titre}>
              <h3>{part.titre}</h3>
              <RichText texte={part.texte} />
            </div>
          ))}
        </section>
      ))}
    </div>
  )
}
