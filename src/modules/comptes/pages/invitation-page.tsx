import type { Langue } from '../../../core/texte.ts'
import { Actions, Button, LinkButton } from '../../../ui/button.tsx'
import { Form } from '../../../ui/form.tsx'
import type { Invitation } from '../actions/invite-agent.ts'
import { paths } from '../paths.ts'
import { comptesTexts } from '../texts.ts'

interface InvitationProps {
  readonly langue: Langue
  readonly csrf: string
  readonly action: string
  readonly invitation: Invitation
  /** Who is signed in: the account that would receive the role. */
  readonly nom: string | undefined
}

/** What an invitation offers, and to which account. */
export function InvitationPage({ langue, csrf, action, invitation, nom }: InvitationProps) {
  const texts = comptesTexts(langue)
  const t = texts.invitation
  return (
    <div class="colonne">
      <h1>{t.titre}</h1>
      <p>{t.role(texts.roles[invitation.role], invitation.organismeNom)}</p>
      {nom === undefined ? (
        <>
          <p>{t.seConnecter}</p>
          <Actions>
            <LinkButton href={paths.connexion(action)}>{t.seConnecterBouton}</LinkButton>
          </Actions>
        </>
      ) : (
        <>
          <p>{t.connecte(nom)}</p>
          <Form action={action} csrf={csrf}>
            <Actions>
              <Button>{t.accepter}</Button>
            </Actions>
          </Form>
        </>
      )}
    </div>
  )
}

/** An invitation that was used, or is too old. */
export function InvitationPerimeePage({ langue }: { readonly langue: Langue }) {
  const t = comptesTexts(langue).invitation
  return (
    <div class="colonne">
      <h1>{t.perimeTitre}</h1>
      <p>{t.perime}</p>
    </div>
  )
}
