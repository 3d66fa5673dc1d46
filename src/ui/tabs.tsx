/** One view of the same list. `nombre` is ready to print: « 1 208 ». */
export interface Tab {
  readonly texte: string
  readonly href: string
  readonly nombre?: string | undefined
  readonly actif: boolean
}

/** Views of one list, as links: each has its address. */
export function Tabs({ libelle, onglets }: { readonly libelle: string; readonly onglets: readonly Tab[] }) {
  return (
    <nav class="onglets" aria-label={libelle}>
      <ul>
        {onglets.map(({ texte, href, nombre, actif }) => (
          <li key={href}>
            <a href={href} aria-current={actif ? 'page' : undefined}>
              {texte}
              {nombre !== undefined && <span class="onglets__nombre"> {nombre}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
