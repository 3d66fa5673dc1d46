import type { FastifyInstance } from 'fastify'
import type { InstructionDeps } from './deps.ts'

export { decide, reopen, returnToConstruction, takeInstruction } from './actions/move.ts'
export { addNote, followDossier } from './actions/note.ts'
export { askCorrection, writeUsager } from './actions/write-usager.ts'
export type { Agent, Decision, InstructionDeps } from './deps.ts'
export { paths } from './paths.ts'

/** Every page of the agents' side. */
export function instructionRoutes(_app: FastifyInstance, _deps: InstructionDeps): void {}
