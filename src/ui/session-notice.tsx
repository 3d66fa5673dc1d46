import type { Langue } from '../core/texte.ts'
import { drawnOnce } from './drawn.tsx'
import { Icon } from './icon.tsx'
import { uiTexts } from './texts.ts'

/** When a connection ends, and the address that extends it (asked with GET, answered by anything below 400). */
export interface SessionEnd {
  readonly expireAt: Date
  readonly prolonger: string
}

/** A notice kept hidden until two minutes before the end (RGAA 13.1): without a script, the draft is saved anyway. */
export function SessionNotice({ langue, session }: { readonly langue: Langue; readonly session: SessionEnd }) {
  const t = uiTexts(langue).session
  return (
    <parvis-session
      class="session"
      data-expire={session.expireAt.toISOString()}
      data-prolonger={session.prolonger}
      data-echec={t.echec}
    >
      <Extend langue={langue} />
    </parvis-session>
  )
}

const Extend = drawnOnce(({ langue }: { readonly langue: Langue }) => {
  const t = uiTexts(langue).session
  return (
    <div role="alert">
      <div class="avis sens--attention" hidden>
        <Icon nom="horloge" class="avis__icone" />
        <div class="avis__corps">
          <p>{t.expire}</p>
          <button type="button" class="bouton bouton--second bouton--petit">
            {t.prolonger}
          </button>
        </div>
      </div>
    </div>
  )
})
