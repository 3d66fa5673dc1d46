import { formatChamp, isQuestion, sourceOf } from '../../core/champs/index.ts'
import { nomDemandeur } from '../../core/dossier/demandeur.ts'
import { isSensible } from '../../core/schema/formulaire.ts'
import type { Lecture, Reponse } from '../../core/validation/lecture.ts'
import type { Dossier } from './store/load.ts'

/** How much of a dossier's text can be searched, in characters: an index has limits, and a dossier may hold a novel. */
const MOTS_MAX = 100_000

/** Answers that are shown and hold a value, in page order. */
function* answered(lecture: Lecture): Generator<Reponse & { parsed: { kind: 'valeur' } }> {
  for (const reponse of lecture.reponses) {
    if (reponse.visible && reponse.parsed.kind === 'valeur') yield { ...reponse, parsed: reponse.parsed }
  }
}

/** The département of the first answer that tells one (address, commune, département): a filter of the agents' table. */
export function departementOf(lecture: Lecture): string | null {
  for (const { cle, champ, parsed } of answered(lecture)) {
    if (!isQuestion(champ) || isSensible(lecture.formulaire, cle)) continue
    const source = sourceOf(parsed.valeur, champ)
    if (source?.type === 'lieu' && source.departement) return source.departement
  }
  return null
}

/** The words an agent may search a dossier by: its number, its asker, its answers in French, without what is sensitive. */
export function searchWords(dossier: Pick<Dossier, 'numero' | 'demandeur'>, lecture: Lecture): string {
  const words = [String(dossier.numero)]
  if (dossier.demandeur) words.push(nomDemandeur(dossier.demandeur), dossier.demandeur.courriel)
  for (const { cle, champ, parsed } of answered(lecture)) {
    if (isQuestion(champ) && !isSensible(lecture.formulaire, cle)) words.push(formatChamp(parsed.valeur, champ, 'fr'))
  }
  return words.join('\n').slice(0, MOTS_MAX)
}
