import type { FastifyInstance } from 'fastify'
import { archiveRoutes } from './routes/archive.tsx'
import type { RoutesDeps } from './routes/deps.ts'
import { dossierRoutes } from './routes/dossier.tsx'
import { echangesRoutes } from './routes/echanges.tsx'
import { fichiersRoutes } from './routes/fichiers.ts'
import { piecesRoutes } from './routes/pieces.tsx'
import { tableRoutes } from './routes/table.tsx'

export { decide, takeInstruction } from './actions/move.ts'
export { addNote } from './actions/note.ts'
export { askCorrection, writeUsager } from './actions/write-usager.ts'
export type { Agent, InstructionDeps } from './deps.ts'
export { paths } from './paths.ts'
export type { RoutesDeps as InstructionRoutesDeps } from './routes/deps.ts'
export { listMostFiled } from './store/filings.ts'

/** Every page of the agents' side. */
export function instructionRoutes(app: FastifyInstance, deps: RoutesDeps): void {
  tableRoutes(app, deps)
  dossierRoutes(app, deps)
  echangesRoutes(app, deps)
  piecesRoutes(app, deps)
  archiveRoutes(app, deps)
  fichiersRoutes(app, deps)
}
