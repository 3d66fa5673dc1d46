import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { searchCommunes } from './actions/search-communes.ts'
import { paths } from './paths.ts'
import { parseRecherche } from './rules.ts'
import type { CommuneTrouvee } from './store/communes.ts'
import type { AnyDb } from './tables.ts'

const MAX = 10
const querySchema = z.object({ q: z.string().trim().min(2).max(100) })

/** Public addresses of the annuaire: the communes that match what is being typed, as JSON, kept one hour by caches. */
export function annuaireRoutes(app: FastifyInstance, { db }: { readonly db: AnyDb }): void {
  app.get(paths.communes(), async (request, reply) => {
    reply.header('cache-control', 'public, max-age=3600')
    const query = querySchema.safeParse(request.query)
    if (!query.success) return []
    const found = await searchCommunes(db, query.data.q, MAX)
    return found.map((commune) => propose(commune, query.data.q))
  })
}

/** A commune as the autocomplete shows it, with the postal code that was typed when it has several. */
function propose({ code, nom, codesPostaux, departement }: CommuneTrouvee, q: string) {
  const debut = parseRecherche(q).debutCodePostal ?? ''
  const codePostal = codesPostaux.find((one) => one.startsWith(debut)) ?? codesPostaux[0] ?? ''
  return { code, nom, codePostal, departement }
}
