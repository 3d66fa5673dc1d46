import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { z } from 'zod'

const require = createRequire(import.meta.url)

const regionSchema = z.object({ code: z.string(), nom: z.string() })
const departementSchema = z.object({ code: z.string(), nom: z.string(), region: z.string() })
const epciSchema = z.object({
  code: z.string(),
  nom: z.string(),
  type: z.string(),
  populationMunicipale: z.number(),
  membres: z.array(z.object({ code: z.string() })),
})
const communeSchema = z.object({
  code: z.string(),
  nom: z.string(),
  type: z.string(),
  departement: z.string(),
  region: z.string(),
  // Absent from the communes of the collectivités d'outre-mer, which the DGCL's lists leave out.
  siren: z.string().optional(),
  codesPostaux: z.array(z.string()).default([]),
  population: z.number().optional(),
})

type CommuneRow = z.infer<typeof communeSchema> & { readonly sirenEpci: string | undefined }

/** The official geographic code of one year, sorted by code. */
export interface Decoupage {
  /** Version of the data package: one major version a year of the code. */
  readonly version: string
  readonly regions: readonly z.infer<typeof regionSchema>[]
  readonly departements: readonly z.infer<typeof departementSchema>[]
  /** EPCI à fiscalité propre, known by their SIREN (`code`). */
  readonly epci: readonly z.infer<typeof epciSchema>[]
  /**
   * The communes of today, overseas collectivités included. Associated and delegated communes are not communes any more,
   * and share codes with them; municipal arrondissements are found by the postal codes of their city.
   */
  readonly communes: readonly CommuneRow[]
}

/**
 * Reads the geographic code from its npm package.
 * @throws {Error} when the package is missing or its files have not the expected shape.
 */
export async function readDecoupage(): Promise<Decoupage> {
  const folder = dirname(require.resolve('@etalab/decoupage-administratif/package.json'))
  const [manifest, regions, departements, epci, communes] = await Promise.all([
    readJson(join(folder, 'package.json'), z.object({ version: z.string() })),
    readJson(join(folder, 'data', 'regions.json'), z.array(regionSchema)),
    readJson(join(folder, 'data', 'departements.json'), z.array(departementSchema)),
    readJson(join(folder, 'data', 'epci.json'), z.array(epciSchema)),
    readJson(join(folder, 'data', 'communes.json'), z.array(communeSchema)),
  ])
  const epciOf = new Map(epci.flatMap(({ code, membres }) => membres.map((membre) => [membre.code, code] as const)))
  return {
    version: manifest.version,
    regions: sortByCode(regions),
    departements: sortByCode(departements),
    epci: sortByCode(epci),
    communes: sortByCode(
      communes
        .filter(({ type }) => type === 'commune-actuelle')
        .map((commune) => ({ ...commune, sirenEpci: epciOf.get(commune.code) })),
    ),
  }
}

async function readJson<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  return schema.parse(JSON.parse(await readFile(path, 'utf8')))
}

// By code unit, as `collate "C"` sorts in the database.
function sortByCode<T extends { readonly code: string }>(rows: readonly T[]): readonly T[] {
  return rows.toSorted((a, b) => (a.code < b.code ? -1 : 1))
}
