import type { AnyTx, ComptesDeps } from '../deps.ts'
import { paths } from '../paths.ts'
import type { Compte } from '../rules.ts'
import type { SecuriteTexts } from '../texts/securite.fr.ts'
import { comptesTexts } from '../texts.ts'

/** What somebody is told of what has just been done to their account, in case it was not them. */
interface Told {
  readonly compte: Compte
  readonly fait: keyof SecuriteTexts['courriels']
  /** How many recovery codes are left. */
  readonly reste?: number
  /** When it will be done, in words. */
  readonly le?: string
  readonly now: Date
}

/** Tells somebody by mail that what protects their account has changed; nobody when they gave no address. */
export async function tellPerson(
  { sendMail, origin }: Pick<ComptesDeps, 'sendMail' | 'origin'>,
  tx: AnyTx,
  { compte, fait, reste = 0, le = '', now }: Told,
): Promise<void> {
  if (compte.courriel === undefined) return
  const t = comptesTexts(compte.langue).securite
  const { sujet, paragraphes } = t.courriels[fait](reste, le)
  await sendMail(tx, {
    cle: `securite:${compte.id}:${fait}:${now.toISOString()}`,
    destinataire: compte.courriel,
    langue: compte.langue,
    sujet,
    titre: sujet,
    paragraphes: [...paragraphes, t.courrielPasVous],
    lien: { texte: t.courrielBouton, adresse: origin + paths.securite() },
    createdAt: now,
  })
}
