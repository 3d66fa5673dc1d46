import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Context } from './context.ts'
import { Refusal } from './refusal.ts'

/**
 * The port of the web server: the one asked for, or, when nothing was asked, the first free one from 3000 on.
 * @throws {Refusal} when the port asked for is taken; a public address that leads to it would be wrong with another.
 */
export async function choosePort(context: Context): Promise<number> {
  const { host, port } = context.settings()
  if (await isFree(host, port)) return port
  const asked = [context.env.PORT, context.env.PARVIS_URL].some((value) => value !== undefined && value.trim() !== '')
  if (asked) {
    throw new Refusal(
      `Le port ${port} est déjà pris par un autre programme : arrêtez-le, ou donnez un autre port, par exemple PORT=${port + 1}.`,
    )
  }
  for (let other = port + 1; other < port + 100; other += 1) {
    if (await isFree(host, other)) {
      // The other commands write links, and cannot guess.
      context.print(
        `Le port ${port} est déjà pris : Parvis prend le ${other}. Donnez aussi PORT=${other} aux autres commandes.`,
      )
      return other
    }
  }
  throw new Refusal('Aucun port libre entre 3000 et 3099 : donnez-en un, par exemple PORT=8080.')
}

async function isFree(host: string, port: number): Promise<boolean> {
  const server = createServer()
  try {
    server.listen({ host, port, exclusive: true })
    await once(server, 'listening')
    return true
  } catch (error) {
    const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
    if (code === 'EADDRINUSE') return false
    if (code === 'EACCES') throw new Refusal(`Le port ${port} est réservé à root : donnez un port au-dessus de 1023.`)
    throw new Refusal(`HOST=${host} n’est pas une adresse de cette machine.`)
  } finally {
    if (server.listening) {
      server.close()
      await once(server, 'close')
    }
  }
}
