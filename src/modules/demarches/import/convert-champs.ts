import type { Champ, Enfant } from '../../../core/champs/index.ts'
import type { Definition } from '../../../core/schema/definition.ts'
import { base, type Converti, convertChamp, isRewritten, remarquesOf, replaced } from './convert-champ.ts'
import type { Descripteur, JsonObject } from './descriptor.ts'
import { type Choix, choixOf, likelyConditional } from './likely-conditional.ts'
import type { LigneRapport, Remarque } from './report.ts'
import { assignId, decodeStableId } from './stable-id.ts'

/** The champs of a definition, and the report and what is kept of each descriptor. */
export interface ChampsConvertis {
  readonly champs: readonly Champ[]
  /** One line a descriptor, children included, in the order of the description. */
  readonly rapport: readonly LigneRapport[]
  readonly conserve: NonNullable<Definition['conserve']>
}

/** Converts every descriptor, in order: as many lines of report as there were descriptors. */
export function convertChamps(descripteurs: readonly Descripteur[]): ChampsConvertis {
  const reading = begin(descripteurs)
  const champs = descripteurs.map((descripteur, index) => convertOne(reading, descripteur, String(index + 1)))
  return { champs, rapport: reading.rapport, conserve: reading.conserve }
}

interface Reading {
  /** Ids given to champs so far, and those that later descriptors are entitled to. */
  readonly taken: Set<number>
  readonly reserved: ReadonlySet<number>
  readonly above: Choix[]
  /** Choices since the last section title; those of a row only see their own row. */
  section: Choix[]
  niveau: number
  readonly rapport: LigneRapport[]
  readonly conserve: NonNullable<Definition['conserve']>
}

function begin(descripteurs: readonly Descripteur[]): Reading {
  const reserved = descripteurs.flatMap((each) => [each, ...each.enfants]).flatMap(({ id }) => decodeStableId(id) ?? [])
  return {
    ...{ taken: new Set(), reserved: new Set(reserved), above: [], section: [], niveau: 0, rapport: [], conserve: [] },
  }
}

function convertOne(reading: Reading, descripteur: Descripteur, rang: string): Champ {
  if (descripteur.type === 'HeaderSection') return convertSection(reading, descripteur, rang)
  if (descripteur.type === 'Repetition') return convertRepetition(reading, descripteur, rang)
  return convertQuestion(reading, descripteur, rang)
}

function convertQuestion(reading: Reading, descripteur: Descripteur, rang: string): Enfant {
  const { id, remarques } = identify(reading, descripteur, rang)
  const { obligatoire, remarque } = decideObligatoire(reading, descripteur)
  const converti = convertChamp(descripteur, { id, obligatoire })
  const choix = choixOf(descripteur)
  if (choix) {
    reading.above.push(choix)
    reading.section.push(choix)
  }
  // A replaced champ is optional in any case: what was decided for it would say nothing more.
  const decided = converti.issue === 'remplace' || !remarque ? [] : [remarque]
  return keep(reading, descripteur, { rang, ...converti, remarques: [...remarques, ...converti.remarques, ...decided] })
}

function decideObligatoire(reading: Reading, descripteur: Descripteur): { obligatoire: boolean; remarque?: Remarque } {
  const source = reading.section.at(-1)?.descripteur.label
  if (descripteur.type === 'Explication') {
    return source === undefined
      ? { obligatoire: false }
      : { obligatoire: false, remarque: { code: 'toujours_affiche', source } }
  }
  if (!descripteur.required) return { obligatoire: false }
  const motif = likelyConditional(descripteur, reading)
  return motif
    ? { obligatoire: false, remarque: motif }
    : { obligatoire: true, remarque: { code: 'reste_obligatoire' } }
}

function convertSection(reading: Reading, descripteur: Descripteur, rang: string): Champ {
  const { id, remarques } = identify(reading, descripteur, rang)
  const wanted = Math.min(3, Math.max(1, descripteur.level))
  const niveau = Math.min(wanted, reading.niveau + 1)
  reading.niveau = niveau
  reading.section = []
  const corrected: readonly Remarque[] =
    niveau === descripteur.level ? [] : [{ code: 'niveau_corrige', de: descripteur.level, a: niveau }]
  const all = [...remarques, ...remarquesOf(descripteur), ...corrected]
  const champ: Champ = {
    kind: 'section',
    ...base(descripteur, id, 'explication'),
    niveau: niveau === 3 ? 3 : niveau === 2 ? 2 : 1,
  }
  return keep(reading, descripteur, { rang, champ, issue: issueOf(all), remarques: all })
}

function convertRepetition(reading: Reading, descripteur: Descripteur, rang: string): Champ {
  const { id, remarques } = identify(reading, descripteur, rang)
  if (descripteur.enfants.length === 0) {
    const converti = replaced(descripteur, id, { code: 'repetition_vide' })
    return keep(reading, descripteur, { rang, ...converti, remarques: [...remarques, ...converti.remarques] })
  }
  const { obligatoire, remarque } = decideObligatoire(reading, descripteur)
  const all = [...remarques, ...remarquesOf(descripteur), ...(remarque ? [remarque] : [])]
  const place = reading.rapport.length
  const { section } = reading
  reading.section = []
  const champs = descripteur.enfants.map((enfant, index) => convertEnfant(reading, enfant, `${rang}.${index + 1}`))
  reading.section = section
  const champ: Champ = {
    kind: 'repetition',
    ...base(descripteur, id, 'question'),
    ...{ obligatoire, champs, min: 0, max: 100 },
  }
  return keep(reading, descripteur, { rang, champ, issue: issueOf(all), remarques: all }, place)
}

/** A row holds neither a title nor another repetition: the first becomes an explanation, the second a free answer. */
function convertEnfant(reading: Reading, descripteur: Descripteur, rang: string): Enfant {
  if (descripteur.type === 'HeaderSection') {
    const { id, remarques } = identify(reading, descripteur, rang)
    const converti = convertChamp({ ...descripteur, type: 'Explication' }, { id, obligatoire: false })
    const all: readonly Remarque[] = [...remarques, ...converti.remarques, { code: 'section_dans_repetition' }]
    return keep(reading, descripteur, { rang, champ: converti.champ, issue: 'adapte', remarques: all })
  }
  if (descripteur.type !== 'Repetition') return convertQuestion(reading, descripteur, rang)
  const { id, remarques } = identify(reading, descripteur, rang)
  const converti = replaced(descripteur, id, { code: 'repetition_imbriquee' })
  return keep(reading, descripteur, { rang, ...converti, remarques: [...remarques, ...converti.remarques] })
}

/** Children whose parent is kept whole: they have no champ of their own, and are accounted for. */
function reportKept(reading: Reading, enfants: readonly Descripteur[], rang: string): void {
  enfants.forEach(({ type, label, enfants: inside }, index) => {
    const at = `${rang}.${index + 1}`
    reading.rapport.push({ portee: 'champ', rang: at, type, libelle: label, issue: 'conserve', remarques: [] })
    reportKept(reading, inside, at)
  })
}

/** The stable id when it is ours to keep and nobody else's; another one, always the same, when it is not. */
function identify({ taken, reserved }: Reading, { id }: Descripteur, rang: string) {
  const stableId = decodeStableId(id)
  if (stableId !== undefined && !taken.has(stableId)) {
    taken.add(stableId)
    return { id: stableId, remarques: [] }
  }
  const assigned = assignId(`${rang} ${id}`, new Set([...taken, ...reserved]))
  taken.add(assigned)
  const remarques: readonly Remarque[] = [{ code: 'id_attribue', id }]
  return { id: assigned, remarques }
}

function issueOf(remarques: readonly Remarque[]): Converti<Champ>['issue'] {
  return remarques.every(({ code }) => code === 'reste_obligatoire') ? 'repris' : 'adapte'
}

/** Keys whose whole meaning is in the definition. */
const TRADUITES = new Set(['__typename', 'type', 'id', 'label', 'required', 'level', 'otherOption'])

function keep<C extends Champ>(
  reading: Reading,
  descripteur: Descripteur,
  { rang, champ, issue, remarques }: Converti<C> & { readonly rang: string },
  /** Where its line goes when its children, converted before it, already have theirs. */
  place?: number,
): C {
  const { type, label: libelle, tout } = descripteur
  const others = issue === 'remplace' ? undefined : untranslated(descripteur, remarques)
  const cles = Object.keys(others ?? {}).filter((cle) => !PROPRES.has(cle))
  const said: readonly Remarque[] = cles.length === 0 ? remarques : [...remarques, { code: 'cles_conservees', cles }]
  const kept = issue === 'remplace' ? 'remplace' : issueOf(said)
  reading.rapport.splice(place ?? reading.rapport.length, 0, {
    portee: 'champ',
    rang,
    type,
    libelle,
    champ: champ.id,
    issue: kept,
    remarques: said,
  })
  if (place === undefined) reportKept(reading, descripteur.enfants, rang)
  const { __typename = null, id = null } = tout
  if (issue === 'remplace') reading.conserve.push({ origine: `Champ-${champ.id}`, contenu: { ...tout } })
  else if (others) reading.conserve.push({ origine: `Champ-${champ.id}`, contenu: { __typename, id, ...others } })
  return champ
}

/** Kept because we rewrote them, and already told by a remark of their own. */
const PROPRES = new Set(['description', 'label', 'options', 'level', 'required'])

/** What the definition does not say of a descriptor, as it came; nothing when it says everything. */
function untranslated(
  { type, tout, description, depliable, enfants }: Descripteur,
  remarques: readonly Remarque[],
): JsonObject | undefined {
  const codes = new Set(remarques.map(({ code }) => code))
  const kept = Object.entries(tout).filter(([cle, value]) => {
    if (cle === 'description') return isRewritten(description)
    if (cle === 'label') return codes.has('libelle_coupe')
    if (cle === 'champDescriptors') return type !== 'Repetition' && enfants.length > 0
    if (cle === 'level') return codes.has('niveau_corrige')
    if (cle === 'required') return codes.has('probablement_conditionnel')
    // The options of a département or a country are the official list.
    if (cle === 'options')
      return type.endsWith('DropDownList') && (codes.has('options_ecartees') || codes.has('options_liees'))
    if (cle === 'collapsibleExplanationEnabled') return false
    if (cle === 'collapsibleExplanationText') return value !== null && (depliable === '' || isRewritten(depliable))
    return !TRADUITES.has(cle) && value !== null
  })
  return kept.length === 0 ? undefined : Object.fromEntries(kept)
}
