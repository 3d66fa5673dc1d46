import type { ComponentChildren } from 'preact'
import type { Langue } from '../core/texte.ts'
import { Icon } from './icon.tsx'
import { uiTexts } from './texts.ts'

/** A column. The first one names its row. */
export interface Column {
  readonly titre: string
  /** Figures, aligned to the right. */
  readonly droite?: boolean | undefined
  /** As narrow as its content. */
  readonly serre?: boolean | undefined
  /** Where a click on the title leads, and how the rows are sorted now. */
  readonly tri?: { readonly href: string; readonly etat?: 'croissant' | 'decroissant' | undefined } | undefined
  /** What people look for first: set in bold on a card. */
  readonly fort?: boolean | undefined
  /** On a narrow screen each row is a card: the cell says its own title unless it is obvious. */
  readonly evident?: boolean | undefined
}

/** A row: one cell a column, ready to print. */
export interface Row {
  readonly cle: string
  readonly cellules: readonly ComponentChildren[]
  /** What its box is called: « le dossier 1 204 873 ». */
  readonly nom?: string | undefined
  readonly choisie?: boolean | undefined
}

interface TableProps {
  readonly langue: Langue
  /** What the table holds and in what order: « 32 dossiers, les plus récents d’abord ». */
  readonly legende: string
  readonly colonnes: readonly Column[]
  readonly lignes: readonly Row[]
  /** Rows may be ticked: name of the boxes, whose value is the row's key. */
  readonly choix?: string | undefined
}

function classesOf({ droite = false, serre = false, fort = false }: Column): string | undefined {
  return [droite ? 'droite' : '', serre ? 'serre' : '', fort ? 'fort' : ''].filter(Boolean).join(' ') || undefined
}

function HeaderCell({ langue, colonne }: { readonly langue: Langue; readonly colonne: Column }) {
  const { titre, tri } = colonne
  const t = uiTexts(langue).table
  if (!tri) {
    return (
      <th scope="col" class={classesOf(colonne)}>
        {titre}
      </th>
    )
  }
  const sort = tri.etat === 'croissant' ? 'ascending' : 'descending'
  const state = tri.etat === 'croissant' ? t.trieCroissant : t.trieDecroissant
  const shown = tri.etat === 'croissant' ? 'haut' : 'bas'
  return (
    <th scope="col" class={classesOf(colonne)} aria-sort={tri.etat === undefined ? undefined : sort}>
      <a href={tri.href}>
        {titre}
        <Icon nom={tri.etat === undefined ? 'trier' : shown} />
        <span class="cache">, {tri.etat === undefined ? t.trier(titre) : state}</span>
      </a>
    </th>
  )
}

function Box({ langue, row, name }: { readonly langue: Langue; readonly row: Row; readonly name: string }) {
  return (
    <td class="case serre">
      <input
        type="checkbox"
        name={name}
        value={row.cle}
        checked={row.choisie === true}
        aria-label={uiTexts(langue).table.choisir(row.nom ?? row.cle)}
      />
    </td>
  )
}

function Cells({ colonnes, row }: { readonly colonnes: readonly Column[]; readonly row: Row }) {
  return (
    <>
      {row.cellules.map((cell, index) => {
        const colonne = colonnes[index] ?? { titre: '' }
        if (index === 0) {
          return (
            <th key={colonne.titre} scope="row" class={classesOf(colonne)}>
              {cell}
            </th>
          )
        }
        const label = colonne.evident === true ? undefined : colonne.titre
        return (
          <td key={colonne.titre} class={classesOf(colonne)} data-label={label}>
            {cell}
          </td>
        )
      })}
    </>
  )
}

/** A table with its caption, sorted by links, its header always in sight; on a narrow screen each row becomes a card. */
export function Table({ langue, legende, colonnes, lignes, choix }: TableProps) {
  return (
    <div class="tableau">
      <table>
        <caption>{legende}</caption>
        <thead>
          <tr>
            {choix !== undefined && (
              <th scope="col" class="serre">
                <span class="cache">{uiTexts(langue).table.choix}</span>
              </th>
            )}
            {colonnes.map((colonne) => (
              <HeaderCell key={colonne.titre} langue={langue} colonne={colonne} />
            ))}
          </tr>
        </thead>
        <tbody>
          {lignes.map((row) => (
            <tr key={row.cle}>
              {choix !== undefined && <Box langue={langue} row={row} name={choix} />}
              <Cells colonnes={colonnes} row={row} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface RowLinkProps {
  readonly langue: Langue
  readonly href: string
  /** Never opened, or changed since. */
  readonly neuf?: boolean | undefined
  readonly children: ComponentChildren
}

/** The link of a row, heavier with a dot when there is something new in it. */
export function RowLink({ langue, href, neuf = false, children }: RowLinkProps) {
  return (
    <a href={href} class={neuf ? 'neuf' : undefined}>
      {neuf && <span class="cache">{uiTexts(langue).table.nouveau}</span>}
      {children}
    </a>
  )
}
