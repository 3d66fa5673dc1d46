import type { Langue } from '../../../core/texte.ts'
import type { Renvoi } from '../../../infra/http/error-view.ts'
import { Actions, Button } from '../../../ui/button.tsx'
import { comptesTexts } from '../texts.ts'

/** A form to send again as it was: every field is there, hidden, and one button sends them. */
export function RenvoiForm({ action, bouton, champs }: Renvoi) {
  return (
    <form method="post" action={action}>
      {champs.map(({ name, value }, index) => (
        // A form may send the same field twice: only its place tells them apart.
        <input key={index} type="hidden" name={name} value={value} />
      ))}
      <Actions>
        <Button>{bouton}</Button>
      </Actions>
    </form>
  )
}

/** The answers sent while nobody was signed in any more, ready to be sent again. */
export function ReprisePage({ langue, renvoi }: { readonly langue: Langue; readonly renvoi: Renvoi }) {
  const t = comptesTexts(langue).reprise
  return (
    <div class="colonne">
      <h1>{t.titre}</h1>
      <p>{t.explication}</p>
      <p>{t.fichiers}</p>
      <RenvoiForm {...renvoi} />
    </div>
  )
}

/** Nothing is kept any more. */
export function ReprisePerduePage({ langue }: { readonly langue: Langue }) {
  const t = comptesTexts(langue).reprise
  return (
    <div class="colonne">
      <h1>{t.perduTitre}</h1>
      <p>{t.perdu}</p>
      <p>
        <a href="/">{t.accueil}</a>
      </p>
    </div>
  )
}
