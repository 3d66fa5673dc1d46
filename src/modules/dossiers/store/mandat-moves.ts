import { sql } from 'kysely'
import type { Droit } from '../mandat.ts'
import type { Tx } from './load.ts'
import { MANDANT, OBJET, selectWithSujet, VIVANT } from './mandats.ts'

/** What a mandate is about: one dossier, or every dossier of its giver on one démarche. */
export type Portee =
  | { readonly kind: 'dossier'; readonly dossierId: string }
  | { readonly kind: 'demarche'; readonly demarcheId: string; readonly mandantId: string }

/** The mandate signed on paper: its file, whose key is sealed for the dossier. */
export interface MandatSigne {
  readonly id: string
  readonly chiffree: string
}

/** A mandate about to be given. */
export interface NewMandat {
  readonly portee: Portee
  readonly courriel: string
  readonly droit: Droit
  readonly finAt: Date
  readonly signe: MandatSigne | undefined
  readonly now: Date
}

/** Gives a mandate to an address, or gives it anew: its right and its end replace those it had; gives its key. */
export async function upsertMandat(tx: Tx, mandat: NewMandat): Promise<string> {
  const { portee, courriel, droit, finAt, signe, now } = mandat
  const about =
    portee.kind === 'dossier'
      ? { dossier_id: portee.dossierId, demarche_id: null, mandant_id: null }
      : { dossier_id: null, demarche_id: portee.demarcheId, mandant_id: portee.mandantId }
  const columns =
    portee.kind === 'dossier'
      ? (['dossier_id', 'courriel'] as const)
      : (['mandant_id', 'demarche_id', 'courriel'] as const)
  const row = await tx
    .insertInto('dossiers.invite')
    .values({ ...about, courriel, droit, fin_at: finAt, created_at: now, ...signedColumns(signe) })
    .onConflict((oc) =>
      oc
        .columns([...columns])
        .where('revoked_at', 'is', null)
        .doUpdateSet({ droit, fin_at: finAt, created_at: now, ...signedColumns(signe) }),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** What a signed mandate writes; without one, what was there stays. */
function signedColumns(signe: MandatSigne | undefined) {
  return signe ? { fichier_id: signe.id, cle_fichier: signe.chiffree } : {}
}

/** Whose mandate it is to take back, and what it is about. */
export interface GivenMandat {
  readonly id: string
  readonly mandantId: string
  readonly portee: Portee
  readonly organismeId: string
  readonly objet: string
}

/** A mandate that somebody gave, over and taken back ones included; nothing when it is another's. */
export async function findGiven(
  tx: Tx,
  { id, compteId }: { readonly id: string; readonly compteId: string },
): Promise<GivenMandat | undefined> {
  return findMandat(tx, { id, by: sql<boolean>`${MANDANT} = ${compteId}` })
}

/** A mandate that somebody received, over and taken back ones included; nothing when it is another's. */
export async function findReceived(
  tx: Tx,
  { id, compteId }: { readonly id: string; readonly compteId: string },
): Promise<GivenMandat | undefined> {
  return findMandat(tx, { id, by: sql<boolean>`i.compte_id = ${compteId}` })
}

/** A mandate, whoever asks: for the house's own work. */
export async function findMandatById(tx: Tx, id: string): Promise<GivenMandat | undefined> {
  return findMandat(tx, { id, by: sql<boolean>`true` })
}

async function findMandat(
  tx: Tx,
  { id, by }: { readonly id: string; readonly by: ReturnType<typeof sql<boolean>> },
): Promise<GivenMandat | undefined> {
  const row = await selectWithSujet(tx)
    .select([
      ...(['i.id', 'i.dossier_id as dossierId', 'i.demarche_id as demarcheId'] as const),
      ...(['m.organisme_id as organismeId'] as const),
      MANDANT.as('mandantId'),
      OBJET.as('objet'),
    ])
    .where('i.id', '=', id)
    .where(by)
    .executeTakeFirst()
  if (!row) return undefined
  const { dossierId, demarcheId, mandantId, organismeId, objet } = row
  const portee: Portee =
    dossierId === null ? { kind: 'demarche', demarcheId: demarcheId ?? '', mandantId } : { kind: 'dossier', dossierId }
  return { id: row.id, mandantId, organismeId, objet, portee }
}

/**
 * Ties a mandate to the account of who opened its link; false when it was taken back meanwhile, is over, is another's, or
 * when it is one's own.
 */
export async function acceptMandat(
  tx: Tx,
  mandat: {
    readonly id: string
    readonly courriel: string
    readonly compteId: string
    readonly signe: MandatSigne | undefined
  },
): Promise<boolean> {
  const { id, courriel, compteId, signe } = mandat
  const done = await tx
    .updateTable('dossiers.invite as i')
    .set({ compte_id: compteId, ...signedColumns(signe) })
    .where('i.id', '=', id)
    .where('i.courriel', '=', courriel)
    .where(VIVANT)
    .where((eb) => eb.or([eb('i.compte_id', 'is', null), eb('i.compte_id', '=', compteId)]))
    .where(
      sql<boolean>`coalesce(i.mandant_id, (select d.compte_id from dossiers.dossier d where d.id = i.dossier_id)) <> ${compteId}`,
    )
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

/**
 * Waits for whoever is acting by a mandate, and makes whoever is about to wait: each of them holds the dossier first. Taken
 * before the mandate is taken back, so that nothing is done by it afterwards.
 */
export async function lockMandated(tx: Tx, portee: Portee): Promise<void> {
  const query = tx.selectFrom('dossiers.dossier').select('id').orderBy('id').forUpdate()
  await (portee.kind === 'dossier'
    ? query.where('id', '=', portee.dossierId)
    : query.where('demarche_id', '=', portee.demarcheId).where('compte_id', '=', portee.mandantId)
  ).execute()
}

/** Takes a mandate back; false when it was already. */
export async function revokeMandat(tx: Tx, { id, now }: { readonly id: string; readonly now: Date }): Promise<boolean> {
  const done = await tx
    .updateTable('dossiers.invite')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

/**
 * Erases mandates on a démarche that were over on that date and tell of no dossier any more. One on a dossier goes with it:
 * until then, the history names who helped.
 */
export async function deleteOldMandats(tx: Tx, before: Date): Promise<void> {
  await sql`delete from dossiers.invite i where i.demarche_id is not null and least(i.fin_at, i.revoked_at) < ${before}
    and not exists (select from dossiers.dossier d where d.compte_id = i.mandant_id and d.demarche_id = i.demarche_id)
  `.execute(tx)
}
