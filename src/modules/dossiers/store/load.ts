import { CompiledQuery, sql, type Transaction } from 'kysely'
import type { Analyse } from '../../../core/dossier/analyse.ts'
import type { Demandeur } from '../../../core/dossier/demandeur.ts'
import type { Etat } from '../../../core/dossier/etat.ts'
import type { Langue, Texte } from '../../../core/texte.ts'
import type { Saisies, Valeurs } from '../../../core/validation/reponses.ts'
import { actFor } from '../../../infra/journal/source.ts'
import type { CleScellee, Coffre, Trousseau } from '../../../infra/trousseau/trousseau.ts'
import type { Mandat } from '../mandat.ts'
import { places } from '../places.ts'
import type { DossiersTables, Motif } from '../tables.ts'
import { openAnswers } from './answers.ts'

/** A transaction that sees this module's tables. */
export type Tx = Transaction<DossiersTables>

/** What opens what dossiers hold. */
export interface StoreDeps {
  readonly trousseau: Trousseau
}

/** A file attached to an answer or a message, as pages and validation need it. */
export interface PieceRow {
  readonly id: string
  readonly cle: string
  readonly nom: string
  readonly type: string
  readonly octets: number
  /** Removed by edits that are not filed yet. */
  readonly retire: boolean
  readonly analyse: Analyse
}

/** What decides who may open a file, as JSON: the file is `i`, or what its query calls it. Quoted: the word is also a statement. */
export function analyseOf(i = 'i'): string {
  return `json_build_object('etat', ${i}."analyse", 'motif', ${i}.analyse_motif,
  'libere', ${i}.libere_at is not null, 'deposant', ${i}.created_by)`
}

/** The same, of the file `i`. */
export const ANALYSE = analyseOf()

/** The answers being written: the draft, or the edits made after filing. */
export interface VersionOuverte {
  readonly id: string
  readonly nature: 'brouillon' | 'tampon'
  /** How many times it was saved: forms carry it. */
  readonly numero: number
  readonly saisies: Saisies
  /** It came before there were keys: nothing of it is sealed yet. */
  readonly enClair: boolean
  /** The save that last changed each key. */
  readonly modifie: Readonly<Record<string, number>>
}

/** The answers as they were last filed. */
export interface Depot {
  readonly id: string
  readonly saisies: Saisies
  readonly valeurs: Valeurs
  readonly createdAt: string
}

/** A dossier with its answers: everything a page or an action of either side begins from. */
export interface Dossier {
  readonly id: string
  readonly numero: number
  readonly demarcheId: string
  readonly organismeId: string
  readonly revisionId: string
  readonly groupeId: string | null
  readonly compteId: string
  readonly etat: Etat
  readonly langue: Langue
  readonly demandeur: Demandeur | null
  readonly demandeurNom: string | null
  readonly motivation: string | null
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly deposeAt: Date | null
  readonly instructionAt: Date | null
  readonly traiteAt: Date | null
  readonly supprimeAt: Date | null
  readonly ouverte: VersionOuverte | null
  readonly depot: Depot | null
  readonly pieces: readonly PieceRow[]
  readonly correction: { readonly id: string; readonly motif: Motif; readonly createdAt: string } | null
  /** By what mandate who asks has it; nothing when it is their own, or when no usager asks. */
  readonly mandat: Mandat | null
  readonly fiche: Fiche
  /** What seals and opens what it holds; nothing for a dossier begun before there were keys, until something is written in it. */
  readonly coffre: Coffre | null
}

/** The démarche of a dossier, its organisation and its service, as pages and mails name them. */
export interface Fiche {
  readonly numero: number
  readonly slug: string
  readonly titre: Texte
  readonly etat: 'brouillon' | 'publiee' | 'close'
  readonly organismeNom: string
  readonly accent: string
  readonly demonstration: boolean
  readonly serviceNom: string | null
  readonly telephone: string | null
  readonly serviceCourriel: string | null
  readonly horaires: string | null
  readonly adresse: string | null
}

/** Whether a mandate `i` opens a dossier `d` at this instant: neither taken back nor over, on it or on its démarche. */
export const MANDAT = `i.revoked_at is null and i.fin_at > infra.maintenant()
  and (i.dossier_id = d.id or (i.mandant_id = d.compte_id and i.demarche_id = d.demarche_id))`

/** The sealed key of a dossier `c`, with that of its organisme `o` which opens it, as JSON. */
export const CLE = `json_build_object('chiffree', c.chiffree, 'racine',
  json_build_object('organismeId', o.organisme_id, 'rang', o.rang, 'chiffree', o.chiffree))`

// Read by every page of a dossier: written once, so that neither Kysely builds it nor PostgreSQL parses it again. The open
// version, the last filing, the files and the pending correction come as JSON: one query, one row.
const SELECT_DOSSIER = `
  select d.id, d.numero, d.demarche_id as "demarcheId", d.organisme_id as "organismeId", d.revision_id as "revisionId",
    d.groupe_id as "groupeId", d.compte_id as "compteId", d.etat, d.langue, d.demandeur,
    d.demandeur_nom as "demandeurNom", d.motivation, d.created_at as "createdAt", d.updated_at as "updatedAt",
    d.depose_at as "deposeAt", d.instruction_at as "instructionAt", d.traite_at as "traiteAt",
    d.supprime_at as "supprimeAt",
    (select json_build_object('id', v.id, 'nature', v.nature, 'numero', v.numero, 'saisies', v.saisies,
        'chiffrees', v.saisies_chiffrees, 'modifie', v.modifie)
      from dossiers.version v where v.dossier_id = d.id and v.nature in ('brouillon', 'tampon')) as ouverte,
    (select json_build_object('id', v.id, 'saisies', v.saisies, 'chiffrees', v.saisies_chiffrees, 'valeurs', v.valeurs,
        'valeursChiffrees', v.valeurs_chiffrees, 'createdAt', v.created_at)
      from dossiers.version v where v.dossier_id = d.id and v.nature = 'depot'
      order by v.rang desc nulls last, v.created_at desc limit 1) as depot,
    (select coalesce(json_agg(json_build_object('id', p.id, 'cle', p.cle, 'nom', i.nom, 'type', i.type,
        'octets', i.octets, 'retire', p.retire_at is not null, 'analyse', ${ANALYSE}) order by p.created_at, p.id), '[]')
      from dossiers.piece p join infra.fichier i on i.id = p.fichier_id where p.dossier_id = d.id) as pieces,
    (select json_build_object('id', c.id, 'motif', c.motif, 'createdAt', c.created_at)
      from dossiers.correction c where c.dossier_id = d.id and c.resolue_at is null) as correction,
    json_build_object('numero', f.numero, 'slug', f.slug, 'titre', f.titre, 'etat', f.etat,
      'organismeNom', f.organisme_nom, 'accent', f.accent, 'demonstration', f.demonstration,
      'serviceNom', f.service_nom, 'telephone', f.telephone, 'serviceCourriel', f.service_courriel,
      'horaires', f.horaires, 'adresse', f.adresse) as fiche,
    (select ${CLE} from dossiers.cle c join infra.cle_organisme o on o.id = c.cle_organisme_id
      where c.dossier_id = d.id) as cle
  from dossiers.dossier d join demarches.fiche f on f.id = d.demarche_id`

/** A condition on a dossier `d`, its parameters from `$1`. */
interface Seen {
  readonly where: string
  readonly parameters: readonly unknown[]
}

type Sealed = Readonly<Record<string, string>> | null

/** A dossier as PostgreSQL gives it: what is sensitive sealed, and the keys that open it. */
type Row = Omit<Dossier, 'coffre' | 'ouverte' | 'depot' | 'mandat'> & {
  readonly cle: CleScellee | null
  readonly ouverte: (Omit<VersionOuverte, 'enClair'> & { readonly chiffrees: Sealed }) | null
  readonly depot: (Depot & { readonly chiffrees: Sealed; readonly valeursChiffrees: Sealed }) | null
}

async function select(deps: StoreDeps, tx: Tx, { where, parameters }: Seen): Promise<Dossier | undefined> {
  const { rows } = await tx.executeQuery<Row>(CompiledQuery.raw(`${SELECT_DOSSIER} where ${where}`, [...parameters]))
  if (!rows[0]) return undefined
  const { cle, ouverte, depot, ...dossier } = rows[0]
  const coffre = cle && deps.trousseau.open(cle, places.cle(dossier.id))
  return {
    ...dossier,
    mandat: null,
    coffre,
    ouverte: ouverte && openOuverte(ouverte, coffre),
    depot: depot && openDepot(depot, coffre),
  }
}

function openOuverte(
  { chiffrees, saisies, ...version }: NonNullable<Row['ouverte']>,
  coffre: Coffre | null,
): VersionOuverte {
  const opened = openAnswers({ claires: saisies, chiffrees }, coffre, (cle) => places.saisie(version.id, cle))
  return { ...version, saisies: opened, enClair: chiffrees === null }
}

function openDepot(
  { chiffrees, valeursChiffrees, saisies, valeurs, ...depot }: NonNullable<Row['depot']>,
  coffre: Coffre | null,
): Depot {
  return {
    ...depot,
    saisies: openAnswers({ claires: saisies, chiffrees }, coffre, (cle) => places.saisie(depot.id, cle)),
    valeurs: openAnswers({ claires: valeurs, chiffrees: valeursChiffrees }, coffre, (cle) =>
      places.valeur(depot.id, cle),
    ),
  }
}

/** The dossier of that key, whoever asks, locked if asked: for the house's own work. */
export function findById(deps: StoreDeps, tx: Tx, id: string, { lock = false } = {}): Promise<Dossier | undefined> {
  return find(deps, tx, { where: 'd.id = $1', parameters: [id], lock })
}

/** Which dossier, for whom. `lock` when it is about to change: nobody else changes it until the transaction ends. */
export interface UsagerKey {
  readonly numero: number
  readonly compteId: string
  readonly lock?: boolean
}

/**
 * The dossier when it is that person's own, or when a mandate opens it to them at this instant; nothing otherwise, and
 * nothing once in the trash. From there on, what the journal keeps of this request says for whom somebody who helps acts.
 */
export async function findForUsager(
  deps: StoreDeps,
  tx: Tx,
  { numero, compteId, lock = false }: UsagerKey,
): Promise<Dossier | undefined> {
  const findWhere = (where: string) =>
    find(deps, tx, {
      where: `d.numero = $1 and d.supprime_at is null and ${where}`,
      parameters: [numero, compteId],
      lock,
    })
  // Most ask for their own: what a mandate opens is asked next, and then only.
  const own = await findWhere('d.compte_id = $2')
  if (own) return own
  const dossier = await findWhere(`exists (select from dossiers.invite i where i.compte_id = $2 and ${MANDAT})`)
  if (!dossier) return undefined
  const mandat = await findMandat(tx, { dossierId: dossier.id, compteId })
  // It ended between the two statements: no mandate at all would say that the dossier is their own.
  if (!mandat) return undefined
  actFor(dossier.compteId)
  return { ...dossier, mandat }
}

// Asked apart, of who helps alone: the walls around people make this the dearest part of a dossier, and most read their own.
async function findMandat(
  tx: Tx,
  { dossierId, compteId }: { readonly dossierId: string; readonly compteId: string },
): Promise<Mandat | undefined> {
  const { rows } = await sql<{ mandat: Mandat }>`
    select json_build_object('id', i.id, 'droit', i.droit, 'finAt', i.fin_at, 'mandant', json_build_object(
        'prenom', p.prenom, 'nom', p.nom, 'courriel', (select j.courriel from comptes.joignable j where j.id = p.id))) as mandat
    from dossiers.dossier d join comptes.personne p on p.id = d.compte_id join dossiers.invite i on ${sql.raw(MANDAT)}
    where d.id = ${dossierId} and i.compte_id = ${compteId}
    order by i.droit, i.fin_at desc limit 1`.execute(tx)
  return rows[0]?.mandat
}

/** The dossier when it was filed with one of those groups; nothing otherwise. Agents never see a draft. */
export async function findForGroupes(
  deps: StoreDeps,
  tx: Tx,
  { numero, groupes, lock = false }: { numero: number; groupes: readonly string[]; lock?: boolean },
): Promise<Dossier | undefined> {
  if (groupes.length === 0) return undefined
  const where = `d.numero = $1 and d.supprime_at is null and d.etat <> 'brouillon' and d.groupe_id = any($2::uuid[])`
  return find(deps, tx, { where, parameters: [numero, groupes], lock })
}

/**
 * The row is locked by a statement of its own: one that waits for a lock reads the row anew once it has it, but keeps
 * seeing the other tables (answers, files) as they were before it waited.
 */
async function find(
  deps: StoreDeps,
  tx: Tx,
  { lock, ...seen }: Seen & { readonly lock: boolean },
): Promise<Dossier | undefined> {
  if (lock) {
    const text = `select from dossiers.dossier d where ${seen.where} for update`
    const { rows } = await tx.executeQuery(CompiledQuery.raw(text, [...seen.parameters]))
    if (rows.length === 0) return undefined
  }
  return select(deps, tx, seen)
}
