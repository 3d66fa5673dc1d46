import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './icon.tsx'

interface EmptyProps {
  readonly titre: string
  readonly icone?: IconName | undefined
  /** Why there is nothing, and what to do next. */
  readonly children?: ComponentChildren
}

/** A list with nothing in it says what to do next. */
export function EmptyState({ titre, icone = 'boite', children }: EmptyProps) {
  return (
    <div class="vide">
      <Icon nom={icone} class="vide__icone" />
      <h2>{titre}</h2>
      {children}
    </div>
  )
}
