import { z } from 'zod'
import { coreTexts } from '../texts.ts'
import { questionBase } from './base.ts'
import type { QuestionKind } from './kind.ts'
import { found, isBlank, refused, refusedThough, textOf, VIDE } from './saisie.ts'

/** One box to tick; a mandatory one must be ticked. */
export const caseACocherChampSchema = z.strictObject({ kind: z.literal('case_a_cocher'), ...questionBase })

type CaseACocherChamp = z.infer<typeof caseACocherChampSchema>

/**
 * One box. A page that shows it unticked answers `false`, so that « n'est pas cochée » does not depend on having
 * touched it; a mandatory box left unticked is a problem, which conditions see as `false`.
 */
export const caseACocherKind: QuestionKind<'case_a_cocher', CaseACocherChamp, boolean> = {
  role: 'question',
  kind: 'case_a_cocher',
  settings: caseACocherChampSchema,
  valeur: z.boolean(),
  parties: [],
  read: (form) => (form.all().includes('true') ? 'true' : 'false'),
  parse(saisie, champ) {
    const text = textOf(saisie)
    if (text === 'true') return found(true)
    if (text === 'false') {
      return champ.obligatoire
        ? refusedThough({ type: 'booleen', valeur: false }, 'case_a_cocher_requise')
        : found(false)
    }
    if (!isBlank(text)) return refused('choix_inconnu')
    return champ.obligatoire ? refused('case_a_cocher_requise') : VIDE
  },
  unparse: (valeur) => String(valeur),
  format: (valeur, _champ, langue) => (valeur ? coreTexts(langue).cochee : coreTexts(langue).nonCochee),
  source: (valeur) => ({ type: 'booleen', valeur }),
}
