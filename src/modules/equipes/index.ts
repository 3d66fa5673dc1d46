import type { FastifyInstance } from 'fastify'
import type { EquipesDeps } from './deps.ts'
import { demandesRoutes } from './routes/demandes.tsx'
import { demarcheRoutes } from './routes/demarche.tsx'
import { equipeRoutes } from './routes/equipe.tsx'
import { membreRoutes } from './routes/membre.tsx'
import { miennesRoutes } from './routes/miennes.tsx'
import { organismesRoutes } from './routes/organismes.tsx'
import { retraitRoutes } from './routes/retrait.tsx'

export { purgeDemandes } from './actions/purge-demandes.ts'
export type { EquipesDeps } from './deps.ts'
export { paths as equipesPaths } from './paths.ts'

/** Every page about who works where. */
export function equipesRoutes(app: FastifyInstance, deps: EquipesDeps): void {
  equipeRoutes(app, deps)
  membreRoutes(app, deps)
  retraitRoutes(app, deps)
  miennesRoutes(app, deps)
  demandesRoutes(app, deps)
  demarcheRoutes(app, deps)
  organismesRoutes(app, deps)
}
