import { sql } from 'kysely'
import { containing } from '../../../infra/db/like.ts'
import type { AnnuaireDb, Nature } from '../tables.ts'

/** A public body that uses this instance. */
export interface Organisme {
  readonly id: string
  readonly nature: Nature
  readonly nom: string
  readonly siren: string | null
  /** INSEE code of the commune, département or région it is or stands for. */
  readonly code: string | null
  /** Colour of its pages, `#rrggbb`. */
  readonly accent: string
  readonly demonstration: boolean
}

/** What is known of an organisme before it is one of this instance. */
export interface Identite {
  readonly nature: Nature
  readonly nom: string
  readonly siren: string | null
  readonly code: string | null
}

const COLUMNS = ['id', 'nature', 'nom', 'siren', 'code', 'accent', 'demonstration'] as const

/** The organisme of that key, nothing when there is none. */
export async function findOrganismeById(db: AnnuaireDb, id: string): Promise<Organisme | undefined> {
  return db.selectFrom('annuaire.organisme').select(COLUMNS).where('id', '=', id).executeTakeFirst()
}

/** The organisme of that SIREN, nothing when it does not use this instance. */
export async function findOrganismeWithSiren(db: AnnuaireDb, siren: string): Promise<Organisme | undefined> {
  return db.selectFrom('annuaire.organisme').select(COLUMNS).where('siren', '=', siren).executeTakeFirst()
}

/** The organisme of that nature for that territory, the oldest when several are. */
export async function findOrganismeWithCode(
  db: AnnuaireDb,
  { nature, code }: { readonly nature: string; readonly code: string },
): Promise<Organisme | undefined> {
  return db
    .selectFrom('annuaire.organisme')
    .select(COLUMNS)
    .where(sql<boolean>`nature = ${nature}`)
    .where('code', '=', code)
    .orderBy('id')
    .executeTakeFirst()
}

/** Organismes by name, all of them or those of these keys. */
export async function listOrganismesByNom(db: AnnuaireDb, ids?: readonly string[]): Promise<readonly Organisme[]> {
  const query = db.selectFrom('annuaire.organisme').select(COLUMNS).orderBy('nom').orderBy('id')
  return (ids === undefined ? query : query.where(sql<boolean>`id = any(${ids}::uuid[])`)).execute()
}

/** Organismes whose name holds what was typed, whatever the accents: one page of them, and how many there are. */
export async function searchOrganismesByNom(
  db: AnnuaireDb,
  { q, page, parPage }: { readonly q: string; readonly page: number; readonly parPage: number },
): Promise<{ readonly organismes: readonly Organisme[]; readonly total: number }> {
  const rows = await db
    .selectFrom('annuaire.organisme')
    .select(COLUMNS)
    .select(sql<number>`count(*) over ()`.as('total'))
    .where(sql<boolean>`infra.sans_accent(nom) like infra.sans_accent(${containing(q)}::text)`)
    .orderBy(sql`nom collate "fr-x-icu"`)
    .orderBy('id')
    .limit(parPage)
    .offset((page - 1) * parPage)
    .execute()
  return { organismes: rows.map(({ total: _, ...organisme }) => organisme), total: rows[0]?.total ?? 0 }
}

/** Adds an organisme; the constraints refuse a SIREN that is already there. */
export async function insertOrganisme(
  tx: AnnuaireDb,
  row: Identite & { readonly accent?: string | undefined; readonly demonstration?: boolean | undefined },
): Promise<Organisme> {
  return tx
    .insertInto('annuaire.organisme')
    .values({
      nature: row.nature,
      nom: row.nom,
      siren: row.siren,
      code: row.code,
      ...(row.accent === undefined ? {} : { accent: row.accent }),
      ...(row.demonstration === undefined ? {} : { demonstration: row.demonstration }),
    })
    .returning(COLUMNS)
    .executeTakeFirstOrThrow()
}

/** Keeps two creations of the same organisme from crossing: préfectures and the like have no unique number. */
export async function lockOrganismes(tx: AnnuaireDb): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('annuaire.organisme'))`.execute(tx)
}

/** The commune of that INSEE code, as an organisme. */
export async function identifyCommune(db: AnnuaireDb, code: string): Promise<Identite | undefined> {
  const found = await db
    .selectFrom('annuaire.commune')
    .select(['nom', 'siren', 'code'])
    .where('code', '=', code)
    .executeTakeFirst()
  return found && { nature: 'commune', ...found }
}

/** The commune or EPCI of that SIREN, as an organisme. */
export async function identifySiren(db: AnnuaireDb, siren: string): Promise<Identite | undefined> {
  const commune = await db
    .selectFrom('annuaire.commune')
    .select(['nom', 'siren', 'code'])
    .where('siren', '=', siren)
    .executeTakeFirst()
  if (commune) return { nature: 'commune', ...commune }
  const epci = await db
    .selectFrom('annuaire.epci')
    .select(['nom', 'siren'])
    .where('siren', '=', siren)
    .executeTakeFirst()
  return epci && { nature: 'epci', code: null, ...epci }
}

/** The département of that code: its official name, without article. */
export async function findDepartement(db: AnnuaireDb, code: string): Promise<{ readonly nom: string } | undefined> {
  return db.selectFrom('annuaire.departement').select('nom').where('code', '=', code).executeTakeFirst()
}

/** The région of that code. */
export async function findRegion(db: AnnuaireDb, code: string): Promise<{ readonly nom: string } | undefined> {
  return db.selectFrom('annuaire.region').select('nom').where('code', '=', code).executeTakeFirst()
}
