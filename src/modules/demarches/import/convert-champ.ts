import type { Enfant } from '../../../core/champs/index.ts'
import { OCTETS_MAX } from '../../../core/champs/piece.ts'
import { AUTRE } from '../../../core/conditions/condition.ts'
import type { Texte } from '../../../core/texte.ts'
import type { Descripteur } from './descriptor.ts'
import { normalizeLineEnds, plainText } from './plain-text.ts'
import { isKnownType, remplacementOf } from './replacements.ts'
import type { LigneRapport, Remarque } from './report.ts'

/** What a descriptor became. */
export interface Converti<C> {
  readonly champ: C
  readonly issue: Extract<LigneRapport, { portee: 'champ' }>['issue']
  readonly remarques: readonly Remarque[]
}

/** Longest text of a definition; longer ones are cut and kept whole in `conserve`. */
export const TEXTE_MAX = 20_000
const LIBELLE_SANS_TITRE = { question: 'Question sans libellé', explication: 'Information' } as const

const SIMPLES = {
  Text: 'texte',
  Textarea: 'texte_long',
  IntegerNumber: 'entier',
  Number: 'entier',
  DecimalNumber: 'decimal',
  Date: 'date',
  YesNo: 'oui_non',
  Checkbox: 'case_a_cocher',
  Civilite: 'civilite',
  Email: 'courriel',
  Phone: 'telephone',
  Iban: 'iban',
  Siret: 'siret',
  Address: 'adresse',
  Commune: 'commune',
  Departement: 'departement',
  Region: 'region',
  Pays: 'pays',
} as const satisfies Record<string, Enfant['kind']>

const SIMPLES_BY_TYPE: ReadonlyMap<string, (typeof SIMPLES)[keyof typeof SIMPLES]> = new Map(Object.entries(SIMPLES))

/** A question or an explanation as one of our champs; never a section nor a repetition. `obligatoire` is already decided. */
export function convertChamp(descripteur: Descripteur, { id, obligatoire }: Identite): Converti<Enfant> {
  const { type } = descripteur
  const question = { ...base(descripteur, id, 'question'), obligatoire }
  const remarques = remarquesOf(descripteur)
  const simple = SIMPLES_BY_TYPE.get(type)
  if (simple !== undefined) return taken({ kind: simple, ...question }, remarques)
  switch (type) {
    case 'Explication':
      return taken(explicationOf(descripteur, id), remarques)
    case 'PieceJustificative':
      return taken({ kind: 'piece', ...question, octetsMax: OCTETS_MAX, nombreMax: 10 }, remarques)
    case 'TitreIdentite': {
      const limites = { types: ['image_scan' as const], octetsMax: 20_000_000, nombreMax: 2 }
      return taken({ kind: 'piece', ...question, ...limites, sensible: true }, remarques)
    }
    case 'DropDownList':
    case 'MultipleDropDownList':
    case 'LinkedDropDownList':
      return convertChoix(descripteur, { id, obligatoire })
    default:
      return replaced(
        descripteur,
        id,
        isKnownType(type) ? { code: 'type_remplace', type } : { code: 'type_inconnu', type },
      )
  }
}

interface Identite {
  readonly id: number
  readonly obligatoire: boolean
}

/** What every champ has: its label, and its help in plain text when there is some. */
export function base({ label, description }: Descripteur, id: number, nature: keyof typeof LIBELLE_SANS_TITRE) {
  const aide = plainText(description).slice(0, TEXTE_MAX).toWellFormed()
  const libelle = libelleOf(label)
  return {
    id,
    libelle: { fr: libelle === '' ? LIBELLE_SANS_TITRE[nature] : libelle },
    ...(aide === '' ? {} : { aide: { fr: aide } }),
  }
}

/** A label is one line; otherwise it is the author's, spelling included. */
export function libelleOf(label: string): string {
  return normalizeLineEnds(label).replaceAll('\n', ' ').trim().slice(0, TEXTE_MAX).toWellFormed()
}

/** What is worth saying of any descriptor, whatever its type. */
export function remarquesOf({ label, description }: Descripteur): readonly Remarque[] {
  const remarques: Remarque[] = []
  if (libelleOf(label) === '') remarques.push({ code: 'libelle_vide' })
  if (label.length > TEXTE_MAX) remarques.push({ code: 'libelle_coupe' })
  if (isRewritten(description)) remarques.push({ code: 'html_en_texte' })
  return remarques
}

/** Whether the plain text of a description is more than its line ends put right. */
export function isRewritten(description: string): boolean {
  return plainText(description) !== plainLines(description)
}

function plainLines(text: string): string {
  const lines = normalizeLineEnds(text).split('\n')
  return lines
    .map((line) => line.trimEnd().replace(/(\S) {2,}/g, '$1 '))
    .filter((line, index, all) => line !== '' || all[index - 1] !== '')
    .join('\n')
    .trim()
}

/** A free answer in place of what we do not offer; it is optional, and keeps the id so that answers can be given. */
export function replaced(descripteur: Descripteur, id: number, why: Remarque): Converti<Enfant> {
  const { kind, consigne } = remplacementOf(descripteur.type)
  const { aide, ...same } = base(descripteur, id, 'question')
  const champ = { kind, ...same, obligatoire: false, aide: beside(aide?.fr, consigne) }
  return { champ, issue: 'remplace', remarques: [...remarquesOf(descripteur), why] }
}

function beside(aide: string | undefined, consigne: Texte): Texte {
  if (aide === undefined) return consigne
  return { fr: `${aide.slice(0, TEXTE_MAX - 1000).toWellFormed()}\n\n${consigne.fr}` }
}

function taken(champ: Enfant, remarques: readonly Remarque[]): Converti<Enfant> {
  return { champ, issue: remarques.length === 0 ? 'repris' : 'adapte', remarques }
}

function explicationOf(descripteur: Descripteur, id: number): Enfant {
  const { aide, ...same } = base(descripteur, id, 'explication')
  const depliable = plainText(descripteur.depliable).slice(0, TEXTE_MAX).toWellFormed()
  return {
    kind: 'explication',
    ...same,
    texte: aide ?? { fr: '' },
    ...(depliable === '' ? {} : { depliable: { fr: depliable } }),
  }
}

function convertChoix(descripteur: Descripteur, { id, obligatoire }: Identite): Converti<Enfant> {
  const isLinked = descripteur.type === 'LinkedDropDownList'
  const valeurs = isLinked ? linkedOptions(descripteur.options) : descripteur.options
  const kept = [...new Set(valeurs)].filter(isKeepable).slice(0, 2000)
  if (kept.length === 0) return replaced(descripteur, id, { code: 'options_absentes' })
  const dropped = valeurs.filter((valeur, index) => !kept.includes(valeur) || valeurs.indexOf(valeur) !== index)
  const remarques = [...remarquesOf(descripteur)]
  if (isLinked) remarques.push({ code: 'options_liees' })
  if (dropped.length > 0) remarques.push({ code: 'options_ecartees', options: dropped })
  // Values are the stored answers, byte for byte; only what people read is put right.
  const options = kept.map((valeur) => ({ valeur, libelle: { fr: normalizeLineEnds(valeur) } }))
  const question = { ...base(descripteur, id, 'question'), obligatoire, options }
  if (descripteur.type === 'MultipleDropDownList') return taken({ kind: 'choix_multiple', ...question }, remarques)
  return taken({ kind: 'choix', ...question, ...(descripteur.otherOption ? { autre: true } : {}) }, remarques)
}

function isKeepable(valeur: string): boolean {
  return valeur.trim() !== '' && valeur.length <= 1000 && valeur !== AUTRE
}

/** `--Primaire--` lines, each followed by its secondary options: « Primaire / Secondaire », as the API writes the answers. */
function linkedOptions(lines: readonly string[]): readonly string[] {
  const options: string[] = []
  let primary: string | undefined
  for (const each of lines) {
    const title = /^--(.*)--$/.exec(each.trim())?.[1]
    if (title !== undefined) primary = title.trim()
    else if (primary !== undefined && each.trim() !== '') options.push(`${primary} / ${each}`)
  }
  return options
}
