import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/** A wire that one can damage, between this machine and itself. Everything passes at first. */
export interface Wire {
  readonly port: number
  /** Closes every connection; new ones pass. */
  cut(): void
  /** The connections open now never carry anything again, and neither end is told; new ones pass. */
  abandon(): void
  /** Nothing passes any more, on old connections or new ones, until `pass`. */
  hold(): void
  /** Whatever goes waits that long first, each way. */
  delay(ms: number): void
  /** At most that many bytes a second on each connection, each way. */
  throttle(octets: number): void
  /** What was held goes, what comes is neither slow nor late; what was abandoned stays so. */
  pass(): void
  close(): Promise<void>
}

interface Pair {
  readonly ends: readonly Socket[]
  dead: boolean
}

/** Opens it in front of a port of this machine. */
export async function openWire(target: number): Promise<Wire> {
  const pairs = new Set<Pair>()
  const never = new Promise<never>(() => {})
  let held: PromiseWithResolvers<void> | undefined
  let slow = { ms: 0, octetsPerMs: Number.POSITIVE_INFINITY }

  async function gate(pair: Pair, octets: number): Promise<void> {
    const ms = slow.ms + octets / slow.octetsPerMs
    if (ms > 0) await wait(ms)
    if (pair.dead) await never
    await held?.promise
  }

  async function carry(pair: Pair, from: Socket, to: Socket): Promise<void> {
    for await (const bytes of from) {
      await gate(pair, bytes.length)
      if (!to.write(bytes)) await once(to, 'drain')
    }
    await gate(pair, 0)
    to.end()
  }

  const server = createServer((near) => {
    const far = connect({ port: target, host: '127.0.0.1' })
    const pair: Pair = { ends: [near, far], dead: false }
    pairs.add(pair)
    for (const end of pair.ends) end.setNoDelay(true).once('close', () => pairs.delete(pair))
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      // One end broken breaks the other, unless nobody is to be told.
      const broken = () => {
        if (!pair.dead) to.destroy()
      }
      from.on('error', () => {})
      carry(pair, from, to).catch(broken)
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()

  function cut(): void {
    for (const { ends } of pairs) for (const end of ends) end.destroy()
  }

  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    cut,
    abandon() {
      for (const pair of pairs) pair.dead = true
    },
    hold() {
      held ??= Promise.withResolvers()
    },
    delay(ms) {
      slow = { ...slow, ms }
    },
    throttle(octets) {
      slow = { ...slow, octetsPerMs: octets / 1_000 }
    },
    pass() {
      slow = { ms: 0, octetsPerMs: Number.POSITIVE_INFINITY }
      held?.resolve()
      held = undefined
    },
    async close() {
      cut()
      server.close()
      await once(server, 'close')
    },
  }
}
