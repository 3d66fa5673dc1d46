import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestSite, type TestSite } from '../test-site.ts'
import { applyRetention } from './apply-retention.ts'
import { startDossier } from './start-dossier.ts'
import { submitDossier } from './submit-dossier.ts'

let site: TestSite
beforeAll(async () => {
  site = await openTestSite()
})
afterAll(() => site.close())

const DAY = 86_400_000
const inDays = (days: number) => new Date(site.clock().getTime() + days * DAY)

async function stateOf(numero: number) {
  const { rows } = await site.database.ownerPool.query<{ told: boolean; gone: boolean }>(
    'select preavis_at is not null as told, supprime_at is not null as gone from dossiers.dossier where numero = $1',
    [numero],
  )
  return rows[0]
}

// The démarche keeps dossiers 6 months; a draft lives 3 months at most after its last edit.
test('a draft is told two weeks before, then goes to the trash', async () => {
  const { slug } = await site.publish()
  const numero = await site.begin(await site.makeUsager(), slug)

  await applyRetention(site.deps, inDays(70))
  const early = await stateOf(numero)
  await applyRetention(site.deps, inDays(80))
  const told = await stateOf(numero)
  await applyRetention(site.deps, inDays(90))
  const waiting = await stateOf(numero)
  await applyRetention(site.deps, inDays(95))

  expect(early).toEqual({ told: false, gone: false })
  expect(told).toEqual({ told: true, gone: false })
  expect(waiting).toEqual({ told: true, gone: false })
  expect(await stateOf(numero)).toEqual({ told: true, gone: true })
})

test('nothing is deleted without a notice of two weeks, however late the first night is', async () => {
  const { slug } = await site.publish()
  const numero = await site.begin(await site.makeUsager(), slug)

  await applyRetention(site.deps, inDays(400))
  const late = await stateOf(numero)
  await applyRetention(site.deps, inDays(413))
  const before = await stateOf(numero)
  await applyRetention(site.deps, inDays(414))

  expect([late, before]).toEqual([
    { told: true, gone: false },
    { told: true, gone: false },
  ])
  expect(await stateOf(numero)).toEqual({ told: true, gone: true })
})

test('the same notice is sent once', async () => {
  const { slug } = await site.publish()
  const numero = await site.begin(await site.makeUsager(), slug)
  const count = async () => {
    const { rows } = await site.database.ownerPool.query<{ n: number }>(
      "select count(*)::int as n from infra.courriel c join dossiers.dossier d on c.cle like 'preavis:' || d.id || ':%' where d.numero = $1",
      [numero],
    )
    return rows[0]?.n
  }

  await applyRetention(site.deps, inDays(80))
  await applyRetention(site.deps, inDays(81))

  expect(await count()).toBe(1)
})

test('a change after the notice keeps the draft alive', async () => {
  const { slug } = await site.publish()
  const usager = await site.makeUsager()
  const numero = await site.begin(usager, slug)
  await applyRetention(site.deps, inDays(80))
  await site.save(usager, numero, { '1': 'je suis là' }, { now: inDays(85) })

  await applyRetention(site.deps, inDays(100))

  expect((await stateOf(numero))?.gone).toBe(false)
})

test('a draft in which nothing was typed goes after two weeks, without notice', async () => {
  const { slug } = await site.publish()
  const started = await startDossier(site.deps, {
    slug,
    usager: await site.makeUsager(),
    demandeur: null,
    cle: 'vide',
    now: site.clock(),
  })
  const numero = started.outcome === 'started' ? started.numero : 0

  await applyRetention(site.deps, inDays(13))
  const before = await stateOf(numero)
  await applyRetention(site.deps, inDays(15))

  expect(before).toEqual({ told: false, gone: false })
  expect(await stateOf(numero)).toEqual({ told: false, gone: true })
})

test('what is in instruction never expires', async () => {
  const { slug } = await site.publish()
  const usager = await site.makeUsager()
  const numero = await site.begin(usager, slug)
  await site.save(usager, numero, { '1': 'Anaïs' })
  await submitDossier(site.deps, { numero, usager, now: site.clock() })
  await site.database.ownerPool.query("update dossiers.dossier set etat = 'en_instruction' where numero = $1", [numero])

  await applyRetention(site.deps, inDays(2000))
  await applyRetention(site.deps, inDays(2020))

  expect(await stateOf(numero)).toEqual({ told: false, gone: false })
})
