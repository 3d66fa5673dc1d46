import type { Documents, SectionImprimee } from './documents.ts'
import { MISSING, printable } from './printable.ts'
import { pdfTexts } from './texts.ts'

// Under the title (1) and « Vos réponses » (2); PDF knows six levels.
const FIRST_LEVEL = 3
const LAST_LEVEL = 6

/** What a template reads, as JSON: every text printable, levels of titles without a gap, the words of the layout added. */
export function prepare<Name extends keyof Documents>(data: Documents[Name]): string {
  let missing = false
  const sections = withoutGaps(data.sections).map(({ titre, niveau, lignes }) => ({ titre, niveau, lignes }))
  const json = JSON.stringify({ ...data, sections }, (key, value: unknown) => {
    if (typeof value !== 'string') return value
    const text = printable(value)
    // PDF/UA refuses an empty title.
    if (key === 'titre' && text.replaceAll('\u200b', '').trim() === '') return '–'
    missing ||= text.includes(MISSING) && !value.includes(MISSING)
    return text
  })
  // Put in after the look at every text: whether something is missing is known only then.
  const mots = { ...pdfTexts(data.langue), manquants: missing ? pdfTexts(data.langue).manquants : '' }
  return `{"mots":${JSON.stringify(mots)},${json.slice(1)}`
}

/** PDF/UA refuses a level of title that skips one: a section is at most one level deeper than the one before. */
function withoutGaps(sections: readonly SectionImprimee[]): readonly SectionImprimee[] {
  let previous = FIRST_LEVEL - 1
  return sections.map((section) => {
    const wanted = Math.max(1, Math.trunc(section.niveau)) + FIRST_LEVEL - 1
    previous = Math.min(wanted, previous + 1, LAST_LEVEL)
    return { ...section, niveau: previous }
  })
}
