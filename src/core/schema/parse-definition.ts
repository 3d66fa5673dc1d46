import type { z } from 'zod'
import { formatConditionProbleme } from '../conditions/check.ts'
import { type Langue, readTexte } from '../texte.ts'
import { checkDefinition, type DefinitionProbleme } from './check-definition.ts'
import { type Definition, definitionSchema } from './definition.ts'
import { compileDefinition } from './formulaire.ts'
import { type SchemaTexts, schemaTexts } from './texts.ts'
import { upgradeDefinition } from './upgrade.ts'

/** Something to mend before the definition can be used. */
export interface ProblemeDefinition {
  /** Where in the document, as in `champs[3].options[0].libelle.fr`; empty for the whole of it. */
  readonly chemin: string
  /** What is wrong, in a sentence. */
  readonly message: string
}

/** What reading a stored or imported definition gives. */
export type ParsedDefinition =
  | { readonly kind: 'definition'; readonly definition: Definition }
  | { readonly kind: 'invalide'; readonly problemes: readonly ProblemeDefinition[] }

/** How deep a document may be nested; the deepest condition inside a repetition needs 46. */
const PROFONDEUR_MAX = 100
/** Beyond, a list of problems helps nobody. */
const PROBLEMES_MAX = 200

/**
 * A definition fit for use, from JSON of any origin: brought to the current format, its shape read, then the rules of
 * `checkDefinition`. Never throws; problems are at most 200, those of the rules only once the shape is right.
 */
export function parseDefinition(contenu: unknown, langue: Langue = 'fr'): ParsedDefinition {
  const shape = parseShape(contenu, langue)
  if (shape.kind === 'invalide') return shape
  const problemes = explainProblemes(shape.definition, langue)
  return problemes.length === 0 ? shape : invalid(problemes)
}

/**
 * The same as `parseDefinition` without the rules: what an author is still writing has this shape, and may be a
 * repetition without champ or a choice without option.
 */
export function parseShape(contenu: unknown, langue: Langue = 'fr'): ParsedDefinition {
  const texts = schemaTexts(langue)
  if (!isShallowObject(contenu)) return invalid([{ chemin: '', message: texts.illisible }])
  const upgraded = upgradeDefinition(contenu)
  if (upgraded.kind === 'inconnu') {
    return invalid([{ chemin: 'format', message: texts.formatInconnu(upgraded.format) }])
  }
  const read = definitionSchema.safeParse(upgraded.contenu, { error: (issue) => sentence(issue, texts) })
  if (read.success) return { kind: 'definition', definition: read.data }
  return invalid(read.error.issues.map(({ path, message }) => ({ chemin: cheminOf(path), message })))
}

/** What `checkDefinition` finds, in sentences. */
export function explainProblemes(definition: Definition, langue: Langue): readonly ProblemeDefinition[] {
  const problemes = checkDefinition(definition)
  if (problemes.length === 0) return []
  const { find } = compileDefinition(definition)
  const libelleOf = (id: number): string | undefined => {
    const champ = find(id)
    return champ && readTexte(champ.libelle, langue)
  }
  return problemes.map((each) => ({ chemin: each.chemin, message: ruleSentence(each, { langue, libelleOf }) }))
}

function invalid(problemes: readonly ProblemeDefinition[]): ParsedDefinition {
  return { kind: 'invalide', problemes: problemes.slice(0, PROBLEMES_MAX) }
}

/** Looked at level by level, so that no document however deep (or turning back on itself) exhausts the stack. */
function isShallowObject(contenu: unknown): contenu is object {
  if (!isObject(contenu) || Array.isArray(contenu)) return false
  let level: readonly object[] = [contenu]
  for (let depth = 0; depth < PROFONDEUR_MAX && level.length > 0; depth += 1) {
    level = [...new Set(level.flatMap((each) => Object.values(each).filter(isObject)))]
  }
  return level.length === 0
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function cheminOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((chemin, key) => {
    if (typeof key === 'number') return `${chemin}[${key}]`
    return chemin === '' ? String(key) : `${chemin}.${String(key)}`
  }, '')
}

function sentence(issue: z.core.$ZodRawIssue, texts: SchemaTexts): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? texts.manquant : texts.typeAttendu(issue.expected)
    case 'invalid_value':
      if (issue.input === undefined) return texts.manquant
      // The current format was checked before: what is left are the closed lists.
      return texts.valeursAttendues(issue.values.map(String))
    case 'unrecognized_keys':
      return texts.clesInconnues(issue.keys)
    case 'too_big':
      if (issue.inclusive === false) return texts.tropGrandStrict(String(issue.maximum))
      return texts.tropGrand(String(issue.maximum), uniteOf(issue.origin))
    case 'too_small':
      if (issue.inclusive === false) return texts.tropPetitStrict(String(issue.minimum))
      return texts.tropPetit(String(issue.minimum), uniteOf(issue.origin))
    case 'invalid_format':
      return issue.format === 'url' ? texts.adresseWebInvalide : texts.invalide
    case 'custom':
      return issue.params?.code === 'profondeur' ? texts.conditionTropProfonde : texts.invalide
    default:
      return texts.invalide
  }
}

function uniteOf(origin: string): 'caracteres' | 'elements' | 'nombre' {
  if (origin === 'string') return 'caracteres'
  return origin === 'array' ? 'elements' : 'nombre'
}

interface Words {
  readonly langue: Langue
  libelleOf(id: number): string | undefined
}

function ruleSentence(probleme: DefinitionProbleme, words: Words): string {
  const texts = schemaTexts(words.langue)
  switch (probleme.code) {
    case 'id_double':
      return texts.idDouble(probleme.champ)
    case 'libelle_vide':
      return texts.libelleVide
    case 'section_niveau_saute':
      return texts.sectionNiveauSaute(probleme.niveau)
    case 'repetition_sans_champ':
      return texts.repetitionSansChamp
    case 'choix_sans_option':
      return texts.choixSansOption
    case 'condition':
      return formatConditionProbleme(probleme.probleme, words)
  }
}
