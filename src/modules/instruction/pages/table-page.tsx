import { ETATS, type Etat } from '../../../core/dossier/etat.ts'
import { type Jour, jourOf } from '../../../core/jour.ts'
import type { Langue } from '../../../core/texte.ts'
import { EtatBadge } from '../../../ui/badge.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { formatJourCourt, formatNombre, formatNumero } from '../../../ui/format.ts'
import { Pagination } from '../../../ui/pagination.tsx'
import { Shortcuts } from '../../../ui/shortcuts.tsx'
import { type Column, type Row, RowLink, Table } from '../../../ui/table.tsx'
import { Tabs } from '../../../ui/tabs.tsx'
import { paths } from '../paths.ts'
import { type Filtre, newsOf, type Tri, totalsOf, writeFiltre } from '../rules.ts'
import type { LigneTable, PageTable } from '../store/table.ts'
import { textsOf } from '../texts.ts'
import { CHERCHER, type Departement, isFiltered, TableFilters } from './table-filters.tsx'

/** What a page of the table shows. */
export interface TableProps {
  readonly langue: Langue
  readonly titre: string
  /** Public number of the démarche. */
  readonly numero: number
  readonly filtre: Filtre
  readonly page: PageTable
  /** Exact, whatever the filters. */
  readonly effectifs: Readonly<Record<Etat, number>>
  readonly departements: readonly Departement[]
  readonly today: Jour
}

/** The dossiers of a démarche: state tabs, filters, 25 lines, and the way to the lines around. */
export function TablePage(props: TableProps) {
  const { langue, titre, numero, filtre, page } = props
  const t = textsOf(langue)
  return (
    <>
      <h1>{titre}</h1>
      <EtatTabs {...props} />
      <TableFilters langue={langue} numero={numero} filtre={filtre} departements={props.departements} />
      {page.lignes.length === 0 ? (
        <EmptyState titre={t.table.vide}>
          <p>{isFiltered(filtre) ? t.table.videAide : t.table.videSansFiltre}</p>
        </EmptyState>
      ) : (
        <Table
          langue={langue}
          legende={legend(props)}
          colonnes={columns(props)}
          lignes={page.lignes.map((ligne) => rowOf(props, ligne))}
        />
      )}
      <Pages {...props} />
      <Shortcuts langue={langue} raccourcis={[{ touche: '/', cible: CHERCHER, effet: t.raccourcis.chercher }]} />
    </>
  )
}

function EtatTabs({ langue, titre, numero, filtre, effectifs }: TableProps) {
  const t = textsOf(langue)
  const tab = (texte: string, nombre: number, etat: Etat | undefined) => ({
    texte,
    href: paths.table(numero, writeFiltre(filtre, { etat })),
    nombre: formatNombre(langue, nombre),
    actif: filtre.etat === etat,
  })
  const states = ETATS.filter((etat) => etat !== 'brouillon')
  return (
    <Tabs
      libelle={titre}
      onglets={[
        tab(t.table.tous, totalsOf(effectifs).total, undefined),
        ...states.map((etat) => tab(t.etats[etat], effectifs[etat], etat)),
      ]}
    />
  )
}

/** How many dossiers the list holds, when it is known without counting them: the filters narrow nothing. */
function totalOf({ filtre, effectifs }: TableProps): number | undefined {
  if (isFiltered(filtre)) return undefined
  return filtre.etat ? effectifs[filtre.etat] : totalsOf(effectifs).total
}

function legend(props: TableProps): string {
  const t = textsOf(props.langue).table
  const total = totalOf(props)
  const nombre = total ?? props.page.lignes.length
  const count = total === undefined ? t.surCettePage : t.dossiers
  return `${count(nombre, formatNombre(props.langue, nombre))}, ${t.ordres[props.filtre.tri]}`
}

function columns({ langue, numero, filtre }: TableProps): readonly Column[] {
  const t = textsOf(langue).table
  const sort = (croissant: Tri, decroissant: Tri, first: Tri): Column['tri'] => {
    const next = filtre.tri === first ? (first === croissant ? decroissant : croissant) : first
    const etat = filtre.tri === croissant ? 'croissant' : filtre.tri === decroissant ? 'decroissant' : undefined
    return { href: paths.table(numero, writeFiltre(filtre, { tri: next })), etat }
  }
  return [
    { titre: t.dossier, serre: true },
    { titre: t.demandeur, evident: true, tri: sort('nom-asc', 'nom-desc', 'nom-asc') },
    { titre: t.etat, evident: true, serre: true },
    { titre: t.depose, serre: true, tri: sort('depot-asc', 'depot-desc', 'depot-desc') },
    { titre: t.departementCourt, serre: true },
    { titre: t.aVoir, evident: true },
  ]
}

function rowOf({ langue, filtre, today }: TableProps, ligne: LigneTable): Row {
  const t = textsOf(langue).table
  const news = newsOf(ligne, ligne.seenAt)
  const vue = writeFiltre(filtre, { apres: filtre.apres, avant: filtre.avant })
  const toSee = [news && t.nouveautes[news], ligne.correctionEnCours && t.correction].filter(Boolean)
  return {
    cle: ligne.id,
    cellules: [
      <RowLink key="numero" langue={langue} href={paths.dossier(ligne.numero, vue)} neuf={news !== undefined}>
        {formatNumero(ligne.numero)}
      </RowLink>,
      ligne.demandeurNom,
      <EtatBadge key="etat" langue={langue} etat={ligne.etat} />,
      formatJourCourt(langue, jourOf(ligne.deposeAt), today),
      ligne.codeDepartement ?? '',
      toSee.join(', '),
    ],
  }
}

function Pages(props: TableProps) {
  const { langue, numero, filtre, page } = props
  const first = page.lignes.at(0)?.curseur
  const last = page.lignes.at(-1)?.curseur
  const total = totalOf(props)
  const resume =
    total === undefined ? undefined : textsOf(langue).table.surTotal(page.lignes.length, formatNombre(langue, total))
  const address = (changes: Parameters<typeof writeFiltre>[1]) => paths.table(numero, writeFiltre(filtre, changes))
  if (!page.before && !page.after) return null
  return (
    <Pagination
      langue={langue}
      // Everything on this page may have gone since: the way back is then the beginning.
      precedente={page.before ? address(first && { avant: first }) : undefined}
      suivante={page.after && last ? address({ apres: last }) : undefined}
      resume={resume}
    />
  )
}
