import type { ComponentChildren } from 'preact'
import { Actions, Button } from './button.tsx'
import { Form, type Hidden } from './form.tsx'

interface ConfirmProps {
  /** The question, title of the page: « Supprimer ce brouillon ? » */
  readonly titre: string
  readonly action: string
  readonly csrf: string
  readonly caches?: readonly Hidden[] | undefined
  /** The verb that does it: « Supprimer le brouillon ». */
  readonly bouton: string
  /** The way out, first choice of those who came by mistake. */
  readonly annuler: { readonly href: string; readonly texte: string }
  /** What will be lost, and what will not. May hold fields: a motivation, a box to tick. */
  readonly children?: ComponentChildren
}

/** A page that asks once more before something that cannot be undone. A page, not a dialog: it works without a script. */
export function ConfirmBlock({ titre, action, csrf, caches, bouton, annuler, children }: ConfirmProps) {
  return (
    <div class="panneau panneau--danger colonne">
      <h1>{titre}</h1>
      <Form action={action} csrf={csrf} caches={caches}>
        {children}
        <Actions>
          <Button poids="danger">{bouton}</Button>
          <a href={annuler.href}>{annuler.texte}</a>
        </Actions>
      </Form>
    </div>
  )
}
