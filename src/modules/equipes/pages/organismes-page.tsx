import type { Langue } from '../../../core/texte.ts'
import { Tag } from '../../../ui/badge.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Filters, FilterText } from '../../../ui/filters.tsx'
import { formatNombre } from '../../../ui/format.ts'
import { Pagination } from '../../../ui/pagination.tsx'
import { Table } from '../../../ui/table.tsx'
import { paths } from '../paths.ts'
import { PAR_PAGE } from '../rules.ts'
import { equipesTexts } from '../texts.ts'

/** An organisme of the instance, with who administers it. */
export interface LigneOrganisme {
  /** Its public reference. */
  readonly ref: string
  readonly nom: string
  readonly administrateurs: readonly string[]
  readonly membres: number
}

interface OrganismesProps {
  readonly langue: Langue
  readonly organismes: readonly LigneOrganisme[]
  readonly total: number
  readonly q: string
  readonly page: number
}

/** Every organisme of the instance and its administrators: one without any is seen at once. */
export function OrganismesPage({ langue, organismes, total, q, page }: OrganismesProps) {
  const texts = equipesTexts(langue)
  const t = texts.organismes
  const first = (page - 1) * PAR_PAGE + 1
  return (
    <>
      <h1>{t.titre}</h1>
      <Filters
        langue={langue}
        action={paths.organismes()}
        actifs={q === '' ? [] : [{ texte: texts.equipe.recherche(q), href: paths.organismes() }]}
      >
        <FilterText id="q" name="q" libelle={t.chercher} valeur={q} />
      </Filters>
      {organismes.length === 0 ? (
        <EmptyState titre={t.vide}>
          <p>{t.videAide}</p>
        </EmptyState>
      ) : (
        <Table
          langue={langue}
          legende={t.legende(total, formatNombre(langue, total))}
          colonnes={[
            { titre: t.colonnes.nom },
            { titre: t.colonnes.administrateurs },
            { titre: t.colonnes.membres, droite: true },
          ]}
          lignes={organismes.map((organisme) => ({
            cle: organisme.ref,
            cellules: [
              <a key="nom" href={paths.equipe(organisme.ref)}>
                {organisme.nom}
              </a>,
              organisme.administrateurs.length === 0 ? (
                <Tag key="sans" sens="attention" texte={t.sans} />
              ) : (
                organisme.administrateurs.join(', ')
              ),
              formatNombre(langue, organisme.membres),
            ],
          }))}
        />
      )}
      {total > PAR_PAGE && (
        <Pagination
          langue={langue}
          precedente={page > 1 ? paths.organismes({ q, page: page - 1 }) : undefined}
          suivante={page * PAR_PAGE < total ? paths.organismes({ q, page: page + 1 }) : undefined}
          resume={texts.equipe.resume(first, first + organismes.length - 1, formatNombre(langue, total))}
        />
      )}
    </>
  )
}
