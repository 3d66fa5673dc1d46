import type { ComponentChildren, VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { Langue } from '../core/texte.ts'
import { Breadcrumb, type Crumb } from './breadcrumb.tsx'
import { drawnOnce } from './drawn.tsx'
import { Icon } from './icon.tsx'
import { PageFooter, type Pied } from './page-footer.tsx'
import { type Compte, type LangueForm, type NavItem, type Organisation, PageHeader } from './page-header.tsx'
import { type SessionEnd, SessionNotice } from './session-notice.tsx'
import { uiTexts } from './texts.ts'

/** The addresses of what a page loads; all are ours. */
export interface Ressources {
  /** In order: the design system, then the theme of the organisme. */
  readonly styles: readonly string[]
  /** The enhancements; a page without them does the same. */
  readonly script?: string | undefined
  /** Loaded early, so that the text moves as little as possible. */
  readonly police?: string | undefined
  readonly icone?: string | undefined
}

/** Everything around the content of a page, ready to print. Addresses are given: the design system knows none. */
export interface PageProps {
  readonly langue: Langue
  /** What the page is, told first in the window: « Votre enfant — étape 2 sur 5 ». */
  readonly titre: string
  /** The page comes back with answers to correct: its title says so first (RGAA 8.6). */
  readonly enErreur?: boolean | undefined
  readonly ressources: Ressources
  readonly org: Organisation
  readonly nav: readonly NavItem[]
  readonly compte?: Compte | undefined
  readonly langueForm?: LangueForm | undefined
  readonly ariane?: readonly Crumb[] | undefined
  readonly pied: Pied
  readonly demonstration?: boolean | undefined
  /** For whom somebody else acts here, in a sentence. */
  readonly bandeau?: string | undefined
  /** When the connection ends, for the notice that offers to stay. */
  readonly session?: SessionEnd | undefined
  /** Seconds after which a page that waits for long work asks again. */
  readonly actualiserEn?: number | undefined
  /** Kept out of search engines: everything that is personal. */
  readonly prive?: boolean | undefined
  /** `pleine`: the content goes from edge to edge and puts its own frames (home page). */
  readonly largeur?: 'page' | 'pleine' | undefined
  readonly children: ComponentChildren
}

function Head({ langue, titre, enErreur = false, ressources, org, actualiserEn, prive = false }: PageProps) {
  const prefix = enErreur ? uiTexts(langue).page.prefixeErreur : ''
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{`${prefix}${titre} — ${org.nom}`}</title>
      <meta name="color-scheme" content="light dark" />
      {prive && <meta name="robots" content="noindex" />}
      {actualiserEn !== undefined && <meta http-equiv="refresh" content={String(actualiserEn)} />}
      {ressources.police !== undefined && (
        <link rel="preload" href={ressources.police} as="font" type="font/woff2" crossorigin="anonymous" />
      )}
      {ressources.styles.map((href) => (
        <link key={href} rel="stylesheet" href={href} />
      ))}
      {ressources.icone !== undefined && <link rel="icon" href={ressources.icone} type="image/svg+xml" />}
      {ressources.script !== undefined && <script type="module" src={ressources.script} />}
    </head>
  )
}

const SkipLinks = drawnOnce(({ langue, menu }: { readonly langue: Langue; readonly menu: boolean }) => {
  const t = uiTexts(langue).page
  return (
    <nav aria-label={t.accesRapide}>
      <ul class="saut">
        <li>
          <a href="#contenu">{t.allerAuContenu}</a>
        </li>
        {menu && (
          <li>
            <a href="#menu">{t.allerAuMenu}</a>
          </li>
        )}
        <li>
          <a href="#pied">{t.allerAuPied}</a>
        </li>
      </ul>
    </nav>
  )
})

const Ribbon = drawnOnce(({ langue }: { readonly langue: Langue }) => {
  const t = uiTexts(langue).page
  return (
    <aside class="bandeau" aria-label={t.demonstration}>
      <div class="cadre">
        <p>
          <strong>{t.demonstration}</strong> {t.demonstrationDetail}
        </p>
      </div>
    </aside>
  )
})

/** Somebody acts for somebody else: never out of sight. */
function Acting({ langue, texte }: { readonly langue: Langue; readonly texte: string }) {
  return (
    <aside class="bandeau" aria-label={uiTexts(langue).page.pourAutrui}>
      <div class="cadre">
        <p>
          <Icon nom="personne" /> {texte}
        </p>
      </div>
    </aside>
  )
}

/** The frame of every page: skip links, header, where we are, content, footer. */
export function Page(props: PageProps) {
  const { langue, ariane = [], session, largeur = 'page', children } = props
  return (
    <html lang={langue}>
      <Head {...props} />
      <body>
        <SkipLinks langue={langue} menu={props.nav.length > 0} />
        {props.demonstration === true && <Ribbon langue={langue} />}
        <PageHeader
          langue={langue}
          org={props.org}
          nav={props.nav}
          compte={props.compte}
          langueForm={props.langueForm}
        />
        {props.bandeau !== undefined && <Acting langue={langue} texte={props.bandeau} />}
        <main id="contenu" tabindex={-1} class={largeur === 'page' ? 'cadre' : 'main--pleine'}>
          {ariane.length > 0 && <Breadcrumb langue={langue} chemin={ariane} />}
          {children}
        </main>
        <PageFooter langue={langue} pied={props.pied} />
        {session && <SessionNotice langue={langue} session={session} />}
      </body>
    </html>
  )
}

/** The text of a whole page, doctype included. */
export function renderPage(node: VNode): string {
  return `<!doctype html>${renderToString(node)}`
}
