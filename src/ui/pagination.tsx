import type { Langue } from '../core/texte.ts'
import { LinkButton } from './button.tsx'
import { uiTexts } from './texts.ts'

interface PaginationProps {
  readonly langue: Langue
  readonly precedente?: string | undefined
  readonly suivante?: string | undefined
  /** « 25 sur 32 ». */
  readonly resume?: string | undefined
}

/** Previous and next page of a list read by keyset: there are no page numbers to jump to. */
export function Pagination({ langue, precedente, suivante, resume }: PaginationProps) {
  const t = uiTexts(langue).pagination
  return (
    <nav class="pagination" aria-label={t.titre}>
      {precedente !== undefined && (
        <LinkButton href={precedente} poids="second">
          {t.precedente}
        </LinkButton>
      )}
      {suivante !== undefined && (
        <LinkButton href={suivante} poids="second">
          {t.suivante}
        </LinkButton>
      )}
      {resume !== undefined && <p>{resume}</p>}
    </nav>
  )
}
