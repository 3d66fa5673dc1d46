import type { ComponentChildren } from 'preact'
import { type Champ, type ChampOf, isQuestion, type Question } from '../core/champs/index.ts'
import type { Probleme, Referentiels, Saisie } from '../core/champs/kind.ts'
import { AUTRE } from '../core/conditions/condition.ts'
import { cleOf } from '../core/schema/formulaire.ts'
import { type Langue, readTexte, type Texte } from '../core/texte.ts'
import { coreTexts } from '../core/texts.ts'
import type { FieldProps } from './champ-frame.tsx'
import { champId, champName } from './champ-id.ts'
import { AddressChamp, CommuneChamp, DateChamp, PieceChamp, placeOptions } from './champ-parts.tsx'
import { listOf, partOf, textOf } from './champ-saisie.ts'
import { CheckboxesField, CheckboxField } from './champs/checkboxes.tsx'
import { ChoiceField, RadioField, SelectField } from './champs/choice.tsx'
import { Explanation } from './champs/explanation.tsx'
import type { PieceView } from './champs/file.tsx'
import { RepetitionField, type RepetitionRow } from './champs/repetition.tsx'
import { SectionHeading } from './champs/section.tsx'
import { TextField } from './champs/text.tsx'
import { TextareaField } from './champs/textarea.tsx'
import { type Drawn, type DrawnAround, keepAround, keepDrawn } from './drawn.tsx'
import { uiTexts } from './texts.ts'

/** One champ of a definition with its answer as typed, ready to show. */
export interface ChampViewProps<C extends Champ = Champ> {
  readonly champ: C
  /** `<id>`, or `<id>.<ulid>` in a row. */
  readonly cle: string
  readonly langue: Langue
  /** The easy-to-read French version, where the author wrote one. */
  readonly falc?: boolean | undefined
  readonly saisie?: Saisie | undefined
  readonly probleme?: Probleme | undefined
  readonly referentiels: Referentiels
  /** The files already received, for a champ of that kind. */
  readonly pieces?: readonly PieceView[] | undefined
  /** Where the file to fill in first is. */
  readonly modele?: { readonly href: string; readonly texte?: string | undefined } | undefined
  /** The rows of a repetition, their champs already made. */
  readonly lignes?: readonly RepetitionRow[] | undefined
  /** Address of the suggestions of communes. */
  readonly communesUrl?: string | undefined
}

/** A text of the author, and its language when it is not that of the page. */
export function readAuthor(texte: Texte, langue: Langue, falc = false): { texte: string; lang: Langue | undefined } {
  if (falc && langue === 'fr' && texte.falc !== undefined) return { texte: texte.falc, lang: undefined }
  return { texte: readTexte(texte, langue), lang: langue === 'fr' || texte[langue] !== undefined ? undefined : 'fr' }
}

/** The hint of the author, and the example of the format unless the hint gives one (RGAA 11.10.5). */
export function withExample(aide: string | undefined, example: string): string {
  if (aide === undefined) return example
  return /exempl/i.test(aide) || /\be\.g\.|example/i.test(aide) ? aide : `${aide}\n\n${example}`
}

/** What every control needs of a question. */
export function fieldOf({ champ, cle, langue, falc, probleme }: ChampViewProps<Question>): FieldProps {
  const label = readAuthor(champ.libelle, langue, falc)
  return {
    langue,
    id: champId(cle),
    name: champName(cle),
    libelle: label.texte,
    langTexte: label.lang,
    aide: champ.aide && readAuthor(champ.aide, langue, falc).texte,
    erreur: probleme && coreTexts(langue).probleme(probleme, label.texte),
    facultatif: !champ.obligatoire,
    sensible: champ.sensible,
    autocomplete: champ.autocomplete,
  }
}

/** A line is as wide as what it may hold. */
function widthOf(max: number | undefined): 10 | 20 | undefined {
  if (max === undefined || max > 20) return undefined
  return max <= 10 ? 10 : 20
}

function ChoixView({ field, props }: { readonly field: FieldProps; readonly props: ChampViewProps<ChampOf<'choix'>> }) {
  const { champ, cle, langue, falc, saisie, probleme } = props
  const other = partOf(saisie, 'autre')
  const options = champ.options.map(({ valeur, libelle }) => {
    const { texte, lang } = readAuthor(libelle, langue, falc)
    return { value: valeur, texte, lang }
  })
  return (
    <ChoiceField
      {...field}
      options={options}
      valeur={other === undefined ? textOf(saisie) : AUTRE}
      autre={
        champ.autre === true
          ? {
              value: AUTRE,
              id: champId(cle, 'autre'),
              name: champName(cle, 'autre'),
              texte: other ?? '',
              erreur: probleme?.code === 'autre_a_preciser',
            }
          : undefined
      }
    />
  )
}

function TextualView(field: FieldProps, props: ChampViewProps<Question>): ComponentChildren {
  const { champ, langue, saisie } = props
  const t = uiTexts(langue).champ
  const text = { ...field, valeur: textOf(saisie) }
  switch (champ.kind) {
    case 'texte':
      return <TextField {...text} largeur={widthOf(champ.longueurMax)} />
    case 'texte_long':
      return <TextareaField {...text} limite={champ.longueurMax} />
    case 'entier':
      // A minus sign is on no numeric keyboard.
      return <TextField {...text} largeur={10} clavier={champ.positif === true ? 'numeric' : undefined} code />
    case 'decimal':
      return <TextField {...text} largeur={10} clavier={champ.positif === true ? 'decimal' : undefined} code />
    case 'courriel':
      return <TextField {...text} aide={withExample(field.aide, t.exempleCourriel)} type="email" code />
    case 'telephone':
      return <TextField {...text} aide={withExample(field.aide, t.exempleTelephone)} type="tel" largeur={20} code />
    case 'iban':
      return <TextField {...text} aide={withExample(field.aide, t.exempleIban)} largeur={34} code />
    case 'siret':
      return <TextField {...text} aide={withExample(field.aide, t.exempleSiret)} largeur={20} clavier="numeric" code />
    default:
      return null
  }
}

function ListView(field: FieldProps, props: ChampViewProps<Question>): ComponentChildren {
  const { champ, langue, falc, saisie } = props
  const t = uiTexts(langue)
  switch (champ.kind) {
    case 'oui_non': {
      const options = [
        { value: 'true', texte: t.champ.oui },
        { value: 'false', texte: t.champ.non },
      ]
      return <RadioField {...field} options={options} valeur={textOf(saisie)} enLigne />
    }
    case 'case_a_cocher':
      return <CheckboxField {...field} cochee={textOf(saisie) === 'true'} />
    case 'civilite': {
      const options = (['Mme', 'M.'] as const).map((value) => ({ value, texte: t.civilite[value] }))
      return <RadioField {...field} options={options} valeur={textOf(saisie)} enLigne />
    }
    case 'choix_multiple': {
      const options = champ.options.map(({ valeur, libelle }) => {
        const { texte, lang } = readAuthor(libelle, langue, falc)
        return { value: valeur, texte, lang }
      })
      return <CheckboxesField {...field} options={options} valeurs={listOf(saisie)} />
    }
    case 'departement':
    case 'region':
    case 'pays':
      return (
        <SelectField
          {...field}
          options={placeOptions(champ.kind, props.referentiels, langue)}
          valeur={textOf(saisie)}
        />
      )
    default:
      return null
  }
}

function QuestionView(props: ChampViewProps<Question>): ComponentChildren {
  const { champ, cle, lignes = [] } = props
  const field = fieldOf(props)
  switch (champ.kind) {
    case 'choix':
      return <ChoixView field={field} props={{ ...props, champ }} />
    case 'date':
      return <DateChamp field={field} saisie={props.saisie} probleme={props.probleme} />
    case 'adresse':
      return <AddressChamp field={field} {...props} />
    case 'commune':
      return <CommuneChamp field={field} {...props} />
    case 'piece':
      return <PieceChamp field={field} champ={champ} pieces={props.pieces} modele={props.modele} />
    case 'repetition':
      return <RepetitionField {...field} cle={cle} lignes={lignes} complet={lignes.length >= champ.max} />
    default:
      return TextualView(field, props) ?? ListView(field, props)
  }
}

const drawn = new WeakMap<Champ, { readonly kept: Drawn; readonly around: DrawnAround }>()

/**
 * One champ of a form, whatever its kind: its question, its hint, its error, its controls with what was typed. It is drawn
 * once while it is the same for everybody: not answered yet, or but for the text typed in its one box.
 */
export function ChampView(props: ChampViewProps): ComponentChildren {
  const { champ, cle, langue, falc = false, communesUrl = '', saisie = '', probleme, pieces = [], lignes = [] } = props
  const isOwn = probleme !== undefined || pieces.length + lignes.length > 0 || props.modele !== undefined
  // In a row, its name is that of the row.
  if (isOwn || cle !== cleOf(champ.id)) return drawChamp(props)
  const key = `${langue} ${falc} ${communesUrl}`
  const own = drawn.get(champ) ?? { kept: keepDrawn(50), around: keepAround(8) }
  drawn.set(champ, own)
  if (saisie === '') return own.kept(key, () => drawChamp(props))
  if (champ.kind === 'date' && partOf(saisie, 'jour') !== undefined) {
    const parts = ['jour', 'mois', 'annee'].map((part) => partOf(saisie, part) ?? '')
    return own.around(key, parts, ([jour = '', mois = '', annee = '']) =>
      drawChamp({ ...props, saisie: { jour, mois, annee } }),
    )
  }
  if (typeof saisie !== 'string') return drawChamp(props)
  if (isClosed(champ, saisie)) return own.kept(`${key} ${saisie}`, () => drawChamp(props))
  if (ONE_BOX.has(champ.kind)) return own.around(key, [saisie], ([hole]) => drawChamp({ ...props, saisie: hole }))
  return drawChamp(props)
}

/** An answer among those of the question. */
function isClosed(champ: Champ, saisie: string): boolean {
  if (champ.kind === 'oui_non' || champ.kind === 'case_a_cocher') return saisie === 'true' || saisie === 'false'
  return champ.kind === 'choix' && champ.options.some(({ valeur }) => valeur === saisie)
}

const ONE_BOX: ReadonlySet<Champ['kind']> = new Set([
  'texte',
  'texte_long',
  'entier',
  'decimal',
  'courriel',
  'telephone',
  'iban',
  'siret',
])

function drawChamp(props: ChampViewProps): ComponentChildren {
  const { champ, cle, langue, falc } = props
  if (isQuestion(champ)) return QuestionView({ ...props, champ })
  const title = readAuthor(champ.libelle, langue, falc)
  const aide = champ.aide && readAuthor(champ.aide, langue, falc).texte
  if (champ.kind === 'section') {
    return (
      <SectionHeading
        name={champName(cle)}
        langTexte={title.lang}
        titre={title.texte}
        niveau={champ.niveau === 3 ? 3 : 2}
        aide={aide}
      />
    )
  }
  return (
    <Explanation
      langue={langue}
      name={champName(cle)}
      langTexte={title.lang}
      titre={title.texte}
      texte={readAuthor(champ.texte, langue, falc).texte}
      depliable={champ.depliable && readAuthor(champ.depliable, langue, falc).texte}
    />
  )
}
