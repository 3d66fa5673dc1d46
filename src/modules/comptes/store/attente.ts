import type { Db } from './sessions.ts'

/** A sign-in under way with a provider. Digests only of what the browser holds. */
export interface Connexion {
  readonly etat: Buffer
  readonly navigateur: Buffer
  readonly porte: string
  readonly nonce: string
  readonly verifier: string
  readonly retour: string
}

/** Remembers a sign-in that begins. */
export async function insertConnexion(db: Db, connexion: Connexion & { readonly now: Date }): Promise<void> {
  const { now, ...row } = connexion
  await db
    .insertInto('comptes.connexion')
    .values({ ...row, created_at: now })
    .execute()
}

/** Takes a sign-in back, once: begun since `after`, by this browser, with this provider. */
export async function takeConnexion(
  db: Db,
  { etat, navigateur, porte, after }: Pick<Connexion, 'etat' | 'navigateur' | 'porte'> & { readonly after: Date },
): Promise<Pick<Connexion, 'nonce' | 'verifier' | 'retour'> | undefined> {
  return db
    .deleteFrom('comptes.connexion')
    .where('etat', '=', etat)
    .where('navigateur', '=', navigateur)
    .where('porte', '=', porte)
    .where('created_at', '>', after)
    .returning(['nonce', 'verifier', 'retour'])
    .executeTakeFirst()
}

/** A form kept while its sender signs in. */
export interface Parked {
  readonly empreinte: Buffer
  readonly adresse: string
  /** Sealed. */
  readonly contenu: string
}

/** Keeps a form. */
export async function insertParked(db: Db, parked: Parked & { readonly now: Date }): Promise<void> {
  const { now, ...row } = parked
  await db
    .insertInto('comptes.envoi_en_attente')
    .values({ ...row, created_at: now })
    .execute()
}

/** A form kept since `after`. It stays there: reading the page again must not lose it. */
export async function findParked(
  db: Db,
  { empreinte, after }: { empreinte: Buffer; after: Date },
): Promise<Omit<Parked, 'empreinte'> | undefined> {
  return db
    .selectFrom('comptes.envoi_en_attente')
    .select(['adresse', 'contenu'])
    .where('empreinte', '=', empreinte)
    .where('created_at', '>', after)
    .executeTakeFirst()
}

/** Erases sign-ins and forms that nobody came back for. */
export async function deleteOldAttente(
  db: Db,
  { connexions, envois }: { connexions: Date; envois: Date },
): Promise<void> {
  await db.deleteFrom('comptes.connexion').where('created_at', '<', connexions).execute()
  await db.deleteFrom('comptes.envoi_en_attente').where('created_at', '<', envois).execute()
}

/** Erases what the demonstration identity provider no longer needs. */
export async function deleteOldIdp(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('comptes.idp').where('expires_at', '<', before).execute()
}
