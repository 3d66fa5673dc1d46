import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { Kysely } from 'kysely'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../../test/database.ts'
import { createDb } from '../db/pool.ts'
import { type Mail, queueMail } from './queue.ts'
import { sendQueued } from './send-queued.ts'
import type { CourrielTables } from './tables.ts'
import { createTransport, type Transport } from './transport.ts'

const EXPEDITEUR = 'Parvis <ne-pas-repondre@exemple.fr>'
const NOW = new Date('2026-03-02T09:30:00Z')
const LATER = new Date('2026-03-02T09:31:00Z')

let database: TestDatabase
let db: Kysely<CourrielTables>
let owner: Kysely<CourrielTables>
let server: SMTPServer
let transport: Transport
let received: { mail: ParsedMail; raw: string; to: string[] }[]
let refusal: Error | undefined
let unknown: Error | undefined

beforeAll(async () => {
  database = await openTestDatabase()
  db = createDb<CourrielTables>(database.pool)
  owner = createDb<CourrielTables>(database.ownerPool)
})
afterAll(() => database.close())

beforeEach(async () => {
  received = []
  refusal = undefined
  unknown = undefined
  server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo: (_address, _session, done) => done(unknown),
    onData(stream, session, done) {
      text(stream).then(async (raw) => {
        received.push({ mail: await simpleParser(raw), raw, to: session.envelope.rcptTo.map(({ address }) => address) })
        done(refusal)
      }, done)
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  transport = createTransport(`smtp://127.0.0.1:${portOf(server.server.address())}`)
})
afterEach(async () => {
  transport.close()
  await new Promise<void>((resolve) => server.close(() => resolve()))
})

test('a queued mail leaves once: text, HTML, and the headers of a machine', async () => {
  const id = await queue(aMail({ cle: 'a:1' }))

  const outcome = await sendQueued({ db, transport, expediteur: EXPEDITEUR, id, now: LATER })

  const [message] = received
  expect(outcome).toBe('sent')
  expect(received).toHaveLength(1)
  expect(message?.to).toEqual(['camille@exemple.fr'])
  expect(message?.mail.from?.text).toBe('"Parvis" <ne-pas-repondre@exemple.fr>')
  expect(message?.mail.subject).toBe('Votre demande « Cantine » est déposée')
  expect(message?.mail.text).toContain('Nous l’avons reçue.')
  expect(message?.mail.html).toContain('<p>Nous l’avons reçue.</p>')
  expect(message?.mail.headers.get('auto-submitted')).toBe('auto-generated')
  expect(message?.mail.headers.get('content-language')).toBe('fr')
  expect(message?.mail.date).toEqual(NOW)
  expect(await rowOf(id)).toMatchObject({ sent_at: LATER, attempts: 1, last_error: null })
})

test('a mail already sent does not leave again', async () => {
  const id = await queue(aMail({ cle: 'a:2' }))
  await sendQueued({ db, transport, expediteur: EXPEDITEUR, id, now: LATER })

  const outcome = await sendQueued({ db, transport, expediteur: EXPEDITEUR, id, now: LATER })

  expect(outcome).toBe('already_sent')
  expect(received).toHaveLength(1)
})

test('after a refusal the mail leaves again under the same Message-ID, and the row says why it waited', async () => {
  const id = await queue(aMail({ cle: 'a:3' }))
  refusal = Object.assign(new Error('boite pleine'), { responseCode: 452 })
  await expect(sendQueued({ db, transport, expediteur: EXPEDITEUR, id, now: LATER })).rejects.toThrow('boite pleine')
  const waiting = await rowOf(id)
  refusal = undefined

  await sendQueued({ db, transport, expediteur: 'Autre <autre@ailleurs.fr>', id, now: LATER })

  expect(waiting).toMatchObject({ sent_at: null, attempts: 1, last_error: expect.stringContaining('boite pleine') })
  expect(received.map(({ mail }) => mail.messageId)).toEqual([waiting.message_id, waiting.message_id])
  expect(waiting.message_id).toMatch(/^<[0-9a-f-]{36}@exemple\.fr>$/)
  expect(await rowOf(id)).toMatchObject({ sent_at: LATER, attempts: 2, last_error: null })
})

test.each([
  [550, '5.1.1 User unknown'],
  [551, 'User not local'],
  [553, '5.1.3 Bad address'],
])('an address that nobody has is not tried again: %i %s', async (responseCode, message) => {
  const id = await queue(aMail({ cle: `r:${responseCode}` }))
  unknown = Object.assign(new Error(message), { responseCode })

  expect(await sendQueued({ db, transport, expediteur: EXPEDITEUR, id, now: LATER })).toBe('refused')
  unknown = undefined
  expect(await sendQueued({ db, transport, expediteur: EXPEDITEUR, id, now: LATER })).toBe('refused')

  expect(received).toEqual([])
  expect(await rowOf(id)).toMatchObject({
    sent_at: null,
    refuse_at: LATER,
    last_error: expect.stringContaining(message),
  })
})

test.each([
  [450, '4.2.1 Greylisted'],
  [552, '5.2.2 Mailbox full'],
  [550, '5.7.1 Relay access denied'],
])('what somebody may mend is tried again: %i %s', async (responseCode, message) => {
  const id = await queue(aMail({ cle: `m:${responseCode}` }))
  unknown = Object.assign(new Error(message), { responseCode })
  await expect(sendQueued({ db, transport, expediteur: EXPEDITEUR, id, now: LATER })).rejects.toThrow(message)
  unknown = undefined

  expect(await sendQueued({ db, transport, expediteur: EXPEDITEUR, id, now: LATER })).toBe('sent')
})

test('a mail whose row is gone is left alone', async () => {
  const id = '00000000-0000-7000-8000-000000000000'

  expect(await sendQueued({ db, transport, expediteur: EXPEDITEUR, id, now: LATER })).toBe('absent')
})

test('the same event makes one mail, whoever asks first', async () => {
  const first = await queue(aMail({ cle: 'recepisse:1:1' }))

  const second = await queue(aMail({ cle: 'recepisse:1:1', sujet: 'Autre' }))

  expect(second).toBe(first)
  expect((await rowOf(first)).sujet).toBe('Votre demande « Cantine » est déposée')
})

test('two transactions at once make one mail', async () => {
  const ids = await Promise.all(Array.from({ length: 4 }, () => queue(aMail({ cle: 'recepisse:2:1' }))))

  expect(new Set(ids).size).toBe(1)
})

test('the job is queued in the same transaction, and only for a new mail', async () => {
  const queued: string[] = []
  const enqueue = async (_tx: unknown, id: string) => void queued.push(id)
  const mail = aMail({ cle: 'a:4' })

  const id = await db.transaction().execute((tx) => queueMail(tx, mail, { expediteur: EXPEDITEUR, enqueue }))
  await db.transaction().execute((tx) => queueMail(tx, mail, { expediteur: EXPEDITEUR, enqueue }))

  expect(queued).toEqual([id])
})

test('a transaction that fails leaves no mail', async () => {
  const failed = db.transaction().execute(async (tx) => {
    await queueMail(tx, aMail({ cle: 'a:5' }), { expediteur: EXPEDITEUR })
    throw new Error('annulé')
  })

  await expect(failed).rejects.toThrow('annulé')
  expect(await owner.selectFrom('infra.courriel').select('id').where('cle', '=', 'a:5').execute()).toEqual([])
})

test('a line break in a subject does not become a header', async () => {
  const id = await queue(aMail({ cle: 'a:6', sujet: 'Bonjour\r\nBcc: tous@exemple.fr\n\nCorps\u2028!' }))

  await sendQueued({ db, transport, expediteur: EXPEDITEUR, id, now: LATER })

  expect(received[0]?.mail.subject).toBe('Bonjour Bcc: tous@exemple.fr Corps !')
  expect(received[0]?.mail.bcc).toBeUndefined()
  expect(received[0]?.to).toEqual(['camille@exemple.fr'])
})

test('a receiver is one address, never a list nor a header', async () => {
  await expect(queue(aMail({ cle: 'b:1', destinataire: 'a@b.fr\r\nBcc: c@d.fr' }))).rejects.toThrow('receiver')
  await expect(queue(aMail({ cle: 'b:2', destinataire: 'a@b.fr, c@d.fr' }))).rejects.toThrow('receiver')
  await expect(queue(aMail({ cle: 'b:3', destinataire: 'Camille <a@b.fr>' }))).rejects.toThrow('receiver')
  await expect(queue(aMail({ cle: 'b:4', destinataire: 'personne' }))).rejects.toThrow('receiver')
})

test('the table itself refuses a line break in a header', async () => {
  const inject = (column: string) =>
    database.ownerPool.query(`update infra.courriel set ${column} = E'a\\r\\nBcc: b@c.fr'`)

  await expect(inject('sujet')).rejects.toThrow('courriel_sujet_check')
  await expect(inject('destinataire')).rejects.toThrow('courriel_destinataire_check')
})

test('without a server mails stay in the outbox and are marked as sent', async () => {
  const id = await queue(aMail({ cle: 'a:7' }))

  await sendQueued({ db, transport: createTransport(undefined), expediteur: EXPEDITEUR, id, now: LATER })

  expect(received).toEqual([])
  expect((await rowOf(id)).sent_at).toEqual(LATER)
})

test('a server that does not answer leaves the mail to be sent again', async () => {
  const closed = createTransport('smtp://127.0.0.1:9')
  const id = await queue(aMail({ cle: 'a:8' }))

  await expect(sendQueued({ db, transport: closed, expediteur: EXPEDITEUR, id, now: LATER })).rejects.toThrow()

  expect(await rowOf(id)).toMatchObject({ sent_at: null, attempts: 1, last_error: expect.any(String) })
  closed.close()
})

function aMail(given: Partial<Mail>): Mail {
  return {
    cle: 'x',
    destinataire: 'camille@exemple.fr',
    sujet: 'Votre demande « Cantine » est déposée',
    langue: 'fr',
    titre: 'Votre demande est déposée',
    paragraphes: ['Nous l’avons reçue.'],
    createdAt: NOW,
    ...given,
  }
}

function queue(mail: Mail): Promise<string> {
  return db.transaction().execute((tx) => queueMail(tx, mail, { expediteur: EXPEDITEUR }))
}

function rowOf(id: string) {
  return owner.selectFrom('infra.courriel').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0
}
