import type { Langue } from '../../../core/texte.ts'
import { Actions, Button, LinkButton } from '../../../ui/button.tsx'
import { Form } from '../../../ui/form.tsx'
import { paths } from '../paths.ts'
import { comptesTexts } from '../texts.ts'

interface LienProps {
  readonly langue: Langue
  readonly csrf: string
  readonly action: string
  readonly courriel: string
  /** The name of the account that the address would join; absent when the link signs in. */
  readonly rattachement?: string | undefined
}

/** What a link is about to do, and the button that does it: opening the page does nothing. */
export function LienPage({ langue, csrf, action, courriel, rattachement }: LienProps) {
  const t = comptesTexts(langue).lien
  const joins = rattachement !== undefined
  return (
    <div class="colonne">
      <h1>{joins ? t.rattachementTitre : t.titre}</h1>
      <p>{joins ? t.rattachement(courriel, rattachement) : t.connexion(courriel)}</p>
      <Form action={action} csrf={csrf}>
        <Actions>
          <Button>{joins ? t.rattachementBouton : t.bouton}</Button>
        </Actions>
      </Form>
    </div>
  )
}

/** Why a link did nothing. */
export type LienRefus = 'perime' | 'rattache' | 'autre_compte'

/** A link that does nothing says why, and what to do instead. */
export function LienRefusPage({ langue, refus }: { readonly langue: Langue; readonly refus: LienRefus }) {
  const t = comptesTexts(langue).lien
  const said = {
    perime: { titre: t.perimeTitre, texte: t.perime, href: paths.courriel(), bouton: t.perimeBouton },
    rattache: { titre: t.rattacheTitre, texte: t.rattache, href: paths.connexion(), bouton: t.rattacheBouton },
    autre_compte: {
      titre: t.rattachementTitre,
      texte: t.rattachementAutre,
      href: paths.connexion(),
      bouton: t.rattacheBouton,
    },
  }[refus]
  return (
    <div class="colonne">
      <h1>{said.titre}</h1>
      <p>{said.texte}</p>
      <Actions>
        <LinkButton href={said.href}>{said.bouton}</LinkButton>
      </Actions>
    </div>
  )
}
