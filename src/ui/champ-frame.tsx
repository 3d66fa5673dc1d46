import type { ComponentChildren } from 'preact'
import type { Langue } from '../core/texte.ts'
import { Icon } from './icon.tsx'
import { RichText } from './rich-text.tsx'
import { uiTexts } from './texts.ts'

/** What every question of a form has, whatever it is asked with. */
export interface FieldProps {
  readonly langue: Langue
  /** Unique in the page; the error summary links to it. */
  readonly id: string
  readonly name: string
  readonly libelle: string
  /** The language of the author's texts, when it is not that of the page (RGAA 8.7). */
  readonly langTexte?: Langue | undefined
  /** Plain text of an author, see `RichText`. */
  readonly aide?: string | undefined
  /** The sentence that says how to mend. */
  readonly erreur?: string | undefined
  readonly facultatif?: boolean | undefined
  /** The answer is kept sealed, and out of searches: the question says so. */
  readonly sensible?: boolean | undefined
  /** Value of the HTML attribute, for what is asked of the usager's own (RGAA 11.13). */
  readonly autocomplete?: string | undefined
}

type Frame = FieldProps & { readonly children: ComponentChildren }

/** The ids of what is said around a control, for `aria-describedby`; `own` are the control's own. */
export function describedBy({ id, aide, erreur, sensible }: FieldProps, ...own: readonly string[]): string | undefined {
  const told = sensible === true ? `${id}-chiffre` : ''
  const ids = [aide === undefined ? '' : `${id}-aide`, told, erreur === undefined ? '' : `${id}-erreur`, ...own]
  return ids.filter(Boolean).join(' ') || undefined
}

/** The attributes shared by every control: its names, what describes it, and whether it was refused. */
export function controlProps(field: FieldProps, ...own: readonly string[]) {
  return {
    id: field.id,
    name: field.name,
    'aria-describedby': describedBy(field, ...own),
    'aria-invalid': field.erreur === undefined ? undefined : ('true' as const),
    'aria-required': field.facultatif === true ? undefined : ('true' as const),
  }
}

/** The words of a label: the question, and « (facultatif) » when it may stay blank. */
export function LabelText({
  langue,
  libelle,
  facultatif = false,
}: Pick<FieldProps, 'langue' | 'libelle' | 'facultatif'>) {
  return (
    <>
      {libelle}
      {facultatif && (
        <span class="champ__facultatif" lang={langue}>
          {' '}
          {uiTexts(langue).champ.facultatif}
        </span>
      )}
    </>
  )
}

/** Name of the hidden fields that say which champs a form asked: a box left blank sends nothing by itself. */
export const ASKED = '_q'

/** A champ of a démarche, in a row or not; neither a part of one nor a field of another form. */
const CHAMP_NAME = /^c\d+(?:\.\w+)?$/

/** Says that the form asks that champ; nothing for another field. */
export function Asked({ name }: { readonly name: string }) {
  return CHAMP_NAME.test(name) ? <input type="hidden" name={ASKED} value={name} /> : null
}

/** Says what becomes of a sensitive answer; nothing for another. */
export function Sealed({ langue, id, sensible = false }: Pick<FieldProps, 'langue' | 'id' | 'sensible'>) {
  return sensible ? (
    <p class="champ__aide" id={`${id}-chiffre`} lang={langue}>
      {uiTexts(langue).champ.chiffre}
    </p>
  ) : null
}

function Around({ langue, id, langTexte, aide, erreur, name, sensible }: FieldProps) {
  return (
    <>
      <Asked name={name} />
      {aide !== undefined && (
        <div class="champ__aide" id={`${id}-aide`} lang={langTexte}>
          <RichText texte={aide} />
        </div>
      )}
      <Sealed langue={langue} id={id} sensible={sensible} />
      {erreur !== undefined && (
        <p class="champ__erreur" id={`${id}-erreur`}>
          <Icon nom="alerte" />
          <span>
            <span class="cache">{uiTexts(langue).erreurs.mention}</span>
            {erreur}
          </span>
        </p>
      )}
    </>
  )
}

/** A question asked with one control: its label, its hint, its error, then the control. */
export function ChampFrame({ children, ...field }: Frame) {
  return (
    <div class="champ" data-champ={field.name} data-invalid={field.erreur === undefined ? undefined : true}>
      <label class="champ__titre" for={field.id} lang={field.langTexte}>
        <LabelText {...field} />
      </label>
      <Around {...field} />
      {children}
    </div>
  )
}

/** A question asked with several controls: a legend says what they are about. */
export function ChampGroup({ children, ...field }: Frame) {
  return (
    <fieldset
      class="champ"
      data-champ={field.name}
      data-invalid={field.erreur === undefined ? undefined : true}
      aria-describedby={describedBy(field)}
    >
      <Legend {...field} />
      {children}
    </fieldset>
  )
}

/** A question answered with one of several radios: that an answer is required is said once, by the group. */
export function RadioGroup({ children, ...field }: Frame) {
  return (
    <fieldset
      class="champ"
      data-champ={field.name}
      data-invalid={field.erreur === undefined ? undefined : true}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: ARIA in HTML allows it, and only it may carry aria-required.
      role="radiogroup"
      aria-required={field.facultatif === true ? undefined : 'true'}
      aria-describedby={describedBy(field)}
    >
      <Legend {...field} />
      {children}
    </fieldset>
  )
}

function Legend(field: FieldProps) {
  return (
    <>
      <legend class="champ__titre" lang={field.langTexte}>
        <LabelText {...field} />
      </legend>
      <Around {...field} />
    </>
  )
}
