import { z } from 'zod'
import { open, seal } from '../../../infra/crypto/seal.ts'
import { randomToken, sha256 } from '../../../infra/crypto/tokens.ts'
import { withContext } from '../../../infra/db/with-context.ts'
import type { SentField } from '../../../infra/http/errors.ts'
import { hit } from '../../../infra/http/limits.ts'
import { networkOf } from '../../../infra/net/network-of.ts'
import { type ComptesDeps, LIMITS } from '../deps.ts'
import { PARKED_MAX } from '../rules.ts'
import { findParked, insertParked } from '../store/attente.ts'
import { readSessionOwner } from '../store/sessions.ts'

/** A form that met an expired session. */
export interface ParkEnvoi {
  /** Where it was sent: a path of this site. */
  readonly adresse: string
  readonly champs: readonly SentField[]
  readonly navigateur: string
  /** The cookie of the session, even expired. */
  readonly session: string | undefined
  readonly ip: string
  readonly now: Date
}

const contenu = z.object({
  navigateur: z.string(),
  compteId: z.string().optional(),
  champs: z.array(z.object({ name: z.string(), value: z.string() })),
})

/**
 * Keeps a form for one hour, sealed; gives the token that finds it again, or nothing when too many were kept lately.
 *
 * It is given back to the browser that sent it, and to the account whose session had expired when there was one: somebody
 * else who signs in there does not see it.
 */
export async function parkEnvoi({ db, keys, limits }: ComptesDeps, envoi: ParkEnvoi): Promise<string | undefined> {
  const { adresse, champs, navigateur, session, ip, now } = envoi
  const { envoisParReseau } = { ...LIMITS, ...limits }
  const counted = await hit(db, { cle: `envoi|reseau|${networkOf(ip)}`, max: envoisParReseau, secondes: 3_600, now })
  if (!counted.permis) return undefined
  const token = randomToken()
  const empreinte = sha256(token)
  return withContext(db, { role: 'connexion' }, async (tx) => {
    const compteId = session === undefined ? undefined : await readSessionOwner(tx, sha256(session))
    const text = JSON.stringify({ navigateur, compteId, champs })
    await insertParked(tx, { empreinte, adresse, contenu: seal(keys.envois[0], text, place(empreinte)), now })
    return token
  })
}

/** A form given back. */
export interface FoundEnvoi {
  readonly adresse: string
  readonly champs: readonly SentField[]
}

/** The form kept under that token, for this browser and this account; nothing for anybody else, or after one hour. */
export async function findEnvoi(
  { db, keys }: Pick<ComptesDeps, 'db' | 'keys'>,
  { token, navigateur, compteId, now }: { token: string; navigateur: string | undefined; compteId: string; now: Date },
): Promise<FoundEnvoi | undefined> {
  const empreinte = sha256(token)
  const after = new Date(now.getTime() - PARKED_MAX)
  const parked = await withContext(db, { role: 'connexion' }, (tx) => findParked(tx, { empreinte, after }))
  const text = parked && open(keys.envois, parked.contenu, place(empreinte))
  if (parked === undefined || text === undefined) return undefined
  const { champs, ...sender } = contenu.parse(JSON.parse(text))
  if (sender.navigateur !== navigateur || (sender.compteId !== undefined && sender.compteId !== compteId))
    return undefined
  return { adresse: parked.adresse, champs }
}

function place(empreinte: Buffer): string {
  return `comptes.envoi_en_attente|contenu|${empreinte.toString('hex')}`
}
