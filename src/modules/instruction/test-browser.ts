import type { FastifyInstance } from 'fastify'

/** An answer of the site. */
export interface Page {
  readonly status: number
  readonly location: string
  readonly body: string
  readonly bytes: Buffer
  readonly headers: Readonly<Record<string, unknown>>
}

/** A browser of an agent: reads pages and sends their forms. */
export interface Browser {
  get(url: string): Promise<Page>
  /** Sends the form of that page whose action has that path, with these fields besides its hidden ones. */
  send(page: Page, path: string, fields?: Readonly<Record<string, string>>): Promise<Page>
}

/** A browser that makes its requests in the name of that agent, and keeps its cookie. */
export function browse(app: FastifyInstance, compteId: string): Browser {
  let cookie = ''
  const headers = { 'x-compte': compteId, host: '127.0.0.1:3000' }
  async function ask(asked: {
    method: 'GET' | 'POST'
    url: string
    payload?: string
    headers?: Record<string, string>
  }): Promise<Page> {
    const reply = await app.inject({ ...asked, headers: { ...headers, ...asked.headers, cookie } })
    const given = reply.cookies[0]
    if (given) cookie = `${given.name}=${given.value}`
    return {
      status: reply.statusCode,
      location: String(reply.headers.location ?? ''),
      body: reply.body,
      bytes: reply.rawPayload,
      headers: reply.headers,
    }
  }
  return {
    get: (url) => ask({ method: 'GET', url }),
    send: (page, path, fields = {}) => {
      const forms = [...page.body.matchAll(/<form[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)]
      const form = forms.find(([, action = '']) => action.split('?')[0] === path)
      if (!form) throw new Error(`no form sent to ${path}`)
      const [, action = '', inside = ''] = form
      const hidden = [...inside.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g)]
      const params = new URLSearchParams([
        ...hidden.map(([, name = '', value = '']) => [name, value]),
        ...Object.entries(fields),
      ])
      return ask({
        ...{ method: 'POST', url: action.replaceAll('&amp;', '&'), payload: params.toString() },
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://127.0.0.1:3000' },
      })
    },
  }
}
