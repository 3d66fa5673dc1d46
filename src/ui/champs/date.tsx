import { ChampGroup, controlProps, type FieldProps } from '../champ-frame.tsx'
import { uiTexts } from '../texts.ts'

/** The three parts of a date, in the order in which they are asked. */
export type DatePart = 'jour' | 'mois' | 'annee'

interface DateProps extends FieldProps {
  readonly valeurs: Readonly<Record<DatePart, string>>
  /** The parts in error; all of them when it is the whole date. */
  readonly enCause?: readonly DatePart[] | undefined
}

const PARTS: readonly DatePart[] = ['jour', 'mois', 'annee']
const BIRTHDAY: Readonly<Record<DatePart, string>> = { jour: 'bday-day', mois: 'bday-month', annee: 'bday-year' }

/** A date in three texts: typed as it is said, without a calendar to leaf through. The id is that of the first to mend. */
export function DateField(props: DateProps) {
  const { langue, id, name, valeurs, erreur, enCause = [], autocomplete } = props
  const t = uiTexts(langue).champ
  const faulty = enCause.length === 0 ? PARTS : enCause
  const first = erreur === undefined ? 'jour' : (PARTS.find((part) => faulty.includes(part)) ?? 'jour')
  return (
    <ChampGroup {...props} aide={props.aide ?? t.exempleDate}>
      <div class="date">
        {PARTS.map((part) => {
          const partId = part === first ? id : `${id}-${part}`
          const isFaulty = erreur !== undefined && faulty.includes(part)
          return (
            <div key={part}>
              <label class="date__partie" for={partId}>
                {t[part]}
              </label>
              <input
                class={`saisie saisie--${part === 'annee' ? 4 : 2}`}
                {...controlProps({ ...props, id: partId, name: `${name}-${part}`, aide: undefined, erreur: undefined })}
                aria-invalid={isFaulty ? 'true' : undefined}
                type="text"
                inputmode="numeric"
                value={valeurs[part]}
                autocomplete={autocomplete === 'bday' ? BIRTHDAY[part] : undefined}
              />
            </div>
          )
        })}
      </div>
    </ChampGroup>
  )
}
