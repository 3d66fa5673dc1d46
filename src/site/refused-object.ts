import type { FastifyRequest } from 'fastify'
import type { Kysely } from 'kysely'
import { withContext } from '../infra/db/with-context.ts'
import type { RefusalsOptions } from '../infra/http/refusals.ts'
import { paramOf, parseNumero } from '../infra/http/request-texts.ts'
import type { Demarches } from '../modules/demarches/index.ts'
import type { Dossiers } from '../modules/dossiers/index.ts'

interface House {
  // biome-ignore lint/suspicious/noExplicitAny: each module picks its own tables
  readonly db: Kysely<any>
  readonly demarches: Pick<Demarches, 'findByNumero'>
  readonly dossiers: Pick<Dossiers, 'findByNumero'>
}

/** What telling refusals asks of the house. */
export function refusedObjects(house: House): Pick<RefusalsOptions, 'find' | 'isPublic'> {
  return { find: (request) => findRefused(house, request), isPublic: isPublicAddress }
}

const PUBLIC = ['/demarches/', '/ressources/', '/lien/', '/invitations/']

function isPublicAddress(pattern: string): boolean {
  return PUBLIC.some((start) => pattern.startsWith(start))
}

// As the journal names it, and whose it is: the auditor of that organisme reads the attempt.
async function findRefused(
  { db, demarches, dossiers }: House,
  request: Pick<FastifyRequest, 'routeOptions' | 'params'>,
): Promise<{ readonly objet: string; readonly organismeId: string } | undefined> {
  const pattern = request.routeOptions.url ?? ''
  const numero = parseNumero(paramOf(request, 'numero'))
  if (numero === undefined) return undefined
  if (/^(?:\/agents)?\/dossiers\/:numero/.test(pattern)) {
    const found = await withContext(db, { role: 'systeme' }, (tx) => dossiers.findByNumero(tx, numero))
    return found && { objet: `dossier:${found.id}`, organismeId: found.organismeId }
  }
  if (!pattern.startsWith('/agents/demarches/:numero')) return undefined
  const demarche = await demarches.findByNumero(numero)
  return demarche && { objet: `demarche:${demarche.id}`, organismeId: demarche.organismeId }
}
