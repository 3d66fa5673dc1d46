import type { ComponentChildren } from 'preact'
import type { Langue } from '../core/texte.ts'
import { Tag } from './badge.tsx'
import { uiTexts } from './texts.ts'

/** One question and what was answered. */
export interface SummaryRow {
  readonly cle: string
  readonly libelle: string
  /** Lines are kept; blank or absent reads « Sans réponse ». */
  readonly valeur?: ComponentChildren
  /** Where to change the answer. */
  readonly modifier?: string | undefined
  /** What happened to it since last seen: « Modifié le 12 novembre ». */
  readonly change?: string | undefined
}

function Row({ langue, row }: { readonly langue: Langue; readonly row: SummaryRow }) {
  const t = uiTexts(langue).recapitulatif
  const isBlank = row.valeur === undefined || row.valeur === null || row.valeur === ''
  return (
    <div class={row.change === undefined ? 'recap__ligne' : 'recap__ligne recap__ligne--change'}>
      <dt>{row.libelle}</dt>
      <dd class={isBlank ? 'recap__vide' : undefined}>
        {isBlank ? t.sansReponse : row.valeur}
        {row.change !== undefined && (
          <>
            {' '}
            <Tag sens="information" icone="crayon" texte={row.change} />
          </>
        )}
      </dd>
      {row.modifier !== undefined && (
        <dd class="recap__action">
          <a href={row.modifier}>
            {t.modifier}
            <span class="cache"> : {row.libelle}</span>
          </a>
        </dd>
      )}
    </div>
  )
}

/** Questions and answers for checking or reading, each with its « Modifier » when it may still change. */
export function SummaryList({ langue, lignes }: { readonly langue: Langue; readonly lignes: readonly SummaryRow[] }) {
  return (
    <dl class="recap">
      {lignes.map((row) => (
        <Row key={row.cle} langue={langue} row={row} />
      ))}
    </dl>
  )
}
