import type { Champ, ChampOf } from '../../../core/champs/index.ts'
import type { Lecteur, Saisie } from '../../../core/champs/kind.ts'
import { extensionsOf, type PieceChamp } from '../../../core/champs/piece.ts'
import type { Definition } from '../../../core/schema/definition.ts'
import { cleOf, compileDefinition } from '../../../core/schema/formulaire.ts'
import { isIneligible, type Lecture, readReponses, saisiesAtFiling } from '../../../core/validation/lecture.ts'
import type { Saisies } from '../../../core/validation/reponses.ts'
import { fictionLigne } from './fictions.ts'
import { between, happens, type Random } from './random.ts'
import { type Scene, saisieFor } from './saisie-for.ts'
import { COMMUNES } from './vocabulaire.ts'

/** A champ that waits for files, shown with these answers. */
export interface PieceVoulue {
  readonly cle: string
  readonly champ: PieceChamp
  readonly obligatoire: boolean
  /** Endings of names that it accepts, without the point; empty when any does. */
  readonly extensions: readonly string[]
}

/** Answers that can be filed once the mandatory files are there. */
export interface SaisiesFictives {
  readonly saisies: Saisies
  /** In page order. */
  readonly pieces: readonly PieceVoulue[]
}

interface Circonstances {
  readonly random: Random
  readonly lecteur: Lecteur
  /** Official codes of the communes where people live; those of the demonstration by default. */
  readonly communes?: readonly string[]
}

/** Draws that an author's ineligibility rule may refuse before we give up. */
const ESSAIS = 300

/**
 * Plausible answers to any definition, the same for the same draws: valid, complete but for files, and not ineligible.
 * Dates stand around `lecteur.today`; persons, accounts and numbers are fictitious.
 * @throws {Error} when every draw is refused by the ineligibility rule.
 */
export function makeSaisies(definition: Definition, circonstances: Circonstances): SaisiesFictives {
  const formulaire = compileDefinition(definition)
  for (let essai = 0; essai < ESSAIS; essai += 1) {
    const saisies = drawSaisies(definition.champs, circonstances)
    const lecture = readReponses(formulaire, { saisies, pieces: {} }, circonstances.lecteur)
    // What is hidden goes, as at filing: the answers are those of somebody who saw only what was shown.
    if (!isIneligible(definition, lecture)) return { saisies: saisiesAtFiling(lecture), pieces: piecesOf(lecture) }
  }
  throw new Error(`no eligible answers in ${ESSAIS} draws`)
}

function drawSaisies(champs: readonly Champ[], { random, lecteur, communes = COMMUNES }: Circonstances): Saisies {
  const scene: Scene = {
    ...{ random, lecteur, communes, lastJour: undefined, naissance: undefined, choix: '', total: 0 },
    ...{ personne: undefined, estPersonne: true },
  }
  const saisies: Record<string, Saisie> = {}
  let rank = 0
  function draw(champ: Champ, ligne?: string): void {
    const saisie = saisieFor(champ, scene)
    if (saisie !== undefined) saisies[cleOf(champ.id, ligne)] = saisie
  }
  for (const champ of champs) {
    if (champ.kind !== 'repetition') {
      draw(champ)
      continue
    }
    const lignes = Array.from({ length: countLignes(random, champ) }, () => {
      rank += 1
      return fictionLigne(random, { today: lecteur.today, rank })
    })
    saisies[cleOf(champ.id)] = lignes
    for (const ligne of lignes) {
      scene.personne = undefined
      scene.estPersonne = champ.champs.some(({ libelle }) => /prénom/i.test(libelle.fr))
      for (const enfant of champ.champs) draw(enfant, ligne)
    }
    scene.personne = undefined
    scene.estPersonne = true
  }
  return saisies
}

function countLignes(random: Random, { obligatoire, min, max }: ChampOf<'repetition'>): number {
  const least = obligatoire ? Math.max(1, min) : happens(random, 0.5) ? Math.max(1, min) : 0
  return least === 0 ? 0 : Math.min(max, between(random, least, least + 2))
}

function piecesOf(lecture: Lecture): readonly PieceVoulue[] {
  return lecture.reponses.flatMap(({ cle, champ, visible }) =>
    visible && champ.kind === 'piece'
      ? [{ cle, champ, obligatoire: champ.obligatoire, extensions: extensionsOf(champ) }]
      : [],
  )
}
