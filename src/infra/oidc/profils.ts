import { type Niveau, rankOf } from '../../core/dossier/niveau.ts'

/** Whose rules a provider follows: those of the State's three, or plain OpenID Connect. */
export type ProfilName = 'franceconnect' | 'franceconnectplus' | 'proconnect' | 'oidc'

/** How one kind of provider is asked, and what its answers must be (facts read in the sources of FranceConnect v2 and ProConnect, 2026). */
export interface Profil {
  readonly name: ProfilName
  /** What is asked: no more than an account holds. */
  readonly scopes: readonly string[]
  /** Whether it may be told in which language to speak: ProConnect refuses a parameter that it does not list (Y000400). */
  readonly uiLocales: boolean
  /** The highest level that it proves of a usager; `aucun` for who proves no civil identity. */
  readonly plafond: Niveau
  /** What to send as `acr_values` when that level is wanted; nothing when the provider takes none. */
  acrValues(wanted: Niveau | undefined): string | undefined
  /** Sent as `claims`: ProConnect refuses who cannot satisfy them. */
  readonly claims: object | undefined
  /** The only algorithm its signatures may have; what the provider announces when absent. */
  readonly signature: 'ES256' | undefined
  /** The user info comes as a signed token, not as plain JSON. */
  readonly signedUserInfo: boolean
  /** The ID token and the user info come encrypted for us. */
  readonly encrypted: boolean
  /** Whether the level of a sign-in is enough to enter. */
  accepts(level: Level): boolean
}

/** How somebody proved who they are, in the provider's words. */
export interface Level {
  readonly acr: string | undefined
  readonly amr: readonly string[]
}

/** The levels of ProConnect that hold a second factor. */
const AGENT_LEVELS = ['eidas1-mfa', 'eidas2', 'eidas3']
const SECOND_FACTORS = ['mfa', 'pop', 'totp']

/** Whether a second factor was used, by the level or by the means. */
export function hasSecondFactor({ acr, amr }: Level): boolean {
  return (acr !== undefined && AGENT_LEVELS.includes(acr)) || amr.some((one) => SECOND_FACTORS.includes(one))
}

const PERSON = ['openid', 'given_name', 'family_name', 'gender', 'preferred_username', 'email']

/** The rules of each kind of provider. */
export const PROFILS: Readonly<Record<ProfilName, Profil>> = {
  franceconnect: {
    name: 'franceconnect',
    scopes: PERSON,
    uiLocales: true,
    plafond: 'eidas1',
    // Anything higher is refused there (`invalid_acr`), whatever is wanted.
    acrValues: () => 'eidas1',
    claims: undefined,
    signature: 'ES256',
    signedUserInfo: true,
    encrypted: false,
    accepts: ({ acr }) => rankOf(acr) >= 1,
  },
  franceconnectplus: {
    name: 'franceconnectplus',
    scopes: PERSON,
    uiLocales: true,
    plafond: 'eidas3',
    // It gives the level asked, or a higher one; the lowest one is refused there.
    acrValues: (wanted) => (wanted === 'eidas3' ? 'eidas3' : 'eidas2'),
    claims: undefined,
    signature: 'ES256',
    signedUserInfo: true,
    encrypted: true,
    accepts: ({ acr }) => rankOf(acr) >= 2,
  },
  proconnect: {
    name: 'proconnect',
    scopes: ['openid', 'given_name', 'usual_name', 'email', 'siret'],
    uiLocales: false,
    plafond: 'aucun',
    acrValues: () => undefined,
    claims: { id_token: { amr: { essential: true }, acr: { essential: true, values: AGENT_LEVELS } } },
    signature: 'ES256',
    signedUserInfo: true,
    encrypted: false,
    accepts: hasSecondFactor,
  },
  oidc: {
    name: 'oidc',
    scopes: ['openid', 'profile', 'email', 'phone'],
    uiLocales: true,
    plafond: 'aucun',
    acrValues: () => undefined,
    claims: undefined,
    signature: undefined,
    signedUserInfo: false,
    encrypted: false,
    accepts: () => true,
  },
}
