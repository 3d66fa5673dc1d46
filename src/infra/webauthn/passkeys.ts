import { z } from 'zod'

/** Who asks for a passkey: the name shown, and the one host and origin where it may answer. */
export interface RelyingParty {
  readonly nom: string
  readonly hote: string
  readonly origine: string
}

/** The relying party of a public origin. */
export function relyingPartyOf(origine: string): RelyingParty {
  const { hostname, host } = new URL(origine)
  return { nom: `Parvis ${host}`, hote: hostname, origine }
}

/** Whether browsers allow passkeys there: under a name, never under a number. */
export function permitsPasskeys(origine: string): boolean {
  return !/^[\d.]+$|^\[/.test(new URL(origine).hostname)
}

/** Whether the device must check its person (a PIN, a finger, a face), or does it if it can. */
export type Verification = 'required' | 'preferred'

/** A key already known. */
export interface KnownKey {
  readonly identifiant: Buffer
  readonly transports: readonly string[]
}

/** What a browser is asked to make a key from. */
export interface AskedCreation {
  readonly defi: string
  /** Whose: `id` is kept by the device and tells nothing; `nom` is how the person recognises the account. */
  readonly personne: { readonly id: Buffer; readonly nom: string }
  /** Not a second one on the same device. */
  readonly connues: readonly KnownKey[]
  readonly verification: Verification
}

// Ed25519, ES256, RS256: what devices have today.
const ALGORITHMS = [-8, -7, -257]
/** How long the browser waits for its person, in milliseconds: as long as what it is asked to sign may serve. */
const TIMEOUT = 300_000

// Some hundred files, and no need of them for who has no key: read when the first page asks.
const load = () => import('@simplewebauthn/server')

/** The options of a creation, as the browser takes them. */
export async function creationOptions(party: RelyingParty, asked: AskedCreation): Promise<string> {
  const { generateRegistrationOptions } = await load()
  const options = await generateRegistrationOptions({
    ...{ rpName: party.nom, rpID: party.hote, challenge: bytesOf(asked.defi), timeout: TIMEOUT },
    ...{ userName: asked.personne.nom, userDisplayName: asked.personne.nom, userID: bytesOf(asked.personne.id) },
    attestationType: 'none',
    excludeCredentials: asked.connues.map(descriptorOf),
    authenticatorSelection: { residentKey: 'preferred', userVerification: asked.verification },
    supportedAlgorithmIDs: ALGORITHMS,
  })
  return JSON.stringify(options)
}

/** The options of a proof; `connues` empty: whichever key of this site the device has. */
export async function requestOptions(
  party: RelyingParty,
  asked: Pick<AskedCreation, 'defi' | 'connues' | 'verification'>,
): Promise<string> {
  const { generateAuthenticationOptions } = await load()
  const options = await generateAuthenticationOptions({
    ...{ rpID: party.hote, challenge: bytesOf(asked.defi), timeout: TIMEOUT, userVerification: asked.verification },
    ...(asked.connues.length === 0 ? {} : { allowCredentials: asked.connues.map(descriptorOf) }),
  })
  return JSON.stringify(options)
}

const base64url = z.string().regex(/^[\w-]+$/)
const credential = { id: base64url, rawId: base64url, type: z.literal('public-key') }
const creation = z.object({
  ...credential,
  response: z.object({ clientDataJSON: base64url, attestationObject: base64url }),
})
const proof = z.object({
  ...credential,
  response: z.object({ clientDataJSON: base64url, authenticatorData: base64url, signature: base64url }),
})
const around = z.object({
  id: base64url,
  response: z.object({
    clientDataJSON: base64url,
    userHandle: z.string().nullish(),
    transports: z.array(z.string()).nullish(),
  }),
})
const clientData = z.object({ challenge: z.string().max(100) })

/** What an answer says of itself, proved by nothing yet. */
export interface Claimed {
  readonly identifiant: Buffer
  readonly defi: string
  /** Whose key its device believes it to be. */
  readonly personne: Buffer | undefined
}

/** Reads what a browser sent; nothing when it is no answer of a passkey. */
export function readClaim(reponse: string): Claimed | undefined {
  const read = around.safeParse(parseJson(reponse))
  if (!read.success) return undefined
  const { id, response } = read.data
  const data = clientData.safeParse(parseJson(Buffer.from(response.clientDataJSON, 'base64url').toString('utf8')))
  if (!data.success) return undefined
  const personne = response.userHandle ? Buffer.from(response.userHandle, 'base64url') : undefined
  return { identifiant: Buffer.from(id, 'base64url'), defi: data.data.challenge, personne }
}

/** A key that has just been made. */
export interface CreatedKey extends KnownKey {
  readonly clePublique: Buffer
  readonly compteur: number
  /** Its device checked its person. */
  readonly verifiee: boolean
}

/** What is expected of an answer. */
export interface Expected {
  readonly reponse: string
  readonly defi: string
  readonly verification: Verification
}

/** The key that a browser made, if it was for this site and answers this very request. */
export async function verifyCreation(
  party: RelyingParty,
  { reponse, defi, verification }: Expected,
): Promise<CreatedKey | undefined> {
  const json = parseJson(reponse)
  const read = creation.safeParse(json)
  if (!read.success) return undefined
  const { verifyRegistrationResponse } = await load()
  const verified = await verifyRegistrationResponse({
    response: { ...read.data, clientExtensionResults: {} },
    ...expectedOf(party, defi, verification),
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch(() => undefined)
  if (!verified?.verified) return undefined
  const { credential: made, userVerified } = verified.registrationInfo
  return {
    identifiant: Buffer.from(made.id, 'base64url'),
    clePublique: Buffer.from(made.publicKey),
    compteur: made.counter,
    transports: transportsOf(json),
    verifiee: userVerified,
  }
}

/** What a key has just proved. */
export interface ProvedKey {
  /** How many times it says that it has served; always 0 for keys that do not count. */
  readonly compteur: number
}

/** Whether a known key signed this very request, for this site. Whether it is a copy is for its count to say. */
export async function verifyProof(
  party: RelyingParty,
  key: { readonly identifiant: Buffer; readonly clePublique: Buffer },
  { reponse, defi, verification }: Expected,
): Promise<ProvedKey | undefined> {
  const read = proof.safeParse(parseJson(reponse))
  if (!read.success) return undefined
  const { verifyAuthenticationResponse } = await load()
  const verified = await verifyAuthenticationResponse({
    response: { ...read.data, clientExtensionResults: {} },
    ...expectedOf(party, defi, verification),
    credential: { id: key.identifiant.toString('base64url'), publicKey: bytesOf(key.clePublique), counter: 0 },
  }).catch(() => undefined)
  return verified?.verified ? { compteur: verified.authenticationInfo.newCounter } : undefined
}

function expectedOf({ origine, hote }: RelyingParty, defi: string, verification: Verification) {
  const requireUserVerification = verification === 'required'
  return { expectedChallenge: defi, expectedOrigin: origine, expectedRPID: hote, requireUserVerification }
}

// Those of the standard; whatever else a browser says is of no use to the next request.
const TRANSPORTS = ['usb', 'nfc', 'ble', 'smart-card', 'hybrid', 'internal']

function transportsOf(json: unknown): readonly string[] {
  const said = around.safeParse(json).data?.response.transports ?? []
  return TRANSPORTS.filter((one) => said.includes(one))
}

function descriptorOf({ identifiant, transports }: KnownKey) {
  return { id: identifiant.toString('base64url'), transports: [...transports] }
}

function bytesOf(value: string | Buffer): Uint8Array<ArrayBuffer> {
  return new Uint8Array(typeof value === 'string' ? Buffer.from(value, 'base64url') : value)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
