import type { Langue } from '../../../core/texte.ts'
import { Actions, Button, LinkButton } from '../../../ui/button.tsx'
import { ConfirmBlock } from '../../../ui/confirm-block.tsx'
import { Form, type Hidden } from '../../../ui/form.tsx'
import { equipesTexts } from '../texts.ts'

interface ConfirmProps {
  readonly langue: Langue
  readonly csrf: string
  readonly action: string
  /** Where the way out leads. */
  readonly retour: string
  readonly caches: readonly Hidden[]
}

/** Asks once more before a role is taken back. */
export function RetraitPage({
  langue,
  role,
  nom,
  delegue,
  retour,
  ...form
}: ConfirmProps & { readonly role: string; readonly nom: string; readonly delegue: boolean }) {
  const t = equipesTexts(langue).retrait
  return (
    <ConfirmBlock {...form} titre={t.titre(role, nom)} bouton={t.bouton} annuler={{ href: retour, texte: t.annuler }}>
      <p>{t.effet}</p>
      {delegue && <p>{t.delegations}</p>}
    </ConfirmBlock>
  )
}

/** Why a role is not taken back, or factors not removed. */
export function RefusPage({
  langue,
  refus,
  retour,
}: {
  readonly langue: Langue
  readonly refus: 'last' | 'not_allowed' | 'facteurs'
  readonly retour: string
}) {
  const { retrait: t, acces } = equipesTexts(langue)
  const [titre, texte] = {
    last: [t.dernierTitre, t.dernier],
    not_allowed: [t.interditTitre, t.interdit],
    facteurs: [acces.facteursInterditTitre, acces.facteursInterdit],
  }[refus]
  return (
    <div class="colonne">
      <h1>{titre}</h1>
      <p>{texte}</p>
      <Actions>
        <LinkButton href={retour}>{t.retour}</LinkButton>
      </Actions>
    </div>
  )
}

/** Asks once more before leaving a role. */
export function DepartPage({
  langue,
  role,
  equipe,
  retour,
  ...form
}: ConfirmProps & { readonly role: string; readonly equipe: string }) {
  const t = equipesTexts(langue).miennes.depart
  return (
    <ConfirmBlock {...form} titre={t.titre(role)} bouton={t.bouton} annuler={{ href: retour, texte: t.annuler }}>
      <p>{t.effet(equipe)}</p>
    </ConfirmBlock>
  )
}

/** Asks once more before every session of somebody ends, or before their lost second factors are removed. */
export function AccesPage({ langue, nom, retour, ...form }: ConfirmProps & { readonly nom: string }) {
  const t = equipesTexts(langue).acces
  return (
    <>
      <ConfirmBlock {...form} titre={t.titre(nom)} bouton={t.bouton} annuler={{ href: retour, texte: t.annuler }}>
        <p>{t.effet}</p>
      </ConfirmBlock>
      <section class="colonne" aria-labelledby="facteurs">
        <h2 id="facteurs">{t.facteursTitre}</h2>
        <p>{t.facteursQuand}</p>
        <p>{t.facteursEffet}</p>
        <Form action={form.action} csrf={form.csrf} caches={[{ name: 'facteurs', value: 'oui' }]}>
          <Actions>
            <Button poids="danger">{t.facteursBouton}</Button>
          </Actions>
        </Form>
      </section>
    </>
  )
}
