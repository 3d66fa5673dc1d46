import { readBase32 } from '../../../infra/crypto/base32.ts'
import type { Keys } from '../../../infra/crypto/keys.ts'
import { open } from '../../../infra/crypto/seal.ts'
import { randomToken, sha256 } from '../../../infra/crypto/tokens.ts'
import { matchTotp, totpStep } from '../../../infra/crypto/totp.ts'
import { withContext } from '../../../infra/db/with-context.ts'
import { invariant, SignInNeeded } from '../../../infra/http/errors.ts'
import { writeJournal } from '../../../infra/journal/journal.ts'
import type { ComptesDeps } from '../deps.ts'
import { totpPlace } from '../places.ts'
import { CONFIANCE_MAX, type Compte, ECHECS_PAR_JOUR } from '../rules.ts'
import { insertAppareil } from '../store/appareils.ts'
import { countCodes, findTotp, useCode, useStep } from '../store/facteurs.ts'
import type { Tx } from '../store/sessions.ts'
import { findTentative, forgetTries, takeTry } from '../store/tentatives.ts'
import { rotateSession } from './open-session.ts'
import { keepFacteurs } from './reset-facteurs.ts'
import { tellPerson } from './tell-person.ts'

/** Somebody whose session awaits a proof, or must give it anew. */
export interface Proving {
  readonly compte: Compte
  /** The cookie of their session. */
  readonly session: string
  /** Whether they work here: such people prove it at each sign-in, on whatever device. */
  readonly agent: boolean
  /** They asked that this device be trusted. */
  readonly confiance: boolean
  /** With what they came, in a few words. */
  readonly appareil: string | undefined
  readonly now: Date
}

/** By what somebody proves who they are. */
export type Moyen = 'totp' | 'secours' | 'cle'

/** What a way of proving found. */
export type Checked =
  | { readonly outcome: 'prouve'; readonly moyen: Moyen }
  | { readonly outcome: 'faux' | 'deja_servi' | 'copie' }

/** A try that may not be made: too soon after a failure, or too many failures today. */
export type Waiting = { readonly outcome: 'attendre'; readonly secondes: number } | { readonly outcome: 'trop' }

/** What came of proving. */
export type Proved =
  | {
      readonly outcome: 'prouve'
      /** The session's new cookie: the former opens nothing any more. */
      readonly token: string
      /** The cookie of this device, if it is now trusted. */
      readonly confiance: string | undefined
    }
  /** Wrong; right but used already; or given by what looks like the copy of a key. */
  | { readonly outcome: 'faux' | 'deja_servi' | 'copie' }
  | Waiting

/**
 * Proves a second factor, by whatever `check` says: the session gets another cookie and remembers when.
 * @throws {SignInNeeded} when the session has just ended.
 */
export async function proveFacteur(
  deps: ComptesDeps,
  proving: Proving,
  check: (tx: Tx) => Promise<Checked>,
): Promise<Proved> {
  const { compte, now } = proving
  const cle = `facteur|${compte.id}`
  const counted = await withContext(deps.db, { role: 'connexion' }, (tx) => countTry(tx, { cle, now }))
  if (counted) return counted
  return withContext(deps.db, { role: 'connexion' }, async (tx): Promise<Proved> => {
    const checked = await check(tx)
    const fait = { at: now, role: proving.agent ? 'agent' : 'usager', compteId: compte.id } as const
    if (checked.outcome !== 'prouve') {
      const meta = { raison: checked.outcome }
      await writeJournal(tx, { ...fait, action: 'facteur.refuse', objet: `compte:${compte.id}`, meta })
      return checked
    }
    await forgetTries(tx, cle)
    await keepFacteurs(tx, { compteId: compte.id, now })
    const meta = { moyen: checked.moyen }
    await writeJournal(tx, { ...fait, action: 'facteur.prove', objet: `compte:${compte.id}`, meta })
    const token = await rotateSession(tx, deps.keys.envois, { token: proving.session, preuveAt: now })
    if (token === undefined) throw new SignInNeeded()
    return { outcome: 'prouve', token, confiance: await trust(tx, proving) }
  })
}

/** Counts a try; says why it may not be made. */
export async function countTry(tx: Tx, { cle, now }: { cle: string; now: Date }): Promise<Waiting | undefined> {
  if (await takeTry(tx, { cle, now })) return undefined
  const where = await findTentative(tx, cle)
  if (where !== undefined && where.echecsDuJour >= ECHECS_PAR_JOUR) return { outcome: 'trop' }
  const secondes = where === undefined ? 1 : Math.ceil((where.libreAt.getTime() - now.getTime()) / 1000)
  return { outcome: 'attendre', secondes: Math.max(1, secondes) }
}

/** Trusts this device for thirty days, if that was asked; gives its cookie. */
async function trust(tx: Tx, { compte, agent, confiance, appareil, now }: Proving): Promise<string | undefined> {
  if (!confiance || agent) return undefined
  const token = randomToken()
  const expiresAt = new Date(now.getTime() + CONFIANCE_MAX)
  await insertAppareil(tx, { empreinte: sha256(token), compteId: compte.id, appareil, now, expiresAt })
  const objet = `compte:${compte.id}`
  await writeJournal(tx, { at: now, role: 'usager', compteId: compte.id, action: 'appareil.trust', objet })
  return token
}

/** Checks the six digits of the application of codes, each of which serves once. */
export async function checkTotp(
  tx: Tx,
  keys: Keys,
  { compteId, code, now }: { compteId: string; code: string; now: Date },
): Promise<Checked> {
  const totp = await findTotp(tx, compteId)
  if (!totp) return { outcome: 'faux' }
  const secret = open(keys.facteurs, totp.secret, totpPlace(compteId))
  invariant(secret !== undefined, 'the secret of an application of codes does not open')
  const pas = matchTotp(Buffer.from(secret, 'base64url'), code.replaceAll(/\s/g, ''), now)
  if (pas === undefined) return { outcome: 'faux' }
  const dernier = totpStep(now) + 1
  return (await useStep(tx, { compteId, pas, dernier }))
    ? { outcome: 'prouve', moyen: 'totp' }
    : { outcome: 'deja_servi' }
}

/** Checks a recovery code, which serves once; its person is told. */
export async function checkSecours(
  deps: Pick<ComptesDeps, 'sendMail' | 'origin'>,
  tx: Tx,
  { compte, code, now }: { compte: Compte; code: string; now: Date },
): Promise<Checked> {
  const used = await useCode(tx, { compteId: compte.id, empreinte: sha256(readBase32(code)), now })
  if (!used) return { outcome: 'faux' }
  const reste = (await countCodes(tx, compte.id)) ?? 0
  await tellPerson(deps, tx, { compte, fait: 'secours', reste, now })
  return { outcome: 'prouve', moyen: 'secours' }
}
