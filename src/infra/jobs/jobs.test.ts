import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../../test/database.ts'
import { createDb } from '../db/pool.ts'
import { createLog } from '../log/log.ts'
import { createJobs, deadLetterOf, type JobHandler, type Jobs, type QueueOptions, type SendOptions } from './jobs.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const log = createLog({ level: 'silent', processus: 'test' })

function jobsWith(queue: string, options: QueueOptions, handler: JobHandler): Jobs {
  const jobs = createJobs({ pool: database.pool, log, pollSeconds: 0.5 })
  jobs.define(queue, options, handler)
  return jobs
}

const send = (jobs: Jobs, queue: string, id: string, options: SendOptions = {}) =>
  createDb<object>(database.pool)
    .transaction()
    .execute((tx) => jobs.send(tx, queue, { id }, options))

async function countJobs(queue: string): Promise<number> {
  const { rows } = await database.pool.query('select count(*) as n from taches.job where name = $1', [queue])
  return rows[0].n
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 150 && !(await condition()); tries += 1) await wait(100)
  expect(await condition()).toBe(true)
}

test('a job queued in a transaction that is rolled back never existed', async () => {
  const jobs = jobsWith('annulee', {}, async () => {})
  await jobs.startSender()
  const db = createDb<object>(database.pool)
  await expect(
    db.transaction().execute(async (tx) => {
      await jobs.send(tx, 'annulee', { id: 'a' })
      throw new Error('ratée')
    }),
  ).rejects.toThrow('ratée')
  expect(await countJobs('annulee')).toBe(0)
  await send(jobs, 'annulee', 'b')
  expect(await countJobs('annulee')).toBe(1)
  await jobs.stop()
})

test('the worker does what another process queued', async () => {
  const done: string[] = []
  const web = jobsWith('faite', {}, async () => {})
  await web.startSender()
  await send(web, 'faite', 'dossier-1')
  await web.stop()
  const worker = jobsWith('faite', {}, async ({ id }) => {
    done.push(id)
  })
  const { stop } = await worker.startWorker()
  await until(() => done.length > 0)
  await stop()
  expect(done).toEqual(['dossier-1'])
})

test('a job that fails is tried again, then joins the dead letters with its data', async () => {
  const essais: number[] = []
  const jobs = jobsWith('ratee', { retries: 1, retryDelaySeconds: 1 }, async ({ essai }) => {
    essais.push(essai)
    throw new Error('toujours')
  })
  const { stop } = await jobs.startWorker()
  await send(jobs, 'ratee', 'courriel-1')
  await until(async () => (await countJobs(deadLetterOf('ratee'))) === 1)
  await stop()
  expect(essais).toEqual([1, 2])
  const { rows } = await database.pool.query('select data from taches.job where name = $1', [deadLetterOf('ratee')])
  expect(rows[0].data).toEqual({ id: 'courriel-1' })
})

test('stopping waits for the running job', async () => {
  const steps: string[] = []
  const jobs = jobsWith('longue', {}, async () => {
    steps.push('commencée')
    await wait(800)
    steps.push('finie')
  })
  const { stop } = await jobs.startWorker()
  await send(jobs, 'longue', 'x')
  await until(() => steps.length > 0)
  await stop()
  expect(steps).toEqual(['commencée', 'finie'])
})

test('new options reach a queue that exists', async () => {
  const before = jobsWith('reglee', { retries: 1 }, async () => {})
  await before.startSender()
  await before.stop()
  const after = jobsWith('reglee', { retries: 7, retryMaxSeconds: 1_800 }, async () => {})
  await after.startSender()
  await after.stop()
  const { rows } = await database.pool.query(
    "select retry_limit, retry_delay_max from taches.queue where name = 'reglee'",
  )
  expect(rows).toEqual([{ retry_limit: 7, retry_delay_max: 1_800 }])
})

test('a queue that nobody defined is refused', async () => {
  const jobs = jobsWith('connue', {}, async () => {})
  await jobs.startSender()
  await expect(send(jobs, 'inconnue', 'x')).rejects.toThrow('inconnue')
  await jobs.stop()
})

test('a clock set back three hours in the middle of a job holds the next one by nothing', async () => {
  const done: string[] = []
  const clock = vi.spyOn(Date, 'now')
  const jobs = jobsWith('reculee', { concurrency: 1 }, async ({ id }) => {
    clock.mockImplementation(() => performance.timeOrigin + performance.now() - 3 * 3_600_000)
    done.push(id)
  })
  const { stop } = await jobs.startWorker()
  await send(jobs, 'reculee', 'avant')
  await until(() => done.includes('avant'))
  await send(jobs, 'reculee', 'après')
  await until(() => done.includes('après'))
  clock.mockRestore()
  await stop()
})

test('what waits is done as fast as it can be, one at a time; what is urgent, first', async () => {
  const done: string[] = []
  const jobs = jobsWith('nombreuse', { concurrency: 1 }, async ({ id }) => {
    done.push(id)
  })
  await jobs.startSender()
  for (let n = 0; n < 50; n += 1) await send(jobs, 'nombreuse', `courriel-${n}`)
  await send(jobs, 'nombreuse', 'lien', { urgent: true })
  await jobs.stop()
  const from = performance.now()
  const { stop } = await jobs.startWorker()
  await until(() => done.length === 51)
  const seconds = (performance.now() - from) / 1_000
  await stop()
  expect(done[0]).toBe('lien')
  // Once every half second, which is how often an idle worker looks, they would last 25 s.
  expect(seconds).toBeLessThan(8)
})
