import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Decoupage } from '../decoupage.ts'
import { nomEpci } from '../rules.ts'
import type { AnnuaireDb } from '../tables.ts'

/** What identifies the content of the geographic tables: equal to `empreinteOf` of the package that was loaded. */
export async function readEmpreinte(db: AnnuaireDb): Promise<string> {
  const { rows } = await sql<{ empreinte: string }>`
    select md5(concat_ws(e'\n',
      (select string_agg(concat_ws('|', code, nom), e'\n' order by code collate "C") from annuaire.region),
      (select string_agg(concat_ws('|', code, nom, code_region), e'\n' order by code collate "C") from annuaire.departement),
      (select string_agg(concat_ws('|', siren, nom, nature, population), e'\n' order by siren collate "C") from annuaire.epci),
      (select string_agg(concat_ws('|', code, nom, array_to_string(codes_postaux, ','), code_departement, code_region,
         coalesce(siren, ''), coalesce(siren_epci, ''), coalesce(population::text, '')), e'\n' order by code collate "C")
       from annuaire.commune))) as empreinte`.execute(db)
  return rows[0]?.empreinte ?? ''
}

/** The same print, of what the package holds. */
export function empreinteOf({ regions, departements, epci, communes }: Decoupage): string {
  const lines = [
    ...regions.map(({ code, nom }) => [code, nom]),
    ...departements.map(({ code, nom, region }) => [code, nom, region]),
    ...epci.map(({ code, nom, type, populationMunicipale }) => [code, nomEpci(nom), type, populationMunicipale]),
    ...communes.map((commune) => [
      ...[commune.code, commune.nom, commune.codesPostaux.join(','), commune.departement, commune.region],
      ...[commune.siren ?? '', commune.sirenEpci ?? '', commune.population ?? ''],
    ]),
  ]
  return createHash('md5')
    .update(lines.map((line) => line.join('|')).join('\n'))
    .digest('hex')
}

/** Takes the lock under which the geographic tables are replaced, and gives this transaction the time it needs. */
export async function lockDecoupage(tx: AnnuaireDb): Promise<void> {
  await sql`set local statement_timeout = '60s'`.execute(tx)
  await sql`set local lock_timeout = '60s'`.execute(tx)
  await sql`select pg_advisory_xact_lock(hashtext('annuaire.decoupage'))`.execute(tx)
}

/** Writes the geographic code over what is there; a row that did not change is not touched, one that is no more is erased. */
export async function replaceDecoupage(
  tx: AnnuaireDb,
  { regions, departements, epci, communes }: Decoupage,
): Promise<void> {
  await sql`
    insert into annuaire.region as t (code, nom)
    select * from unnest(${regions.map((one) => one.code)}::text[], ${regions.map((one) => one.nom)}::text[])
    on conflict (code) do update set nom = excluded.nom where t.nom <> excluded.nom`.execute(tx)
  await sql`
    insert into annuaire.departement as t (code, nom, code_region)
    select * from unnest(${departements.map((one) => one.code)}::text[], ${departements.map((one) => one.nom)}::text[],
      ${departements.map((one) => one.region)}::text[])
    on conflict (code) do update set nom = excluded.nom, code_region = excluded.code_region
    where (t.nom, t.code_region) <> (excluded.nom, excluded.code_region)`.execute(tx)
  await sql`
    insert into annuaire.epci as t (siren, nom, nature, population)
    select * from unnest(${epci.map((one) => one.code)}::text[], ${epci.map((one) => nomEpci(one.nom))}::text[],
      ${epci.map((one) => one.type)}::text[], ${epci.map((one) => one.populationMunicipale)}::integer[])
    on conflict (siren) do update set nom = excluded.nom, nature = excluded.nature, population = excluded.population
    where (t.nom, t.nature, t.population) is distinct from (excluded.nom, excluded.nature, excluded.population)`.execute(
    tx,
  )
  await replaceCommunes(tx, communes)
  await eraseOthers(tx, { regions, departements, epci })
}

async function replaceCommunes(tx: AnnuaireDb, communes: Decoupage['communes']): Promise<void> {
  await sql`delete from annuaire.commune where ${isAbsent('code', communes)}`.execute(tx)
  await sql`
    insert into annuaire.commune as t
      (code, nom, codes_postaux, code_departement, code_region, siren, siren_epci, population)
    select code, nom, string_to_array(codes_postaux, ','), code_departement, code_region, siren, siren_epci, population
    from unnest(${communes.map((one) => one.code)}::text[], ${communes.map((one) => one.nom)}::text[],
      ${communes.map((one) => one.codesPostaux.join(','))}::text[], ${communes.map((one) => one.departement)}::text[],
      ${communes.map((one) => one.region)}::text[], ${communes.map((one) => one.siren ?? null)}::text[],
      ${communes.map((one) => one.sirenEpci ?? null)}::text[], ${communes.map((one) => one.population ?? null)}::integer[])
      as lu(code, nom, codes_postaux, code_departement, code_region, siren, siren_epci, population)
    on conflict (code) do update set nom = excluded.nom, codes_postaux = excluded.codes_postaux,
      code_departement = excluded.code_departement, code_region = excluded.code_region,
      siren = excluded.siren, siren_epci = excluded.siren_epci, population = excluded.population
    where (t.nom, t.codes_postaux, t.code_departement, t.code_region, t.siren, t.siren_epci, t.population)
      is distinct from (excluded.nom, excluded.codes_postaux, excluded.code_departement, excluded.code_region,
        excluded.siren, excluded.siren_epci, excluded.population)`.execute(tx)
}

async function eraseOthers(tx: AnnuaireDb, kept: Pick<Decoupage, 'regions' | 'departements' | 'epci'>): Promise<void> {
  await sql`delete from annuaire.epci where ${isAbsent('siren', kept.epci)}`.execute(tx)
  await sql`delete from annuaire.departement where ${isAbsent('code', kept.departements)}`.execute(tx)
  await sql`delete from annuaire.region where ${isAbsent('code', kept.regions)}`.execute(tx)
}

/** True for a row whose key is not among these codes. An anti-join: `<> all` would compare every row with every code. */
function isAbsent(column: 'code' | 'siren', kept: readonly { readonly code: string }[]) {
  return sql<boolean>`not exists (select from unnest(${kept.map((one) => one.code)}::text[]) as kept(key) where key = ${sql.ref(column)})`
}
