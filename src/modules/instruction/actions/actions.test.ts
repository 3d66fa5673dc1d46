import { afterAll, beforeAll, expect, test } from 'vitest'
import { NotFound } from '../../../infra/http/errors.ts'
import { type Agent, asAgent, type Decision } from '../deps.ts'
import { countByGroupe } from '../store/demarche.ts'
import { listNotes } from '../store/equipe.ts'
import { openTestSite, type TestSite } from '../test-site.tsx'
import { decide, reopen, returnToConstruction, takeInstruction } from './move.ts'
import { addNote, followDossier } from './note.ts'
import { askCorrection, writeUsager } from './write-usager.ts'

let site: TestSite
let anne: Agent
let paul: Agent

beforeAll(async () => {
  site = await openTestSite()
  anne = await site.makeAgent('Kerdoncuff')
  paul = await site.makeAgent('Morel')
})
afterAll(() => site.close())

const asked = (numero: number, agent = anne) => ({ numero, agent, now: site.clock() })
const REFUS: Decision = { kind: 'refuse', motivation: 'Le domicile est hors de la commune.' }

async function rows<Row extends object>(statement: string, ...values: unknown[]): Promise<readonly Row[]> {
  const result = await site.database.ownerPool.query<Row>(statement, values)
  return result.rows
}

interface Mailed {
  readonly sujet: string
  readonly corps: string
  readonly langue: string
}

/** The mails about a dossier besides its acknowledgement, oldest first. */
function mailsOf(numero: number): Promise<readonly Mailed[]> {
  return rows<Mailed>(
    `select c.sujet, c.corps_texte as corps, c.langue from infra.courriel c join dossiers.dossier d on c.cle like '%:' || d.id || ':%'
     where d.numero = $1 and c.cle not like 'recepisse:%' order by c.id`,
    numero,
  )
}

async function etatOf(numero: number): Promise<string | undefined> {
  const [row] = await rows<{ etat: string }>('select etat from dossiers.dossier where numero = $1', numero)
  return row?.etat
}

/** A dossier in instruction. */
async function inInstruction(parts: Parameters<TestSite['fileDossier']>[0] = {}): Promise<number> {
  const { numero } = await site.fileDossier(parts)
  await takeInstruction(site.deps, asked(numero))
  return numero
}

test('taking a dossier in instruction makes the agent follow it and tells the usager', async () => {
  const { numero } = await site.fileDossier()

  const taken = await takeInstruction(site.deps, asked(numero))

  expect(taken).toEqual({ outcome: 'moved' })
  expect(await etatOf(numero)).toBe('en_instruction')
  expect(await mailsOf(numero)).toMatchObject([{ langue: 'fr', sujet: expect.stringContaining('à l’étude') }])
  expect(
    await rows(
      'select s.compte_id as id from instruction.suivi s join dossiers.dossier d on d.id = s.dossier_id where d.numero = $1',
      numero,
    ),
  ).toEqual([{ id: anne.compteId }])
})

test('two agents decide at once: one wins, the other is told who was faster and nothing of theirs is kept', async () => {
  const numero = await inInstruction()

  const outcomes = await Promise.all([
    decide(site.deps, { ...asked(numero, anne), decision: { kind: 'accept' }, cle: 'anne' }),
    decide(site.deps, { ...asked(numero, paul), decision: REFUS, cle: 'paul' }),
  ])

  const winner =
    outcomes[0].outcome === 'moved'
      ? { nom: 'Kerdoncuff', etat: 'accepte', event: 'accept' }
      : { nom: 'Morel', etat: 'refuse', event: 'refuse' }
  expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['moved', 'overtaken'])
  expect(outcomes.find(({ outcome }) => outcome === 'overtaken')).toMatchObject({
    dossier: { etat: winner.etat },
    last: { evenement: winner.event, agent: winner.nom, at: site.clock() },
  })
  expect(await etatOf(numero)).toBe(winner.etat)
  // One mail for the instruction, one for the decision.
  expect(await mailsOf(numero)).toHaveLength(2)
})

test('two agents take the same dossier at once: one wins, one follower, one mail', async () => {
  const { numero } = await site.fileDossier()

  const outcomes = await Promise.all([
    takeInstruction(site.deps, asked(numero, anne)),
    takeInstruction(site.deps, asked(numero, paul)),
  ])

  expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['moved', 'overtaken'])
  expect(await mailsOf(numero)).toHaveLength(1)
})

test('a double click is one action: nobody is faster than themselves', async () => {
  const { numero } = await site.fileDossier()

  const clicks = await Promise.all([
    takeInstruction(site.deps, { ...asked(numero), cle: '01JD' }),
    takeInstruction(site.deps, { ...asked(numero), cle: '01JD' }),
  ])

  expect(clicks).toEqual([{ outcome: 'moved' }, { outcome: 'moved' }])
  expect(await mailsOf(numero)).toHaveLength(1)
})

test('a decision and a correction sent again late are not done again, even where they could be', async () => {
  const numero = await inInstruction()
  const decision = { ...asked(numero), decision: REFUS, cle: '01JD-REFUS' }
  await decide(site.deps, decision)
  await reopen(site.deps, asked(numero, paul))
  const late = await decide(site.deps, decision)
  const after = await etatOf(numero)

  const correction = { ...asked(numero), corps: 'La date ?', motif: 'incorrect', files: [], cle: '01JD-CORR' } as const
  await askCorrection(site.deps, correction)
  await takeInstruction(site.deps, asked(numero, paul))
  const again = await askCorrection(site.deps, correction)

  expect([late.outcome, after, again.outcome]).toEqual(['moved', 'en_instruction', 'moved'])
  const history = await rows(
    `select t.evenement from dossiers.traitement t join dossiers.dossier d on d.id = t.dossier_id
     where d.numero = $1 and t.par = 'instructeur' order by t.id`,
    numero,
  )
  const once = ['start_instruction', 'refuse', 'reopen', 'ask_correction', 'start_instruction']
  expect(history).toEqual(once.map((evenement) => ({ evenement })))
})

test('a refusal without its reasons is not recorded (CRPA L211-2), one with them tells the means of appeal', async () => {
  const numero = await inInstruction()

  const bare = await decide(site.deps, { ...asked(numero), decision: { kind: 'refuse', motivation: ' \n ' } })
  const before = await etatOf(numero)
  const given = await decide(site.deps, { ...asked(numero), decision: REFUS })

  expect([bare.outcome, before, given.outcome]).toEqual(['motivation_missing', 'en_instruction', 'moved'])
  const [, mail] = await mailsOf(numero)
  expect(mail?.corps).toContain('Le domicile est hors de la commune.')
  expect(mail?.corps).toContain('deux mois')
  expect(mail?.corps).toContain('tribunal administratif')
})

test('mails are in the language of the usager, not in that of the agent', async () => {
  const numero = await inInstruction({ langue: 'en' })
  await decide(site.deps, { ...asked(numero), decision: { kind: 'accept' } })

  const mails = await mailsOf(numero)

  expect(mails.map(({ langue }) => langue)).toEqual(['en', 'en'])
  expect(mails[1]?.sujet).toContain('is accepted')
})

test('an acceptance says nothing of appeals', async () => {
  const numero = await inInstruction()
  await decide(site.deps, { ...asked(numero), decision: { kind: 'accept', motivation: 'Dossier complet.' } })

  const [, mail] = await mailsOf(numero)

  expect(mail?.corps).toContain('Dossier complet.')
  expect(mail?.corps).not.toContain('tribunal')
})

test('a correction gives the dossier back with its reason; a second one waits for the first to be filed', async () => {
  const filed = await site.fileDossier({ answers: { '1': 'Anais' } })
  const { numero } = filed
  await takeInstruction(site.deps, asked(numero))
  const correction = { ...asked(numero), files: [], motif: 'incomplet' as const, corps: 'Le justificatif manque.' }

  const first = await askCorrection(site.deps, { ...correction, cle: 'a' })
  const etat = await etatOf(numero)
  const second = await askCorrection(site.deps, { ...correction, cle: 'b' })
  const again = await askCorrection(site.deps, { ...correction, cle: 'a' })
  await site.refile(filed, { '1': 'Anaïs' })
  const third = await askCorrection(site.deps, { ...correction, cle: 'c' })

  expect([first.outcome, etat, second.outcome, again.outcome, third.outcome]).toEqual([
    ...['moved', 'en_construction', 'correction_pending', 'moved', 'moved'],
  ])
  const mails = await mailsOf(numero)
  expect(mails.filter(({ corps }) => corps.includes('Le justificatif manque.')).length).toBeGreaterThanOrEqual(1)
  expect(
    await rows(
      'select m.corps from dossiers.message m join dossiers.dossier d on d.id = m.dossier_id where numero = $1',
      numero,
    ),
  ).toHaveLength(2)
})

test('a correction without a text is not asked', async () => {
  const numero = await inInstruction()

  const correction = await askCorrection(site.deps, {
    ...asked(numero),
    files: [],
    motif: 'incorrect',
    corps: '  ',
    cle: 'x',
  })

  expect(correction).toEqual({ outcome: 'empty' })
  expect(await etatOf(numero)).toBe('en_instruction')
})

test('a decision taken back erases its reasons, tells the usager, and the dossier can be decided again', async () => {
  const numero = await inInstruction()
  await decide(site.deps, { ...asked(numero), decision: REFUS })

  const reopened = await reopen(site.deps, asked(numero))

  expect(reopened).toEqual({ outcome: 'moved' })
  expect(await rows('select etat, motivation, traite_at from dossiers.dossier where numero = $1', numero)).toEqual([
    { etat: 'en_instruction', motivation: null, traite_at: null },
  ])
  expect((await mailsOf(numero)).at(-1)?.sujet).toContain('de nouveau à l’étude')
  expect(await decide(site.deps, { ...asked(numero), decision: { kind: 'accept' } })).toEqual({ outcome: 'moved' })
})

test('a dossier is given back to its usager, except where silence means acceptance', async () => {
  const numero = await inInstruction()
  const tacite = await site.makeDemarche('tacite', { silence: { effet: 'accord', delaiEnMois: 2 } })
  const agent = await site.makeAgent('Tacite', tacite.groupe)
  const filed = await site.fileDossier({ slug: 'tacite' })
  await takeInstruction(site.deps, asked(filed.numero, agent))

  const given = await returnToConstruction(site.deps, asked(numero))
  const refused = await returnToConstruction(site.deps, asked(filed.numero, agent))

  expect([given.outcome, refused.outcome]).toEqual(['moved', 'tacit_acceptance'])
  expect(await etatOf(filed.numero)).toBe('en_instruction')
})

test('what another module answers to a decision is in the same transaction: its refusal cancels the decision', async () => {
  const numero = await inInstruction()
  const onDecided = [async () => Promise.reject(new Error('enveloppe épuisée'))]

  const deciding = decide({ ...site.deps, onDecided }, { ...asked(numero), decision: { kind: 'accept' } })

  await expect(deciding).rejects.toThrow('enveloppe épuisée')
  expect(await etatOf(numero)).toBe('en_instruction')
  expect(await mailsOf(numero)).toHaveLength(1)
})

test('counts are exact after every move, and those of other groups do not change', async () => {
  const demarche = await site.makeDemarche('comptee')
  const agent = await site.makeAgent('Comptable', demarche.groupe)
  const [a, b] = [await site.fileDossier({ slug: 'comptee' }), await site.fileDossier({ slug: 'comptee' })]
  await site.fileDossier({ slug: 'comptee' })
  await takeInstruction(site.deps, asked(a.numero, agent))
  await takeInstruction(site.deps, asked(b.numero, agent))
  await decide(site.deps, { ...asked(b.numero, agent), decision: { kind: 'close_without_action' } })

  const counted = await asAgent(site.deps, agent, (tx) => countByGroupe(tx, agent.groupes))

  const shown = Object.fromEntries(
    counted.filter(({ nombre }) => nombre !== 0).map(({ etat, nombre }) => [etat, nombre]),
  )
  expect(shown).toEqual({ en_construction: 1, en_instruction: 1, sans_suite: 1 })
})

test('somebody else’s dossier is not there: not to be moved, noted, followed nor written about', async () => {
  const foreign = await site.makeDemarche('ailleurs')
  const stranger = await site.makeAgent('Étranger', foreign.groupe)
  const { numero } = await site.fileDossier()
  const key = { ...asked(numero, stranger), cle: 'x' }

  await expect(takeInstruction(site.deps, key)).rejects.toBeInstanceOf(NotFound)
  await expect(addNote(site.deps, { ...key, corps: 'Vu' })).rejects.toBeInstanceOf(NotFound)
  await expect(followDossier(site.deps, { ...key, follow: true })).rejects.toBeInstanceOf(NotFound)
  await expect(writeUsager(site.deps, { ...key, corps: 'Bonjour', files: [] })).rejects.toBeInstanceOf(NotFound)
  expect(await etatOf(numero)).toBe('en_construction')
})

test('a message and a note sent twice are left once; a mail says that a message waits, without its text', async () => {
  const { numero } = await site.fileDossier()
  const message = { ...asked(numero), corps: 'Votre enfant a-t-il un frère ?', files: [], cle: 'm' }
  const note = { ...asked(numero), corps: 'À voir en commission', cle: 'n' }

  await Promise.all([writeUsager(site.deps, message), writeUsager(site.deps, message)])
  await Promise.all([addNote(site.deps, note), addNote(site.deps, note)])

  const [dossier] = await rows<{ id: string }>('select id from dossiers.dossier where numero = $1', numero)
  const notes = await asAgent(site.deps, anne, (tx) => listNotes(tx, dossier?.id ?? ''))
  const mails = await mailsOf(numero)
  expect(notes.map(({ auteur, corps }) => [auteur, corps])).toEqual([['Kerdoncuff', 'À voir en commission']])
  expect(mails).toHaveLength(1)
  expect(mails[0]?.corps).not.toContain('frère')
})

test('a text too long is not cut in silence', async () => {
  const { numero } = await site.fileDossier()

  expect(await addNote(site.deps, { ...asked(numero), corps: 'x'.repeat(10_001), cle: 'l' })).toEqual({
    outcome: 'too_long',
  })
  expect(await writeUsager(site.deps, { ...asked(numero), corps: 'x'.repeat(20_001), files: [], cle: 'l' })).toEqual({
    outcome: 'too_long',
  })
})
