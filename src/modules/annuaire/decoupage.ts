import { createReadStream } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'

const require = createRequire(import.meta.url)
const MANIFEST = require.resolve('@etalab/decoupage-administratif/package.json')

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
  const { version } = z.object({ version: z.string() }).parse(require(MANIFEST))
  const [{ regions, departements, communes }, epci] = await Promise.all([readLieux(), readRows('epci', epciSchema)])
  const epciOf = new Map(epci.flatMap(({ code, membres }) => membres.map((membre) => [membre.code, code] as const)))
  return {
    version,
    regions,
    departements,
    epci: sortByCode(epci),
    communes: communes.map((commune) => ({ ...commune, sirenEpci: epciOf.get(commune.code) })),
  }
}

/** The places that people name in their answers, sorted by code: a part of what {@link readDecoupage} reads. */
export async function readLieux() {
  const [regions, departements, communes] = await Promise.all([
    readRows('regions', regionSchema),
    readRows('departements', departementSchema),
    readRows('communes', communeSchema),
  ])
  return {
    regions: sortByCode(regions),
    departements: sortByCode(departements),
    communes: sortByCode(communes.filter(({ type }) => type === 'commune-actuelle')),
  }
}

// The package writes one object a line: read so, a list of 8 MB costs what is kept of it, and not ten times more.
async function readRows<T>(nom: string, schema: z.ZodType<T>): Promise<T[]> {
  const path = join(dirname(MANIFEST), 'data', `${nom}.json`)
  const rows: T[] = []
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    const text = line.trim().replace(/,$/, '')
    if (text !== '[' && text !== ']' && text !== '') rows.push(schema.parse(JSON.parse(text)))
  }
  return rows
}

// By code unit, as `collate "C"` sorts in the database.
function sortByCode<T extends { readonly code: string }>(rows: readonly T[]): readonly T[] {
  return rows.toSorted((a, b) => (a.code < b.code ? -1 : 1))
}
