import type { Langue } from '../../core/texte.ts'
import type { DemoAccount } from './demo-accounts.ts'
import { idpTexts } from './idp-texts.ts'

interface ChoiceProps {
  readonly langue: Langue
  readonly action: string
  readonly csrf: string
  readonly accounts: readonly DemoAccount[]
}

/** Who to be: one button an account, and a way out. */
export function ChoicePage({ langue, action, csrf, accounts }: ChoiceProps) {
  const t = idpTexts(langue)
  return (
    <div class="colonne">
      <h1>{t.titre}</h1>
      <p>{t.explication}</p>
      <form method="post" action={action}>
        <input type="hidden" name="_csrf" value={csrf} />
        <ul class="grille">
          {accounts.map(({ id, prenom, nom }) => (
            <li key={id}>
              <button type="submit" class="bouton bouton--second" name="compte" value={id}>
                {t.continuer([prenom, nom].filter(Boolean).join(' '))}
              </button>
            </li>
          ))}
        </ul>
        <p>
          <button type="submit" class="lien" name="annuler" value="1">
            {t.annuler}
          </button>
        </p>
      </form>
    </div>
  )
}

/** Asked when leaving was not asked by the account's own session. */
export function LeavePage({
  langue,
  action,
  xsrf,
}: {
  readonly langue: Langue
  readonly action: string
  readonly xsrf: string
}) {
  const t = idpTexts(langue)
  return (
    <div class="colonne">
      <h1>{t.quitter}</h1>
      <p>{t.quitterExplication}</p>
      <form method="post" action={action}>
        <input type="hidden" name="xsrf" value={xsrf} />
        <button type="submit" class="bouton" name="logout" value="yes">
          {t.quitterBouton}
        </button>
      </form>
    </div>
  )
}

/** Left, with nowhere to go back to. */
export function LeftPage({ langue }: { readonly langue: Langue }) {
  const t = idpTexts(langue)
  return (
    <div class="colonne">
      <h1>{t.quitte}</h1>
      <p>
        <a href="/">{t.accueil}</a>
      </p>
    </div>
  )
}

/** Something the provider refused. */
export function FailedPage({ langue }: { readonly langue: Langue }) {
  const t = idpTexts(langue)
  return (
    <div class="colonne">
      <h1>{t.erreur}</h1>
      <p>{t.erreurExplication}</p>
      <p>
        <a href="/connexion">{t.recommencer}</a>
      </p>
    </div>
  )
}
