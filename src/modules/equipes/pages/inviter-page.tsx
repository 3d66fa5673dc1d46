import type { Langue } from '../../../core/texte.ts'
import { Actions, Button } from '../../../ui/button.tsx'
import { TextField } from '../../../ui/champs/text.tsx'
import { ErrorSummary } from '../../../ui/error-summary.tsx'
import { Form } from '../../../ui/form.tsx'
import { type EquipeRef, paths } from '../paths.ts'
import { equipesTexts } from '../texts.ts'
import { type RoleChoix, type RoleErreurs, RoleFields, type RoleSaisie } from './role-fields.tsx'

interface InviterProps {
  readonly langue: Langue
  readonly csrf: string
  readonly equipe: EquipeRef
  /** Its name in words. */
  readonly nom: string
  readonly choix: RoleChoix
  readonly courriel: string
  readonly saisie: RoleSaisie
  readonly erreurs: RoleErreurs & { readonly courriel?: string }
}

/** Whom to invite, with which role, until when. */
export function InviterPage({ langue, csrf, equipe, nom, choix, courriel, saisie, erreurs }: InviterProps) {
  const t = equipesTexts(langue).inviter
  return (
    <div class="colonne">
      <ErrorSummary langue={langue} erreurs={listErreurs(erreurs)} />
      <h1>{t.titre}</h1>
      <p>{t.intro(nom)}</p>
      <Form action={paths.inviter(equipe)} csrf={csrf}>
        <TextField
          {...{ langue, id: 'courriel', name: 'courriel', libelle: t.courriel, aide: t.courrielAide }}
          valeur={courriel}
          erreur={erreurs.courriel}
          type="email"
          autocomplete="off"
        />
        <RoleFields {...{ langue, choix, saisie, erreurs }} />
        <Actions>
          <Button>{t.bouton}</Button>
          <a href={paths.equipe(equipe)}>{equipesTexts(langue).membre.retour}</a>
        </Actions>
      </Form>
    </div>
  )
}

/** What is to be mended, in the order of the page. */
export function listErreurs(erreurs: RoleErreurs & { readonly courriel?: string }) {
  return (['courriel', 'role', 'demarche', 'fin'] as const).flatMap((id) => {
    const texte = erreurs[id]
    return texte === undefined ? [] : [{ id, texte }]
  })
}
