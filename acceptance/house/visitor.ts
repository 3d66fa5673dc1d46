import { createHash } from 'node:crypto'
import { accountsOf } from '../../src/infra/fakes/demo-accounts.ts'

/** What came back: the page, and where it leads. */
export interface Answer {
  readonly status: number
  readonly body: string
  readonly type: string
  readonly location: string
}

/** A form as its page shows it: where it goes, and the fields that it would send as they stand. */
export interface ShownForm {
  readonly action: string
  readonly fields: readonly (readonly [string, string])[]
}

/** Somebody who speaks HTTP without a browser: keeps cookies, reads the forms of pages. */
export class Visitor {
  readonly #url: string
  readonly #patienceMs: number | undefined
  readonly #cookies = new Map<string, string>()

  /** `patienceMs`: how long an answer is waited for; for ever when absent. */
  constructor(url: string, { patienceMs }: { readonly patienceMs?: number } = {}) {
    this.#url = url
    this.#patienceMs = patienceMs
  }

  /** The cookies, as a request carries them. */
  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  async send(path: string, init: RequestInit = {}): Promise<Answer> {
    const { cookie } = this
    const headers = {
      accept: 'text/html',
      'accept-language': 'fr',
      ...Object.fromEntries(new Headers(init.headers)),
      cookie,
    }
    const late = this.#patienceMs === undefined ? {} : { signal: AbortSignal.timeout(this.#patienceMs) }
    const answer = await fetch(new URL(path, this.#url), { ...late, ...init, headers, redirect: 'manual' })
    for (const set of answer.headers.getSetCookie()) {
      const [pair = ''] = set.split(';')
      const at = pair.indexOf('=')
      this.#cookies.set(pair.slice(0, at), pair.slice(at + 1))
    }
    const { status } = answer
    return {
      status,
      body: await answer.text(),
      type: answer.headers.get('content-type') ?? '',
      location: answer.headers.get('location') ?? '',
    }
  }

  get(path: string): Promise<Answer> {
    return this.send(path)
  }

  /** The SHA-256 of a file, in hexadecimal. @throws {Error} when it does not come whole, with a status 200. */
  async digest(path: string): Promise<string> {
    const answer = await fetch(new URL(path, this.#url), { headers: { cookie: this.cookie }, redirect: 'manual' })
    if (answer.status !== 200) throw new Error(`status ${answer.status}`)
    return createHash('sha256')
      .update(Buffer.from(await answer.arrayBuffer()))
      .digest('hex')
  }

  /** The token of the forms of a page. */
  async token(path: string): Promise<string> {
    const { body } = await this.get(path)
    return /name="_csrf" value="([^"]+)"/.exec(body)?.[1] ?? ''
  }

  /** Sends a form with the visitor's own token, as a page of theirs would. */
  async post(path: string, fields: readonly (readonly [string, string])[], csrf?: string): Promise<Answer> {
    const body = new URLSearchParams([['_csrf', csrf ?? (await this.token('/dossiers'))]])
    for (const [name, value] of fields) body.append(name.toWellFormed(), value.toWellFormed())
    return this.send(path, { method: 'POST', body })
  }

  /** Opens a page and sends the form of that address as it stands, with these values instead of its own. */
  async submit(path: string, action: string, values: Readonly<Record<string, string>>): Promise<Answer> {
    return this.fill((await this.get(path)).body, action, values, path)
  }

  /** The same with a page that is open already; sent to `otherwise` when the page has no such form. */
  fill(body: string, action: string, values: Readonly<Record<string, string>>, otherwise = action): Promise<Answer> {
    const form = formIn(body, action)
    const own = form?.fields.filter(([name]) => values[name] === undefined) ?? []
    return this.send(form?.action ?? otherwise, {
      method: 'POST',
      body: new URLSearchParams([...own.map(([name, value]) => [name, value]), ...Object.entries(values)]),
    })
  }

  /** Signs in a demonstration account, named as its provider does, through the whole OpenID Connect dance. */
  async signIn(compte: string): Promise<void> {
    const csrf = await this.token('/connexion')
    const fields = [
      ['compte', compte],
      ['retour', '/dossiers'],
    ] as const
    const porte = accountsOf('proconnect').some(({ id }) => id === compte) ? 'demo-proconnect' : 'demo-fc'
    let next = (await this.post(`/connexion/porte/${porte}`, fields, csrf)).location
    for (let hop = 0; hop < 12 && next !== ''; hop += 1) next = (await this.get(next)).location
  }
}

/** The first form of a page that goes to an address holding `action`; nothing when it shows none. */
export function formIn(body: string, action: string): ShownForm | undefined {
  const [, to, inside = ''] =
    [...body.matchAll(/<form[^>]*action="([^"]+)"[^>]*>(.*?)<\/form>/gs)].find(([, each]) => each?.includes(action)) ??
    []
  if (to === undefined) return undefined
  const fields = [...inside.matchAll(/<input[^>]*>/g)].flatMap(([tag]): [string, string][] => {
    const name = /name="([^"]+)"/.exec(tag)?.[1]
    const kept = !/type="(?:radio|checkbox|file)"/.test(tag) || /\schecked/.test(tag)
    return name !== undefined && kept ? [[name, /value="([^"]*)"/.exec(tag)?.[1] ?? '']] : []
  })
  return { action: to.replaceAll('&amp;', '&'), fields }
}
