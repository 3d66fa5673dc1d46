import { type RawBuilder, sql } from 'kysely'
import type { Texte } from '../../../core/texte.ts'
import { isSlug, type Presentation } from '../rules.ts'
import type { DemarchesDb, EtatDemarche } from '../tables.ts'
import type { Service } from './services.ts'

/** A démarche as its administrators handle it. */
export interface DemarcheRow {
  readonly id: string
  readonly numero: number
  readonly slug: string
  readonly organismeId: string
  readonly serviceId: string | null
  readonly etat: EtatDemarche
  readonly revisionPublieeId: string | null
}

const COLUMNS = [
  'id',
  'numero',
  'slug',
  'organisme_id as organismeId',
  'service_id as serviceId',
  'etat',
  'revision_publiee_id as revisionPublieeId',
] as const

/** The démarche of that key, locked until the transaction ends; nothing when there is none. */
export async function lockDemarche(tx: DemarchesDb, id: string): Promise<DemarcheRow | undefined> {
  return tx.selectFrom('demarches.demarche').select(COLUMNS).where('id', '=', id).forUpdate().executeTakeFirst()
}

/** The démarche of that address, current or former, whatever its state. */
export async function findDemarcheBySlug(db: DemarchesDb, slug: string): Promise<DemarcheRow | undefined> {
  if (!isSlug(slug)) return undefined
  return db.selectFrom('demarches.demarche as d').select(COLUMNS).where(isAt(slug)).executeTakeFirst()
}

/** The démarche of that public number, whatever its state. */
export async function findDemarcheByNumero(db: DemarchesDb, numero: number): Promise<DemarcheRow | undefined> {
  return db.selectFrom('demarches.demarche').select(COLUMNS).where('numero', '=', numero).executeTakeFirst()
}

/** The titles of these démarches, whatever their state. */
export async function listTitres(db: DemarchesDb, ids: readonly string[]): Promise<ReadonlyMap<string, Texte>> {
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('demarches.demarche').select(['id', 'titre']).where('id', 'in', ids).execute()
  return new Map(rows.map(({ id, titre }) => [id, titre]))
}

// One index look-up in each table: a slug is never both current and former.
function isAt(slug: string): RawBuilder<boolean> {
  return sql<boolean>`d.id = coalesce((select id from demarches.demarche where slug = ${slug}),
    (select demarche_id from demarches.slug_ancien where slug = ${slug}))`
}

/** A démarche that usagers may see, with the service behind it. */
export interface Publiee {
  readonly id: string
  readonly numero: number
  /** The current one, even when it was found by a former one. */
  readonly slug: string
  readonly etat: Exclude<EtatDemarche, 'brouillon'>
  readonly revisionId: string
  readonly organismeId: string
  readonly organisme: {
    readonly id: string
    readonly nom: string
    readonly accent: string
    readonly demonstration: boolean
  }
  readonly service: Service
}

/** The démarche that was published at that address, current or former; nothing while it was never published. */
export async function findPubliee(db: DemarchesDb, slug: string): Promise<Publiee | undefined> {
  if (!isSlug(slug)) return undefined
  const row = await db
    .selectFrom('demarches.demarche as d')
    .innerJoin('demarches.fiche as f', 'f.id', 'd.id')
    .innerJoin('demarches.service as s', 's.id', 'd.service_id')
    .select(['d.id', 'd.numero', 'd.slug', 'd.etat', 'd.revision_publiee_id', 'd.organisme_id'])
    .select(['f.organisme_nom', 'f.accent', 'f.demonstration'])
    .select(['s.id as service_id', 's.nom', 's.telephone', 's.courriel', 's.horaires', 's.adresse', 's.dpo'])
    .where(isAt(slug))
    .executeTakeFirst()
  if (!row || row.etat === 'brouillon' || row.revision_publiee_id === null) return undefined
  const { id, numero, etat, organisme_id, service_id, nom, telephone, courriel, horaires, adresse, dpo } = row
  return {
    ...{ id, numero, slug: row.slug, etat, revisionId: row.revision_publiee_id, organismeId: organisme_id },
    organisme: { id: organisme_id, nom: row.organisme_nom, accent: row.accent, demonstration: row.demonstration },
    service: { id: service_id, organismeId: organisme_id, nom, telephone, courriel, horaires, adresse, dpo },
  }
}

/** The next rank of a démarche, to be turned into its public number. */
export async function nextRangDemarche(tx: DemarchesDb): Promise<number> {
  const { rows } = await sql<{ rang: number }>`select nextval('demarches.numero_demarche') as rang`.execute(tx)
  return rows[0]?.rang ?? 0
}

/** What a démarche shows of itself in lists and searches. */
export interface Copies {
  readonly presentation: Presentation
  readonly organismeNom: string
}

/** Adds a démarche that nobody sees yet; gives its key. */
export async function insertDemarche(
  tx: DemarchesDb,
  row: Copies & {
    readonly numero: number
    readonly slug: string
    readonly organismeId: string
    readonly serviceId: string | null
    readonly now: Date
  },
): Promise<string> {
  const { titre, resume, dureeEnMinutes, delaiHabituel } = row.presentation
  const { rows } = await sql<{ id: string }>`
    insert into demarches.demarche
      (numero, slug, organisme_id, service_id, titre, resume, duree_en_minutes, delai, recherche, created_at)
    values (${row.numero}, ${row.slug}, ${row.organismeId}, ${row.serviceId}, ${JSON.stringify(titre)},
      ${JSON.stringify(resume)}, ${dureeEnMinutes}, ${JSON.stringify(delaiHabituel)}, ${rechercheOf(row)}, ${row.now})
    returning id`.execute(tx)
  return rows[0]?.id ?? ''
}

/** Brings what lists and searches show up to that presentation. */
export async function updateCopies(
  tx: DemarchesDb,
  { id, ...copies }: Copies & { readonly id: string },
): Promise<void> {
  const { titre, resume, dureeEnMinutes, delaiHabituel } = copies.presentation
  await sql`
    update demarches.demarche set titre = ${JSON.stringify(titre)}, resume = ${JSON.stringify(resume)},
      duree_en_minutes = ${dureeEnMinutes}, delai = ${JSON.stringify(delaiHabituel)}, recherche = ${rechercheOf(copies)}
    where id = ${id}`.execute(tx)
}

// Every text twice: by its roots, so that a plural finds a singular, and letter by letter, so that the beginning of a word
// finds it whatever its root is. Titles weigh more than the rest.
function rechercheOf({ presentation, organismeNom }: Copies): RawBuilder<unknown> {
  const { titre, resume, pourQui } = presentation
  const words = (...textes: readonly { fr: string; en?: string | undefined; falc?: string | undefined }[]) =>
    textes.flatMap(({ fr, en = '' }) => [fr, en]).join(' ')
  return sql`${weighted(words(titre), 'A')} || ${weighted(`${words(resume)} ${organismeNom}`, 'B')} || ${weighted(words(pourQui), 'C')}`
}

function weighted(texte: string, poids: 'A' | 'B' | 'C'): RawBuilder<unknown> {
  return sql`setweight(to_tsvector('infra.francais', ${texte}::text)
    || to_tsvector('simple', infra.sans_accent(${texte}::text)), ${sql.lit(poids)})`
}

/** Makes that revision the one usagers see; the démarche opens if it never was. */
export async function markPubliee(
  tx: DemarchesDb,
  { id, revisionId, now }: { readonly id: string; readonly revisionId: string; readonly now: Date },
): Promise<void> {
  await tx
    .updateTable('demarches.demarche')
    .set((eb) => ({
      etat: 'publiee',
      revision_publiee_id: revisionId,
      publiee_at: eb.fn.coalesce('publiee_at', eb.val(now)),
    }))
    .where('id', '=', id)
    .execute()
}

/** Closes an open démarche; false when it was not open. */
export async function markClose(
  tx: DemarchesDb,
  { id, now }: { readonly id: string; readonly now: Date },
): Promise<boolean> {
  const done = await tx
    .updateTable('demarches.demarche')
    .set({ etat: 'close', close_at: now })
    .where('id', '=', id)
    .where('etat', '=', 'publiee')
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

/** Opens a closed démarche again; false when it was not closed. */
export async function markRouverte(tx: DemarchesDb, id: string): Promise<boolean> {
  const done = await tx
    .updateTable('demarches.demarche')
    .set({ etat: 'publiee', close_at: null })
    .where('id', '=', id)
    .where('etat', '=', 'close')
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

/** Gives a démarche the service behind it. */
export async function updateService(
  tx: DemarchesDb,
  { id, serviceId }: { readonly id: string; readonly serviceId: string },
): Promise<void> {
  await tx.updateTable('demarches.demarche').set({ service_id: serviceId }).where('id', '=', id).execute()
}
