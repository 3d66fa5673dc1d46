import type { Langue } from '../../../core/texte.ts'
import { Actions, Button } from '../../../ui/button.tsx'
import { Form } from '../../../ui/form.tsx'
import { textsOf } from '../texts.ts'

interface ArchiveProps {
  readonly langue: Langue
  readonly csrf: string
  readonly action: string
  readonly retour: string
  /** The files that no antivirus scanned. */
  readonly noms: readonly string[]
}

/** Before the files of a dossier are downloaded together, when some of them were not scanned: which, and the choice. */
export function ArchivePage({ langue, csrf, action, retour, noms }: ArchiveProps) {
  const t = textsOf(langue).archive
  return (
    <div class="colonne">
      <h1>{t.titre}</h1>
      <p>{t.aide}</p>
      <ul>
        {noms.map((nom) => (
          <li key={nom}>{nom}</li>
        ))}
      </ul>
      <Form action={action} csrf={csrf}>
        <Actions>
          <Button poids="danger">{t.telecharger}</Button>
          <a href={retour}>{t.retour}</a>
        </Actions>
      </Form>
    </div>
  )
}
