import type { Langue } from '../../../core/texte.ts'
import { LinkButton } from '../../../ui/button.tsx'
import { type CardData, Cards } from '../../../ui/card.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FilterSelect, Filters, FilterText } from '../../../ui/filters.tsx'
import { Pagination } from '../../../ui/pagination.tsx'
import { paths } from '../paths.ts'
import { textsOf } from '../texts.ts'

/** An organisme to choose from; `ref` is how addresses name it. */
export interface OrganismeOption {
  readonly ref: string
  readonly nom: string
}

interface ListProps {
  readonly langue: Langue
  readonly q: string
  /** The organisme chosen, by its reference; nothing when all of them are shown. */
  readonly organisme: string | undefined
  readonly organismes: readonly OrganismeOption[]
  readonly demarches: readonly CardData[]
  readonly total: number
  readonly page: number
  readonly pages: number
}

/** Title of the list, in the window and on the page. */
export function listTitle(langue: Langue, { q, page }: { readonly q: string; readonly page: number }): string {
  const t = textsOf(langue).liste
  return t.titrePage(q === '' ? t.titre : t.titreRecherche(q), page)
}

function Criteria({ langue, q, organisme, organismes }: ListProps) {
  const t = textsOf(langue).liste
  const chosen = organismes.find(({ ref }) => ref === organisme)
  const actifs = [
    ...(q === '' ? [] : [{ texte: t.filtreMot(q), href: paths.liste({ organisme }) }]),
    ...(organisme === undefined ? [] : [{ texte: chosen?.nom ?? organisme, href: paths.liste({ q }) }]),
  ]
  return (
    <Filters langue={langue} action={paths.liste()} actifs={actifs} toutRetirer={paths.liste()}>
      <FilterText id="q" name="q" libelle={t.motCle} valeur={q} />
      {organismes.length > 1 && (
        <FilterSelect
          id="organisme"
          name="organisme"
          libelle={t.organisme}
          valeur={organisme ?? ''}
          options={[
            { value: '', texte: t.tousOrganismes },
            ...organismes.map(({ ref, nom }) => ({ value: ref, texte: nom })),
          ]}
        />
      )}
    </Filters>
  )
}

/** The démarches that are open, searched by word and narrowed by organisme. */
export function ListPage(props: ListProps) {
  const { langue, q, organisme, demarches, total, page, pages } = props
  const t = textsOf(langue).liste
  return (
    <>
      <h1>{listTitle(langue, props)}</h1>
      <Criteria {...props} />
      <p role="status">{t.nombre(total)}</p>
      {demarches.length === 0 ? (
        <EmptyState titre={t.vide} icone="chercher">
          <p>{t.videAide}</p>
          <div class="actions">
            <LinkButton href={paths.liste()}>{t.videBouton}</LinkButton>
          </div>
        </EmptyState>
      ) : (
        <Cards cartes={demarches} niveau="h2" />
      )}
      {pages > 1 && (
        <Pagination
          langue={langue}
          precedente={page > 1 ? paths.liste({ q, organisme, page: page - 1 }) : undefined}
          suivante={page < pages ? paths.liste({ q, organisme, page: page + 1 }) : undefined}
          resume={t.page(page, pages)}
        />
      )}
    </>
  )
}
