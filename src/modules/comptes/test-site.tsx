import type { FastifyInstance } from 'fastify'
import { renderToString } from 'preact-render-to-string'
import { openTestDatabase, type TestDatabase } from '../../../test/database.ts'
import { type FixedClock, fixedClock } from '../../infra/clock/clock.ts'
import { createPhraseHasher } from '../../infra/crypto/phrase-hasher.ts'
import { TEST_KEYS } from '../../infra/crypto/test-keys.ts'
import { createDb } from '../../infra/db/pool.ts'
import { mountDemoIdp } from '../../infra/fakes/idp.tsx'
import { checkCsrf } from '../../infra/http/csrf.ts'
import { readForm, registerForms } from '../../infra/http/multipart.ts'
import { createServer } from '../../infra/http/server.ts'
import { createLog } from '../../infra/log/log.ts'
import type { Mail } from '../../infra/mail/queue.ts'
import { packageRoot } from '../../infra/package-root.ts'
import type { Frame } from '../../ui/frame.ts'
import { type Comptes, type ComptesDeps, type ComptesTables, createComptes, demoPortes, demoRetours } from './index.ts'
import { RenvoiForm } from './pages/reprise-page.tsx'
import { requireCompte, visiteur } from './visiteur.ts'

/** A whole small site for tests: the server, this module, the demonstration provider, and one page of somebody else. */
export interface TestSite {
  readonly app: FastifyInstance
  readonly comptes: Comptes
  readonly deps: ComptesDeps
  readonly database: TestDatabase
  readonly clock: FixedClock
  /** Mails queued, in order. */
  readonly mails: Mail[]
  /** Accounts joined, in order. */
  readonly joined: { readonly from: string; readonly to: string }[]
  browse(): TestBrowser
  close(): Promise<void>
}

const frame: Frame = (request, { titre, contenu, erreur }) =>
  `<!doctype html>${renderToString(
    <html lang={visiteur(request).langue}>
      <head>
        <title>{(erreur ? 'Erreur : ' : '') + titre}</title>
      </head>
      <body>
        <main>{contenu}</main>
      </body>
    </html>,
  )}`

/** Opens a site on a database of its own. */
export async function openTestSite({
  origin = 'http://127.0.0.1:3000',
  ...given
}: Partial<Pick<ComptesDeps, 'limits' | 'portes' | 'origin'>> = {}): Promise<TestSite> {
  const database = await openTestDatabase()
  const clock = fixedClock(new Date('2026-11-23T10:00:00Z'))
  const mails: Mail[] = []
  const joined: TestSite['joined'] = []
  const log = createLog({ level: 'silent', processus: 'test' })
  const app = await createServer({
    settings: { url: origin, https: origin.startsWith('https:'), proxies: [] },
    log,
    keys: TEST_KEYS,
    pool: database.pool,
    migrationsDir: `${packageRoot()}/db/migrations`,
    langueOf: (request) => visiteur(request).langue,
    errorPage: (request, view) => {
      const { titre, explication, reference, renvoi } = view
      const contenu = [<h1>{titre}</h1>, <p>{explication}</p>, <p>{reference}</p>, renvoi && <RenvoiForm {...renvoi} />]
      return frame(request, { titre, contenu })
    },
  })
  await registerForms(app)
  const deps: ComptesDeps = {
    db: createDb<ComptesTables>(database.pool),
    keys: TEST_KEYS,
    clock,
    log,
    origin,
    ailleurs: { equipes: '/compte/equipes', agents: '/agents' },
    portes: given.portes ?? demoPortes(app),
    frame,
    // As cheap as can be: what a digest costs is for its own test to say.
    phrases: createPhraseHasher(TEST_KEYS.phrases, { memoire: 64, passes: 1 }),
    sendMail: async (_tx, mail) => mails.push(mail),
    onRattachement: [async (_tx, move) => void joined.push(move)],
    ...(given.limits ? { limits: given.limits } : {}),
  }
  const comptes = createComptes(deps)
  comptes.register(app)
  await mountDemoIdp(app, {
    pool: database.pool,
    frame,
    langueOf: (request) => visiteur(request).langue,
    retours: demoRetours(origin),
  })
  privatePages(app, comptes)
  async function close(): Promise<void> {
    await app.close()
    await database.close()
  }
  return { app, comptes, deps, database, clock, mails, joined, browse: () => new TestBrowser(app, origin), close }
}

/** Pages with a form, for people who are signed in, who are signed in as agents must be, and who have just proved it. */
function privatePages(app: FastifyInstance, { requireAgent, requirePreuve }: Comptes): void {
  for (const [path, allow] of [
    ['/prive', requireCompte],
    ['/prive/agent', requireAgent],
    ['/prive/sensible', requirePreuve],
  ] as const) {
    app.get(path, async (request, reply) => {
      const compte = allow(request)
      const { jeton, langue } = visiteur(request)
      return reply.html(
        `${compte.prenom ?? ''} ${compte.nom ?? ''}|${langue}|<input type="hidden" name="_csrf" value="${jeton}"/>`,
      )
    })
    app.post(path, async (request, reply) => {
      allow(request)
      const { fields } = await readForm(request)
      checkCsrf(request, fields)
      return reply.html(`reçu ${JSON.stringify([...fields].filter(({ name }) => name !== '_csrf'))}`)
    })
  }
}

/** An answer, read. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly location: string
}

/** Fields of a form, in order. */
export type Fields = readonly (readonly [string, string])[]

/** Somebody's browser: it keeps cookies, sends forms as browsers do, and follows nothing unless asked. */
export class TestBrowser {
  readonly cookies = new Map<string, { readonly value: string; readonly path: string }>()
  readonly #app: FastifyInstance
  readonly #origin: string

  constructor(app: FastifyInstance, origin: string) {
    this.#app = app
    this.#origin = origin
  }

  get(url: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.#ask({ method: 'GET', url, headers })
  }

  post(url: string, fields: Fields, headers: Record<string, string> = {}): Promise<Answer> {
    const body = new URLSearchParams(fields.map(([name, value]) => [name, value])).toString()
    const own = {
      'content-type': 'application/x-www-form-urlencoded',
      origin: this.#origin,
      'sec-fetch-site': 'same-origin',
    }
    return this.#ask({ method: 'POST', url, headers: { ...own, ...headers }, payload: body })
  }

  /** Follows redirections, each with the cookies of its path, to the page they end at. */
  async follow(answer: Answer): Promise<Answer> {
    let now = answer
    for (let hop = 0; hop < 10 && now.location !== ''; hop += 1) now = await this.get(now.location)
    return now
  }

  /** Sends the form of a page whose button or address is named, with its hidden fields and these. */
  submit(page: Answer, wanted: string, fields: Fields = []): Promise<Answer> {
    const form = formsOf(page.body).find((one) => one.html.includes(wanted))
    if (!form) throw new Error(`no form with ${wanted} in ${page.body}`)
    return this.post(form.action, [...form.fields, ...fields])
  }

  /** Signs in as somebody of the demonstration, all the way. */
  async signIn(compte: string, retour = '/prive'): Promise<Answer> {
    const page = await this.get(`/connexion?retour=${encodeURIComponent(retour)}`)
    return this.follow(await this.submit(page, `value="${compte}"`))
  }

  async #ask(options: Asked): Promise<Answer> {
    const url = new URL(options.url, this.#origin)
    const sent = [...this.cookies].filter(([, { path }]) => url.pathname.startsWith(path))
    const cookie = sent.map(([name, { value }]) => `${name}=${value}`).join('; ')
    const address = url.pathname + url.search
    const headers = { host: url.host, ...options.headers, ...(cookie === '' ? {} : { cookie }) }
    const asked = { ...options, url: address, headers }
    const answer = await (this.#app.server.listening ? send(this.#origin, asked) : inject(this.#app, asked))
    for (const line of answer.setCookies) this.#keep(line)
    const location = answer.headers.location ?? ''
    return { status: answer.status, headers: answer.headers, body: answer.body, location }
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split(/; ?/)
    const name = pair.slice(0, pair.indexOf('='))
    const value = pair.slice(name.length + 1)
    const read = (wanted: string) =>
      attributes.find((one) => one.toLowerCase().startsWith(`${wanted}=`))?.slice(wanted.length + 1)
    const expires = read('expires')
    if (value === '' || (expires !== undefined && Date.parse(expires) < Date.now())) this.cookies.delete(name)
    else this.cookies.set(name, { value, path: read('path') ?? '/' })
  }
}

interface Asked {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly payload?: string
}

interface Received {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly setCookies: readonly string[]
  readonly body: string
}

async function inject(app: FastifyInstance, asked: Asked): Promise<Received> {
  const { statusCode: status, headers, body } = await app.inject(asked)
  const read = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value ?? '')]))
  return { status, headers: read, setCookies: [headers['set-cookie'] ?? []].flat(), body }
}

async function send(origin: string, { method, url, headers, payload }: Asked): Promise<Received> {
  const init = { method, headers, redirect: 'manual', ...(payload === undefined ? {} : { body: payload }) } as const
  const answer = await fetch(origin + url, init)
  return {
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    setCookies: answer.headers.getSetCookie(),
    body: await answer.text(),
  }
}

interface FormRead {
  readonly html: string
  readonly action: string
  readonly fields: Fields
}

/** The forms of a page with their hidden fields. */
export function formsOf(html: string): readonly FormRead[] {
  return [...html.matchAll(/<form[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)].map(
    ([, action = '', inside = '']) => ({
      html: inside,
      action: decodeHtml(action),
      fields: [...inside.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
        ([, name = '', value = '']) => [decodeHtml(name), decodeHtml(value)],
      ),
    }),
  )
}

function decodeHtml(text: string): string {
  return text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}
