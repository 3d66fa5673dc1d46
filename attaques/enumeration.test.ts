import { performance } from 'node:perf_hooks'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openParvis, type Parvis } from '../acceptance/house/open-parvis.ts'
import { type Answer, Visitor } from '../acceptance/house/visitor.ts'
import { loadKeys } from '../src/infra/crypto/keys.ts'
import { createPhraseHasher } from '../src/infra/crypto/phrase-hasher.ts'
import { readSettings } from '../src/infra/settings.ts'

// Whoever asks for an address must learn nothing of whether somebody has it: neither by the words, nor by the time they take.

/** Who an address may be: somebody with a passphrase, somebody without, nobody. */
const SORTES = ['avec', 'sans', 'personne'] as const
type Sorte = (typeof SORTES)[number]

const ROUNDS = 4
const TRIES = 8
/** Medians of so many tries differ by less than that, on a machine that does something else besides. */
const RATIO = 1.25

let parvis: Parvis
let visitor: Visitor
let csrf: string
beforeAll(async () => {
  parvis = await openParvis({ dossiers: 1, env: { PARVIS_PROXIES: '127.0.0.1' } })
  const { cles } = readSettings({ PARVIS_DATA: parvis.dataDir, PARVIS_DEMO: '1' })
  // At its real cost: one digest for all, since each address is tried once.
  const { hachage, kid } = await createPhraseHasher(loadKeys(cles).phrases).hash('tambour colline violette phare')
  await parvis.database.ownerPool.query(
    `with nouveau as (
       insert into comptes.compte (nature, courriel, langue, created_at)
       select 'courriel', sorte || n || '@exemple.fr', 'fr', now()
       from unnest(array['avec', 'sans']) as sorte, generate_series(0, ${2 * ROUNDS * TRIES}) as n returning id, courriel)
     insert into comptes.phrase (compte_id, hachage, kid, changed_at)
     select id, $1, $2, now() from nouveau where courriel like 'avec%'`,
    [hachage, kid],
  )
  visitor = new Visitor(parvis.url)
  csrf = await visitor.token('/connexion/phrase')
}, 60_000)
afterAll(() => parvis.close())

let sent = 0

/** Sends a form from a network of its own: how often one may ask is another test's. */
function post(path: string, fields: Readonly<Record<string, string>>): Promise<Answer> {
  sent += 1
  return visitor.send(path, {
    method: 'POST',
    headers: { 'x-forwarded-for': `203.0.${sent >> 8}.${sent & 255}` },
    body: new URLSearchParams({ _csrf: csrf, ...fields }),
  })
}

async function timeOf(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await run()
  return performance.now() - start
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

/** How much slower the slowest sort is than the quickest, each tried in turn. */
async function spread<S extends string>(
  sortes: readonly S[],
  attempt: (sorte: S, n: number) => Promise<unknown>,
  round = 0,
): Promise<number> {
  const times = new Map<S, number[]>(sortes.map((sorte) => [sorte, []]))
  for (let n = round * TRIES; n < (round + 1) * TRIES; n += 1)
    for (const sorte of sortes) times.get(sorte)?.push(await timeOf(() => attempt(sorte, n)))
  const medians = [...times.values()].map(median)
  return Math.max(...medians) / Math.min(...medians)
}

/** The least of some rounds, as soon as it is small enough: a machine that does something else only adds noise. */
async function leastSpread(attempt: (sorte: Sorte, n: number) => Promise<unknown>): Promise<number> {
  let least = Number.POSITIVE_INFINITY
  for (let round = 0; round < ROUNDS && least >= RATIO; round += 1)
    least = Math.min(least, await spread(SORTES, attempt, round))
  return least
}

const byPhrase = (sorte: Sorte, n: number) =>
  post('/connexion/phrase', {
    courriel: `${sorte}${n}@exemple.fr`,
    phrase: 'une autre phrase bien longue',
    retour: '/',
  })
const byLien = (sorte: Sorte, n: number) =>
  post('/connexion/courriel', { courriel: `${sorte}${n}@exemple.fr`, retour: '/' })

/** What a page says, but for what is drawn for it alone and for what was typed. */
const wordsOf = ({ status, body, location }: Answer, typed: string) => [
  status,
  location,
  body.replaceAll(typed, '').replaceAll(/value="[\w-]{40,}"/g, ''),
]

test.each([
  ['une phrase de passe fausse', byPhrase],
  ['un lien de connexion demandé', byLien],
] as const)('%s dit la même chose de qui existe et de qui n’existe pas', async (_name, attempt) => {
  const n = 2 * ROUNDS * TRIES
  const said = await Promise.all(
    SORTES.map(async (sorte) => wordsOf(await attempt(sorte, n), `${sorte}${n}@exemple.fr`)),
  )

  expect(said[0]?.[2]).not.toBe('')
  expect(said[1]).toEqual(said[0])
  expect(said[2]).toEqual(said[0])
})

test('une phrase de passe fausse prend le même temps, que l’adresse existe ou non', { timeout: 120_000 }, async () => {
  expect(await leastSpread(byPhrase)).toBeLessThan(RATIO)
  // The measure would see it: a page that calculates no digest is quicker.
  const control = await spread(['calcul', 'page'], (sorte, n) =>
    sorte === 'page' ? visitor.get('/connexion/phrase') : byPhrase('personne', ROUNDS * TRIES + n),
  )
  expect(control).toBeGreaterThan(RATIO)
})

test('un lien demandé prend le même temps, que l’adresse existe ou non', { timeout: 120_000 }, async () => {
  expect(await leastSpread(byLien)).toBeLessThan(RATIO)
  // The measure would see it: what is no address writes nothing.
  const control = await spread(['adresse', 'rien'], (sorte, n) =>
    sorte === 'rien'
      ? post('/connexion/courriel', { courriel: 'rien', retour: '/' })
      : byLien('personne', ROUNDS * TRIES + n),
  )
  expect(control).toBeGreaterThan(RATIO)
})
