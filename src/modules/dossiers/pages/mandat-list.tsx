import type { ComponentChildren } from 'preact'
import type { Langue } from '../../../core/texte.ts'
import { TextButton } from '../../../ui/button.tsx'
import { Form } from '../../../ui/form.tsx'
import { formatDate } from '../../../ui/format.ts'
import { lastDay } from '../mandat.ts'
import { paths } from '../paths.ts'
import type { MandatRow } from '../store/mandats.ts'
import { textsOf } from '../texts.ts'

interface MandatListProps<Row extends MandatRow> {
  readonly langue: Langue
  readonly csrf: string
  readonly mandats: readonly Row[]
  /** Whether who reads may take them back. */
  readonly owner: boolean
  /** Where to come back after taking one back. */
  readonly retour: string
  /** What each is about, where the page does not say it. */
  readonly sujet?: (mandat: Row) => ComponentChildren
}

/** The people who help, what each may do and until when, and the button that stops it. */
export function MandatList<Row extends MandatRow>(props: MandatListProps<Row>) {
  const { langue, csrf, mandats, owner, retour, sujet } = props
  const t = textsOf(langue).mandats
  if (mandats.length === 0) return <p>{t.page.personne}</p>
  return (
    <ul class="grille">
      {mandats.map((mandat) => (
        <li key={mandat.id} class="carte">
          <p>
            <strong>{mandat.nom ?? mandat.courriel}</strong>
            {mandat.nom !== null && ` (${mandat.courriel})`}
            {!mandat.accepte && ` — ${t.page.attente}`}
          </p>
          {sujet && <p>{sujet(mandat)}</p>}
          <p>
            {t.droits[mandat.droit]}. {t.jusquau(formatDate(langue, lastDay(mandat.finAt)))}
          </p>
          {mandat.fichier !== null && owner && (
            <p>
              <a href={paths.mandatSigne(mandat.id)}>{t.page.signe(mandat.fichier)}</a>
            </p>
          )}
          {owner && (
            <Form
              action={paths.mandats()}
              csrf={csrf}
              caches={[
                { name: 'arreter', value: mandat.id },
                { name: 'retour', value: retour },
              ]}
            >
              <TextButton>{t.page.arreter(mandat.nom ?? mandat.courriel)}</TextButton>
            </Form>
          )}
        </li>
      ))}
    </ul>
  )
}
