import type { Definition } from '../../../core/schema/definition.ts'
import { type ProblemeDefinition, parseDefinition } from '../../../core/schema/parse-definition.ts'
import type { Langue } from '../../../core/texte.ts'
import { isRewritten, libelleOf, TEXTE_MAX } from './convert-champ.ts'
import { convertChamps } from './convert-champs.ts'
import { type Descripteur, type DescripteurDemarche, readDescriptor } from './descriptor.ts'
import { type DemarcheDefaults, fillGaps } from './gaps.ts'
import { plainText } from './plain-text.ts'
import type { LigneRapport } from './report.ts'
import { importTexts } from './texts.ts'

/** What reading somebody else's description of a démarche gives. */
export type Importation =
  | {
      readonly kind: 'importee'
      /** Fit for publication, once what the report lists has been looked at. */
      readonly definition: Definition
      /** Exactly one line for each descriptor, children and annotations included, then those of the démarche. */
      readonly rapport: readonly LigneRapport[]
      /** Who answers for it, in the words of the description; empty when it does not say. */
      readonly serviceNom: string
    }
  | { readonly kind: 'illisible'; readonly problemes: readonly ProblemeDefinition[] }

/**
 * The definition that the field's public description of a démarche (`demarcheDescriptor`) makes, and a report that
 * accounts for every line of it. Nothing is dropped: what has no equivalent is kept verbatim in `conserve`.
 *
 * The format has no condition, routing, validation nor service: champs that were probably conditional become optional
 * (see `likelyConditional`), the rest takes `demarcheDefaults`, or a neutral value that the report lists as to complete.
 * Never throws, whatever it is given; `langue` is that of the problems.
 */
export function importDescriptor(
  contenu: unknown,
  {
    demarcheDefaults = {},
    langue = 'fr',
  }: { readonly demarcheDefaults?: DemarcheDefaults; readonly langue?: Langue } = {},
): Importation {
  const read = readDescriptor(contenu)
  if (read.kind === 'illisible') {
    const texts = importTexts(langue)
    const problemes = read.problemes.map(({ code, chemin }) => ({ chemin, message: texts.illisible(code) }))
    return { kind: 'illisible', problemes }
  }
  const { demarche, abime } = read
  const { champs, rapport, conserve } = convertChamps(demarche.champs)
  const gaps = fillGaps(demarche, { champs, demarcheDefaults })
  const parsed = parseDefinition(
    {
      format: 1,
      ...gaps.definition,
      champs,
      conserve: [...keptOfDemarche(demarche), ...conserve, ...demarche.annotations.map(keptAnnotation)],
    },
    langue,
  )
  if (parsed.kind === 'invalide') return { kind: 'illisible', problemes: parsed.problemes }
  const all = [...rapport, ...demarche.annotations.map(lineOfAnnotation), ...gaps.lignes, ...keptLines(demarche, abime)]
  assertAccounted(demarche, all)
  return { kind: 'importee', definition: parsed.definition, rapport: all, serviceNom: demarche.service }
}

/** Title and description are in the presentation; kept as well when they were rewritten. */
function keptOfDemarche({ reste, title, description }: DescripteurDemarche): NonNullable<Definition['conserve']> {
  const isTitleSame = libelleOf(title) === title
  const isDescriptionSame = description.length <= TEXTE_MAX && !isRewritten(description)
  const kept = Object.entries(reste).filter(
    ([cle]) => !(cle === 'title' && isTitleSame) && !(cle === 'description' && isDescriptionSame),
  )
  return kept.length === 0 ? [] : [{ origine: 'demarche', contenu: Object.fromEntries(kept) }]
}

function keptAnnotation({ tout }: Descripteur, index: number): NonNullable<Definition['conserve']>[number] {
  return { origine: `annotation ${index + 1}`, contenu: { ...tout } }
}

function lineOfAnnotation({ label }: Descripteur, index: number): LigneRapport {
  return { portee: 'annotation', rang: `a${index + 1}`, libelle: label, issue: 'conserve' }
}

/** Keys of the démarche whose meaning nothing of ours carries, told when they hold something. */
const LUES = new Set([
  'title',
  'description',
  'dureeConservationDossiers',
  'cadreJuridiqueURL',
  'cadreJuridiqueUrl',
  'revision',
  'service',
  '__typename',
])

function keptLines({ reste, description }: DescripteurDemarche, abime: boolean): readonly LigneRapport[] {
  const cles = Object.entries(reste).flatMap(([cle, value]) => (LUES.has(cle) || value === null ? [] : [cle]))
  const lines: LigneRapport[] = []
  if (isRewritten(description)) {
    lines.push({ portee: 'demarche', sujet: 'description', issue: 'adapte', valeur: plainText(description) })
  }
  if (cles.length > 0) lines.push({ portee: 'demarche', sujet: 'cles', issue: 'conserve', valeur: cles.join(', ') })
  if (abime) lines.push({ portee: 'demarche', sujet: 'caracteres', issue: 'adapte', valeur: '' })
  return lines
}

/** A descriptor that the report forgot would be a silent loss, which an import must never make. */
function assertAccounted({ champs, annotations }: DescripteurDemarche, rapport: readonly LigneRapport[]): void {
  const lines = rapport.filter(({ portee }) => portee !== 'demarche').length
  const descripteurs = countAll(champs) + annotations.length
  if (lines !== descripteurs) throw new Error(`${descripteurs} descriptors, ${lines} lines of report`)
}

function countAll(descripteurs: readonly Descripteur[]): number {
  return descripteurs.reduce((sum, { enfants }) => sum + 1 + countAll(enfants), 0)
}
