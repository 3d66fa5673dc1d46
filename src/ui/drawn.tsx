import { randomUUID } from 'node:crypto'
import { type ComponentChildren, Fragment, type FunctionComponent, h, type VNode } from 'preact'
import { jsxEscape, jsxTemplate } from 'preact/jsx-runtime'
import { renderToString } from 'preact-render-to-string'

// Drawing elements is the dearest part of a page, and most of a page is the same for everybody: the frame, an author's
// texts, the questions. What is here is drawn once and kept as HTML. Nothing that a person typed is ever kept.

/** What `draw` gives, drawn at the first time only; the key says everything it is drawn from. */
export type Drawn = (key: string, draw: () => ComponentChildren) => VNode

/** Keeps at most `max` drawings; beyond, it forgets all and starts again. */
export function keepDrawn(max: number): Drawn {
  const kept = keep<string>(max)
  return (key, draw) => jsxTemplate([kept(key, () => html(draw()))])
}

/** HTML kept without the texts that somebody typed, each of which goes where `draw` puts the hole of the same rank. */
export type DrawnAround = (
  key: string,
  typed: readonly string[],
  draw: (holes: readonly string[]) => ComponentChildren,
) => VNode

/** Keeps at most `max` drawings with holes. What fills them is escaped, and forgotten. */
export function keepAround(max: number): DrawnAround {
  const kept = keep<readonly string[]>(max)
  return (key, typed, draw) => {
    const holes = typed.map((_, rank) => `${HOLE}-${rank}-`)
    // What is kept and the rank of a hole, in turn.
    const pieces = kept(`${typed.length} ${key}`, () => html(draw(holes)).split(HOLES))
    const around = pieces.filter((_, index) => index % 2 === 0)
    const ranks = pieces.filter((_, index) => index % 2 === 1)
    return jsxTemplate(around, ...ranks.map((rank) => jsxEscape(typed[Number(rank)] ?? '')))
  }
}

/** The same component, drawn once for the same props: for what knows nothing of who reads it. */
export function drawnOnce<P extends object>(component: FunctionComponent<P>): FunctionComponent<P> {
  const drawn = keepDrawn(500)
  return (props) => drawn(JSON.stringify(props), () => component(props))
}

function html(children: ComponentChildren): string {
  return renderToString(h(Fragment, null, children))
}

// Nobody can have typed it: it is chosen when the program starts.
const HOLE = `trou-${randomUUID()}`
const HOLES = new RegExp(`${HOLE}-(\\d+)-`)

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
