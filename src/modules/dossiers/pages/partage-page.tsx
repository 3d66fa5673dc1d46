import type { Langue } from '../../../core/texte.ts'
import { Actions, Button, TextButton } from '../../../ui/button.tsx'
import { TextField } from '../../../ui/champs/text.tsx'
import { ErrorSummary } from '../../../ui/error-summary.tsx'
import { Form } from '../../../ui/form.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { paths } from '../paths.ts'
import type { InviteRow } from '../store/partage.ts'
import { textsOf } from '../texts.ts'

interface PartageProps {
  readonly langue: Langue
  readonly csrf: string
  /** Sent twice, the invitation leaves once. */
  readonly cle: string
  readonly numero: number
  readonly invites: readonly InviteRow[]
  readonly owner: boolean
  readonly courriel: string
  readonly erreur?: string | undefined
  readonly invite?: string | undefined
}

/** Who fills a dossier together, and an invitation to send. */
export function PartagePage({ langue, csrf, cle, numero, invites, owner, courriel, erreur, invite }: PartageProps) {
  const t = textsOf(langue).partage
  return (
    <div class="colonne">
      {erreur !== undefined && <ErrorSummary langue={langue} erreurs={[{ id: 'courriel', texte: erreur }]} />}
      <h1>{t.titre}</h1>
      <p>{t.aide}</p>
      {invite !== undefined && (
        <Notice langue={langue} sens="succes" annonce>
          <p>{t.invite(invite)}</p>
        </Notice>
      )}
      {!owner && <p>{t.pasProprietaire}</p>}
      {owner && (
        <Form action={paths.partage(numero)} csrf={csrf} caches={[{ name: '_cle', value: cle }]}>
          <TextField
            langue={langue}
            id="courriel"
            name="courriel"
            libelle={t.courriel}
            type="email"
            valeur={courriel}
            erreur={erreur}
          />
          <Actions>
            <Button>{t.inviter}</Button>
          </Actions>
        </Form>
      )}
      <h2>{t.liste}</h2>
      {invites.length === 0 && <p>{t.personne}</p>}
      {invites.length > 0 && (
        <ul>
          {invites.map((each) => (
            <li key={each.id}>
              {each.courriel} ({each.accepte ? t.accepte : t.attente})
              {owner && (
                <Form action={paths.partage(numero)} csrf={csrf} caches={[{ name: 'arreter', value: each.id }]}>
                  <TextButton>{t.arreter(each.courriel)}</TextButton>
                </Form>
              )}
            </li>
          ))}
        </ul>
      )}
      <p>
        <a href={paths.dossier(numero)}>{textsOf(langue).mesDossiers.suivre}</a>
      </p>
    </div>
  )
}

interface InvitationProps {
  readonly langue: Langue
  readonly csrf: string
  readonly action: string
  readonly jeton: string
  readonly valid: boolean
}

/** What somebody invited sees: nothing of the dossier before they accept. */
export function InvitationPage({ langue, csrf, action, jeton, valid }: InvitationProps) {
  const t = textsOf(langue).partage
  return (
    <div class="colonne">
      <h1>{t.invitationTitre}</h1>
      <p>{valid ? t.invitationAide : t.invitationPerdue}</p>
      {valid && (
        <Form action={action} csrf={csrf} caches={[{ name: 'jeton', value: jeton }]}>
          <Actions>
            <Button>{t.rejoindre}</Button>
          </Actions>
        </Form>
      )}
    </div>
  )
}
