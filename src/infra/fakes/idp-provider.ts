import type { ClientMetadata, Configuration, KoaContextWithOIDC, Provider } from 'oidc-provider'
import type { Pool } from 'pg'
import { rankOf } from '../../core/dossier/niveau.ts'
import { deriveEcJwk, publicJwk } from '../crypto/ec-key.ts'
import type { Keys } from '../crypto/keys.ts'
import { hmac } from '../crypto/tokens.ts'
import { decryptionJwks } from '../oidc/decrypting-fetch.ts'
import { accountsOf, DEMO_CLIENT, DEMO_PREFIX, type DemoAccount, type DemoIdp, demoSubject } from './demo-accounts.ts'
import { createIdpAdapter } from './idp-adapter.ts'

/** What the provider shows of itself. `ctx.req` tells which request it answers. */
export interface IdpViews {
  leave(ctx: KoaContextWithOIDC, form: { readonly action: string; readonly xsrf: string }): string
  left(ctx: KoaContextWithOIDC): string
  failed(ctx: KoaContextWithOIDC): string
}

/** Where Parvis wants people back: absolute addresses. */
export interface DemoRetours {
  connexion(idp: DemoIdp): string
  readonly deconnexion: string
}

/** What a provider is made of. */
export interface IdpOptions {
  /** Which of the State's providers it plays. */
  readonly idp: DemoIdp
  /** The canonical public origin of this server. */
  readonly origin: string
  readonly keys: Keys
  readonly pool: Pick<Pool, 'query'>
  /** Where Parvis wants people back, after sign-in and after sign-out. */
  readonly retours: DemoRetours
  readonly views: IdpViews
}

/** The secret that Parvis shares with one of its demonstration providers; drawn from a key, never kept. */
export function demoSecret(keys: Keys, idp: DemoIdp): string {
  return hmac(keys.cookies[0], `demo-idp|${idp}|client`)
}

/** Where a provider is mounted. */
export function demoPrefix(idp: DemoIdp): string {
  return `${DEMO_PREFIX}/${idp}`
}

/** The issuer of a provider, as it signs it. */
export function demoIssuer(origin: string, idp: DemoIdp): string {
  return origin + demoPrefix(idp)
}

/** How somebody proves who they are there. */
export interface DemoLevel {
  readonly acr: string
  readonly amr: string[]
}

/**
 * How somebody proves who they are there, for the `acr_values` that were asked: an agent with a second factor, as ProConnect
 * asks. Nothing when that provider never gives what is asked first: the real ones answer `invalid_acr`.
 */
export function demoLevel(idp: DemoIdp, asked: unknown): DemoLevel | undefined {
  const wanted = typeof asked === 'string' ? asked.split(' ') : []
  switch (idp) {
    case 'fc':
      return rankOf(wanted[0]) > 1 ? undefined : { acr: 'eidas1', amr: ['fc', 'pwd'] }
    case 'fcplus':
      if (wanted.includes('eidas1')) return undefined
      return { acr: wanted.includes('eidas2') ? 'eidas2' : 'eidas3', amr: ['fc', 'pop', 'mfa', 'pin'] }
    case 'proconnect':
      return { acr: 'eidas1-mfa', amr: ['pwd', 'totp', 'mfa'] }
  }
}

/** What each announces, and how long its sessions last, in seconds (facts read in the sources of both). */
const RULES: Readonly<Record<DemoIdp, { readonly acrValues: string[]; readonly session: number }>> = {
  fc: { acrValues: ['eidas1'], session: 1_800 },
  fcplus: { acrValues: ['eidas2', 'eidas3'], session: 600 },
  proconnect: { acrValues: ['eidas0', 'eidas0-mfa', 'eidas1', 'eidas1-mfa', 'eidas2', 'eidas3'], session: 43_200 },
}

/** An OpenID Connect provider that knows the people of the demonstration and asks no password. */
export async function createIdpProvider(options: IdpOptions): Promise<Provider> {
  // Loaded only where there is a demonstration.
  const { Provider: Idp } = await import('oidc-provider')
  const provider = new Idp(demoIssuer(options.origin, options.idp), configuration(options))
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

function configuration({ idp, keys, pool, retours, views }: IdpOptions): Configuration {
  const cookie = { path: demoPrefix(idp), httpOnly: true, sameSite: 'lax', signed: true } as const
  const { acrValues, session } = RULES[idp]
  return {
    adapter: createIdpAdapter(pool),
    clients: [clientOf({ idp, keys, retours })],
    jwks: { keys: keys.cookies.map((key) => deriveEcJwk(key, `demo-idp|${idp}|es256`, 'ES256')) },
    findAccount: (_ctx, id) => findAccount(idp, id),
    loadExistingGrant: grantEverything,
    subjectTypes: ['public', 'pairwise'],
    pairwiseIdentifier: async (_ctx, accountId) => demoSubject(idp, accountId),
    claims: {
      openid: ['sub'],
      acr: null,
      amr: null,
      ...Object.fromEntries(CLAIMS[idp].map((claim) => [claim, [claim]])),
    },
    scopes: ['openid', ...CLAIMS[idp]],
    responseTypes: ['code'],
    acrValues,
    enabledJWA: { idTokenEncryptionAlgValues: ['ECDH-ES'], userinfoEncryptionAlgValues: ['ECDH-ES'] },
    interactions: { url: (_ctx, { uid }) => `${demoPrefix(idp)}/interaction/${uid}` },
    cookies: { keys: keys.cookies.map((key) => hmac(key, `demo-idp|${idp}|cookies`)), short: cookie, long: cookie },
    ttl: { AccessToken: 60, AuthorizationCode: 30, IdToken: 60, Interaction: 600, Session: session, Grant: session },
    features: {
      devInteractions: { enabled: false },
      claimsParameter: { enabled: true },
      jwtUserinfo: { enabled: true },
      encryption: { enabled: true },
      revocation: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: async (ctx) => leave(ctx, { idp, views }),
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

function clientOf({ idp, keys, retours }: Pick<IdpOptions, 'idp' | 'keys' | 'retours'>): ClientMetadata {
  const encrypted: Partial<ClientMetadata> = {
    id_token_encrypted_response_alg: 'ECDH-ES',
    id_token_encrypted_response_enc: 'A256GCM',
    userinfo_encrypted_response_alg: 'ECDH-ES',
    userinfo_encrypted_response_enc: 'A256GCM',
    jwks: { keys: decryptionJwks(keys).map(publicJwk) },
  }
  return {
    client_id: DEMO_CLIENT,
    client_secret: demoSecret(keys, idp),
    token_endpoint_auth_method: 'client_secret_post',
    redirect_uris: [retours.connexion(idp)],
    post_logout_redirect_uris: [retours.deconnexion],
    subject_type: idp === 'proconnect' ? 'public' : 'pairwise',
    id_token_signed_response_alg: 'ES256',
    userinfo_signed_response_alg: 'ES256',
    ...(idp === 'fcplus' ? encrypted : {}),
  }
}

const CLAIMS: Readonly<Record<DemoIdp, string[]>> = {
  fc: ['given_name', 'family_name', 'gender', 'preferred_username', 'email'],
  fcplus: ['given_name', 'family_name', 'gender', 'preferred_username', 'email'],
  proconnect: ['given_name', 'usual_name', 'email', 'siret'],
}

function findAccount(idp: DemoIdp, id: string) {
  const account = accountsOf(idp).find((one) => one.id === id)
  if (!account) return undefined
  return {
    accountId: account.id,
    claims: async () => ({ sub: account.id, ...claimsOf(account) }),
  }
}

function claimsOf({ prenom, nom, genre, courriel, siret }: DemoAccount) {
  const names = siret === undefined ? { family_name: nom } : { usual_name: nom, siret }
  return { given_name: prenom, gender: genre, email: courriel, ...names }
}

const CLAIM_SCOPES = ['openid', ...new Set(Object.values(CLAIMS).flat())].join(' ')

/** No page asks for consent: the only client is the site that people came from. */
async function grantEverything({ oidc }: KoaContextWithOIDC) {
  const { client, session, provider } = oidc
  if (!client || !session?.accountId) return undefined
  const known = session.grantIdFor(client.clientId)
  const grant = (known && (await provider.Grant.find(known))) || undefined
  if (grant) return grant
  const created = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
  created.addOIDCScope(CLAIM_SCOPES)
  await created.save()
  return created
}

/** Leaves at once when the ID token proves whose session it is; otherwise asks. */
async function leave(ctx: KoaContextWithOIDC, { idp, views }: Pick<IdpOptions, 'idp' | 'views'>): Promise<void> {
  const { session, entities, provider } = ctx.oidc
  const state = session?.state ?? {}
  const hinted = entities.IdTokenHint?.payload.sub
  if (session?.accountId && hinted === demoSubject(idp, session.accountId)) {
    await session.destroy()
    ctx.cookies.set(provider.cookieName('session'), null, { path: demoPrefix(idp), signed: true })
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
