import type { Lecteur, Piece } from '../../core/champs/kind.ts'
import type { Analyse } from '../../core/dossier/analyse.ts'
import { jourOf } from '../../core/jour.ts'
import type { Formulaire } from '../../core/schema/formulaire.ts'
import { type Lecture, readReponses } from '../../core/validation/lecture.ts'
import type { Pieces, Saisies } from '../../core/validation/reponses.ts'
import type { DossiersDeps } from './deps.ts'
import type { Dossier, PieceRow } from './store/load.ts'

/** The files of a dossier, by key of champ, in the order they came. */
export function piecesByCle(pieces: readonly PieceRow[]): Pieces {
  const byCle: Record<string, Piece[]> = {}
  for (const piece of pieces) {
    const list = byCle[piece.cle] ?? []
    list.push(piece)
    byCle[piece.cle] = list
  }
  return byCle
}

/** The files that go with the answers as they stand now: those being written, otherwise those filed. */
export function shownPieces({
  ouverte,
  depot,
  pieces,
}: Pick<Dossier, 'ouverte' | 'depot' | 'pieces'>): readonly PieceRow[] {
  if (ouverte || !depot) return pieces.filter(({ retire }) => !retire)
  const filed = new Set<unknown>(Object.values(depot.valeurs).flat())
  return pieces.filter(({ id }) => filed.has(id))
}

/** The names of the files that somebody brought and in which a virus was found. */
export function infectedNames(
  fichiers: readonly { readonly nom: string; readonly analyse: Analyse }[],
  compteId: string,
): readonly string[] {
  return fichiers
    .filter(({ analyse }) => analyse.etat === 'infecte' && analyse.deposant === compteId)
    .map(({ nom }) => nom)
}

/** The answers as they stand now: those being written, otherwise those filed. */
export function currentSaisies(dossier: Pick<Dossier, 'ouverte' | 'depot'>): Saisies {
  return dossier.ouverte?.saisies ?? dossier.depot?.saisies ?? {}
}

/** What reading an answer may need, on that day. */
export function lecteurOf(deps: Pick<DossiersDeps, 'referentiels'>, now: Date): Lecteur {
  return { today: jourOf(now), referentiels: deps.referentiels }
}

/** Reads answers given apart from a dossier: those filed before, those set aside. */
export function readSaisies(
  deps: Pick<DossiersDeps, 'referentiels'>,
  {
    saisies,
    pieces,
    formulaire,
    now,
  }: { saisies: Saisies; pieces: readonly PieceRow[]; formulaire: Formulaire; now: Date },
): Lecture {
  return readReponses(formulaire, { saisies, pieces: piecesByCle(pieces) }, lecteurOf(deps, now))
}

/** Reads the answers of a dossier as they stand now. */
export function readDossier(
  deps: Pick<DossiersDeps, 'referentiels'>,
  {
    dossier,
    formulaire,
    now,
  }: { dossier: Pick<Dossier, 'ouverte' | 'depot' | 'pieces'>; formulaire: Formulaire; now: Date },
): Lecture {
  return readSaisies(deps, { saisies: currentSaisies(dossier), pieces: shownPieces(dossier), formulaire, now })
}
