import { sql } from 'kysely'
import type { Langue } from '../../../core/texte.ts'
import type { Compte } from '../rules.ts'
import type { Civilite, Nature } from '../tables.ts'
import type { Db } from './sessions.ts'

const COLUMNS = [
  'c.id',
  'c.nature',
  'c.courriel',
  'c.civilite',
  'c.nom',
  'c.prenom',
  'c.telephone',
  'c.langue',
] as const

/** The columns that make somebody. */
export interface CompteRow {
  readonly id: string
  readonly nature: Nature
  readonly courriel: string | null
  readonly civilite: Civilite | null
  readonly nom: string | null
  readonly prenom: string | null
  readonly telephone: string | null
  readonly langue: Langue
}

/** A row as the rest of the program knows it. */
export function compteOf(row: CompteRow): Compte {
  return {
    id: row.id,
    nature: row.nature,
    courriel: row.courriel ?? undefined,
    civilite: row.civilite ?? undefined,
    nom: row.nom ?? undefined,
    prenom: row.prenom ?? undefined,
    telephone: row.telephone ?? undefined,
    langue: row.langue,
  }
}

/** An account by its key; joined ones included. */
export async function findCompte(db: Db, id: string): Promise<Compte | undefined> {
  const row = await db.selectFrom('comptes.compte as c').select(COLUMNS).where('c.id', '=', id).executeTakeFirst()
  return row && compteOf(row)
}

/** Who an identity provider's subject is: `(issuer, client, subject)`, never the subject alone. */
export interface IdentiteKey {
  readonly emetteur: string
  readonly client: string
  readonly sujet: string
}

/** The account of an identity; nothing the first time. */
export async function findByIdentite(tx: Db, { emetteur, client, sujet }: IdentiteKey): Promise<Compte | undefined> {
  const row = await tx
    .selectFrom('comptes.identite as i')
    .innerJoin('comptes.compte as c', 'c.id', 'i.compte_id')
    .select(COLUMNS)
    .where('i.emetteur', '=', emetteur)
    .where('i.client', '=', client)
    .where('i.sujet', '=', sujet)
    .executeTakeFirst()
  return row && compteOf(row)
}

/** Makes others wait who are creating the same account; until the end of the transaction. */
export async function lockCreation(tx: Db, name: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`comptes|${name}`}, 0))`.execute(tx)
}

/** The establishment last told by an identity; nothing the first time, or when it never told any. */
export async function findSiret(tx: Db, { emetteur, client, sujet }: IdentiteKey): Promise<string | undefined> {
  const row = await tx
    .selectFrom('comptes.identite')
    .select('siret')
    .where('emetteur', '=', emetteur)
    .where('client', '=', client)
    .where('sujet', '=', sujet)
    .executeTakeFirst()
  return row?.siret ?? undefined
}

/** Ties an identity to its account, or refreshes what the provider says of it; an establishment once told stays until another is. */
export async function upsertIdentite(
  tx: Db,
  {
    emetteur,
    client,
    sujet,
    compteId,
    siret,
    now,
  }: IdentiteKey & { compteId: string; siret: string | undefined; now: Date },
): Promise<void> {
  await tx
    .insertInto('comptes.identite')
    .values({ emetteur, client, sujet, compte_id: compteId, siret: siret ?? null, seen_at: now })
    .onConflict((oc) =>
      oc
        .columns(['emetteur', 'client', 'sujet'])
        .doUpdateSet({ ...(siret === undefined ? {} : { siret }), seen_at: now }),
    )
    .execute()
}

/** What is known of somebody when their account is made or refreshed. */
export interface Personne {
  readonly civilite?: Civilite | undefined
  readonly nom?: string | undefined
  readonly prenom?: string | undefined
  readonly courriel?: string | undefined
  readonly telephone?: string | undefined
}

/** Makes an account. `confirmeAt`: when the address was proved, by a link or by the provider. */
export async function insertCompte(
  tx: Db,
  {
    nature,
    personne,
    langue,
    confirmeAt,
    now,
  }: { nature: Nature; personne: Personne; langue: Langue; confirmeAt: Date | undefined; now: Date },
): Promise<Compte> {
  const row = await tx
    .insertInto('comptes.compte')
    .values({
      nature,
      courriel: personne.courriel ?? null,
      courriel_confirme_at: personne.courriel === undefined ? null : (confirmeAt ?? null),
      civilite: personne.civilite ?? null,
      nom: personne.nom ?? null,
      prenom: personne.prenom ?? null,
      telephone: personne.telephone ?? null,
      langue,
      created_at: now,
    })
    .returning(['id', 'nature', 'courriel', 'civilite', 'nom', 'prenom', 'telephone', 'langue'])
    .executeTakeFirstOrThrow()
  return compteOf(row)
}

/** Changes what somebody may change of their account, or what their provider says anew; what is absent stays. */
export async function updateCompte(
  tx: Db,
  id: string,
  change: Personne & { readonly langue?: Langue | undefined },
): Promise<void> {
  const { civilite, nom, prenom, courriel, telephone, langue } = change
  const set = { civilite, nom, prenom, courriel, telephone, langue }
  if (Object.values(set).every((value) => value === undefined)) return
  await tx.updateTable('comptes.compte').set(set).where('id', '=', id).execute()
}

/** Erases a telephone number. */
export async function clearTelephone(tx: Db, id: string): Promise<void> {
  await tx.updateTable('comptes.compte').set({ telephone: null }).where('id', '=', id).execute()
}

/** Gives an account its proved address, unless it already has one. */
export async function confirmCourriel(
  tx: Db,
  { id, courriel, now }: { id: string; courriel: string; now: Date },
): Promise<void> {
  await tx
    .updateTable('comptes.compte')
    .set({ courriel, courriel_confirme_at: now })
    .where('id', '=', id)
    .where((eb) =>
      eb.or([eb('courriel', 'is', null), eb('courriel', '=', courriel), eb('courriel_confirme_at', 'is', null)]),
    )
    .execute()
}

/** The open account of an address; an address joined elsewhere has none. Locks it. */
export async function findByCourriel(tx: Db, courriel: string): Promise<Compte | undefined> {
  const row = await tx
    .selectFrom('comptes.compte as c')
    .select(COLUMNS)
    .where('c.courriel', '=', courriel)
    .where('c.nature', '=', 'courriel')
    .where('c.rattache_a', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  return row && compteOf(row)
}

/** The account that an address was last joined to. */
export async function findRattachement(tx: Db, courriel: string): Promise<Compte | undefined> {
  const row = await tx
    .selectFrom('comptes.compte as joined')
    .innerJoin('comptes.compte as c', 'c.id', 'joined.rattache_a')
    .select(COLUMNS)
    .where('joined.courriel', '=', courriel)
    .where('joined.nature', '=', 'courriel')
    .where('c.rattache_a', 'is', null)
    .orderBy('joined.id', 'desc')
    .executeTakeFirst()
  return row && compteOf(row)
}

/** Closes an address's account: it now belongs to another, as do those it had been given. */
export async function rattach(tx: Db, { from, to }: { from: string; to: string }): Promise<void> {
  await tx
    .updateTable('comptes.compte')
    .set({ rattache_a: to })
    .where((eb) => eb.or([eb('id', '=', from), eb('rattache_a', '=', from)]))
    .execute()
}
