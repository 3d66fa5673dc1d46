import type { DemarchesDb } from '../tables.ts'

/** The people behind a démarche: how to reach them, and who answers for personal data. */
export interface Service {
  readonly id: string
  readonly organismeId: string
  readonly nom: string
  readonly telephone: string
  readonly courriel: string
  readonly horaires: string
  readonly adresse: string
  /** Contact of the data protection officer: an address or an e-mail. */
  readonly dpo: string
}

/** Adds a service to an organisme. */
export async function insertService(
  tx: DemarchesDb,
  { organismeId, ...service }: Omit<Service, 'id'>,
): Promise<string> {
  const { id } = await tx
    .insertInto('demarches.service')
    .values({ organisme_id: organismeId, ...service })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** What may be said of a service to those who want to reach it. */
export type Contact = Partial<Pick<Service, 'telephone' | 'courriel' | 'horaires' | 'adresse' | 'dpo'>>

/** Writes what is given of a service, something at least, over what was known; the rest stays. */
export async function updateContact(tx: DemarchesDb, id: string, contact: Contact): Promise<void> {
  await tx.updateTable('demarches.service').set(contact).where('id', '=', id).execute()
}

/** The service of that key. */
export async function findServiceById(db: DemarchesDb, id: string): Promise<Service | undefined> {
  return db
    .selectFrom('demarches.service')
    .select(['id', 'organisme_id as organismeId', 'nom', 'telephone', 'courriel', 'horaires', 'adresse', 'dpo'])
    .where('id', '=', id)
    .executeTakeFirst()
}
