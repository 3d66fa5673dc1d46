import type { Langue } from '../core/texte.ts'
import { uiTexts } from './texts.ts'

/** A level above the page, or the page itself when it has no address. */
export interface Crumb {
  readonly texte: string
  readonly href?: string | undefined
}

/** Where the page stands, from the widest to the page itself. */
export function Breadcrumb({ langue, chemin }: { readonly langue: Langue; readonly chemin: readonly Crumb[] }) {
  return (
    <nav class="ariane" aria-label={uiTexts(langue).page.filAriane}>
      <ol>
        {chemin.map(({ texte, href }) => (
          <li key={texte}>
            {href === undefined ? <span aria-current="page">{texte}</span> : <a href={href}>{texte}</a>}
          </li>
        ))}
      </ol>
    </nav>
  )
}
