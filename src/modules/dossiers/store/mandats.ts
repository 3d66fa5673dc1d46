import { sql } from 'kysely'
import type { Analyse } from '../../../core/dossier/analyse.ts'
import type { Texte } from '../../../core/texte.ts'
import type { Droit } from '../mandat.ts'
import { analyseOf, type Tx } from './load.ts'

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

/** Who gave a mandate `i`, on a dossier `d` or on a démarche. */
export const MANDANT = sql<string>`coalesce(i.mandant_id, d.compte_id)`
/** What a mandate `i` is about, as the journal names it. */
export const OBJET = sql<string>`coalesce('dossier:' || i.dossier_id, 'demarche:' || i.demarche_id)`
/** Whether a mandate `i` holds at this instant: neither taken back nor over. */
export const VIVANT = sql<boolean>`i.revoked_at is null and i.fin_at > infra.maintenant()`
const NOM = sql<string | null>`nullif(trim(concat(p.prenom, ' ', p.nom)), '')`
const ROW = [
  ...(['i.id', 'i.courriel', 'i.droit', 'i.fin_at as finAt', 'f.nom as fichier'] as const),
  NOM.as('nom'),
  sql<boolean>`i.compte_id is not null`.as('accepte'),
] as const

/** Mandates `i`, the dossier `d` of those that are about one only, and their démarche `m`. */
export function selectWithSujet(tx: Tx) {
  return tx
    .selectFrom('dossiers.invite as i')
    .leftJoin('dossiers.dossier as d', 'd.id', 'i.dossier_id')
    .innerJoin('demarches.fiche as m', (join) => join.on(sql<boolean>`m.id = coalesce(i.demarche_id, d.demarche_id)`))
}

/** Who may help with a dossier at this instant, whether or not they accepted, oldest first: by a mandate on it, or on its démarche. */
export async function listMandats(
  tx: Tx,
  dossier: { readonly id: string; readonly demarcheId: string; readonly compteId: string },
): Promise<readonly MandatRow[]> {
  const { id, demarcheId, compteId } = dossier
  return tx
    .selectFrom('dossiers.invite as i')
    .leftJoin('comptes.personne as p', 'p.id', 'i.compte_id')
    .leftJoin('infra.fichier as f', 'f.id', 'i.fichier_id')
    .select(ROW)
    .where(VIVANT)
    .where((eb) =>
      eb.or([
        eb('i.dossier_id', '=', id),
        eb.and([eb('i.demarche_id', '=', demarcheId), eb('i.mandant_id', '=', compteId)]),
      ]),
    )
    .orderBy('i.created_at')
    .execute()
}

/** The mandates that somebody gave, those that hold at this instant, oldest first. */
export async function listGiven(tx: Tx, compteId: string): Promise<readonly MandatDonne[]> {
  return selectWithSujet(tx)
    .leftJoin('comptes.personne as p', 'p.id', 'i.compte_id')
    .leftJoin('infra.fichier as f', 'f.id', 'i.fichier_id')
    .select([...ROW, 'm.titre', 'm.slug', 'd.numero', OBJET.as('objet')])
    .where((eb) => eb.or([eb('i.mandant_id', '=', compteId), eb('d.compte_id', '=', compteId)]))
    .where(VIVANT)
    .where('d.supprime_at', 'is', null)
    .orderBy('i.created_at')
    .execute()
}

/** The mandates that somebody accepted and that hold at this instant, oldest first; on one démarche only when it is named. */
export async function listReceived(
  tx: Tx,
  { compteId, demarcheId }: { readonly compteId: string; readonly demarcheId?: string },
): Promise<readonly MandatRecu[]> {
  const query = selectWithSujet(tx)
    .innerJoin('comptes.personne as p', (join) => join.on(sql<boolean>`p.id = ${MANDANT}`))
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

/** What may be said of the signed mandate, to who gave it and who holds it at this instant. */
export async function findSigned(tx: Tx, { id, compteId }: { readonly id: string; readonly compteId: string }) {
  return tx
    .selectFrom('dossiers.invite as i')
    .innerJoin('infra.fichier as f', 'f.id', 'i.fichier_id')
    .innerJoin('dossiers.dossier as d', 'd.id', 'i.dossier_id')
    .select(['f.id', 'f.nom', 'f.type', 'f.octets'])
    .select(sql<Analyse>`${sql.raw(analyseOf('f'))}`.as('analyse'))
    .where('i.id', '=', id)
    .where(VIVANT)
    .where((eb) => eb.or([eb('i.compte_id', '=', compteId), eb('d.compte_id', '=', compteId)]))
    .executeTakeFirst()
}
