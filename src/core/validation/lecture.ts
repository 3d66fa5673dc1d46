import { type Champ, isQuestion, parseChamp, type Repetition, sourceOfParsed, type Valeur } from '../champs/index.ts'
import type { Lecteur, Parsed, Piece, Probleme, Saisie, Source } from '../champs/kind.ts'
import { checkPieces, type PieceChamp } from '../champs/piece.ts'
import { listOf } from '../champs/saisie.ts'
import { evaluate, type SourceOf } from '../conditions/evaluate.ts'
import type { Definition } from '../schema/definition.ts'
import { cleOf, type Etape, type Formulaire, parseCle } from '../schema/formulaire.ts'
import type { Pieces, Saisies, Valeurs } from './reponses.ts'

/** One champ, or one champ of one row, and what was answered. Titles and explanations have one too, always blank. */
export interface Reponse {
  readonly cle: string
  readonly champ: Champ
  /** The row and its repetition, for a champ inside one. */
  readonly ligne?: string
  readonly repetition?: Repetition
  /** Position of the step where it stands. */
  readonly etape: number
  readonly visible: boolean
  /** As typed; kept even while hidden, so that going back and forth in a draft loses nothing. */
  readonly saisie?: Saisie
  readonly pieces: readonly Piece[]
  /** Blank while hidden, whatever was typed. The files of a champ are known by their ids. */
  readonly parsed: Parsed<Valeur>
}

/** The answers of a dossier, read once in the order of the form. */
export interface Lecture {
  readonly formulaire: Formulaire
  /** In page order; the rows of a repetition follow it, each with its champs in order. */
  readonly reponses: readonly Reponse[]
  find(cle: string): Reponse | undefined
  /** The rows of a repetition, in order; none while it is hidden or empty. */
  lignes(repetition: number): readonly string[]
  /** What rules outside any row (ineligibility, routing) see of a champ; nothing when blank or hidden. */
  readonly sourceOf: SourceOf
}

/**
 * Reads the answers in one pass, in form order, whatever the order in which they were given.
 *
 * A champ is visible when its own condition is true, the repetition that holds it is visible, and its section is: a
 * hidden section hides everything down to the next section of the same level or a higher one. What is hidden is blank
 * to the rules that follow. A champ of a row sees its own row, then the champs of the page. As sources stand above,
 * each champ is read once: a rule about a champ further down sees it blank.
 */
export function readReponses(
  formulaire: Formulaire,
  answers: { readonly saisies: Saisies; readonly pieces: Pieces },
  lecteur: Lecteur,
): Lecture {
  const reading: Reading = { ...answers, lecteur, byCle: new Map(), lignes: new Map(), sources: new Map() }
  const sourceOf: SourceOf = (id) => sourceAt(reading, cleOf(id))
  let hiddenLevel: number | undefined
  for (const etape of formulaire.etapes) {
    for (const champ of etape.section ? [etape.section, ...etape.champs] : etape.champs) {
      if (champ.kind === 'section' && hiddenLevel !== undefined && champ.niveau <= hiddenLevel) hiddenLevel = undefined
      const visible = hiddenLevel === undefined && holds(champ, sourceOf)
      if (champ.kind === 'section' && !visible) hiddenLevel ??= champ.niveau
      addReponse(reading, { cle: cleOf(champ.id), champ, etape: etape.n, visible })
      if (champ.kind === 'repetition') readLignes(reading, champ, { etape: etape.n, visible })
    }
  }
  return {
    formulaire,
    reponses: [...reading.byCle.values()],
    find: (cle) => reading.byCle.get(cle),
    lignes: (repetition) => reading.lignes.get(repetition) ?? [],
    sourceOf,
  }
}

interface Reading {
  readonly saisies: Saisies
  readonly pieces: Pieces
  readonly lecteur: Lecteur
  /** In the order of reading, which is that of the page. */
  readonly byCle: Map<string, Reponse>
  readonly lignes: Map<number, readonly string[]>
  /** Sources already looked at, blank ones included. */
  readonly sources: Map<string, Source | undefined>
}

function readLignes(reading: Reading, repetition: Repetition, at: { etape: number; visible: boolean }): void {
  const lignes = at.visible ? lignesOf(repetition, reading.saisies[cleOf(repetition.id)]) : []
  reading.lignes.set(repetition.id, lignes)
  for (const ligne of lignes) {
    const sourceOf: SourceOf = (id) => sourceAt(reading, cleOf(id, ligne)) ?? sourceAt(reading, cleOf(id))
    for (const champ of repetition.champs) {
      const visible = holds(champ, sourceOf)
      addReponse(reading, { cle: cleOf(champ.id, ligne), champ, ligne, repetition, etape: at.etape, visible })
    }
  }
}

/** The rows to read, even when there are too few or slightly too many; what is not the identity of a row is not one. */
function lignesOf(repetition: Repetition, saisie: Saisie | undefined): readonly string[] {
  if (saisie === undefined) return []
  const lignes = listOf(saisie).filter((ligne) => parseCle(cleOf(repetition.id, ligne)) !== undefined)
  return [...new Set(lignes)].sort().slice(0, repetition.max + 1)
}

function holds(champ: Champ, sourceOf: SourceOf): boolean {
  return champ.condition === undefined || evaluate(champ.condition, sourceOf) === true
}

function addReponse(reading: Reading, reponse: Omit<Reponse, 'saisie' | 'pieces' | 'parsed'>): void {
  const { cle } = reponse
  const saisie = Object.hasOwn(reading.saisies, cle) ? reading.saisies[cle] : undefined
  const pieces = (Object.hasOwn(reading.pieces, cle) ? reading.pieces[cle] : undefined) ?? []
  const parsed = reponse.visible ? parse(reponse.champ, { saisie, pieces }, reading.lecteur) : VIDE
  reading.byCle.set(cle, { ...reponse, ...(saisie === undefined ? {} : { saisie }), pieces, parsed })
}

const VIDE = { kind: 'vide' } as const

interface Answer {
  readonly saisie: Saisie | undefined
  readonly pieces: readonly Piece[]
}

function parse(champ: Champ, { saisie, pieces }: Answer, lecteur: Lecteur): Parsed<Valeur> {
  if (champ.kind === 'piece') return parsePieces(champ, pieces)
  if (!isQuestion(champ)) return VIDE
  if (champ.kind === 'repetition') return parseChamp(lignesOf(champ, saisie), champ, lecteur)
  // A box never touched is read as well: the kind itself says what a mandatory one left blank means.
  return parseChamp(saisie ?? '', champ, lecteur)
}

function parsePieces(champ: PieceChamp, pieces: readonly Piece[]): Parsed<Valeur> {
  if (pieces.length === 0) return VIDE
  const probleme = checkPieces(pieces, champ)
  return probleme ? { kind: 'probleme', probleme } : { kind: 'valeur', valeur: pieces.map(({ id }) => id) }
}

function sourceAt(reading: Reading, cle: string): Source | undefined {
  const known = reading.sources.get(cle)
  if (known) return known
  const reponse = reading.byCle.get(cle)
  if (!reponse || !isQuestion(reponse.champ) || reading.sources.has(cle)) return undefined
  const source = sourceOfParsed(reponse.parsed, reponse.champ)
  reading.sources.set(cle, source)
  return source
}

/** A reason for which the answers cannot be filed as they are. */
export interface Manque {
  readonly cle: string
  readonly champ: Champ
  readonly ligne?: string
  readonly probleme: Probleme
}

/**
 * What stops these answers from being filed, in page order: one problem a champ at most, visible ones only.
 * With `etape`, those of that step alone.
 */
export function problemesOf(lecture: Lecture, { etape }: { readonly etape?: number } = {}): readonly Manque[] {
  return lecture.reponses.flatMap((reponse) => {
    if (!reponse.visible || (etape !== undefined && reponse.etape !== etape)) return []
    const probleme = problemeOf(reponse)
    if (!probleme) return []
    const { cle, champ, ligne } = reponse
    return [{ cle, champ, ...(ligne === undefined ? {} : { ligne }), probleme }]
  })
}

function problemeOf({ champ, parsed }: Reponse): Probleme | undefined {
  if (!isQuestion(champ) || parsed.kind === 'valeur') return undefined
  if (parsed.kind === 'probleme') return parsed.probleme
  if (!champ.obligatoire) return undefined
  return { code: champ.kind === 'repetition' ? 'repetition_vide' : 'requis' }
}

/** The steps that have something to show besides titles, in order: those a person goes through. */
export function visibleEtapes(lecture: Lecture): readonly Etape[] {
  const shown = new Set<number>()
  for (const { visible, champ, etape } of lecture.reponses) if (visible && champ.kind !== 'section') shown.add(etape)
  return lecture.formulaire.etapes.filter((etape) => shown.has(etape.n))
}

/** What is kept once filed: the values of what is visible and answered, nothing else. */
export function valeursAtFiling(lecture: Lecture): Valeurs {
  return Object.fromEntries(
    lecture.reponses.flatMap(({ cle, parsed }) => (parsed.kind === 'valeur' ? [[cle, parsed.valeur]] : [])),
  )
}

/** The answers as typed that stand behind the values kept at filing; files apart, and the rows of a repetition in order. */
export function saisiesAtFiling(lecture: Lecture): Saisies {
  return Object.fromEntries(
    lecture.reponses.flatMap(({ cle, champ, saisie, parsed }): [string, Saisie][] => {
      if (parsed.kind !== 'valeur' || saisie === undefined || champ.kind === 'piece') return []
      return [[cle, champ.kind === 'repetition' ? lecture.lignes(champ.id) : saisie]]
    }),
  )
}

/** The files kept at filing: those of what is visible. */
export function piecesAtFiling(lecture: Lecture): Pieces {
  return Object.fromEntries(
    lecture.reponses.flatMap(({ cle, parsed, pieces }) =>
      parsed.kind === 'valeur' && pieces.length > 0 ? [[cle, pieces]] : [],
    ),
  )
}

/** Whether the démarche refuses these answers: its ineligibility rule is true (unknown does not refuse). */
export function isIneligible(definition: Pick<Definition, 'ineligibilite'>, lecture: Lecture): boolean {
  return (
    definition.ineligibilite !== undefined && evaluate(definition.ineligibilite.condition, lecture.sourceOf) === true
  )
}
