import * as oidc from 'openid-client'
import type { Niveau } from '../../core/dossier/niveau.ts'
import type { EcJwk } from '../crypto/ec-key.ts'
import { isLoopback } from '../settings-values.ts'
import { boundedFetch } from './bounded-fetch.ts'
import { decryptingFetch } from './decrypting-fetch.ts'
import { type OidcIdentity, readIdentity } from './identity.ts'
import { PROFILS, type Profil } from './profils.ts'

/** A relation with one identity provider. */
export interface OidcOptions {
  readonly emetteur: string
  readonly client: string
  readonly secret: string | undefined
  /** Where the provider sends people back, exactly as registered there. */
  readonly retour: string
  /** Whose rules it follows; plain OpenID Connect when absent. */
  readonly profil?: Profil
  /** What opens its encrypted answers, for a profile that encrypts them. */
  readonly cles?: readonly EcJwk[]
  /** How its answers are fetched; bounded `fetch` when absent. */
  readonly fetch?: oidc.CustomFetch
}

/** What binds an answer to the sign-in that asked for it. */
export interface OidcProofs {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

/** How the person is to be met there. */
export interface OidcWishes {
  /** The account to sign in with, when it is known. */
  readonly loginHint?: string | undefined
  /** How sure the identity must be; the provider's lowest level when absent. */
  readonly niveau?: Niveau | undefined
  /** Somebody is here already: it is proved again, even by who the provider remembers. */
  readonly again?: boolean
  readonly langue: string
}

/** What came back from a provider. */
export type OidcAnswer =
  | { readonly kind: 'identite'; readonly identite: OidcIdentity; readonly idToken: string | undefined }
  /** The person gave up, or was not let in. */
  | { readonly kind: 'renonce' }
  /** The level of the sign-in is not enough: no second factor for an agent, too low for FranceConnect+. */
  | { readonly kind: 'niveau' }
  /** Our registration and the provider's disagree: for operators to mend. */
  | { readonly kind: 'reglage' }
  /** The provider does not answer, or says it cannot. */
  | { readonly kind: 'indisponible'; readonly cause: unknown }
  /** What it answered does not hold: signature, nonce, audience, dates… */
  | { readonly kind: 'invalide'; readonly cause: unknown }

/** One identity provider, seen from us (OpenID Connect, code flow, PKCE). */
export interface OidcClient {
  /** Where to send the browser. @throws when the provider cannot be discovered. */
  start(asked: OidcProofs & OidcWishes): Promise<URL>
  /** Reads the address by which the browser came back; never throws. */
  finish(address: URL, proofs: OidcProofs): Promise<OidcAnswer>
  /** Where to send the browser to leave the provider too; nothing when it has no such place or does not answer. */
  end(leaving: { readonly idToken: string; readonly retour: string; readonly state: string }): Promise<URL | undefined>
}

const SECONDS_MAX = 5
/** By how much a provider's clock may differ from ours, in seconds. */
const CLOCK_TOLERANCE = 30
// The provider's keys and addresses may change; they are asked for again after an hour.
const DISCOVERY_MAX = 3_600_000

function profilOf({ profil = PROFILS.oidc }: OidcOptions): Profil {
  return profil
}

/** A client for that provider. Nothing is asked of it before the first sign-in: it may start after us. */
export function createOidcClient(options: OidcOptions): OidcClient {
  const discover = discoverer(options)
  return {
    start: async (asked) => authorizeUrl(await discover(), options, asked),
    finish: (address, proofs) => finish(discover, profilOf(options), { address, proofs }),
    end: ({ idToken, retour, state }) =>
      discover()
        .then((config) =>
          config.serverMetadata().end_session_endpoint === undefined
            ? undefined
            : oidc.buildEndSessionUrl(config, { id_token_hint: idToken, post_logout_redirect_uri: retour, state }),
        )
        .catch(() => undefined),
  }
}

function discoverer(options: OidcOptions): () => Promise<oidc.Configuration> {
  const { emetteur, client, secret, fetch = boundedFetch(emetteur), cles = [] } = options
  const { signature, signedUserInfo, encrypted } = profilOf(options)
  const registered = {
    ...(signature ? { id_token_signed_response_alg: signature } : {}),
    ...(signature && signedUserInfo ? { userinfo_signed_response_alg: signature } : {}),
  }
  let known: { readonly config: Promise<oidc.Configuration>; readonly at: number } | undefined
  const issuer = new URL(emetteur)
  // Signatures are checked even though the token comes straight from the provider over TLS.
  const execute = [oidc.enableNonRepudiationChecks]
  // Settings let plain http through for this very machine only.
  if (issuer.protocol === 'http:' && isLoopback(issuer.hostname)) execute.push(oidc.allowInsecureRequests)

  return () => {
    if (known && performance.now() - known.at < DISCOVERY_MAX) return known.config
    const authentication = secret === undefined ? oidc.None() : oidc.ClientSecretPost(secret)
    const asked = oidc.discovery(issuer, client, registered, authentication, {
      execute,
      timeout: SECONDS_MAX,
      [oidc.customFetch]: encrypted ? decryptingFetch(fetch, cles) : fetch,
    })
    known = { config: asked, at: performance.now() }
    // A failure is not remembered: the next sign-in asks again.
    asked.catch(() => {
      known = undefined
    })
    return asked
  }
}

type Asked = Parameters<OidcClient['start']>[0]

async function authorizeUrl(config: oidc.Configuration, options: OidcOptions, asked: Asked): Promise<URL> {
  const server = config.serverMetadata()
  const profil = profilOf(options)
  const scopes = server.scopes_supported
  const parameters: Record<string, string> = {
    redirect_uri: options.retour,
    scope: profil.scopes.filter((scope) => scope === 'openid' || !scopes || scopes.includes(scope)).join(' '),
    state: asked.state,
    nonce: asked.nonce,
  }
  if (profil.uiLocales) parameters.ui_locales = asked.langue
  const acrValues = profil.acrValues(asked.niveau)
  if (acrValues !== undefined) parameters.acr_values = acrValues
  if (profil.claims !== undefined) parameters.claims = JSON.stringify(profil.claims)
  if (server.supportsPKCE()) {
    parameters.code_challenge = await oidc.calculatePKCECodeChallenge(asked.verifier)
    parameters.code_challenge_method = 'S256'
  }
  if (asked.loginHint !== undefined) parameters.login_hint = asked.loginHint
  // Whoever the provider still remembers, and however surely: it is this account, this level, or another proof that was asked for.
  if (asked.loginHint !== undefined || asked.niveau !== undefined || asked.again) parameters.prompt = 'login'
  return oidc.buildAuthorizationUrl(config, parameters)
}

const SETTING_ERRORS = new Set([
  'invalid_acr',
  'invalid_scope',
  'invalid_request',
  'unsupported_response_type',
  'unauthorized_client',
  'invalid_client',
])

interface Back {
  readonly address: URL
  readonly proofs: OidcProofs
}

async function finish(
  discover: () => Promise<oidc.Configuration>,
  profil: Profil,
  { address, proofs }: Back,
): Promise<OidcAnswer> {
  const error = address.searchParams.get('error')
  // ProConnect's own words when the level that was asked cannot be reached.
  const unmet = /ACRs? could not be satisfied/i.test(address.searchParams.get('error_description') ?? '')
  if (error === 'access_denied') return { kind: unmet ? 'niveau' : 'renonce' }
  if (error !== null && SETTING_ERRORS.has(error)) return { kind: 'reglage' }
  if (error !== null) return { kind: 'indisponible', cause: undefined }
  try {
    return await exchange(await discover(), profil, { address, proofs })
  } catch (cause) {
    return { kind: isOutage(cause) ? 'indisponible' : 'invalide', cause }
  }
}

async function exchange(
  config: oidc.Configuration,
  profil: Profil,
  { address, proofs: { state, nonce, verifier } }: Back,
): Promise<OidcAnswer> {
  const tokens = await oidc.authorizationCodeGrant(config, address, {
    expectedState: state,
    expectedNonce: nonce,
    idTokenExpected: true,
    ...(config.serverMetadata().supportsPKCE() ? { pkceCodeVerifier: verifier } : {}),
  })
  const claims = tokens.claims()
  // The library leaves `azp` unread when there is one audience (OpenID Connect Core, 3.1.3.7, rule 5).
  if (!claims || (claims.azp !== undefined && claims.azp !== config.clientMetadata().client_id)) {
    return { kind: 'invalide', cause: undefined }
  }
  // Neither the standard nor the library looks whether it was issued later than now.
  if (claims.iat > Date.now() / 1000 + CLOCK_TOLERANCE) return { kind: 'invalide', cause: 'horloge' }
  const hasUserInfo = config.serverMetadata().userinfo_endpoint !== undefined
  const userInfo = hasUserInfo ? await oidc.fetchUserInfo(config, tokens.access_token, claims.sub) : {}
  const identite = readIdentity(claims, userInfo)
  if (!identite) return { kind: 'invalide', cause: undefined }
  if (!profil.accepts(identite)) return { kind: 'niveau' }
  return { kind: 'identite', identite, idToken: tokens.id_token }
}

/** Whether the provider failed us, rather than answered something wrong: no answer, too late, or a 5xx. */
function isOutage(cause: unknown): boolean {
  if (cause instanceof Response) return cause.status >= 500
  if (!(cause instanceof Error)) return false
  const status: unknown = Reflect.get(cause, 'status')
  const code: unknown = Reflect.get(cause, 'code')
  if (cause.message === 'fetch failed' || code === 'OAUTH_TIMEOUT' || (typeof status === 'number' && status >= 500))
    return true
  return cause.cause !== undefined && isOutage(cause.cause)
}
