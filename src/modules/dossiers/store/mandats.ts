import { sql } from 'kysely'
import type { Analyse } from '../../../core/dossier/analyse.ts'
import type { Texte } from '../../../core/texte.ts'
import type { Droit } from '../mandat.ts'
import { analyseOf, type Tx } from './load.ts'

/** What a mandate is about: one dossier, or every dossier of its giver on one démarche. */
export type Portee =
  | { readonly kind: 'dossier'; readonly dossierId: string }
  | { readonly kind: 'demarche'; readonly demarcheId: string; readonly mandantId: string }

/** A mandate as its giver, and those who see the dossier, read it. */
export interface MandatRow {
  readonly id: string
  readonly courriel: string
  /** The name of who helps; nothing before they accept, or when they have none. */
  readonly nom: string | null
  readonly accepte: boolean
  readonly droit: Droit
  readonly finAt: Date
  /** The name of the signed mandate, when there is one. */
  readonly fichier: string | null
}

/** The same among others of its giver: what it is about. */
export interface MandatDonne extends MandatRow, Sujet {}

/** A mandate as who helps reads it. */
export interface MandatRecu extends Sujet {
  readonly id: string
  readonly mandantId: string
  readonly mandant: string | null
  readonly droit: Droit
  readonly finAt: Date
  readonly fichier: string | null
}

/** The démarche that a mandate is about, and the dossier when it is about one only. */
interface Sujet {
  /** As the journal names it. */
  readonly objet: string
  readonly titre: Texte
  readonly slug: string
  readonly numero: number | null
}

const NOM = sql<string | null>`nullif(trim(concat(p.prenom, ' ', p.nom)), '')`
const OBJET = sql<string>`coalesce('dossier:' || i.dossier_id, 'demarche:' || i.demarche_id)`
const VIVANT = sql<boolean>`i.revoked_at is null and i.fin_at > infra.maintenant()`

function selectRows(tx: Tx) {
  return tx
    .selectFrom('dossiers.invite as i')
    .leftJoin('comptes.personne as p', 'p.id', 'i.compte_id')
    .leftJoin('infra.fichier as f', 'f.id', 'i.fichier_id')
    .select([
      ...(['i.id', 'i.courriel', 'i.droit', 'i.fin_at as finAt', 'f.nom as fichier'] as const),
      NOM.as('nom'),
      sql<boolean>`i.compte_id is not null`.as('accepte'),
    ])
    .where(VIVANT)
    .orderBy('i.created_at')
}

/** Who may help with a dossier at this instant, whether or not they accepted, oldest first: by a mandate on it, or on its démarche. */
export async function listMandats(
  tx: Tx,
  dossier: { readonly id: string; readonly demarcheId: string; readonly compteId: string },
): Promise<readonly MandatRow[]> {
  const { id, demarcheId, compteId } = dossier
  return selectRows(tx)
    .where((eb) =>
      eb.or([
        eb('i.dossier_id', '=', id),
        eb.and([eb('i.demarche_id', '=', demarcheId), eb('i.mandant_id', '=', compteId)]),
      ]),
    )
    .execute()
}

/** The mandates that somebody gave, those that hold at this instant, oldest first. */
export async function listGiven(tx: Tx, compteId: string): Promise<readonly MandatDonne[]> {
  return selectRows(tx)
    .leftJoin('dossiers.dossier as d', 'd.id', 'i.dossier_id')
    .innerJoin('demarches.fiche as m', (join) => join.on(sql<boolean>`m.id = coalesce(i.demarche_id, d.demarche_id)`))
    .select(['m.titre', 'm.slug', 'd.numero', OBJET.as('objet')])
    .where((eb) => eb.or([eb('i.mandant_id', '=', compteId), eb('d.compte_id', '=', compteId)]))
    .where('d.supprime_at', 'is', null)
    .execute()
}

/** The mandates that somebody accepted and that hold at this instant, oldest first; on one démarche only when it is named. */
export async function listReceived(
  tx: Tx,
  { compteId, demarcheId }: { readonly compteId: string; readonly demarcheId?: string },
): Promise<readonly MandatRecu[]> {
  const query = tx
    .selectFrom('dossiers.invite as i')
    .leftJoin('dossiers.dossier as d', 'd.id', 'i.dossier_id')
    .innerJoin('demarches.fiche as m', (join) => join.on(sql<boolean>`m.id = coalesce(i.demarche_id, d.demarche_id)`))
    .innerJoin('comptes.personne as p', (join) => join.on(sql<boolean>`p.id = coalesce(i.mandant_id, d.compte_id)`))
    .leftJoin('infra.fichier as f', 'f.id', 'i.fichier_id')
    .select([
      ...(['i.id', 'i.droit', 'i.fin_at as finAt', 'm.titre', 'm.slug', 'd.numero', 'f.nom as fichier'] as const),
      ...(['p.id as mandantId'] as const),
      NOM.as('mandant'),
      OBJET.as('objet'),
    ])
    .where('i.compte_id', '=', compteId)
    .where(VIVANT)
    .where('d.supprime_at', 'is', null)
    .orderBy('i.created_at')
  return (demarcheId === undefined ? query : query.where('i.demarche_id', '=', demarcheId)).execute()
}

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
  return findMandat(tx, { id, by: sql<boolean>`coalesce(i.mandant_id, d.compte_id) = ${compteId}` })
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
  const row = await tx
    .selectFrom('dossiers.invite as i')
    .leftJoin('dossiers.dossier as d', 'd.id', 'i.dossier_id')
    .innerJoin('demarches.fiche as m', (join) => join.on(sql<boolean>`m.id = coalesce(i.demarche_id, d.demarche_id)`))
    .select([
      ...(['i.id', 'i.dossier_id as dossierId', 'i.demarche_id as demarcheId'] as const),
      ...(['m.organisme_id as organismeId'] as const),
      sql<string>`coalesce(i.mandant_id, d.compte_id)`.as('mandantId'),
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

/** The signed mandate, for who gave it and who holds it at this instant; its key is sealed for that dossier. */
export async function findSigned(tx: Tx, { id, compteId }: { readonly id: string; readonly compteId: string }) {
  return tx
    .selectFrom('dossiers.invite as i')
    .innerJoin('infra.fichier as f', 'f.id', 'i.fichier_id')
    .innerJoin('dossiers.dossier as d', 'd.id', 'i.dossier_id')
    .select(['f.id', 'f.nom', 'f.type', 'f.octets', 'f.emplacement', 'd.id as dossierId', 'i.cle_fichier as chiffree'])
    .select(sql<Analyse>`${sql.raw(analyseOf('f'))}`.as('analyse'))
    .where('i.id', '=', id)
    .where(VIVANT)
    .where((eb) => eb.or([eb('i.compte_id', '=', compteId), eb('d.compte_id', '=', compteId)]))
    .executeTakeFirst()
}

/** Where somebody may be written to: an address that they proved. Nothing when they proved none. */
export async function findJoignable(tx: Tx, compteId: string) {
  return tx.selectFrom('comptes.joignable').select(['courriel', 'langue']).where('id', '=', compteId).executeTakeFirst()
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

/** Gives the dossiers and mandates of an account to another: the two have proved to be one person. */
export async function moveToCompte(tx: Tx, { from, to }: { from: string; to: string }): Promise<void> {
  await tx.updateTable('dossiers.dossier').set({ compte_id: to }).where('compte_id', '=', from).execute()
  await tx.updateTable('dossiers.invite').set({ compte_id: to }).where('compte_id', '=', from).execute()
  // Both may have given the same mandate: the one of the account that stays holds.
  await sql`update dossiers.invite i set revoked_at = i.created_at where i.mandant_id = ${from} and i.revoked_at is null
    and exists (select from dossiers.invite o where o.mandant_id = ${to} and o.demarche_id = i.demarche_id
      and o.courriel = i.courriel and o.revoked_at is null)`.execute(tx)
  await tx.updateTable('dossiers.invite').set({ mandant_id: to }).where('mandant_id', '=', from).execute()
}
