import { accountsOf } from '../../src/infra/fakes/demo-accounts.ts'

/** What came back: the page, and where it leads. */
export interface Answer {
  readonly status: number
  readonly body: string
  readonly type: string
  readonly location: string
}

/** Somebody who speaks HTTP without a browser: keeps cookies, reads the forms of pages. */
export class Visitor {
  readonly #url: string
  readonly #cookies = new Map<string, string>()

  constructor(url: string) {
    this.#url = url
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
    const answer = await fetch(new URL(path, this.#url), { ...init, headers, redirect: 'manual' })
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
    const { body } = await this.get(path)
    const form = [...body.matchAll(/<form[^>]*action="([^"]+)"[^>]*>(.*?)<\/form>/gs)].find(([, to]) =>
      to?.includes(action),
    )
    const own = [...(form?.[2] ?? '').matchAll(/<input[^>]*>/g)].flatMap(([tag]): [string, string][] => {
      const name = /name="([^"]+)"/.exec(tag)?.[1]
      const kept = !/type="(?:radio|checkbox|file)"/.test(tag) || /\schecked/.test(tag)
      return name !== undefined && kept && values[name] === undefined
        ? [[name, /value="([^"]*)"/.exec(tag)?.[1] ?? '']]
        : []
    })
    return this.send(form?.[1]?.replaceAll('&amp;', '&') ?? path, {
      method: 'POST',
      body: new URLSearchParams([...own, ...Object.entries(values)]),
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
