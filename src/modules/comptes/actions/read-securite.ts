import { sha256 } from '../../../infra/crypto/tokens.ts'
import { withContext } from '../../../infra/db/with-context.ts'
import { writeJournal, writeRepeated } from '../../../infra/journal/journal.ts'
import type { ComptesDeps } from '../deps.ts'
import { deleteAppareils, selectAppareils } from '../store/appareils.ts'
import { selectCles } from '../store/cles.ts'
import { countCodes, findTotp, hasFacteur } from '../store/facteurs.ts'
import { findPhrase } from '../store/phrases.ts'

/** A device that an account trusts, as its person sees it. */
export interface Appareil {
  /** Names it on the page; opens nothing. */
  readonly id: string
  readonly appareil: string | undefined
  readonly finAt: Date
}

/** A passkey, as its person sees it. */
export interface Cle {
  /** Names it on the page; opens nothing. */
  readonly id: string
  readonly nom: string
  readonly createdAt: Date
  readonly usedAt: Date | undefined
}

/** What protects an account. */
export interface Securite {
  /** Whether it has a second factor. */
  readonly facteur: boolean
  /** Since when there is an application of codes. */
  readonly totpAt: Date | undefined
  readonly cles: readonly Cle[]
  /** Since when there is a passphrase. */
  readonly phraseAt: Date | undefined
  /** How many recovery codes are left. */
  readonly codes: number | undefined
  readonly appareils: readonly Appareil[]
}

interface Asked {
  readonly compteId: string
  readonly now: Date
}

/** What protects an account, for the page where its person sees it; the journal is told. */
export function readSecurite({ db }: Pick<ComptesDeps, 'db'>, { compteId, now }: Asked): Promise<Securite> {
  return withContext(db, { role: 'connexion' }, async (tx) => {
    const objet = `compte:${compteId}`
    await writeRepeated(tx, { at: now, role: 'usager', compteId, action: 'compte.read', objet })
    const appareils = await selectAppareils(tx, { compteId, now })
    return {
      facteur: await hasFacteur(tx, compteId),
      totpAt: (await findTotp(tx, compteId))?.createdAt,
      cles: (await selectCles(tx, compteId)).map(({ identifiant, nom, created_at, used_at }) => ({
        ...{ id: identifiant.toString('base64url'), nom, createdAt: created_at },
        usedAt: used_at ?? undefined,
      })),
      phraseAt: (await findPhrase(tx, compteId))?.changedAt,
      codes: await countCodes(tx, compteId),
      appareils: appareils.map(({ empreinte, appareil, expires_at }) => ({
        id: idOf(empreinte),
        appareil: appareil ?? undefined,
        finAt: expires_at,
      })),
    }
  })
}

/** Trusts a device no longer: one of somebody else, or no longer trusted, is left alone. */
export function revokeAppareil(
  { db }: Pick<ComptesDeps, 'db'>,
  { compteId, id, now }: Asked & { readonly id: string },
): Promise<void> {
  return withContext(db, { role: 'connexion' }, async (tx) => {
    const known = (await selectAppareils(tx, { compteId, now })).find(({ empreinte }) => idOf(empreinte) === id)
    if (!known || (await deleteAppareils(tx, { compteId, empreinte: known.empreinte })) === 0) return
    const objet = `compte:${compteId}`
    await writeJournal(tx, { at: now, role: 'usager', compteId, action: 'appareil.revoke', objet })
  })
}

function idOf(empreinte: Buffer): string {
  return sha256(`appareil|${empreinte.toString('hex')}`)
    .toString('base64url')
    .slice(0, 22)
}
