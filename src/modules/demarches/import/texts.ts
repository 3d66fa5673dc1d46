import type { Langue } from '../../../core/texte.ts'
import type { Illisible } from './descriptor.ts'
import { type ACompleter, countIssues, type LigneRapport, type Remarque } from './report.ts'
import { en } from './texts.en.ts'
import { fr } from './texts.fr.ts'

/** What is said of an import. */
export interface ImportTexts {
  illisible(code: Illisible['code']): string
  issue(issue: LigneRapport['issue']): string
  remarque(remarque: Remarque): string
  /** The line of a champ; `suite` is what was made of it. */
  champ(ligne: {
    readonly rang: string
    readonly libelle: string
    readonly type: string
    readonly suite: string
  }): string
  annotation(rang: string, libelle: string): string
  demarche(issue: string, suite: string): string
  aCompleter(sujet: ACompleter, valeur: string): string
  resume(counts: Readonly<Record<LigneRapport['issue'], number>>, total: number): string
}

/** The sentences of that language. */
export function importTexts(langue: Langue): ImportTexts {
  return langue === 'en' ? en : fr
}

/** The report for reading: one entry a line, in its order, then a summary. */
export function formatRapport(rapport: readonly LigneRapport[], langue: Langue = 'fr'): readonly string[] {
  const texts = importTexts(langue)
  const lines = rapport.map((ligne) => {
    if (ligne.portee === 'annotation') return texts.annotation(ligne.rang, oneLine(ligne.libelle))
    if (ligne.portee === 'demarche') {
      return texts.demarche(texts.issue(ligne.issue), texts.aCompleter(ligne.sujet, ligne.valeur))
    }
    const remarques = ligne.remarques.map((remarque) => texts.remarque(remarque))
    const suite = [`${texts.issue(ligne.issue)}.`, ...remarques].join(' ')
    return texts.champ({ ...ligne, libelle: oneLine(ligne.libelle), suite })
  })
  const champs = rapport.filter(({ portee }) => portee === 'champ')
  return [...lines, texts.resume(countIssues(rapport), champs.length)]
}

function oneLine(libelle: string): string {
  const line = libelle.replace(/\s+/g, ' ').trim()
  return line.length <= 80 ? line : `${line.slice(0, 79)}…`
}
