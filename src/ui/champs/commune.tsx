import type { ComponentChildren } from 'preact'
import type { Commune } from '../../core/champs/kind.ts'
import type { Langue } from '../../core/texte.ts'
import { ChampFrame, ChampGroup, controlProps, type FieldProps } from '../champ-frame.tsx'
import { uiTexts } from '../texts.ts'
import { ChoiceBox } from './choice.tsx'

interface CommuneProps extends FieldProps {
  readonly texte: string
  /** Official code of the one chosen. */
  readonly code: string
  /** Those that what was typed may name; more than one has to be chosen from. */
  readonly candidates: readonly Commune[]
  /** Address that suggests while one types; nothing without it. */
  readonly suggestionsUrl?: string | undefined
}

interface SuggestProps {
  readonly langue: Langue
  readonly url?: string | undefined
  /** Ids of the fields that a choice fills in besides. */
  readonly code?: string | undefined
  readonly codePostal?: string | undefined
  readonly children: ComponentChildren
}

/** What suggests communes around a text, when there is a script; the text alone otherwise. */
export function CommuneSuggest({ langue, url, code, codePostal, children }: SuggestProps) {
  const t = uiTexts(langue).commune
  if (url === undefined) return <>{children}</>
  return (
    <parvis-commune
      class="suggere"
      data-url={url}
      data-code={code}
      data-code-postal={codePostal}
      data-suggestions={t.suggestions}
      data-nombre={t.nombre}
      data-une-seule={t.uneSeule}
      data-aucune={t.aucune}
    >
      {children}
    </parvis-commune>
  )
}

interface CandidatesProps {
  readonly id: string
  readonly name: string
  readonly candidates: readonly Commune[]
  readonly code: string
}

/** The communes of one name, told apart by their postal codes and département. */
export function CommuneCandidates({ id, name, candidates, code }: CandidatesProps) {
  return (
    <div class="choix-liste">
      {candidates.map((commune, index) => (
        <ChoiceBox
          key={commune.code}
          type="radio"
          id={`${id}-${index + 1}`}
          name={name}
          option={{
            value: commune.code,
            texte: `${commune.nom} (${commune.codesPostaux.slice(0, 3).join(', ') || commune.codeDepartement})`,
          }}
          checked={commune.code === code}
          invalid={false}
        />
      ))}
    </div>
  )
}

function TextBox({ field, texte }: { readonly field: FieldProps; readonly texte: string }) {
  return <input class="saisie" type="text" {...controlProps(field)} name={`${field.name}-texte`} value={texte} />
}

/**
 * A commune, typed by its name or its postal code. Without a script, or when several bear the name, the page comes back
 * with those to choose from.
 */
export function CommuneField(props: CommuneProps) {
  const { langue, id, name, texte, code, candidates, suggestionsUrl } = props
  const t = uiTexts(langue).commune
  const field: FieldProps = { ...props, aide: props.aide ?? t.aide }
  const codeName = `${name}-code`
  if (candidates.length < 2) {
    return (
      <ChampFrame {...field}>
        <CommuneSuggest langue={langue} url={suggestionsUrl} code={`${id}-code`}>
          <TextBox field={field} texte={texte} />
          <input type="hidden" id={`${id}-code`} name={codeName} value={code} />
        </CommuneSuggest>
      </ChampFrame>
    )
  }
  return (
    <ChampGroup {...field}>
      <label class="cache" for={id}>
        {props.libelle}
      </label>
      <TextBox field={{ ...field, aide: undefined, erreur: undefined }} texte={texte} />
      <fieldset class="champ choix-suite">
        <legend class="champ__titre">{t.laquelle}</legend>
        <CommuneCandidates id={`${id}-code`} name={codeName} candidates={candidates} code={code} />
      </fieldset>
    </ChampGroup>
  )
}
