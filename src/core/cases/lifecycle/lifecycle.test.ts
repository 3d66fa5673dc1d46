import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Acteur, Etat, Evenement } from '../../dossier/etat.ts'
import { nextEtat } from '../../dossier/lifecycle.ts'
import { expiresAt } from '../../dossier/retention.ts'
import { silenceTakesEffectOn } from '../../dossier/silence.ts'
import echeances from './echeances.json' with { type: 'json' }
import transitions from './transitions.json' with { type: 'json' }

const etat: z.ZodType<Etat> = z.enum([
  'brouillon',
  'en_construction',
  'en_instruction',
  'accepte',
  'refuse',
  'sans_suite',
])
const event: z.ZodType<Evenement> = z.enum([
  'submit',
  'resubmit',
  'withdraw',
  'delete_brouillon',
  'start_instruction',
  'return_to_construction',
  'ask_correction',
  'accept',
  'refuse',
  'close_without_action',
  'reopen',
])
const acteur: z.ZodType<Acteur> = z.enum(['usager', 'instructeur', 'systeme'])
const transitionCases = z
  .array(z.strictObject({ titre: z.string(), etat, event, acteur, attendu: etat.nullable() }))
  .parse(transitions)

const jour = z.iso.date()
const conservable = z.discriminatedUnion('etat', [
  z.strictObject({
    etat: z.literal('brouillon'),
    createdOn: jour,
    editedOn: jour.exactOptional(),
    isOrphan: z.boolean().exactOptional(),
  }),
  z.strictObject({ etat: z.literal('en_construction'), enConstructionOn: jour }),
  z.strictObject({ etat: z.literal('en_instruction') }),
  z.strictObject({ etat: z.enum(['accepte', 'refuse', 'sans_suite']), decidedOn: jour }),
])
const echeanceCases = z
  .strictObject({
    retention: z.array(
      z.strictObject({
        titre: z.string(),
        dossier: conservable,
        conservationEnMois: z.int(),
        prolongationEnMois: z.int().exactOptional(),
        attendu: jour.nullable(),
      }),
    ),
    silence: z.array(
      z.strictObject({
        titre: z.string(),
        deposeLe: jour,
        silence: z.strictObject({ effet: z.enum(['accord', 'rejet', 'sans_objet']), delaiEnMois: z.int() }),
        attendu: jour.nullable(),
      }),
    ),
  })
  .parse(echeances)

test.each(transitionCases)('$titre', (each) => {
  expect(nextEtat(each.etat, each.event, each.acteur) ?? null).toBe(each.attendu)
})

test.each(echeanceCases.retention)('$titre', ({ dossier, attendu, titre: _titre, ...conservation }) => {
  expect(expiresAt(dossier, conservation) ?? null).toBe(attendu)
})

test.each(echeanceCases.silence)('$titre', ({ deposeLe, silence, attendu }) => {
  expect(silenceTakesEffectOn(deposeLe, silence) ?? null).toBe(attendu)
})

test('the cases name every state, event and person, once each', () => {
  const asked = transitionCases.map((each) => `${each.etat} ${each.event} ${each.acteur}`)
  expect(new Set(asked).size).toBe(asked.length)
  expect(asked.length).toBe(6 * 11 * 3)
})
