import type { ComponentChildren } from 'preact'
import type { Langue } from '../core/texte.ts'
import type { Hidden } from './form.tsx'
import { Icon } from './icon.tsx'
import { uiTexts } from './texts.ts'

interface FiltersProps {
  readonly langue: Langue
  /** The address of the list; the form asks it again with GET, so that a filtered list has its own address. */
  readonly action: string
  /** What the address must keep besides: tab, sort. */
  readonly caches?: readonly Hidden[] | undefined
  /** Filters in use, each with the address of the list without it. */
  readonly actifs?: readonly { readonly texte: string; readonly href: string }[] | undefined
  readonly toutRetirer?: string | undefined
  /** What the filters do not look at, in words; its id describes the control that it is about. */
  readonly aide?: { readonly id: string; readonly texte: string } | undefined
  readonly children: ComponentChildren
}

function Chips({ langue, actifs = [], toutRetirer }: Pick<FiltersProps, 'langue' | 'actifs' | 'toutRetirer'>) {
  const t = uiTexts(langue).filtres
  if (actifs.length === 0) return null
  return (
    <ul class="puces" aria-label={t.actifs}>
      {actifs.map(({ texte, href }) => (
        <li key={href}>
          <a class="puce" href={href} aria-label={t.retirer(texte)}>
            {texte}
            <Icon nom="croix" />
          </a>
        </li>
      ))}
      {toutRetirer !== undefined && (
        <li>
          <a href={toutRetirer}>{t.toutRetirer}</a>
        </li>
      )}
    </ul>
  )
}

/** What narrows a list: a form, and the filters in use that a click removes. */
export function Filters({ langue, action, caches = [], actifs, toutRetirer, aide, children }: FiltersProps) {
  const t = uiTexts(langue).filtres
  return (
    <>
      <search>
        <form class="filtres" method="get" action={action}>
          {caches.map(({ name, value }) => (
            <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
          ))}
          {children}
          <button type="submit" class="bouton bouton--second bouton--petit">
            {t.appliquer}
          </button>
        </form>
      </search>
      {aide && (
        <p class="discret" id={aide.id}>
          {aide.texte}
        </p>
      )}
      <Chips langue={langue} actifs={actifs} toutRetirer={toutRetirer} />
    </>
  )
}

interface FilterField {
  readonly id: string
  readonly name: string
  readonly libelle: string
  readonly valeur?: string | undefined
}

/** A text in a filters form; `aideId` is the id of what says more about it. */
export function FilterText({ id, name, libelle, valeur, aideId }: FilterField & { readonly aideId?: string }) {
  return (
    <div class="filtres__champ">
      <label for={id}>{libelle}</label>
      <input class="saisie" type="search" id={id} name={name} value={valeur} aria-describedby={aideId} />
    </div>
  )
}

/** A day in a filters form, `AAAA-MM-JJ`: agents who pick many use the browser's own calendar. */
export function FilterDate({ id, name, libelle, valeur }: FilterField) {
  return (
    <div class="filtres__champ">
      <label for={id}>{libelle}</label>
      <input class="saisie" type="date" id={id} name={name} value={valeur} />
    </div>
  )
}

interface FilterOptions {
  readonly options: readonly { readonly value: string; readonly texte: string }[]
}

/** A list in a filters form; the option that filters nothing is given first by the page. */
export function FilterSelect({ id, name, libelle, valeur, options }: FilterField & FilterOptions) {
  return (
    <div class="filtres__champ">
      <label for={id}>{libelle}</label>
      <select class="saisie" id={id} name={name}>
        {options.map(({ value, texte }) => (
          <option key={value} value={value} selected={value === valeur}>
            {texte}
          </option>
        ))}
      </select>
    </div>
  )
}
