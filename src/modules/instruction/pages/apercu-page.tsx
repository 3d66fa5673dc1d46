import type { Langue } from '../../../core/texte.ts'
import { Actions } from '../../../ui/button.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { fichiersTexts } from '../../dossiers/index.ts'

interface ApercuProps {
  readonly langue: Langue
  readonly nom: string
  /** PNG images, in order; none when nothing could be drawn. */
  readonly pages: readonly Buffer[]
  readonly fichier: string
  readonly retour: string
}

/** The first pages of a file, drawn by us: its bytes themselves do not leave. */
export function ApercuPage({ langue, nom, pages, fichier, retour }: ApercuProps) {
  const t = fichiersTexts(langue)
  return (
    <div class="colonne">
      <p class="sur">{nom}</p>
      <h1>{t.apercu.titre}</h1>
      {pages.length === 0 ? (
        <Notice langue={langue} sens="information" titre={t.apercu.indisponible}>
          <p>{t.apercu.indisponibleAide}</p>
        </Notice>
      ) : (
        <>
          <p>{t.apercu.aide}</p>
          {pages.map((page, index) => (
            <img
              key={index}
              class="apercu"
              src={`data:image/png;base64,${page.toString('base64')}`}
              alt={t.apercu.page(index + 1)}
            />
          ))}
        </>
      )}
      <Actions>
        <a href={fichier}>{t.apercu.ouvrir}</a>
        <a href={retour}>{t.retour}</a>
      </Actions>
    </div>
  )
}
