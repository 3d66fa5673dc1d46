import type { Commune } from '../../core/champs/kind.ts'
import { ChampGroup, controlProps, describedBy, type FieldProps } from '../champ-frame.tsx'
import { type Drawn, keepAround, keepDrawn } from '../drawn.tsx'
import { uiTexts } from '../texts.ts'
import type { ChoiceOption } from './choice.tsx'
import { CommuneCandidates, CommuneSuggest } from './commune.tsx'

/** The inputs of an address. */
export type AddressPart = 'voie' | 'complement' | 'codePostal' | 'commune' | 'pays'

interface AddressProps extends FieldProps {
  readonly valeurs: Readonly<Record<AddressPart, string>>
  /** The parts to mend; none when it is the whole. */
  readonly enCause?: readonly AddressPart[] | undefined
  readonly pays: readonly ChoiceOption[]
  /** Communes of that name and postal code, when there are several. */
  readonly candidates: readonly Commune[]
  readonly codeCommune: string
  readonly suggestionsUrl?: string | undefined
}

const TEXT_PARTS = ['voie', 'complement', 'codePostal', 'commune'] as const

/** What browsers fill in by themselves, when the address is the usager's own (RGAA 11.13). */
const AUTOCOMPLETE: Readonly<Record<AddressPart, string>> = {
  voie: 'address-line1',
  complement: 'address-line2',
  codePostal: 'postal-code',
  commune: 'address-level2',
  pays: 'country',
}

interface PartProps {
  readonly props: AddressProps
  readonly partie: AddressPart
  readonly idOf: (partie: AddressPart) => string
}

function partField({ props, partie, idOf }: PartProps): FieldProps {
  const { langue, name, facultatif = false } = props
  return {
    langue,
    id: idOf(partie),
    name: `${name}-${partie}`,
    libelle: uiTexts(langue).adresse[partie],
    facultatif: facultatif || partie === 'complement' || partie === 'pays',
    autocomplete: props.autocomplete === undefined ? undefined : AUTOCOMPLETE[partie],
  }
}

function TextPart({ props, partie, idOf }: PartProps) {
  const t = uiTexts(props.langue)
  const field = partField({ props, partie, idOf })
  const { id } = field
  const isFaulty = props.enCause?.includes(partie) === true
  const hint = partie === 'complement' ? t.adresse.exempleComplement : undefined
  const box = (
    <input
      class={partie === 'codePostal' ? 'saisie saisie--10' : 'saisie'}
      type="text"
      {...controlProps(field)}
      aria-describedby={describedBy({ ...field, aide: hint })}
      aria-invalid={isFaulty ? 'true' : undefined}
      inputmode={partie === 'codePostal' && props.valeurs.pays === 'FR' ? 'numeric' : undefined}
      value={props.valeurs[partie]}
      autocomplete={field.autocomplete}
    />
  )
  return (
    <div class="champ">
      <label class="champ__titre" for={id}>
        {field.libelle}
        {partie === 'complement' && props.facultatif !== true && (
          <span class="champ__facultatif"> {t.champ.facultatif}</span>
        )}
      </label>
      {hint !== undefined && (
        <p class="champ__aide" id={`${id}-aide`}>
          {hint}
        </p>
      )}
      {partie === 'commune' ? (
        <CommuneSuggest langue={props.langue} url={props.suggestionsUrl} codePostal={idOf('codePostal')}>
          {box}
        </CommuneSuggest>
      ) : (
        box
      )}
    </div>
  )
}

const drawn = new WeakMap<readonly ChoiceOption[], Drawn>()

// Two hundred and fifty elements, the same on every page that asks an address: drawn once for each country chosen.
function countryOptions(pays: readonly ChoiceOption[], chosen: string) {
  const own = drawn.get(pays) ?? keepDrawn(pays.length + 1)
  drawn.set(pays, own)
  const selected = pays.some(({ value }) => value === chosen) ? chosen : ''
  return own(selected, () => <CountryOptions pays={pays} selected={selected} />)
}

function CountryOptions({ pays, selected }: { readonly pays: readonly ChoiceOption[]; readonly selected: string }) {
  return (
    <>
      {pays.map(({ value, texte }) => (
        <option key={value} value={value} selected={value === selected}>
          {texte}
        </option>
      ))}
    </>
  )
}

function CountryPart({ props, idOf }: Omit<PartProps, 'partie'>) {
  const field = partField({ props, partie: 'pays', idOf })
  const { id } = field
  return (
    <div class="champ">
      <label class="champ__titre" for={id}>
        {field.libelle}
      </label>
      <select class="saisie" {...controlProps(field)} autocomplete={field.autocomplete}>
        {countryOptions(props.pays, props.valeurs.pays)}
      </select>
    </div>
  )
}

/** A postal address typed by hand, in the order in which it is written. Several communes of one name are chosen from. */
export function AddressField(props: AddressProps) {
  const { pays, valeurs, candidates, enCause = [], codeCommune, ...field } = props
  if (candidates.length > 1 || enCause.length > 0 || field.erreur !== undefined) return drawAddress(props)
  // The same for everybody, but for what is typed.
  const key = JSON.stringify([field, valeurs.pays])
  return around(
    key,
    TEXT_PARTS.map((part) => valeurs[part]),
    ([voie = '', complement = '', codePostal = '', commune = '']) =>
      drawAddress({ ...props, valeurs: { voie, complement, codePostal, commune, pays: valeurs.pays } }),
  )
}

const around = keepAround(200)

function drawAddress(props: AddressProps) {
  const { langue, id, name, candidates, codeCommune, enCause = [] } = props
  const first = TEXT_PARTS.find((part) => enCause.includes(part)) ?? 'voie'
  const idOf = (part: AddressPart): string => (part === first ? id : `${id}-${part}`)
  return (
    <ChampGroup {...props}>
      <div class="sous-champs">
        {TEXT_PARTS.map((part) => (
          <TextPart key={part} props={props} partie={part} idOf={idOf} />
        ))}
        {candidates.length > 1 && (
          <fieldset class="champ choix-suite">
            <legend class="champ__titre">{uiTexts(langue).commune.laquelle}</legend>
            <CommuneCandidates
              id={`${id}-candidate`}
              name={`${name}-commune`}
              candidates={candidates}
              code={codeCommune}
            />
          </fieldset>
        )}
        <CountryPart props={props} idOf={idOf} />
      </div>
    </ChampGroup>
  )
}
