import fastify from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDb, createPool } from '../../infra/db/pool.ts'
import { createDemarches } from '../demarches/index.ts'
import { returnToConstruction, takeInstruction } from './actions/move.ts'
import type { Agent } from './deps.ts'
import { type InstructionRoutesDeps, instructionRoutes } from './index.ts'
import { paths } from './paths.ts'
import { openTestSite, type TestSite } from './test-site.tsx'

// One connection, and no revision in memory yet: whoever asks for a second connection while holding one waits for itself.
let site: TestSite
let agent: Agent
let pool: ReturnType<typeof createPool>
beforeAll(async () => {
  site = await openTestSite()
  agent = await site.makeAgent('Kerdoncuff')
  pool = createPool(site.database.url, { max: 1 })
})
afterAll(async () => {
  await pool.end()
  await site.close()
})

function freshDeps(): InstructionRoutesDeps {
  // biome-ignore lint/suspicious/noExplicitAny: the test wires several modules, each of which picks its own tables
  const db = createDb<any>(pool)
  return { ...site.deps, db, demarches: createDemarches({ db, makeNumero: (rank) => rank }) }
}

test('giving a dossier back to its usager takes one connection', async () => {
  const { numero } = await site.fileDossier()
  const asked = { numero, agent, now: site.clock() }
  await takeInstruction(site.deps, asked)

  expect(await returnToConstruction(freshDeps(), asked)).toEqual({ outcome: 'moved' })
})

test('reading a dossier as a document takes one connection', async () => {
  const { numero } = await site.fileDossier()
  const app = fastify()
  instructionRoutes(app, freshDeps())

  const answer = await app.inject({ url: paths.pdf(numero), headers: { 'x-compte': agent.compteId } })

  expect(answer.statusCode).toBe(200)
})
