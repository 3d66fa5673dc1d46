import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Definition } from '../../../core/schema/definition.ts'
import type { Usager } from '../deps.ts'
import { CANTINE, openTestSite, type TestSite } from '../test-site.ts'
import { copyDossier } from './copy-dossier.ts'
import { startDossier } from './start-dossier.ts'
import { submitDossier } from './submit-dossier.ts'

let site: TestSite
beforeAll(async () => {
  site = await openTestSite()
})
afterAll(() => site.close())

const SURE: Definition = {
  ...CANTINE,
  niveauMinimum: 'eidas2',
  presentation: { ...CANTINE.presentation, alternatives: { fr: 'Au guichet de la mairie.' } },
}

async function makeUsager(acr?: string): Promise<Usager> {
  return { ...(await site.makeUsager()), acr }
}

/** A draft of a démarche that asks for eidas2, begun with it and answered. */
async function begun() {
  const { slug } = await site.publish(SURE)
  const usager = await makeUsager('eidas2')
  const numero = await site.begin(usager, slug)
  await site.save(usager, numero, { '1': 'Anaïs' })
  return { slug, usager, numero }
}

const submit = (numero: number, usager: Usager) => submitDossier(site.deps, { numero, usager, now: site.clock() })

test.each([
  [undefined, 'level_too_low'],
  ['eidas1', 'level_too_low'],
  ['eidas1-mfa', 'level_too_low'],
  ['EIDAS2', 'level_too_low'],
  ['eidas2', 'started'],
  ['eidas3', 'started'],
])('a démarche that asks for eidas2, begun with %s: %s', async (acr, outcome) => {
  const { slug } = await site.publish(SURE)
  const usager = await makeUsager(acr)

  const started = await startDossier(site.deps, { slug, usager, demandeur: null, cle: 'a', now: site.clock() })

  expect(started.outcome).toBe(outcome)
})

test('a draft begun with a sure identity is not filed with a lower one, and is kept for when it comes back', async () => {
  const { usager, numero } = await begun()

  const lowered = await submit(numero, { ...usager, acr: 'eidas1' })
  const raised = await submit(numero, usager)

  expect(lowered.outcome).toBe('level_too_low')
  expect(raised.outcome).toBe('submitted')
})

test('a change filed again wants the level too', async () => {
  const { usager, numero } = await begun()
  await submit(numero, usager)
  await site.save(usager, numero, { '1': 'Anaïs Le Roux' })

  expect((await submit(numero, { ...usager, acr: undefined })).outcome).toBe('level_too_low')
  expect((await submit(numero, usager)).outcome).toBe('submitted')
})

test('somebody who fills it with its usager files it only as surely as they would', async () => {
  const { usager, numero } = await begun()
  const ami = await makeUsager('eidas1')
  await site.help({ kind: 'dossier', numero }, { usager, aidant: ami })

  expect((await submit(numero, ami)).outcome).toBe('level_too_low')
  expect((await submit(numero, { ...ami, acr: 'eidas2' })).outcome).toBe('submitted')
})

test('an old dossier is not begun again by a copy with a lower identity', async () => {
  const { usager, numero } = await begun()
  await submit(numero, usager)
  const copy = (acr: string | undefined) =>
    copyDossier(site.deps, { numero, usager: { ...usager, acr }, cle: 'copie', now: site.clock() })

  expect((await copy('eidas1')).outcome).toBe('level_too_low')
  expect((await copy('eidas2')).outcome).toBe('started')
})

test('a dossier keeps the level of the revision it was begun under', async () => {
  const { slug, demarcheId } = await site.publish()
  const usager = await makeUsager()
  const numero = await site.begin(usager, slug)
  await site.save(usager, numero, { '1': 'Anaïs' })
  await site.republish(demarcheId, SURE)

  const started = await startDossier(site.deps, { slug, usager, demandeur: null, cle: 'b', now: site.clock() })

  expect(started.outcome).toBe('level_too_low')
  expect((await submit(numero, usager)).outcome).toBe('submitted')
})
