import type { ComponentChildren } from 'preact'
import { ChampFrame, controlProps, type FieldProps, RadioGroup } from '../champ-frame.tsx'
import { uiTexts } from '../texts.ts'

/** One thing that may be chosen. */
export interface ChoiceOption {
  readonly value: string
  readonly texte: string
  /** The language of the text, when it is not that of the page. */
  readonly lang?: string | undefined
}

/** A free text asked under « Autre ». */
export interface OtherChoice {
  /** Value posted when it is chosen. */
  readonly value: string
  readonly id: string
  readonly name: string
  readonly texte: string
  readonly erreur?: boolean | undefined
}

interface ChoiceProps extends FieldProps {
  readonly options: readonly ChoiceOption[]
  readonly valeur: string
  readonly autre?: OtherChoice | undefined
}

interface BoxProps {
  readonly type: 'radio' | 'checkbox'
  readonly id: string
  readonly name: string
  readonly option: ChoiceOption
  readonly checked: boolean
  readonly invalid: boolean
}

/** One radio or box with its words, as tall as a finger. */
export function ChoiceBox({ type, id, name, option, checked, invalid }: BoxProps) {
  return (
    <div class="choix">
      <input
        type={type}
        id={id}
        name={name}
        value={option.value}
        checked={checked}
        aria-invalid={invalid && type === 'checkbox' ? 'true' : undefined}
      />
      <label for={id} lang={option.lang}>
        {option.texte}
      </label>
    </div>
  )
}

/** The id of an option: the first one bears that of the champ, where the error summary leads. */
export function optionId(id: string, index: number): string {
  return index === 0 ? id : `${id}-${index + 1}`
}

function OtherText({ langue, autre }: { readonly langue: FieldProps['langue']; readonly autre: OtherChoice }) {
  return (
    <div class="choix-suite">
      <label class="date__partie" for={autre.id}>
        {uiTexts(langue).champ.autrePreciser}
      </label>
      <input
        class="saisie"
        type="text"
        id={autre.id}
        name={autre.name}
        value={autre.texte}
        aria-invalid={autre.erreur === true ? 'true' : undefined}
      />
    </div>
  )
}

/**
 * One option among few, all of them seen. When no answer is a possible one there is an option for it: a radio once
 * chosen cannot be undone without a script.
 */
export function RadioField(props: ChoiceProps & { readonly enLigne?: boolean | undefined }) {
  const { langue, id, name, options, valeur, autre, facultatif = false, erreur, enLigne = false } = props
  const t = uiTexts(langue).champ
  const shown = [
    ...options,
    ...(autre ? [{ value: autre.value, texte: t.autre }] : []),
    ...(facultatif ? [{ value: '', texte: t.effacer }] : []),
  ]
  return (
    <RadioGroup {...props}>
      <div class={enLigne ? 'choix-ligne' : 'choix-liste'}>
        {shown.map((option, index) => (
          <>
            <ChoiceBox
              key={option.value}
              type="radio"
              id={optionId(id, index)}
              name={name}
              option={option}
              checked={option.value !== '' && option.value === valeur}
              invalid={erreur !== undefined}
            />
            {autre !== undefined && option.value === autre.value && <OtherText langue={langue} autre={autre} />}
          </>
        ))}
      </div>
    </RadioGroup>
  )
}

/** One option among many, in the list of the device. « Autre » asks its text underneath. */
export function SelectField(props: ChoiceProps) {
  const { langue, options, valeur, autre, autocomplete } = props
  const t = uiTexts(langue).champ
  return (
    <ChampFrame {...props}>
      <select class="saisie" {...controlProps(props)} autocomplete={autocomplete}>
        <option value="">{t.choisir}</option>
        {options.map(({ value, texte, lang }) => (
          <option key={value} value={value} selected={value === valeur} lang={lang}>
            {texte}
          </option>
        ))}
        {autre && (
          <option value={autre.value} selected={autre.value === valeur}>
            {t.autre}
          </option>
        )}
      </select>
      {autre && <OtherText langue={langue} autre={autre} />}
    </ChampFrame>
  )
}

/** Above this number of options, a list is quicker to go through than radios. */
const RADIOS_MAX = 5

/** One option: radios up to five, a list above. */
export function ChoiceField(props: ChoiceProps): ComponentChildren {
  return props.options.length <= RADIOS_MAX ? <RadioField {...props} /> : <SelectField {...props} />
}
