import type { Langue } from '../../../core/texte.ts'
import { SummaryList } from '../../../ui/summary-list.tsx'
import type { AnswerSection, AnswerView } from '../answers.ts'
import { type FichierAcces, FichierList } from './fichier-list.tsx'

interface AnswersProps {
  readonly langue: Langue
  readonly sections: readonly AnswerSection[]
  /** Who reads, and where each attached file is. */
  readonly acces: FichierAcces
  /** Where an answer is changed; nothing when it no longer may. */
  readonly modifier?: ((answer: AnswerView) => string) | undefined
  /** What happened to an answer since last seen, and what it was before. */
  readonly change?:
    | ((answer: AnswerView) => { readonly mention: string; readonly avant?: string } | undefined)
    | undefined
}

/** Answers under their titles, from level 2 down: the page's own title is above. */
export function AnswersView({ langue, sections, acces, modifier, change }: AnswersProps) {
  return (
    <>
      {sections.map((section) => {
        const Heading = HEADINGS[section.niveau]
        return (
          <section key={section.cle} class="reponses">
            <Heading>{section.titre}</Heading>
            <SummaryList
              langue={langue}
              lignes={section.answers.map((answer) => ({
                cle: answer.cle,
                libelle: answer.libelle,
                valeur:
                  isBlank(answer) && change?.(answer)?.avant === undefined ? undefined : (
                    <Value langue={langue} answer={answer} acces={acces} avant={change?.(answer)?.avant} />
                  ),
                modifier: modifier?.(answer),
                change: change?.(answer)?.mention,
              }))}
            />
          </section>
        )
      })}
    </>
  )
}

const HEADINGS = { 1: 'h3', 2: 'h4', 3: 'h5', 4: 'h6' } as const

interface ValueProps {
  readonly langue: Langue
  readonly answer: AnswerView
  readonly acces: FichierAcces
  readonly avant?: string | undefined
}

function isBlank({ valeur, pieces }: AnswerView): boolean {
  return valeur === '' && pieces.length === 0
}

/** One answer: its words, its files, and what it was before when it changed. */
function Value({ langue, answer, acces, avant }: ValueProps) {
  return (
    <>
      {answer.valeur !== '' && <span class="lignes">{answer.valeur}</span>}
      <FichierList langue={langue} fichiers={answer.pieces} acces={acces} />
      {avant !== undefined && <p class="discret">{avant}</p>}
    </>
  )
}
