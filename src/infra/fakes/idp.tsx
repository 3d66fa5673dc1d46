import type { IncomingMessage } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Provider } from 'oidc-provider'
import type { CustomFetch } from 'openid-client'
import type { Pool } from 'pg'
import type { ComponentChildren } from 'preact'
import type { Langue } from '../../core/texte.ts'
import { csrfToken, readWholeForm } from '../http/csrf.ts'
import { NotFound } from '../http/errors.ts'
import { accountsOf, type DemoIdp } from './demo-accounts.ts'
import { ChoicePage, FailedPage, LeavePage, LeftPage } from './idp-pages.tsx'
import { createIdpProvider, type DemoRetours, demoLevel, demoPrefix, type IdpViews } from './idp-provider.ts'
import { idpTexts } from './idp-texts.ts'

/** What mounting the demonstration identity provider needs from the house. */
export interface DemoIdpDeps {
  readonly pool: Pick<Pool, 'query'>
  /** Puts a page in the frame of the site. */
  readonly frame: (
    request: FastifyRequest,
    page: { readonly titre: string; readonly contenu: ComponentChildren },
  ) => string
  readonly langueOf: (request: FastifyRequest) => Langue
  readonly retours: DemoRetours
}

/**
 * Mounts the built-in identity providers under `/demo-idp` of this server, one that behaves like each of the State's three: real
 * OpenID Connect, fictitious people, no password.
 *
 * Never mount it where real people sign in. A sign-in that names an account (`login_hint`) shows no page at all.
 */
export async function mountDemoIdp(app: FastifyInstance, deps: DemoIdpDeps): Promise<void> {
  for (const idp of ['fc', 'fcplus', 'proconnect'] as const) await mountOne(app, deps, idp)
}

async function mountOne(app: FastifyInstance, deps: DemoIdpDeps, idp: DemoIdp): Promise<void> {
  const { origin, keys } = app.site
  const asked = new WeakMap<IncomingMessage, FastifyRequest>()
  const provider = await createIdpProvider({
    idp,
    origin,
    keys,
    pool: deps.pool,
    retours: deps.retours,
    views: viewsOf(deps, asked),
  })
  provider.on('server_error', (_ctx, error) => app.log.error({ err: error }, 'demonstration identity provider'))
  interactionRoutes(app, deps, { idp, provider })
  await app.register(
    async (mount) => {
      // The provider reads bodies itself.
      mount.removeAllContentTypeParsers()
      mount.addContentTypeParser('*', (_request, _payload, done) => done(null))
      const answer = provider.callback()
      mount.all('/*', (request, reply) => {
        reply.hijack()
        asked.set(request.raw, request)
        prepare(request.raw, { origin, idp })
        return answer(request.raw, reply.raw)
      })
    },
    { prefix: demoPrefix(idp) },
  )
}

/** Speaks to the provider inside this process, as if by the network: no address to reach, nothing that a firewall could stop. */
export function demoFetch(app: FastifyInstance): CustomFetch {
  return async (url, { method, headers, body }) => {
    const answer = await app.inject({
      method: method === 'POST' ? 'POST' : 'GET',
      url,
      headers,
      ...(body instanceof URLSearchParams || typeof body === 'string' ? { payload: String(body) } : {}),
    })
    const kept = Object.entries(answer.headers).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, String(value)]],
    )
    return new Response(answer.statusCode === 204 ? null : answer.body, { status: answer.statusCode, headers: kept })
  }
}

/** Koa sees the address without its prefix; without `originalUrl` it would announce its own addresses without it too. */
function prepare(
  raw: IncomingMessage & { originalUrl?: string },
  { origin, idp }: { origin: string; idp: DemoIdp },
): void {
  const { host, protocol } = new URL(origin)
  const url = raw.url ?? '/'
  raw.originalUrl = url
  raw.url = url.slice(demoPrefix(idp).length)
  raw.headers['x-forwarded-host'] = host
  raw.headers['x-forwarded-proto'] = protocol.slice(0, -1)
}

interface Mounted {
  readonly idp: DemoIdp
  readonly provider: Provider
}

function interactionRoutes(app: FastifyInstance, { frame, langueOf }: DemoIdpDeps, { idp, provider }: Mounted): void {
  const address = `${demoPrefix(idp)}/interaction/:uid`
  const accounts = accountsOf(idp)

  app.get(address, async (request, reply) => {
    const interaction = await detailsOf(provider, request, reply)
    const level = demoLevel(idp, interaction.params.acr_values)
    if (!level) return finish(provider, { request, reply, result: { error: 'invalid_acr' } })
    const wanted = accounts.find(({ id }) => id === interaction.params.login_hint)
    if (wanted) {
      await forgetOther(provider, interaction, wanted.id)
      return finish(provider, { request, reply, result: { login: { accountId: wanted.id, ...level } } })
    }
    const langue = langueOf(request)
    const choice = { langue, action: request.url, csrf: csrfToken(request, reply), accounts }
    return reply.html(frame(request, { titre: idpTexts(langue).titre, contenu: <ChoicePage {...choice} /> }))
  })

  app.post(address, async (request, reply) => {
    const fields = await readWholeForm(request)
    const interaction = await detailsOf(provider, request, reply)
    const chosen = accounts.find(({ id }) => id === fields.one('compte'))
    if (chosen) await forgetOther(provider, interaction, chosen.id)
    const level = demoLevel(idp, interaction.params.acr_values)
    const gaveUp = { error: 'access_denied', error_description: 'the person did not sign in' }
    return finish(provider, {
      request,
      reply,
      result: chosen ? { login: { accountId: chosen.id, ...level } } : gaveUp,
    })
  })
}

/** @throws {NotFound} when the sign-in is over, or belongs to another browser. */
async function detailsOf(provider: Provider, request: FastifyRequest, reply: FastifyReply) {
  try {
    return await provider.interactionDetails(request.raw, reply.raw)
  } catch (error) {
    if (error instanceof Error && error.name === 'SessionNotFound') throw new NotFound()
    throw error
  }
}

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>

/** Ends the provider's session of somebody else: on its own, it would ask to leave it by a page that needs a script. */
async function forgetOther(provider: Provider, interaction: Interaction, accountId: string): Promise<void> {
  const { session } = interaction
  if (!session?.uid || session.accountId === accountId) return
  const known = await provider.Session.findByUid(session.uid)
  await known?.destroy()
  interaction.session = undefined
  await interaction.save(interaction.exp - Math.floor(Date.now() / 1000))
}

interface Ending {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly result: Parameters<Provider['interactionResult']>[2]
}

async function finish(provider: Provider, { request, reply, result }: Ending): Promise<FastifyReply> {
  const to = await provider.interactionResult(request.raw, reply.raw, result, { mergeWithLastSubmission: false })
  return reply.redirect(to, 303)
}

function viewsOf({ frame, langueOf }: DemoIdpDeps, asked: WeakMap<IncomingMessage, FastifyRequest>): IdpViews {
  function page(raw: IncomingMessage, draw: (langue: Langue) => { titre: string; contenu: ComponentChildren }): string {
    const request = asked.get(raw)
    return request === undefined ? '' : frame(request, draw(langueOf(request)))
  }
  return {
    leave: ({ req }, form) =>
      page(req, (langue) => ({ titre: idpTexts(langue).quitter, contenu: <LeavePage langue={langue} {...form} /> })),
    left: ({ req }) =>
      page(req, (langue) => ({ titre: idpTexts(langue).quitte, contenu: <LeftPage langue={langue} /> })),
    failed: ({ req }) =>
      page(req, (langue) => ({ titre: idpTexts(langue).erreur, contenu: <FailedPage langue={langue} /> })),
  }
}
