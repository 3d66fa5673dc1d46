import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkGround } from '../pannes/check-ground.ts'
import { type Ground, openGround } from '../pannes/ground.ts'
import { killFault } from '../pannes/kills.ts'
import { missingActes, type Played, playFault } from '../pannes/play.ts'
import { seededRandom } from '../src/modules/demarches/demonstration/random.ts'

// The short version of `npm run pannes -- kill`.

const graine = Math.floor(Math.random() * 1_000_000)
const random = seededRandom(graine)
const FAULTS = [killFault(['serve'], random), killFault(['worker'], random), killFault(['postgres'], random)]

let ground: Ground
beforeAll(async () => {
  ground = await openGround(random)
}, 300_000)
afterAll(() => ground.close(), 60_000)

test('tué net pendant dépôts, messages, envois de fichiers et décisions, rien de ce qui a été annoncé n’est perdu ni doublé', {
  timeout: 400_000,
}, async () => {
  const lines: Played[] = []
  for (const fault of FAULTS) lines.push(await playFault(ground, fault, { run: `crash${lines.length}`, random }))
  const end = await checkGround(ground)

  const told = lines.map(({ nom, annoncees, incertaines, retours }) => {
    const back = retours.map(({ ms }) => `${ms} ms`).join(', ')
    return `${nom} : ${annoncees} annoncées, ${incertaines} incertaines, retour ${back}`
  })
  process.stdout.write(`graine ${graine} ; ${told.join(' ; ')}\n`)
  process.stdout.write(`courriels renvoyés sous le même Message-ID : ${end.renvoyes} sur ${end.courriels}\n`)
  expect(lines.flatMap(({ anomalies }) => anomalies)).toEqual([])
  expect(end.anomalies).toEqual([])
  expect(end.journal).toMatch(/^Journal relu : \d{2,} lignes/)
  expect(lines.every(({ annoncees }) => annoncees >= 30)).toBe(true)
  // A load without decisions, or without messages, would lose none of them.
  expect(missingActes(lines)).toEqual([])
})
