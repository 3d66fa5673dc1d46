import type { ComponentChildren } from 'preact'

interface DetailsProps {
  readonly titre: string
  readonly ouvert?: boolean | undefined
  readonly children: ComponentChildren
}

/** What only some need to read, folded. Printed unfolded. */
export function Details({ titre, ouvert = false, children }: DetailsProps) {
  return (
    <details open={ouvert}>
      <summary>{titre}</summary>
      <div class="details__corps">{children}</div>
    </details>
  )
}
