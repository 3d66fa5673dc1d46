import type { Langue } from '../../../core/texte.ts'
import { Actions, Button, LinkButton } from '../../../ui/button.tsx'
import { Form } from '../../../ui/form.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { paths } from '../paths.ts'
import { textsOf } from '../texts.ts'

interface PlusTardProps {
  readonly langue: Langue
  readonly csrf: string
  /** Sent twice, the mail leaves once. */
  readonly cle: string
  readonly numero: number
  /** The day the draft would be erased, in words. */
  readonly effaceLe?: string | undefined
  readonly sentTo?: string | undefined
  readonly noAddress: boolean
  readonly owner: boolean
}

/** The answers are kept: how to find them again, from any device. */
export function PlusTardPage({ langue, csrf, cle, numero, effaceLe, sentTo, noAddress, owner }: PlusTardProps) {
  const t = textsOf(langue).plusTard
  return (
    <div class="colonne">
      <h1>{t.titre}</h1>
      {sentTo !== undefined && (
        <Notice langue={langue} sens="succes" annonce>
          <p>{t.envoye(sentTo)}</p>
        </Notice>
      )}
      {noAddress && (
        <Notice langue={langue} sens="attention" annonce>
          <p>{t.sansAdresse}</p>
        </Notice>
      )}
      <p>{t.aide}</p>
      {effaceLe !== undefined && <p>{t.conservation(effaceLe)}</p>}
      <Form action={paths.plusTard(numero)} csrf={csrf} caches={[{ name: '_cle', value: cle }]}>
        <Actions>
          <Button>{t.envoyer}</Button>
          <LinkButton href={paths.dossier(numero)} poids="second">
            {t.reprendre}
          </LinkButton>
        </Actions>
      </Form>
      {owner && (
        <ul>
          <li>
            <a href={paths.partage(numero)}>{textsOf(langue).mandats.donner.titreDossier}</a>
          </li>
          <li>
            <a href={paths.suppression(numero)}>{textsOf(langue).suppression.supprimer}</a>
          </li>
        </ul>
      )}
    </div>
  )
}
