import { expect, test } from 'vitest'
import { fixedClock } from '../../infra/clock/clock.ts'
import { createPlusDemandees } from './plus-demandees.ts'

const NOW = new Date('2026-11-23T10:00:00Z')
const MINUTE = 60_000

test('filings are counted over ninety days', async () => {
  const asked: Date[] = []
  const plusDemandees = createPlusDemandees({
    clock: fixedClock(NOW),
    listMostFiled: async ({ since }) => {
      asked.push(since)
      return ['cantine']
    },
  })

  expect(await plusDemandees()).toEqual(['cantine'])
  expect(asked).toEqual([new Date('2026-08-25T10:00:00Z')])
})

test('an answer serves five minutes, also those who ask while it is being counted', async () => {
  const clock = fixedClock(NOW)
  let counts = 0
  const listMostFiled = async () => {
    counts += 1
    return [`compte-${counts}`]
  }
  const plusDemandees = createPlusDemandees({ clock, listMostFiled })

  await Promise.all([plusDemandees(), plusDemandees()])
  clock.advance(5 * MINUTE - 1)
  expect(await plusDemandees()).toEqual(['compte-1'])
  clock.advance(1)
  expect(await plusDemandees()).toEqual(['compte-2'])
})

test('a failure is told, and the next visitor counts again', async () => {
  const answers = [Promise.reject(new Error('base absente')), Promise.resolve(['cantine'])]
  const listMostFiled = () => answers.shift() ?? Promise.resolve([])
  const plusDemandees = createPlusDemandees({ clock: fixedClock(NOW), listMostFiled })

  await expect(plusDemandees()).rejects.toThrow('base absente')
  expect(await plusDemandees()).toEqual(['cantine'])
})
