import type { Langue } from '../../../core/texte.ts'
import { Actions, LinkButton } from '../../../ui/button.tsx'
import { formatInstant } from '../../../ui/format.ts'
import { Timeline } from '../../../ui/timeline.tsx'
import { paths } from '../paths.ts'
import type { Consultation } from '../store/consultations.ts'
import { textsOf } from '../texts.ts'

/** Who of the administration read a dossier: what the journal says, shown to its usager. */
export function ConsultationsPage(props: {
  readonly langue: Langue
  readonly numero: number
  readonly demarche: string
  readonly service: string
  readonly consultations: readonly Consultation[]
}) {
  const { langue, numero, demarche, service, consultations } = props
  const t = textsOf(langue).consultations
  return (
    <div class="colonne">
      <p class="sur">{demarche}</p>
      <h1>{t.titre}</h1>
      <p>{t.aide}</p>
      {consultations.length === 0 ? (
        <p>{t.aucune}</p>
      ) : (
        <Timeline
          evenements={consultations.map(({ at, nom, action }, index) => ({
            cle: `${index} ${at.toISOString()}`,
            titre: `${nom ?? t.agent} (${service}) ${t.actions[action] ?? action}`,
            quand: formatInstant(langue, at),
            datetime: at.toISOString(),
          }))}
        />
      )}
      <Actions>
        <LinkButton href={paths.dossier(numero)}>{textsOf(langue).recepisse.suivre}</LinkButton>
      </Actions>
    </div>
  )
}
