import { LANGUES, type Langue } from '../core/texte.ts'
import { TextButton } from './button.tsx'
import { drawnOnce } from './drawn.tsx'
import { Form } from './form.tsx'
import { Logo } from './logo.tsx'
import { uiTexts } from './texts.ts'

/** Who speaks, at the top of every page. */
export interface Organisation {
  readonly nom: string
  /** What the service is: « Services en ligne de la commune ». */
  readonly sousTitre: string
  readonly accueil: string
  /** Address of the organisation's own mark; the paving stones of Parvis otherwise. */
  readonly logo?: string | undefined
}

/** An entry of the main navigation. `actif`: the page is this one, or is inside. */
export interface NavItem {
  readonly texte: string
  readonly href: string
  readonly actif?: 'page' | 'dedans' | undefined
}

/** Who is signed in, and how to leave; or how to come in. */
export type Compte =
  | { readonly kind: 'anonyme'; readonly connexion: string }
  | {
      readonly kind: 'connecte'
      readonly nom: string
      readonly profil?: string | undefined
      readonly deconnexion: string
      readonly csrf: string
    }

/** The form that changes the language of the site and comes back. */
export interface LangueForm {
  readonly action: string
  readonly csrf: string
  /** The address to come back to. */
  readonly retour: string
}

interface HeaderProps {
  readonly langue: Langue
  readonly org: Organisation
  readonly nav: readonly NavItem[]
  readonly compte?: Compte | undefined
  readonly langueForm?: LangueForm | undefined
}

/** A language is named in itself. */
const LANGUE_NAMES: Readonly<Record<Langue, string>> = { fr: 'Français', en: 'English' }

const Brand = drawnOnce(({ org, langue }: Pick<HeaderProps, 'org' | 'langue'>) => {
  return (
    <a class="marque" href={org.accueil}>
      {org.logo === undefined ? <Logo /> : <img src={org.logo} alt="" width="44" height="44" />}
      <span>
        {org.nom}
        <small>{org.sousTitre}</small>
        <span class="cache"> — {uiTexts(langue).page.accueil}</span>
      </span>
    </a>
  )
})

const Navigation = drawnOnce(({ nav, langue }: Pick<HeaderProps, 'nav' | 'langue'>) => {
  return (
    <nav class="nav" id="menu" aria-label={uiTexts(langue).page.menu}>
      <ul>
        {nav.map(({ texte, href, actif }) => (
          <li key={href}>
            <a href={href} aria-current={actif === 'dedans' ? 'true' : actif}>
              {texte}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
})

function Account({ compte, langue }: { readonly compte: Compte; readonly langue: Langue }) {
  const t = uiTexts(langue).page
  if (compte.kind === 'anonyme') {
    return (
      <li>
        <a href={compte.connexion}>{t.seConnecter}</a>
      </li>
    )
  }
  return (
    <>
      <li class="outils__nom">
        <span class="cache">{t.compte} : </span>
        {compte.profil === undefined ? compte.nom : <a href={compte.profil}>{compte.nom}</a>}
      </li>
      <li>
        <Form action={compte.deconnexion} csrf={compte.csrf}>
          <TextButton>{t.seDeconnecter}</TextButton>
        </Form>
      </li>
    </>
  )
}

function LangueSwitch({ langue, form }: { readonly langue: Langue; readonly form: LangueForm }) {
  return (
    <li>
      <Form action={form.action} csrf={form.csrf} caches={[{ name: 'retour', value: form.retour }]}>
        <span class="cache">{uiTexts(langue).page.langue} : </span>
        {LANGUES.filter((other) => other !== langue).map((other) => (
          <button key={other} type="submit" class="lien" name="langue" value={other} lang={other}>
            {LANGUE_NAMES[other]}
          </button>
        ))}
      </Form>
    </li>
  )
}

/** The top of a page: who speaks, where to go, who is signed in, in which language. */
export function PageHeader({ langue, org, nav, compte, langueForm }: HeaderProps) {
  return (
    <header class="entete">
      <div class="cadre">
        <Brand org={org} langue={langue} />
        {nav.length > 0 && <Navigation nav={nav} langue={langue} />}
        {(compte !== undefined || langueForm !== undefined) && (
          <ul class="outils">
            {compte && <Account compte={compte} langue={langue} />}
            {langueForm && <LangueSwitch langue={langue} form={langueForm} />}
          </ul>
        )}
      </div>
    </header>
  )
}
