import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Answer } from '../acceptance/house/visitor.ts'
import { COMPTES } from './courses/comptes.ts'
import { type Course, MESSAGES, type Prepare } from './courses/course.ts'
import { DEMANDES, PAIRS_DEMANDES } from './courses/demandes.ts'
import { AGENTS, DOSSIERS } from './courses/dossiers.ts'
import { EQUIPES } from './courses/equipes.ts'
import { FACTEURS } from './courses/facteurs.ts'
import { FICHIERS } from './courses/fichiers.ts'
import { impossibleHistories } from './courses/histories.ts'
import { PAIRS } from './courses/pairs.ts'
import { PAIRS_EQUIPES } from './courses/pairs-equipes.ts'
import { openScene, type Scene } from './courses/scene.ts'
import { formsOf } from './crawler.ts'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
}, 120_000)
afterAll(() => scene.close())

/** How each address that changes something is raced; an address that is not here fails the test. */
const COURSES: Readonly<Record<string, readonly Prepare[]>> = {
  ...COMPTES,
  ...FACTEURS,
  ...DOSSIERS,
  ...FICHIERS,
  ...AGENTS,
  ...EQUIPES,
  ...DEMANDES,
}

/** Addresses that change nothing of ours: another administration's fake, and the catch of unreadable addresses. */
const OUTSIDE = /demo-idp|_adresse-illisible|\*/

test('chaque adresse qui change quelque chose est mise en course, et aucune n’y manque', () => {
  const posts = scene.parvis.app.http
    .adresses()
    .filter((address) => address.startsWith('POST ') && !OUTSIDE.test(address))
    .map((address) => address.slice('POST '.length))

  expect(Object.keys(COURSES).toSorted()).toEqual(posts.toSorted())
})

/** Done, or refused in words: overtaken, over, too often. A page that says « introuvable » to a double click is no answer. */
const CLEAR = new Set([200, 204, 303, 403, 409, 410, 422, 429])

let races = 0
async function race(course: Course, { count, keys }: { readonly count: number; readonly keys: 'one' | 'each' }) {
  races += 1
  const answers = await Promise.all(
    Array.from({ length: count }, (_, rank) => course.send(`course-${races}-${keys === 'one' ? 1 : rank}`)),
  )
  const statuses = answers.map(({ status }) => status)
  const wanted = keys === 'each' && course.each ? count : 1
  const found = await course.effects()
  return [
    ...(statuses.some((status) => !CLEAR.has(status)) ? [`réponses ${statuses.join()}`] : []),
    ...(statuses.every((status) => status >= 400) ? [`personne n’a réussi : ${statuses.join()}`] : []),
    ...(found.every((effect) => effect === wanted)
      ? []
      : [`${found.join()} effets, non ${wanted} (${statuses.join()})`]),
  ]
}

test.each(Object.keys(COURSES))(
  'POST %s, deux puis dix à la fois, avec une clé puis plusieurs : l’effet une fois',
  {
    timeout: 120_000,
  },
  async (pattern) => {
    const faults: string[] = []
    for (const [rank, prepare] of (COURSES[pattern] ?? []).entries())
      for (const count of [2, 10])
        for (const keys of ['one', 'each'] as const) {
          const found = await race(await prepare(scene), { count, keys })
          faults.push(...found.map((fault) => `${rank}, ${count} à la fois, clé ${keys} : ${fault}`))
        }

    expect(faults).toEqual([])
  },
)

/** Who wins changes from one time to the next: several times, and each in turn leaves first. */
const ROUNDS = 6

test.each([...PAIRS, ...PAIRS_EQUIPES, ...PAIRS_DEMANDES])(
  'au même moment, $title',
  { timeout: 120_000 },
  async ({ prepare }) => {
    const faults: string[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      const { sends, faults: look } = await prepare(scene)
      const answers = await Promise.all((round % 2 === 0 ? sends : sends.toReversed()).map((send) => send()))
      const statuses = (round % 2 === 0 ? answers : answers.toReversed()).map(({ status }) => status)
      if (statuses.some((status) => status >= 500)) faults.push(`réponses ${statuses.join()}`)
      faults.push(...(await look(statuses)))
    }

    expect(faults).toEqual([])
  },
)

test('après toutes ces courses, chaque dossier a une histoire que le cycle de vie permet, dans l’ordre où elle se lit', async () => {
  expect(await impossibleHistories(scene)).toEqual([])
  expect(await scene.count('dossiers.traitement')).toBeGreaterThan(200)
})

test('qui attend trop longtemps son tour est prié de revenir, et retrouve ce qu’il avait écrit', {
  timeout: 60_000,
}, async () => {
  const numero = await scene.filed()
  const path = `/dossiers/${numero}/messages`
  const holder = await scene.parvis.database.ownerPool.connect()
  let refused: Answer
  try {
    await holder.query('begin')
    await holder.query('select from dossiers.dossier where numero = $1 for update', [numero])
    refused = await scene.camille.post(path, [
      ['corps', 'Ce que j’ai mis une heure à écrire'],
      ['_cle', 'attente'],
    ])
  } finally {
    await holder.query('rollback')
    holder.release()
  }
  const { own = [] } = formsOf(refused.body).find(({ action }) => action === path) ?? {}
  const body = new URLSearchParams(own.map(([name, value]) => [name, value]))
  const sent = await scene.camille.send(path, { method: 'POST', body })

  expect([refused.status, body.get('corps'), sent.status]).toEqual([503, 'Ce que j’ai mis une heure à écrire', 303])
  expect(await scene.count(MESSAGES, numero)).toBe(1)
})
