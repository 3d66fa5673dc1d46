import type { Langue } from '../core/texte.ts'
import { drawnOnce } from './drawn.tsx'
import { uiTexts } from './texts.ts'

/** What the law wants said at the foot of every page, and how to reach somebody. */
export interface Pied {
  /** What the last audit said; « non conforme » until there is one (loi 2005-102, art. 47). */
  readonly accessibilite: { readonly href: string; readonly etat: 'non_conforme' | 'partiellement' | 'totalement' }
  readonly mentionsLegales: string
  readonly donneesPersonnelles: string
  /** The page of help, and the telephone as it is dialled in France: « 02 99 04 82 04 ». */
  readonly aide?: { readonly href: string; readonly telephone: string } | undefined
  readonly codeSource?: string | undefined
}

/** The foot of a page: its rights and duties, its help, its maker. */
export const PageFooter = drawnOnce(DrawFooter)

function DrawFooter({ langue, pied }: { readonly langue: Langue; readonly pied: Pied }) {
  const t = uiTexts(langue).page
  const links = [
    { href: pied.accessibilite.href, texte: t.accessibilite[pied.accessibilite.etat] },
    { href: pied.mentionsLegales, texte: t.mentionsLegales },
    { href: pied.donneesPersonnelles, texte: t.donneesPersonnelles },
    ...(pied.aide ? [{ href: pied.aide.href, texte: t.aide(pied.aide.telephone) }] : []),
    ...(pied.codeSource === undefined ? [] : [{ href: pied.codeSource, texte: t.codeSource }]),
  ]
  return (
    <footer class="pied" id="pied">
      <div class="cadre">
        <ul>
          {links.map(({ href, texte }) => (
            <li key={texte}>
              <a href={href}>{texte}</a>
            </li>
          ))}
          <li>
            <span>{t.propulse}</span>
          </li>
        </ul>
      </div>
    </footer>
  )
}
