import { RichText } from '../rich-text.tsx'

interface SectionProps {
  readonly name: string
  readonly langTexte?: string | undefined
  readonly titre: string
  /** 2 directly under the title of the page. */
  readonly niveau: 2 | 3 | 4
  readonly aide?: string | undefined
}

const HEADINGS = { 2: 'h2', 3: 'h3', 4: 'h4' } as const

/** A title that gathers the questions after it. */
export function SectionHeading({ name, langTexte, titre, niveau, aide }: SectionProps) {
  const Heading = HEADINGS[niveau]
  return (
    <div data-champ={name} lang={langTexte}>
      <Heading class="section">{titre}</Heading>
      {aide !== undefined && <RichText texte={aide} />}
    </div>
  )
}
