import type { Langue } from '../../../core/texte.ts'
import { writeJournal } from '../../../infra/journal/journal.ts'
import type { AnyTx } from '../deps.ts'
import type { Compte } from '../rules.ts'
import {
  confirmCourriel,
  findByCourriel,
  findByIdentite,
  findCompte,
  findRattachement,
  findSiret,
  type IdentiteKey,
  insertCompte,
  lockCreation,
  type Personne,
  updateCompte,
  upsertIdentite,
} from '../store/comptes.ts'
import type { Tx } from '../store/sessions.ts'
import type { ComptesTables } from '../tables.ts'

/** Somebody as an identity provider describes them. */
export interface Identite extends IdentiteKey, Personne {
  /** Whether the provider checked the address: only then may it receive mail about dossiers. */
  readonly courrielVerifie?: boolean
  readonly siret?: string | undefined
  readonly langue: Langue
  readonly now: Date
}

/**
 * The account of an identity, made the first time. The provider's names win over ours; its address never does once we have one.
 *
 * Found by `(issuer, client, subject)` only: the same address elsewhere is another account.
 */
export async function ensureCompte(anyTx: AnyTx, identite: Identite): Promise<Compte> {
  const tx: Tx = anyTx.$pickTables<keyof ComptesTables>()
  const { emetteur, client, sujet, langue, now } = identite
  await lockIdentite(tx, identite)
  const personne: Personne = {
    civilite: identite.civilite,
    nom: identite.nom,
    prenom: identite.prenom,
    courriel: identite.courriel,
    telephone: identite.telephone,
  }
  const known = await findByIdentite(tx, identite)
  const confirmeAt = identite.courrielVerifie ? now : undefined
  const compte = known ?? (await insertCompte(tx, { nature: 'identifie', personne, langue, confirmeAt, now }))
  if (!known) await rememberCreation(tx, compte, now)
  await upsertIdentite(tx, { emetteur, client, sujet, compteId: compte.id, siret: identite.siret, now })
  if (!known) return compte
  await refresh(tx, known, { personne, verified: identite.courrielVerifie === true, now })
  return (await findCompte(tx, known.id)) ?? known
}

/** The establishment that an identity told last; whoever signs in by it meanwhile waits, so that a change is seen once. */
export async function lastSiret(tx: Tx, identite: IdentiteKey): Promise<string | undefined> {
  await lockIdentite(tx, identite)
  return findSiret(tx, identite)
}

function lockIdentite(tx: Tx, { emetteur, client, sujet }: IdentiteKey): Promise<void> {
  return lockCreation(tx, `${emetteur}|${client}|${sujet}`)
}

async function refresh(
  tx: Tx,
  known: Compte,
  { personne, verified, now }: { personne: Personne; verified: boolean; now: Date },
): Promise<void> {
  const { civilite, nom, prenom, courriel, telephone } = personne
  await updateCompte(tx, known.id, {
    civilite,
    nom,
    prenom,
    telephone: known.telephone === undefined ? telephone : undefined,
  })
  if (courriel === undefined || known.courriel !== undefined) return
  if (verified) await confirmCourriel(tx, { id: known.id, courriel, now })
  else await updateCompte(tx, known.id, { courriel })
}

async function rememberCreation(tx: Tx, { id }: Compte, now: Date): Promise<void> {
  await writeJournal(tx, { at: now, role: 'usager', compteId: id, action: 'compte.create', objet: `compte:${id}` })
}

/** Where a proved address leads: its own account, made the first time; or the account it was joined to. */
export type CourrielCompte =
  | { readonly kind: 'compte'; readonly compte: Compte }
  /** Joined to an account that has a stronger door: only that door opens it. */
  | { readonly kind: 'rattache' }

/** The account of an address that has just been proved by a link. */
export async function ensureCompteCourriel(
  tx: Tx,
  { courriel, langue, now }: { courriel: string; langue: Langue; now: Date },
): Promise<CourrielCompte> {
  await lockCreation(tx, `courriel|${courriel}`)
  const own = await findByCourriel(tx, courriel)
  if (own) return { kind: 'compte', compte: own }
  const joined = await findRattachement(tx, courriel)
  if (joined) return joined.nature === 'courriel' ? { kind: 'compte', compte: joined } : { kind: 'rattache' }
  const compte = await insertCompte(tx, { nature: 'courriel', personne: { courriel }, langue, confirmeAt: now, now })
  await rememberCreation(tx, compte, now)
  return { kind: 'compte', compte }
}
