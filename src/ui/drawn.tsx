import { randomUUID } from 'node:crypto'
import type { ComponentChildren, FunctionComponent, VNode } from 'preact'
import { jsxEscape, jsxTemplate } from 'preact/jsx-runtime'
import { renderToString } from 'preact-render-to-string'

// Drawing elements is the dearest part of a page, and most of a page is the same for everybody: the frame, an author's
// texts, the questions. What is here is drawn once and kept as HTML. Nothing that a person typed is ever kept.

/** HTML kept by a key that says everything it was drawn from. */
export interface Drawn {
  /** What `draw` gives, drawn at the first time only. */
  (key: string, draw: () => ComponentChildren): VNode
}

/** Keeps at most `max` drawings; beyond, it forgets all and starts again. */
export function keepDrawn(max: number): Drawn {
  const kept = keep<string>(max)
  return (key, draw) => jsxTemplate([kept(key, () => renderToString(<>{draw()}</>))])
}

/** HTML kept without the one text that somebody typed, which goes where `draw` puts what it is given. */
export type DrawnAround = (key: string, typed: string, draw: (hole: string) => ComponentChildren) => VNode

/** Keeps at most `max` drawings with a hole. What fills it is escaped, and forgotten. */
export function keepAround(max: number): DrawnAround {
  const kept = keep<string[]>(max)
  return (key, typed, draw) => {
    const parts = kept(key, () => renderToString(<>{draw(HOLE)}</>).split(HOLE))
    return jsxTemplate(parts, ...Array<unknown>(parts.length - 1).fill(jsxEscape(typed)))
  }
}

/** The same component, drawn once for the same props: for what knows nothing of who reads it. */
export function drawnOnce<P extends object>(component: FunctionComponent<P>): FunctionComponent<P> {
  const drawn = keepDrawn(500)
  return (props) => drawn(JSON.stringify(props), () => component(props))
}

// Nobody can have typed it: it is chosen when the program starts.
const HOLE = `trou-${randomUUID()}`

function keep<V>(max: number): (key: string, make: () => V) => V {
  const kept = new Map<string, V>()
  return (key, make) => {
    const known = kept.get(key)
    if (known !== undefined) return known
    const made = make()
    if (kept.size >= max) kept.clear()
    kept.set(key, made)
    return made
  }
}
