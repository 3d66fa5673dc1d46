import { z } from 'zod'
import { encodeBase32 } from '../../../infra/crypto/base32.ts'
import { open, seal } from '../../../infra/crypto/seal.ts'
import { sha256 } from '../../../infra/crypto/tokens.ts'
import { makeTotpSecret, matchTotp, totpAddress } from '../../../infra/crypto/totp.ts'
import { withContext } from '../../../infra/db/with-context.ts'
import { SignInNeeded } from '../../../infra/http/errors.ts'
import type { ComptesDeps } from '../deps.ts'
import { totpPlace } from '../places.ts'
import { type Compte, ENROLEMENT_MAX, nomAffiche } from '../rules.ts'
import { countCodes, replaceCodes, upsertTotp } from '../store/facteurs.ts'
import { changeFacteurs } from './change-facteurs.ts'
import { rotateSession } from './open-session.ts'
import { codesFor } from './renew-codes.ts'

/** A secret offered to an application of codes: nothing is kept of it before it is confirmed. */
export interface OfferedTotp {
  /** The secret as applications take it when typed. */
  readonly cle: string
  /** The same as they read it in a QR code. */
  readonly adresse: string
  /** What the form carries: the secret sealed for this account, good for half an hour. */
  readonly scelle: string
}

const offered = z.object({ secret: z.string(), at: z.number() })

/** A secret for the application of codes of an account; `scelle` of a former page gives the same one again. */
export function offerTotp(
  { keys, origin }: Pick<ComptesDeps, 'keys' | 'origin'>,
  { compte, scelle, now }: { compte: Compte; scelle?: string; now: Date },
): OfferedTotp {
  const known = scelle === undefined ? undefined : readOffer(keys, { compteId: compte.id, scelle, now })
  const secret = known ?? makeTotpSecret()
  const emetteur = `Parvis ${new URL(origin).host}`
  const text = JSON.stringify({ secret: secret.toString('base64url'), at: now.getTime() })
  return {
    cle: encodeBase32(secret),
    adresse: totpAddress({ secret, emetteur, compte: compte.courriel ?? nomAffiche(compte) }),
    scelle: known && scelle !== undefined ? scelle : seal(keys.facteurs[0], text, offerPlace(compte.id)),
  }
}

/** Somebody who confirms their application of codes by one of its codes. */
export interface EnrolTotp {
  readonly compte: Compte
  /** The cookie of their session. */
  readonly session: string
  readonly scelle: string
  /** As typed. */
  readonly code: string
  readonly now: Date
}

/** What came of it. `codes`: recovery codes, to be shown this once; absent when they had some already. */
export type EnrolledTotp =
  | { readonly outcome: 'inscrit'; readonly token: string; readonly codes: readonly string[] | undefined }
  /** The code is not that of this secret now. */
  | { readonly outcome: 'faux' }
  /** The page was left open too long: another secret is offered. */
  | { readonly outcome: 'perime' }

/**
 * Gives an account its application of codes, in place of the one it had; every other session ends.
 * @throws {SignInNeeded} when the session has just ended.
 */
export async function enrolTotp(deps: ComptesDeps, enrol: EnrolTotp): Promise<EnrolledTotp> {
  const { compte, session, scelle, now } = enrol
  const { keys } = deps
  const secret = readOffer(keys, { compteId: compte.id, scelle, now })
  if (!secret) return { outcome: 'perime' }
  const pas = matchTotp(secret, enrol.code.replaceAll(/\s/g, ''), now)
  if (pas === undefined) return { outcome: 'faux' }
  return withContext(deps.db, { role: 'connexion' }, async (tx): Promise<EnrolledTotp> => {
    const token = await rotateSession(tx, keys.envois, { token: session, preuveAt: now })
    if (token === undefined) throw new SignInNeeded()
    const sealed = seal(keys.facteurs[0], secret.toString('base64url'), totpPlace(compte.id))
    await upsertTotp(tx, { compteId: compte.id, secret: sealed, pas, now })
    const isFirst = (await countCodes(tx, compte.id)) === undefined
    const codes = isFirst ? codesFor(keys.facteurs, { compteId: compte.id, cle: scelle }) : undefined
    if (codes) await replaceCodes(tx, { compteId: compte.id, empreintes: codes.map(sha256), now })
    await changeFacteurs(deps, tx, { compte, session: sha256(token), fait: 'ajout', moyen: 'totp', now })
    return { outcome: 'inscrit', token, codes }
  })
}

function readOffer(
  keys: ComptesDeps['keys'],
  { compteId, scelle, now }: { compteId: string; scelle: string; now: Date },
): Buffer | undefined {
  const text = open(keys.facteurs, scelle, offerPlace(compteId))
  const read = text === undefined ? undefined : offered.parse(JSON.parse(text))
  if (!read || now.getTime() - read.at > ENROLEMENT_MAX) return undefined
  return Buffer.from(read.secret, 'base64url')
}

function offerPlace(compteId: string): string {
  return `comptes.totp|enrolement|${compteId}`
}
