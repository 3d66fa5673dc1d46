import { z } from 'zod'

const jsonSchema = z.json()

/** A value of a JSON document. */
export type Json = z.infer<typeof jsonSchema>
/** An object of a JSON document. */
export type JsonObject = Readonly<Record<string, Json>>

/** One question or one text of the public description, before we make anything of it. */
export interface Descripteur {
  /** `Text`, `YesNo`…: the GraphQL type without `ChampDescriptor`; empty when the document does not say. */
  readonly type: string
  readonly id: string
  readonly label: string
  readonly description: string
  readonly required: boolean
  /** Those that are texts, byte for byte. */
  readonly options: readonly string[]
  readonly otherOption: boolean
  readonly level: number
  /** The folded part of an explanation, when its author shows it. */
  readonly depliable: string
  readonly enfants: readonly Descripteur[]
  /** The descriptor as it came, children included. */
  readonly tout: JsonObject
}

/** The public description of a démarche. */
export interface DescripteurDemarche {
  readonly title: string
  readonly description: string
  /** Months; nothing when the document does not say. */
  readonly conservation: number | undefined
  readonly cadreJuridique: string
  /** Who answers for it, in one line; empty when the document does not say. */
  readonly service: string
  readonly champs: readonly Descripteur[]
  readonly annotations: readonly Descripteur[]
  /** Everything but the champs and annotations, as it came. */
  readonly reste: JsonObject
}

/** Why a document is not the description of a démarche; `chemin` is where, as in `revision.champDescriptors[3].label`. */
export interface Illisible {
  readonly code: 'pas_du_json' | 'trop_profond' | 'aucune_demarche' | 'forme'
  readonly chemin: string
}

/** What reading a document gives. `abime`: characters that cannot be kept were replaced. */
export type DescripteurLu =
  | { readonly kind: 'lu'; readonly demarche: DescripteurDemarche; readonly abime: boolean }
  | { readonly kind: 'illisible'; readonly problemes: readonly Illisible[] }

/** Far beyond any real description; deeper ones would exhaust the stack of what reads them. */
const PROFONDEUR_MAX = 60

/**
 * Reads the answer of the field's API: the `demarcheDescriptor` itself, or `{ data: { demarcheDescriptor } }`, or the
 * `demarche` that agents ask for, with or without `data`. Unknown keys are no problem. Never throws.
 */
export function readDescriptor(contenu: unknown): DescripteurLu {
  if (!isShallow(contenu)) return illisible([{ code: 'trop_profond', chemin: '' }])
  const json = jsonSchema.safeParse(contenu)
  if (!json.success) return illisible([{ code: 'pas_du_json', chemin: '' }])
  const clean = keepable(json.data)
  const found = findDemarche(clean)
  if (!found) return illisible([{ code: 'aucune_demarche', chemin: '' }])
  const problemes: Illisible[] = []
  const demarche = readDemarche(found, problemes)
  if (problemes.length > 0 || !demarche) return illisible(problemes)
  return { kind: 'lu', demarche, abime: JSON.stringify(clean) !== JSON.stringify(json.data) }
}

function illisible(problemes: readonly Illisible[]): DescripteurLu {
  return { kind: 'illisible', problemes }
}

/** Looked at level by level, so that no document however deep (or turning back on itself) exhausts the stack. */
function isShallow(contenu: unknown): boolean {
  let level: readonly unknown[] = [contenu]
  for (let depth = 0; depth < PROFONDEUR_MAX && level.length > 0; depth += 1) {
    const inside = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []))
    // Each object once a level, or one that holds itself twice would double them sixty times.
    level = [...new Set(inside)]
  }
  return level.length === 0
}

/** PostgreSQL keeps neither U+0000 nor half a character. */
function keepable(json: Json): Json {
  if (typeof json === 'string') return keepableText(json)
  if (Array.isArray(json)) return json.map(keepable)
  if (typeof json !== 'object' || json === null) return json
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [keepableText(key), keepable(value)]))
}

function keepableText(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed()
}

function asObject(json: Json | undefined): JsonObject | undefined {
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? json : undefined
}

function findDemarche(json: Json): JsonObject | undefined {
  const root = asObject(json)
  const inside = asObject(root?.data) ?? root
  const found = asObject(inside?.demarcheDescriptor) ?? asObject(inside?.demarche) ?? inside
  return found && revisionOf(found) ? found : undefined
}

/** A descriptor has one revision; a démarche read by its agents has several, and old programs ask for none. */
function revisionOf(demarche: JsonObject): JsonObject | undefined {
  const { revision, publishedRevision, activeRevision, draftRevision, champDescriptors } = demarche
  const found = [revision, publishedRevision, activeRevision, draftRevision].map(asObject).find((each) => each)
  return found ?? (Array.isArray(champDescriptors) ? demarche : undefined)
}

const texte = z
  .string()
  .nullish()
  .transform((value) => value ?? '')
const drapeau = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false)
const liste = z
  .array(jsonSchema)
  .nullish()
  .transform((value) => value ?? [])

const demarcheSchema = z.object({
  title: z.string().min(1),
  description: texte,
  dureeConservationDossiers: z.int().positive().nullish().catch(null),
  cadreJuridiqueURL: texte,
  cadreJuridiqueUrl: texte,
})
const revisionSchema = z.object({ champDescriptors: z.array(jsonSchema), annotationDescriptors: liste })
const serviceSchema = z.object({ nom: texte, organisme: texte })

function readDemarche(found: JsonObject, problemes: Illisible[]): DescripteurDemarche | undefined {
  const revision = revisionOf(found)
  const read = demarcheSchema.safeParse(found)
  const lists = revisionSchema.safeParse(revision)
  if (!read.success) problemes.push(...formes(read.error, ''))
  if (!lists.success) problemes.push(...formes(lists.error, 'revision'))
  if (!read.success || !lists.success) return undefined
  const { title, description, dureeConservationDossiers, cadreJuridiqueURL, cadreJuridiqueUrl } = read.data
  const { champDescriptors, annotationDescriptors } = lists.data
  const service = serviceSchema.safeParse(found.service)
  return {
    title,
    description,
    conservation: dureeConservationDossiers ?? undefined,
    cadreJuridique: cadreJuridiqueURL || cadreJuridiqueUrl,
    service: service.success ? [service.data.nom, service.data.organisme].filter((each) => each !== '').join(', ') : '',
    champs: readAll(champDescriptors, { chemin: 'revision.champDescriptors', problemes }),
    annotations: readAll(annotationDescriptors, { chemin: 'revision.annotationDescriptors', problemes }),
    reste: withoutLists(found),
  }
}

const champSchema = z.object({
  __typename: texte,
  type: texte,
  id: z.union([z.string(), z.number()]).nullish(),
  label: texte,
  description: texte,
  required: drapeau,
  options: liste,
  otherOption: drapeau,
  level: z.int().nullish().catch(null),
  collapsibleExplanationText: texte,
  collapsibleExplanationEnabled: z.boolean().nullish(),
  champDescriptors: liste,
})

interface Lecture {
  readonly chemin: string
  readonly problemes: Illisible[]
}

function readAll(champs: readonly Json[], { chemin, problemes }: Lecture): readonly Descripteur[] {
  return champs.flatMap((json, index) => readChamp(json, { chemin: `${chemin}[${index}]`, problemes }) ?? [])
}

function readChamp(json: Json, lecture: Lecture): Descripteur | undefined {
  const tout = asObject(json)
  const read = champSchema.safeParse(json)
  if (!read.success || !tout) {
    lecture.problemes.push(...(read.success ? [] : formes(read.error, lecture.chemin)))
    return undefined
  }
  const { __typename, type, id, level, champDescriptors, options, ...same } = read.data
  return {
    type: __typename === '' ? typeOfEnum(type) : __typename.replace(/ChampDescriptor$/, ''),
    id: String(id ?? ''),
    label: same.label,
    description: same.description,
    required: same.required,
    options: options.filter((option) => typeof option === 'string'),
    otherOption: same.otherOption,
    level: level ?? 1,
    depliable: same.collapsibleExplanationEnabled === false ? '' : same.collapsibleExplanationText,
    enfants: readAll(champDescriptors, { ...lecture, chemin: `${lecture.chemin}.champDescriptors` }),
    tout,
  }
}

/** The deprecated `type` says `drop_down_list` where `__typename` says `DropDownList`. */
function typeOfEnum(type: string): string {
  const singular = type.replace(/^(commune|departement|region)s$/, '$1')
  return singular.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

function formes(error: z.ZodError, chemin: string): readonly Illisible[] {
  return error.issues.map(({ path }) => {
    const at = path.reduce<string>(
      (so, key) => (typeof key === 'number' ? `${so}[${key}]` : `${so}.${String(key)}`),
      chemin,
    )
    return { code: 'forme', chemin: at.replace(/^\./, '') }
  })
}

/** What the description says besides its champs, revisions included. */
function withoutLists(json: JsonObject): JsonObject {
  const kept = Object.entries(json).filter(([key]) => key !== 'champDescriptors' && key !== 'annotationDescriptors')
  return Object.fromEntries(
    kept.map(([key, value]) => [key, key.toLowerCase().endsWith('revision') ? withoutListsIn(value) : value]),
  )
}

function withoutListsIn(value: Json): Json {
  const object = asObject(value)
  return object ? withoutLists(object) : value
}
