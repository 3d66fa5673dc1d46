import type { Configuration, FindAccount, KoaContextWithOIDC, Provider } from 'oidc-provider'
import type { Pool } from 'pg'
import type { Keys } from '../crypto/keys.ts'
import { hmac } from '../crypto/tokens.ts'
import { DEMO_ACCOUNTS, DEMO_CLIENT, DEMO_PREFIX, type DemoAccount } from './demo-accounts.ts'
import { createIdpAdapter } from './idp-adapter.ts'
import { deriveSigningJwk } from './idp-key.ts'

/** What the provider shows of itself. `ctx.req` tells which request it answers. */
export interface IdpViews {
  leave(ctx: KoaContextWithOIDC, form: { readonly action: string; readonly xsrf: string }): string
  left(ctx: KoaContextWithOIDC): string
  failed(ctx: KoaContextWithOIDC): string
}

/** What the provider is made of. */
export interface IdpOptions {
  /** The canonical public origin of this server. */
  readonly origin: string
  readonly keys: Keys
  readonly pool: Pick<Pool, 'query'>
  /** Where Parvis wants people back, after sign-in and after sign-out. */
  readonly retours: { readonly connexion: string; readonly deconnexion: string }
  readonly views: IdpViews
}

/** The secret that Parvis shares with its demonstration provider; drawn from a key, never kept. */
export function demoSecret(keys: Keys): string {
  return hmac(keys.cookies, 'demo-idp|client')
}

/** The issuer of the demonstration, as the provider signs it. */
export function demoIssuer(origin: string): string {
  return `${origin}${DEMO_PREFIX}`
}

/** An OpenID Connect provider that knows the people of the demonstration and asks no password. */
export async function createIdpProvider(options: IdpOptions): Promise<Provider> {
  // Loaded only where there is a demonstration.
  const { Provider: Idp } = await import('oidc-provider')
  const provider = new Idp(demoIssuer(options.origin), configuration(options))
  // The addresses it announces are those of the public origin, which the mount writes in the forwarded headers.
  provider.proxy = true
  provider.use(async (ctx, next) => {
    await next()
    // Nobody to sign out: its own answer there is a page that needs a script.
    const oidc: KoaContextWithOIDC['oidc'] | undefined = ctx.oidc
    if (oidc?.route === 'end_session' && oidc.session && !oidc.session.accountId) ctx.redirect(backFrom(oidc))
  })
  return provider
}

function configuration({ keys, pool, retours, views }: IdpOptions): Configuration {
  return {
    adapter: createIdpAdapter(pool),
    clients: [
      {
        client_id: DEMO_CLIENT,
        client_secret: demoSecret(keys),
        token_endpoint_auth_method: 'client_secret_post',
        redirect_uris: [retours.connexion],
        post_logout_redirect_uris: [retours.deconnexion],
        id_token_signed_response_alg: 'ES256',
      },
    ],
    jwks: { keys: [deriveSigningJwk(keys.cookies)] },
    findAccount,
    loadExistingGrant: grantEverything,
    claims: { openid: ['sub'], profile: ['given_name', 'family_name', 'gender'], email: ['email', 'email_verified'] },
    scopes: ['openid'],
    responseTypes: ['code'],
    acrValues: ['eidas1'],
    interactions: { url: (_ctx, { uid }) => `${DEMO_PREFIX}/interaction/${uid}` },
    cookies: { keys: [hmac(keys.cookies, 'demo-idp|cookies')], short: COOKIE, long: COOKIE },
    ttl: { AccessToken: 60, AuthorizationCode: 60, IdToken: 60, Interaction: 600, Session: 1_800, Grant: 1_800 },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: async (ctx) => leave(ctx, views),
        postLogoutSuccessSource: async (ctx) => {
          ctx.body = views.left(ctx)
        },
      },
    },
    renderError: async (ctx) => {
      ctx.type = 'html'
      ctx.body = views.failed(ctx)
    },
  }
}

const COOKIE = { path: DEMO_PREFIX, httpOnly: true, sameSite: 'lax', signed: true } as const

const findAccount: FindAccount = (_ctx, id) => {
  const account = DEMO_ACCOUNTS.find((one) => one.id === id)
  return account && { accountId: account.id, claims: async () => ({ sub: account.id, ...claimsOf(account) }) }
}

function claimsOf({ prenom, nom, genre, courriel }: DemoAccount) {
  return { given_name: prenom, family_name: nom, gender: genre, email: courriel, email_verified: true }
}

/** No page asks for consent: the only client is the site that people came from. */
async function grantEverything({ oidc }: KoaContextWithOIDC) {
  const { client, session, provider } = oidc
  if (!client || !session?.accountId) return undefined
  const known = session.grantIdFor(client.clientId)
  const grant = (known && (await provider.Grant.find(known))) || undefined
  if (grant) return grant
  const created = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
  created.addOIDCScope('openid profile email')
  await created.save()
  return created
}

/** Leaves at once when the ID token proves whose session it is; otherwise asks. */
async function leave(ctx: KoaContextWithOIDC, views: IdpViews): Promise<void> {
  const { session, entities, provider } = ctx.oidc
  const state = session?.state ?? {}
  if (session && entities.IdTokenHint?.payload.sub === session.accountId) {
    await session.destroy()
    ctx.cookies.set(provider.cookieName('session'), null, COOKIE)
    ctx.redirect(backFrom(ctx.oidc))
    return
  }
  ctx.body = views.leave(ctx, { action: ctx.oidc.urlFor('end_session_confirm'), xsrf: String(state.secret ?? '') })
}

/** The address that was registered, or the home page. */
function backFrom({ session, issuer }: KoaContextWithOIDC['oidc']): string {
  const { postLogoutRedirectUri, state } = session?.state ?? {}
  const target = new URL(typeof postLogoutRedirectUri === 'string' ? postLogoutRedirectUri : '/', issuer)
  if (typeof state === 'string') target.searchParams.set('state', state)
  return target.href
}
