import { fastify } from 'fastify'
import { createPool } from '../src/infra/db/pool.ts'
import { replay, type Statement } from './site.ts'

/** What the bench sends this process: what its only route does. */
interface Asked {
  readonly port: number
  readonly databaseUrl: string
  readonly statements: readonly Statement[]
  readonly body: string
}

// The least a web server can do for a page: the same statements, prepared, and a constant of the same size.
process.once('message', async ({ port, databaseUrl, statements, body }: Asked) => {
  const pool = createPool(databaseUrl, { max: 12 })
  const app = fastify()
  app.get('/', async (_request, reply) => {
    await replay(pool, statements)
    return reply.type('text/html; charset=utf-8').send(body)
  })
  await app.listen({ host: '127.0.0.1', port })
  process.send?.('listening')
})
