import { setTimeout as wait } from 'node:timers/promises'
import type { DistantGround } from './ground.ts'
import type { RunningLoad } from './load.ts'
import { type Fault, type Return, untilAnotherBase, untilMore } from './play.ts'

type Damage = (ground: DistantGround) => Promise<void>

/** Damages something, repairs it by `damage`'s own end, and waits for people to work again. */
function fault(nom: string, damage: Damage): Fault<DistantGround> {
  return {
    nom,
    async play(ground, load) {
      await damage(ground)
      return [await untilBack(nom, ground, load)]
    },
  }
}

async function untilBack(nom: string, ground: DistantGround, load: RunningLoad): Promise<Return> {
  const ms = await ground.untilReady()
  await untilMore(load, 5)
  return { apres: nom, ms }
}

/** What may befall the database of a production, apart from its death. */
export const BASE_FAULTS: readonly Fault<DistantGround>[] = [
  {
    nom: 'base relancée',
    async play(ground, load) {
      const ms = await untilAnotherBase(ground, () => ground.base.signal('SIGINT'))
      await untilMore(load, 5)
      return [{ apres: 'base relancée', ms }]
    },
  },
  fault('connexions coupées par la base', ({ base }) =>
    base.withOwner(async (pool) => {
      for (let times = 0; times < 3; times += 1) {
        await pool.query(
          'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
        )
        await wait(300)
      }
    }),
  ),
]

/** What may befall the wire between the site and its database. */
export const NETWORK_FAULTS: readonly Fault<DistantGround>[] = [
  fault('réseau coupé, trois fois', async ({ wire }) => {
    for (let times = 0; times < 3; times += 1) {
      wire.cut()
      await wait(400)
    }
  }),
  fault('base lente : 60 ms par échange, 8 s', async ({ wire }) => {
    wire.delay(30)
    await wait(8_000)
    wire.pass()
  }),
  fault('réseau étroit : 64 ko/s, 5 s', async ({ wire }) => {
    wire.throttle(64_000)
    await wait(5_000)
    wire.pass()
  }),
  fault('réseau muet, 6 s', async ({ wire }) => {
    wire.hold()
    await wait(6_000)
    wire.pass()
  }),
  fault('connexions à demi ouvertes', async ({ wire }) => {
    wire.abandon()
  }),
]
