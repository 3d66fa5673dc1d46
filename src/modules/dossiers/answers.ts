import { formatChamp, isQuestion } from '../../core/champs/index.ts'
import { type Langue, readTexte } from '../../core/texte.ts'
import type { Lecture, Reponse } from '../../core/validation/lecture.ts'
import type { PieceRow } from './store/load.ts'

/** An answer ready to be read. */
export interface AnswerView {
  readonly cle: string
  readonly libelle: string
  /** In words, `\n` between lines; empty when nothing was answered. */
  readonly valeur: string
  readonly pieces: readonly PieceRow[]
  /** Position of the step where it is asked. */
  readonly etape: number
}

/** Answers under one title, in page order. `niveau` 1 is a step, 2 and 3 its sections; a row of a repetition is one level deeper. */
export interface AnswerSection {
  readonly cle: string
  readonly titre: string
  readonly niveau: 1 | 2 | 3 | 4
  readonly etape: number
  readonly answers: readonly AnswerView[]
}

/** What turns answers into words. */
interface Words {
  readonly langue: Langue
  /** « n° 2 », after the name of a repetition. */
  readonly ligne: (n: number) => string
}

/**
 * The visible answers of a dossier, ready to be read: for checking before filing, for following, for agents and for print.
 * Titles without any answer are left out.
 */
export function readSections(
  lecture: Lecture,
  pieces: readonly PieceRow[],
  { langue, ligne }: Words,
): readonly AnswerSection[] {
  const sections: { cle: string; titre: string; niveau: 1 | 2 | 3 | 4; etape: number; answers: AnswerView[] }[] = []
  let niveau: 1 | 2 | 3 = 1
  for (const etape of lecture.formulaire.etapes) {
    niveau = 1
    sections.push({
      cle: `etape-${etape.n}`,
      titre: readTexte(etape.titre, langue),
      niveau: 1,
      etape: etape.n,
      answers: [],
    })
    const ofEtape = new Set(etape.champs.map((champ) => champ.id))
    for (const reponse of lecture.reponses) {
      const { champ } = reponse
      if (
        !reponse.visible ||
        !(ofEtape.has(champ.id) || (reponse.repetition !== undefined && ofEtape.has(reponse.repetition.id)))
      )
        continue
      if (champ.kind === 'section') {
        if (champ.niveau === 1) continue
        niveau = champ.niveau
        sections.push({
          cle: reponse.cle,
          titre: readTexte(champ.libelle, langue),
          niveau,
          etape: etape.n,
          answers: [],
        })
      } else if (!isQuestion(champ) || champ.kind === 'repetition') {
        // Nothing is answered there.
      } else if (reponse.ligne !== undefined && reponse.repetition !== undefined) {
        const cle = `ligne-${reponse.ligne}`
        if (sections.at(-1)?.cle !== cle) {
          const rang = (lecture.lignes(reponse.repetition.id).indexOf(reponse.ligne) ?? 0) + 1
          const titre = `${readTexte(reponse.repetition.libelle, langue)} ${ligne(rang)}`
          sections.push({ cle, titre, niveau: nextNiveau(niveau), etape: etape.n, answers: [] })
        }
        sections.at(-1)?.answers.push(answerOf(reponse, pieces, langue, etape.n))
      } else {
        // After the rows of a repetition, the section they were in goes on under its own title.
        const around = sections.findLast(({ cle }) => !cle.startsWith('ligne-'))
        if (around && around !== sections.at(-1)) sections.push({ ...around, cle: `suite-${reponse.cle}`, answers: [] })
        sections.at(-1)?.answers.push(answerOf(reponse, pieces, langue, etape.n))
      }
    }
  }
  return sections.filter((section) => section.answers.length > 0)
}

function nextNiveau(niveau: 1 | 2 | 3): 2 | 3 | 4 {
  return niveau === 1 ? 2 : niveau === 2 ? 3 : 4
}

function answerOf(reponse: Reponse, pieces: readonly PieceRow[], langue: Langue, etape: number): AnswerView {
  const { champ, cle, parsed } = reponse
  const valeur =
    isQuestion(champ) && champ.kind !== 'piece' && parsed.kind === 'valeur'
      ? formatChamp(parsed.valeur, champ, langue)
      : ''
  return {
    cle,
    libelle: readTexte(champ.libelle, langue),
    valeur,
    pieces: pieces.filter((piece) => piece.cle === cle),
    etape,
  }
}
