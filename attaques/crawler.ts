import type { Answer, Visitor } from '../acceptance/house/visitor.ts'

/** A form of a page, as it would be sent. */
export interface Form {
  readonly method: string
  readonly action: string
  /** What a browser would send without touching anything. */
  readonly own: readonly (readonly [string, string])[]
  /** Names of what people type in. */
  readonly texts: readonly string[]
}

/** The forms of a page drawn by this house: its attributes are all quoted. */
export function formsOf(body: string): readonly Form[] {
  return [...body.matchAll(/<form([^>]*)>(.*?)<\/form>/gs)].map(([, head = '', inside = '']) => ({
    method: attribute(head, 'method') ?? 'get',
    action: attribute(head, 'action') ?? '',
    own: [...inside.matchAll(/<(?:input|select|button)\b(?:[^>"]|"[^"]*")*>/g)].flatMap(([tag]) => sentBy(tag, inside)),
    texts: [...inside.matchAll(/<(?:input|textarea)\b(?:[^>"]|"[^"]*")*>/g)].flatMap(([tag]) => {
      const type = attribute(tag, 'type') ?? 'text'
      const name = attribute(tag, 'name')
      return name !== undefined && TYPED.includes(type) ? [name] : []
    }),
  }))
}

const TYPED: readonly string[] = ['text', 'email', 'tel', 'search', 'url', 'number', 'date']

function sentBy(tag: string, inside: string): readonly (readonly [string, string])[] {
  const name = attribute(tag, 'name')
  if (name === undefined) return []
  const type = attribute(tag, 'type')
  if (tag.startsWith('<select')) {
    const options = inside.slice(inside.indexOf(tag)).split('</select>')[0] ?? ''
    const values = [...options.matchAll(/<option[^>]*value="([^"]*)"/g)].map(([, value = '']) => value)
    return [[name, values.find((value) => value !== '') ?? '']]
  }
  if (type === 'radio' || type === 'checkbox') return [[name, attribute(tag, 'value') ?? 'on']]
  if (type === 'hidden' || tag.startsWith('<button')) return [[name, attribute(tag, 'value') ?? '']]
  return []
}

/** An attribute, unescaped. */
function attribute(tag: string, name: string): string | undefined {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]
  return value?.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}

/** Left alone: leaving ends the attack, the rest is no page of this site. */
const OUTSIDE = /^\/(?:deconnexion|demo-idp|ressources|langue|connexion\/porte)/

/** The same page whatever its number: `/dossiers/12/x` and `/dossiers/13/x`. */
export function shapeOf(path: string): string {
  return (path.split(/[?#]/)[0] ?? path).replaceAll(/\d+|[0-9a-f-]{36}/g, 'n')
}

/** Reads these pages and every one that somebody reaches from them by links, at most `perShape` of one kind; gives each with its address. */
export async function crawl(
  visitor: Visitor,
  starts: readonly string[],
  perShape = 3,
): Promise<ReadonlyMap<string, Answer>> {
  const pages = new Map<string, Answer>()
  const seen = new Map<string, number>()
  const waiting = [...starts]
  for (let path = waiting.shift(); path !== undefined && pages.size < 200; path = waiting.shift()) {
    const shape = shapeOf(path)
    const times = seen.get(shape) ?? 0
    if (pages.has(path) || OUTSIDE.test(path) || (times >= perShape && !starts.includes(path))) continue
    seen.set(shape, times + 1)
    const page = await visitor.get(path)
    pages.set(path, page)
    if (page.location !== '') waiting.push(page.location)
    for (const [, href = ''] of page.body.matchAll(/<a\b[^>]*\shref="(\/[^"]*)"/g)) {
      waiting.push((href.split('#')[0] ?? '').replaceAll('&amp;', '&'))
    }
  }
  return pages
}

/** Sends a form, whatever its method, with this text in everything that can be typed. */
export function sendForm(visitor: Visitor, form: Form, typed: string, page: string): Promise<Answer> {
  const fields = new URLSearchParams(form.own.map(([name, value]) => [name, value]))
  for (const name of form.texts) fields.set(name, typed)
  const action = form.action === '' ? page : form.action
  if (form.method === 'get') return visitor.get(`${action.split('?')[0]}?${fields}`)
  return visitor.send(action, { method: 'POST', body: fields })
}
