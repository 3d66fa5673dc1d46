import { Asked, ChampGroup, controlProps, describedBy, type FieldProps, Sealed } from '../champ-frame.tsx'
import { Icon } from '../icon.tsx'
import { RichText } from '../rich-text.tsx'
import { uiTexts } from '../texts.ts'
import { ChoiceBox, type ChoiceOption, optionId } from './choice.tsx'

interface CheckboxesProps extends FieldProps {
  readonly options: readonly ChoiceOption[]
  readonly valeurs: readonly string[]
}

/** From this number of short options, two columns where there is room. */
const TWO_COLUMNS_FROM = 10

/** Any number of options. */
export function CheckboxesField(props: CheckboxesProps) {
  const { id, name, options, valeurs, erreur } = props
  return (
    <ChampGroup {...props}>
      <div class={options.length >= TWO_COLUMNS_FROM ? 'choix-liste choix-liste--longue' : 'choix-liste'}>
        {options.map((option, index) => (
          <ChoiceBox
            key={option.value}
            type="checkbox"
            id={optionId(id, index)}
            name={name}
            option={option}
            checked={valeurs.includes(option.value)}
            invalid={erreur !== undefined}
          />
        ))}
      </div>
    </ChampGroup>
  )
}

interface CheckboxProps extends FieldProps {
  readonly cochee: boolean
  /** Value posted when it is ticked. */
  readonly value?: string | undefined
}

/** One box to tick: its label is the sentence one agrees to. */
export function CheckboxField(props: CheckboxProps) {
  const { langue, id, name, libelle, langTexte, aide, erreur, facultatif = false, cochee, value = 'true' } = props
  const t = uiTexts(langue)
  return (
    <div class="champ" data-champ={name} data-invalid={erreur === undefined ? undefined : true}>
      <Asked name={name} />
      {erreur !== undefined && (
        <p class="champ__erreur" id={`${id}-erreur`}>
          <Icon nom="alerte" />
          <span>
            <span class="cache">{t.erreurs.mention}</span>
            {erreur}
          </span>
        </p>
      )}
      <div class="choix">
        <input
          type="checkbox"
          {...controlProps(props)}
          aria-describedby={describedBy(props)}
          value={value}
          checked={cochee}
        />
        <label for={id} lang={langTexte}>
          {libelle}
          {facultatif && (
            <span class="champ__facultatif" lang={langue}>
              {' '}
              {t.champ.facultatif}
            </span>
          )}
        </label>
      </div>
      {aide !== undefined && (
        <div class="champ__aide" id={`${id}-aide`} lang={langTexte}>
          <RichText texte={aide} />
        </div>
      )}
      <Sealed {...props} />
    </div>
  )
}
