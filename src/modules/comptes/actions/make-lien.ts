import { randomToken, sha256 } from '../../../infra/crypto/tokens.ts'
import type { AnyTx } from '../deps.ts'
import { insertLien } from '../store/liens.ts'
import type { Tx } from '../store/sessions.ts'
import type { ComptesTables, LienDonnees, LienUsage } from '../tables.ts'

/** A link to send by e-mail, and where it leads once it has been opened. */
export interface NewLien {
  readonly usage: LienUsage
  readonly courriel: string
  readonly retour: string
  readonly donnees: LienDonnees
  readonly expiresAt: Date
  readonly now: Date
}

/** Makes a link that its receiver alone can open, once; gives its token, which only the mail must hold. */
export async function makeLien(anyTx: AnyTx, lien: NewLien): Promise<string> {
  const tx: Tx = anyTx.$pickTables<keyof ComptesTables>()
  const token = randomToken()
  await insertLien(tx, { ...lien, courriel: lien.courriel.toLowerCase(), empreinte: sha256(token) })
  return token
}
