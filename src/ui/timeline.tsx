import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './icon.tsx'
import { MEANING_ICONS, type Meaning } from './meaning.ts'

/** Something that happened. */
export interface TimelineEvent {
  readonly cle: string
  readonly titre: string
  /** In words: « 12 novembre 2026 à 14 h 32 ». */
  readonly quand: string
  /** The same for machines, ISO 8601. */
  readonly datetime: string
  readonly sens?: Meaning | undefined
  readonly icone?: IconName | undefined
  readonly detail?: ComponentChildren
}

/** What happened, in the order given. */
export function Timeline({ evenements }: { readonly evenements: readonly TimelineEvent[] }) {
  return (
    <ol class="frise">
      {evenements.map(({ cle, titre, quand, datetime, sens = 'neutre', icone, detail }) => (
        <li key={cle}>
          <span class={`frise__marque sens--${sens}`}>
            <Icon nom={icone ?? MEANING_ICONS[sens]} />
          </span>
          <p class="frise__titre">{titre}</p>
          <p class="frise__quand">
            <time datetime={datetime}>{quand}</time>
          </p>
          {detail}
        </li>
      ))}
    </ol>
  )
}
