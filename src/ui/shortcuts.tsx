import type { Langue } from '../core/texte.ts'
import { uiTexts } from './texts.ts'

/** A key, and the id of the link, button or text that it presses or focuses. */
export interface Shortcut {
  readonly touche: string
  readonly cible: string
  readonly effet: string
}

/** The keyboard shortcuts of a page for those who open it eighty times a day; listed at `?`, switched off in the list. */
export function Shortcuts({
  langue,
  raccourcis,
}: {
  readonly langue: Langue
  readonly raccourcis: readonly Shortcut[]
}) {
  const t = uiTexts(langue).raccourcis
  return (
    <parvis-raccourcis>
      <button type="button" class="lien discret" data-ouvrir hidden>
        {t.titre} <kbd>?</kbd>
      </button>
      <dialog aria-labelledby="raccourcis-titre">
        <h2 id="raccourcis-titre">{t.titre}</h2>
        <dl>
          {raccourcis.map(({ touche, cible, effet }) => (
            <>
              <dt>
                <kbd data-touche={touche} data-cible={cible}>
                  {touche}
                </kbd>
              </dt>
              <dd>{effet}</dd>
            </>
          ))}
          <dt>
            <kbd>?</kbd>
          </dt>
          <dd>{t.aide}</dd>
        </dl>
        <div class="choix">
          <input type="checkbox" id="raccourcis-actifs" checked />
          <label for="raccourcis-actifs">{t.actifs}</label>
        </div>
        <form method="dialog">
          <button type="submit" class="bouton bouton--second">
            {t.fermer}
          </button>
        </form>
      </dialog>
    </parvis-raccourcis>
  )
}
