import type { Langue } from '../../../core/texte.ts'
import { Tag } from '../../../ui/badge.tsx'
import { Actions, Button } from '../../../ui/button.tsx'
import { FileField } from '../../../ui/champs/file.tsx'
import { TextareaField } from '../../../ui/champs/textarea.tsx'
import { ErrorSummary } from '../../../ui/error-summary.tsx'
import { Form } from '../../../ui/form.tsx'
import { formatInstant } from '../../../ui/format.ts'
import type { MessageRow } from '../store/lists.ts'
import type { Motif } from '../tables.ts'
import { type FichierAcces, FichierList } from './fichier-list.tsx'

/** Largest file of a message, in bytes (facts of the field: attachments of messages stay under 20 MB). */
export const MESSAGE_FILE_MAX = 20_000_000
/** How many files a message carries. */
export const MESSAGE_FILES_MAX = 10

interface ListProps {
  readonly langue: Langue
  readonly messages: readonly MessageRow[]
  /** How each side is called by the reader: « Vous », « Le service ». */
  readonly noms: { readonly usager: string; readonly agent: string }
  readonly motifs: Readonly<Record<Motif, string>>
  readonly aucun: string
  readonly acces: FichierAcces
}

/** What was said between a usager and the agents, oldest first. Both sides read the same. */
export function MessageList({ langue, messages, noms, motifs, aucun, acces }: ListProps) {
  if (messages.length === 0) return <p class="discret">{aucun}</p>
  return (
    <ol class="messages">
      {messages.map((message) => (
        <li key={message.id} class={`message message--${message.auteur}`}>
          <p class="message__tete">
            <strong>{message.pourUsager && message.nom !== null ? message.nom : noms[message.auteur]}</strong>{' '}
            <time datetime={message.createdAt.toISOString()}>{formatInstant(langue, message.createdAt)}</time>
            {message.motif !== null && (
              <>
                {' '}
                <Tag sens="attention" texte={motifs[message.motif]} />
              </>
            )}
          </p>
          <p class="lignes">{message.corps}</p>
          <FichierList langue={langue} fichiers={message.pieces} acces={acces} />
        </li>
      ))}
    </ol>
  )
}

interface FormProps {
  readonly langue: Langue
  readonly csrf: string
  /** Sent twice, it leaves one message. */
  readonly cle: string
  readonly action: string
  readonly texts: {
    readonly titre: string
    readonly message: string
    readonly joindre: string
    readonly envoyer: string
  }
  readonly valeur: string
  readonly erreur?: string | undefined
}

/** A message to write, with files. */
export function MessageForm({ langue, csrf, cle, action, texts, valeur, erreur }: FormProps) {
  return (
    <section aria-labelledby="ecrire">
      <h3 id="ecrire">{texts.titre}</h3>
      {erreur !== undefined && <ErrorSummary langue={langue} erreurs={[{ id: 'corps', texte: erreur }]} />}
      <Form action={action} csrf={csrf} caches={[{ name: '_cle', value: cle }]} fichiers>
        <TextareaField
          langue={langue}
          id="corps"
          name="corps"
          libelle={texts.message}
          valeur={valeur}
          erreur={erreur}
        />
        <FileField
          langue={langue}
          id="fichiers"
          name="fichiers"
          libelle={texts.joindre}
          facultatif
          pieces={[]}
          max={MESSAGE_FILES_MAX}
          tailleMaxEnOctets={MESSAGE_FILE_MAX}
        />
        <Actions>
          <Button>{texts.envoyer}</Button>
        </Actions>
      </Form>
    </section>
  )
}
