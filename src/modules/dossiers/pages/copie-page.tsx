import type { Langue } from '../../../core/texte.ts'
import { Actions, LinkButton } from '../../../ui/button.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { SummaryList } from '../../../ui/summary-list.tsx'
import { textsOf } from '../texts.ts'

/** What somebody had typed where it could not be kept: to be read and copied, so that nothing is lost. */
export function CopiePage(props: {
  readonly langue: Langue
  readonly titre: string
  readonly aide: string
  readonly typed: readonly { readonly cle: string; readonly libelle: string; readonly texte: string }[]
  readonly suite: string
}) {
  const { langue, titre, aide, typed, suite } = props
  return (
    <div class="colonne">
      <h1>{titre}</h1>
      <Notice langue={langue} sens="attention" annonce>
        <p>{aide}</p>
      </Notice>
      <SummaryList
        langue={langue}
        lignes={typed.map(({ cle, libelle, texte }) => ({ cle, libelle, valeur: <span class="lignes">{texte}</span> }))}
      />
      <Actions>
        <LinkButton href={suite}>{textsOf(langue).recepisse.suivre}</LinkButton>
      </Actions>
    </div>
  )
}
