import type { Langue } from '../../../core/texte.ts'
import { hmac, sha256 } from '../../../infra/crypto/tokens.ts'
import { withContext } from '../../../infra/db/with-context.ts'
import { hit } from '../../../infra/http/limits.ts'
import { writeJournal } from '../../../infra/journal/journal.ts'
import { networkOf } from '../../../infra/net/network-of.ts'
import { type ComptesDeps, LIMITS } from '../deps.ts'
import { paths } from '../paths.ts'
import { LIEN_MAX, parseCourriel, safeRetour } from '../rules.ts'
import { lockCreation } from '../store/comptes.ts'
import { voidLiens } from '../store/liens.ts'
import { comptesTexts } from '../texts.ts'
import { makeLien } from './make-lien.ts'

const HOUR = 3_600

/** An address to prove: for signing in with it, or for joining it to an account. */
export interface RequestLien {
  readonly usage: 'connexion' | 'rattachement'
  /** As typed. */
  readonly courriel: string | undefined
  readonly retour: string
  /** The account that the address would be joined to. */
  readonly compteId?: string
  readonly ip: string
  readonly langue: Langue
  readonly now: Date
}

/** The same answer whether or not somebody has that address. */
export type RequestedLien =
  | { readonly outcome: 'envoye'; readonly courriel: string }
  | { readonly outcome: 'pas_une_adresse' }
  | { readonly outcome: 'trop_souvent'; readonly secondes: number }

/** Sends a link to an address; the former link of the same use no longer works. */
export async function requestLien(deps: ComptesDeps, request: RequestLien): Promise<RequestedLien> {
  const { usage, retour, compteId, langue, now } = request
  const courriel = parseCourriel(request.courriel)
  if (courriel === undefined) return { outcome: 'pas_une_adresse' }
  const secondes = await countRequest(deps, { courriel, ip: request.ip, now })
  if (secondes !== undefined) return { outcome: 'trop_souvent', secondes }
  await withContext(deps.db, { role: 'connexion' }, async (tx) => {
    // Two requests at once would each void what the other has not written yet, and leave two links that work.
    await lockCreation(tx, `lien|${usage}|${courriel}`)
    await voidLiens(tx, { courriel, usage, now })
    const expiresAt = new Date(now.getTime() + LIEN_MAX)
    const donnees = compteId === undefined ? {} : { compteId }
    const token = await makeLien(tx, { usage, courriel, retour: safeRetour(retour), donnees, expiresAt, now })
    const objet = `courriel:${hmac(deps.keys.liens[0], courriel).slice(0, 16)}`
    const who = compteId === undefined ? { role: 'anonyme' as const } : { role: 'usager' as const, compteId }
    await writeJournal(tx, { at: now, ...who, action: 'lien.send', objet, meta: { usage } })
    const text = comptesTexts(langue).mails[usage]
    await deps.sendMail(tx, {
      cle: `lien:${sha256(token).toString('hex')}`,
      destinataire: courriel,
      langue,
      sujet: text.sujet,
      titre: text.sujet,
      paragraphes: text.paragraphes,
      lien: { texte: text.bouton, adresse: deps.origin + paths.lien(token) },
      createdAt: now,
      urgent: true,
    })
  })
  return { outcome: 'envoye', courriel }
}

/** Counts one request more; gives the seconds to wait when there were too many. */
async function countRequest(
  { db, keys, limits }: ComptesDeps,
  { courriel, ip, now }: { courriel: string; ip: string; now: Date },
): Promise<number | undefined> {
  const { liensParAdresse, liensParReseau } = { ...LIMITS, ...limits }
  const network = await hit(db, { cle: `lien|reseau|${networkOf(ip)}`, max: liensParReseau, secondes: HOUR, now })
  if (!network.permis) return network.secondes
  const address = hmac(keys.liens[0], courriel)
  const own = await hit(db, { cle: `lien|adresse|${address}`, max: liensParAdresse, secondes: HOUR, now })
  return own.permis ? undefined : own.secondes
}
