import { z } from 'zod'
import { encodeBase32 } from '../../../infra/crypto/base32.ts'
import { open, seal } from '../../../infra/crypto/seal.ts'
import { makeTotpSecret, matchTotp, totpAddress } from '../../../infra/crypto/totp.ts'
import { withContext } from '../../../infra/db/with-context.ts'
import type { ComptesDeps } from '../deps.ts'
import { totpPlace } from '../places.ts'
import { type Compte, ENROLEMENT_MAX, nomAffiche } from '../rules.ts'
import { deleteTotp, upsertTotp } from '../store/facteurs.ts'
import { type AddedFacteur, addFacteur, removeFacteur } from './change-facteurs.ts'

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

/** What came of it. */
export type EnrolledTotp =
  | ({ readonly outcome: 'inscrit' } & AddedFacteur)
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
    const sealed = seal(keys.facteurs[0], secret.toString('base64url'), totpPlace(compte.id))
    await upsertTotp(tx, { compteId: compte.id, secret: sealed, pas, now })
    return { outcome: 'inscrit', ...(await addFacteur(deps, tx, { compte, session, moyen: 'totp', cle: scelle, now })) }
  })
}

/** Takes the application of codes of an account away; one that is gone already is left so. */
export function removeTotp(deps: ComptesDeps, asked: Pick<EnrolTotp, 'compte' | 'session' | 'now'>): Promise<void> {
  return removeFacteur(deps, { ...asked, moyen: 'totp' }, (tx) => deleteTotp(tx, asked.compte.id))
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
