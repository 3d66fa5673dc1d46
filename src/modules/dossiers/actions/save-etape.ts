import { createHash } from 'node:crypto'
import { ulid } from 'ulid'
import { type Champ, isQuestion, readChamp } from '../../../core/champs/index.ts'
import type { FormReader, Probleme, Saisie } from '../../../core/champs/kind.ts'
import { cleOf, type Formulaire, parseCle } from '../../../core/schema/formulaire.ts'
import type { Lecture } from '../../../core/validation/lecture.ts'
import type { Saisies } from '../../../core/validation/reponses.ts'
import type { Recu } from '../../../infra/files/fichier.ts'
import { NotFound } from '../../../infra/http/errors.ts'
import { once } from '../../../infra/http/idempotence.ts'
import type { Coffre } from '../../../infra/trousseau/trousseau.ts'
import { asUsager, type DossiersDeps, type Usager } from '../deps.ts'
import { currentSaisies, readDossier, shownPieces } from '../lecture.ts'
import type { Chiffrement } from '../store/answers.ts'
import { chiffrementOf } from '../store/cles.ts'
import { type Dossier, findForUsager, type PieceRow, type Tx, type VersionOuverte } from '../store/load.ts'
import { deletePieces, insertPiece, retirePieces } from '../store/pieces.ts'
import { insertVersion, patchVersion } from '../store/versions.ts'
import { touchDossier } from '../store/write.ts'
import { rememberRepeated } from './open-dossier.ts'

/** What the person asked for besides saving. */
export type Operation =
  | { readonly kind: 'none' }
  | { readonly kind: 'add_ligne'; readonly cle: string }
  | { readonly kind: 'remove_ligne'; readonly cle: string; readonly ligne: string }
  | { readonly kind: 'remove_piece'; readonly id: string }

/** One page of answers as it was posted. */
export interface PostedEtape {
  readonly numero: number
  readonly usager: Usager
  /** Position of the step in the dossier's own revision. */
  readonly etape: number
  /** Keys of the champs that the page asked: an absent box was unticked, an absent champ was not asked. */
  readonly asked: readonly string[]
  /** Reads what was posted under a key. */
  readonly form: (cle: string) => FormReader
  /** Number of the version that the page was made from; nothing when the form does not say. */
  readonly base: number | undefined
  readonly operation: Operation
  readonly files: readonly { readonly cle: string; readonly recu: Recu }[]
  readonly now: Date
}

/** The dossier after the page was saved. */
export interface SavedEtape {
  readonly outcome: 'saved'
  readonly dossier: Dossier
  readonly formulaire: Formulaire
  readonly lecture: Lecture
  /** Champs whose answer had been changed elsewhere since the page was made: what was just typed has replaced it. */
  readonly crossed: readonly string[]
}

/** What came of saving a page; `not_editable` gives back the dossier so that what was typed can be shown as a copy. */
export type SaveEtape =
  | SavedEtape
  | { readonly outcome: 'not_editable'; readonly dossier: Dossier }
  | { readonly outcome: 'no_such_etape' }

/** Whether the usager may still change answers: while writing, and after filing until an agent takes it in instruction. */
export function isEditable(dossier: Pick<Dossier, 'etat'>): boolean {
  return dossier.etat === 'brouillon' || dossier.etat === 'en_construction'
}

/**
 * Saves one page of answers, in one transaction: texts, rows added or removed, files received.
 * Nothing is validated here: a draft may be wrong. After filing, edits go to a version of their own that agents do not see.
 */
export async function saveEtape(deps: DossiersDeps, posted: PostedEtape): Promise<SaveEtape> {
  const { numero, usager, now } = posted
  const { compteId } = usager
  return asUsager(deps, usager, async (tx): Promise<SaveEtape> => {
    const dossier = await findForUsager(deps, tx, { numero, compteId, lock: true })
    if (!dossier) throw new NotFound()
    if (!isEditable(dossier)) return { outcome: 'not_editable', dossier }
    const { formulaire } = await deps.demarches.findRevision(dossier.revisionId, tx)
    const etape = formulaire.etapes.find((candidate) => candidate.n === posted.etape)
    if (!etape) return { outcome: 'no_such_etape' }

    const chiffrement = await chiffrementOf(deps, tx, { dossier, formulaire, now })
    const version = await openVersion(tx, { dossier, chiffrement, now })
    const asked = askedChamps(formulaire, etape.champs, posted.asked)
    const patch = { ...rowsOf(version.saisies, asked), ...answersOf(asked, posted.form) }
    const page: ShownPage = { version, base: posted.base }
    const operation = await newOperation(tx, page, posted.operation)
    const change = applyOperation({ ...version.saisies, ...patch }, operation, formulaire)
    const saisies = { ...patch, ...change.saisies }
    const crossed = crossedKeys(version, saisies, posted.base)

    const ouverte = await patchVersion(tx, { version, saisies, removed: change.removed, chiffrement, now })
    const gone = dossier.pieces.filter((piece) => change.pieces(piece))
    await detach(tx, { dossier, gone, now })
    await attach(deps, tx, { dossier, coffre: chiffrement.coffre, asked, posted, page })
    await touchDossier(tx, { id: dossier.id, now })
    await rememberRepeated(tx, { dossier, usager, action: 'dossier.save', now })

    const moved = gone.length > 0 || posted.files.length > 0
    // Without files, what was written is known: nothing is read again.
    const saved = moved
      ? await findForUsager(deps, tx, { numero, compteId })
      : { ...dossier, coffre: chiffrement.coffre, ouverte, updatedAt: now }
    if (!saved) throw new NotFound()
    return {
      outcome: 'saved',
      dossier: saved,
      formulaire,
      lecture: readDossier(deps, { dossier: saved, formulaire, now }),
      crossed,
    }
  })
}

async function openVersion(
  tx: Tx,
  { dossier, chiffrement, now }: { dossier: Dossier; chiffrement: Chiffrement; now: Date },
): Promise<VersionOuverte> {
  if (dossier.ouverte) return dossier.ouverte
  const saisies = currentSaisies(dossier)
  const id = await insertVersion(tx, { dossierId: dossier.id, nature: 'tampon', saisies, chiffrement, now })
  return { id, nature: 'tampon', numero: 1, saisies, enClair: false, modifie: {} }
}

interface Asked {
  readonly cle: string
  readonly champ: Champ
  /** Key of the repetition and row, for a champ inside one. */
  readonly repetition?: { readonly cle: string; readonly ligne: string; readonly max: number }
}

/** The keys of the page that are of this step indeed; a form may hold anything. */
function askedChamps(formulaire: Formulaire, champs: readonly Champ[], keys: readonly string[]): readonly Asked[] {
  const ofEtape = new Set(champs.map((champ) => champ.id))
  const asked: Asked[] = []
  for (const cle of new Set(keys)) {
    const parsed = parseCle(cle)
    const champ = parsed && formulaire.find(parsed.id)
    if (!parsed || !champ) continue
    const parent = formulaire.repetitionOf(parsed.id)
    if (parent && parsed.ligne && ofEtape.has(parent.id)) {
      asked.push({ cle, champ, repetition: { cle: cleOf(parent.id), ligne: parsed.ligne, max: parent.max } })
    } else if (!parent && !parsed.ligne && ofEtape.has(parsed.id)) asked.push({ cle, champ })
  }
  return asked
}

/** The lists of rows, completed by those the page showed before they existed. */
function rowsOf(saisies: Saisies, asked: readonly Asked[]): Record<string, readonly string[]> {
  const rows: Record<string, readonly string[]> = {}
  for (const { repetition } of asked) {
    if (!repetition) continue
    const known = rows[repetition.cle] ?? lignesOf(saisies, repetition.cle)
    if (!known.includes(repetition.ligne) && known.length < repetition.max)
      rows[repetition.cle] = [...known, repetition.ligne]
  }
  return rows
}

/** The rows of a repetition, in order. */
export function lignesOf(saisies: Saisies, cle: string): readonly string[] {
  const saisie = saisies[cle]
  return Array.isArray(saisie) ? saisie : []
}

function answersOf(asked: readonly Asked[], form: PostedEtape['form']): Record<string, Saisie> {
  const answers: Record<string, Saisie> = {}
  for (const { cle, champ } of asked) {
    if (!isQuestion(champ) || champ.kind === 'piece' || champ.kind === 'repetition') continue
    const saisie = readChamp(form(cle), champ)
    if (saisie !== undefined) answers[cle] = saisie
  }
  return answers
}

interface Change {
  readonly saisies: Record<string, Saisie>
  readonly removed: readonly string[]
  /** True of the attached files that the operation removes. */
  readonly pieces: (piece: { readonly id: string; readonly cle: string }) => boolean
}

function applyOperation(saisies: Saisies, operation: Operation, formulaire: Formulaire): Change {
  const nothing: Change = { saisies: {}, removed: [], pieces: () => false }
  if (operation.kind === 'remove_piece') return { ...nothing, pieces: (piece) => piece.id === operation.id }
  if (operation.kind === 'none') return nothing
  const champ = formulaire.find(Number(operation.cle))
  if (champ?.kind !== 'repetition') return nothing
  const lignes = lignesOf(saisies, operation.cle)
  if (operation.kind === 'add_ligne') {
    return lignes.length < champ.max ? { ...nothing, saisies: { [operation.cle]: [...lignes, ulid()] } } : nothing
  }
  const ofLigne = (cle: string) => parseCle(cle)?.ligne === operation.ligne
  return {
    saisies: { [operation.cle]: lignes.filter((ligne) => ligne !== operation.ligne) },
    removed: Object.keys(saisies).filter(ofLigne),
    pieces: (piece) => ofLigne(piece.cle),
  }
}

function crossedKeys(version: VersionOuverte, saisies: Saisies, base: number | undefined): readonly string[] {
  if (base === undefined || base >= version.numero) return []
  return Object.keys(saisies).filter(
    (cle) =>
      (version.modifie[cle] ?? 0) > base && JSON.stringify(version.saisies[cle]) !== JSON.stringify(saisies[cle]),
  )
}

/** Removes files: at once from a draft; a filed one stays with the filing until the edits are filed in turn. */
async function detach(
  tx: Tx,
  { dossier, gone, now }: { dossier: Dossier; gone: readonly PieceRow[]; now: Date },
): Promise<void> {
  const filed = new Set(shownPieces({ ...dossier, ouverte: null }).map(({ id }) => id))
  const isFiled = ({ id }: PieceRow) => dossier.depot !== null && filed.has(id)
  const dossierId = dossier.id
  await retirePieces(tx, { dossierId, ids: gone.filter(isFiled).map(({ id }) => id), now })
  await deletePieces(tx, { dossierId, ids: gone.filter((piece) => !isFiled(piece)).map(({ id }) => id) })
}

interface Attached {
  readonly dossier: Dossier
  readonly coffre: Coffre
  readonly asked: readonly Asked[]
  readonly posted: PostedEtape
  readonly page: ShownPage
}

async function attach(deps: DossiersDeps, tx: Tx, { dossier, coffre, asked, posted, page }: Attached): Promise<void> {
  const open = new Set(asked.filter(({ champ }) => champ.kind === 'piece').map(({ cle }) => cle))
  const { now } = posted
  const { compteId } = posted.usager
  for (const { cle, recu } of posted.files) {
    if (!open.has(cle) || !(await isFirst(tx, page, `piece:${cle}:${markOf(recu)}`))) continue
    const fichier = await deps.keepFichier(tx, { recu, compteId, now })
    await insertPiece(tx, { dossierId: dossier.id, coffre, cle, fichier, compteId, now })
  }
}

/** The same file sent twice has the same; two files of the same bytes under two names do not. */
function markOf({ sha256, nom }: Recu): string {
  return createHash('sha256').update(sha256).update(nom).digest('hex')
}

/** The page that a form was on: each saving gives it another number. */
interface ShownPage {
  readonly version: VersionOuverte
  readonly base: number | undefined
}

/** A second click on « Ajouter » adds no second row. */
async function newOperation(tx: Tx, page: ShownPage, operation: Operation): Promise<Operation> {
  if (operation.kind !== 'add_ligne') return operation
  return (await isFirst(tx, page, `ligne:${operation.cle}`)) ? operation : { kind: 'none' }
}

/** Whether the same page asks for that the first time; always, when the form does not say from which page it came. */
async function isFirst(tx: Tx, { version, base }: ShownPage, what: string): Promise<boolean> {
  if (base === undefined) return true
  let first = false
  await once(tx, `etape:${version.id}:${base}:${what}`, async () => {
    first = true
    return first
  })
  return first
}

/** What a file was refused for, as the page says it beside the champ. */
export type RefusedFile = { readonly cle: string; readonly nom: string; readonly probleme: Probleme }
