import type { ComponentChildren } from 'preact'

/** A way in: the whole card is the link. */
export interface CardData {
  readonly href: string
  readonly titre: string
  /** Above the title: « 8 minutes · réponse sous 5 jours ». */
  readonly sur?: string | undefined
  readonly resume?: string | undefined
  /** Under the text: states, counts. */
  readonly bas?: ComponentChildren
}

function Card({ carte, niveau }: { readonly carte: CardData; readonly niveau: 'h2' | 'h3' }) {
  const Heading = niveau
  return (
    <article class="carte">
      {carte.sur !== undefined && <p class="sur">{carte.sur}</p>}
      <Heading>
        <a href={carte.href}>{carte.titre}</a>
      </Heading>
      {carte.resume !== undefined && <p>{carte.resume}</p>}
      {carte.bas !== undefined && <div class="carte__bas">{carte.bas}</div>}
    </article>
  )
}

interface CardsProps {
  readonly cartes: readonly CardData[]
  /** Level of their titles, one below that of the section. */
  readonly niveau?: 'h2' | 'h3' | undefined
}

/** Cards in a grid that follows the width. */
export function Cards({ cartes, niveau = 'h3' }: CardsProps) {
  return (
    <ul class="grille">
      {cartes.map((carte) => (
        <li key={carte.href}>
          <Card carte={carte} niveau={niveau} />
        </li>
      ))}
    </ul>
  )
}
