/** Somebody, as an identity provider describes them; what it does not say, or says in another format, is absent. */
export interface OidcIdentity {
  /** The subject: opaque, at most 255 characters. Means nothing without its issuer and client. */
  readonly sujet: string
  /** Every given name, separated by spaces: where one ends is not guessed. */
  readonly prenom: string | undefined
  readonly nom: string | undefined
  readonly civilite: 'M.' | 'Mme' | undefined
  readonly courriel: string | undefined
  /** The provider says that it checked the address. */
  readonly courrielVerifie: boolean
  readonly telephone: string | undefined
  /** The establishment where an agent works, 14 digits. */
  readonly siret: string | undefined
  /** How sure the provider is, in its own words (`eidas1`…). */
  readonly acr: string | undefined
  /** By what means the person proved it (`pwd`, `mfa`…); empty when it is not said. */
  readonly amr: readonly string[]
}

type Claims = Readonly<Record<string, unknown>>

/**
 * Reads the claims of an ID token and of the user info, the latter first. Extra claims are ignored.
 * @returns nothing when the subject is unusable (empty, too long, with control characters).
 */
export function readIdentity(idToken: Claims, userInfo: Claims): OidcIdentity | undefined {
  const sujet = idToken.sub
  if (typeof sujet !== 'string' || !/^[^\p{Cc}]{1,255}$/u.test(sujet)) return undefined
  const claim = (name: string): unknown => userInfo[name] ?? idToken[name]
  const gender = claim('gender')
  return {
    sujet,
    prenom: readText(claim('given_name')),
    // The name of use (ProConnect, then FranceConnect) before the name of birth.
    nom: readText(claim('usual_name')) ?? readText(claim('preferred_username')) ?? readText(claim('family_name')),
    civilite: gender === 'female' ? 'Mme' : gender === 'male' ? 'M.' : undefined,
    courriel: readText(claim('email'))?.toLowerCase(),
    courrielVerifie: claim('email_verified') === true,
    telephone: readText(claim('phone_number')),
    siret: readSiret(claim('siret')),
    acr: readText(idToken.acr),
    amr: Array.isArray(idToken.amr) ? idToken.amr.filter((one) => typeof one === 'string').slice(0, 20) : [],
  }
}

function readText(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  const text = value.replaceAll(/\p{Cc}/gu, ' ').trim()
  return text === '' || text.length > 256 ? undefined : text
}

function readSiret(value: unknown): string | undefined {
  return typeof value === 'string' && /^\d{14}$/.test(value) && Number(value) > 0 ? value : undefined
}
