import { randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sendMessage } from '../acceptance/house/fichiers.ts'
import { openParvis, type Parvis } from '../acceptance/house/open-parvis.ts'
import { formIn, Visitor } from '../acceptance/house/visitor.ts'
import { aChamp, aDefinition } from '../src/core/cases/a-definition.ts'
import { createDb } from '../src/infra/db/pool.ts'
import { withContext } from '../src/infra/db/with-context.ts'
import { aPdf } from '../src/infra/files/sample-files.ts'
import { createLog } from '../src/infra/log/log.ts'
import { copyOut, listTables, openSnapshot } from '../src/infra/sauvegarde/store.ts'

/** What a person said to their administration alone: each is recognised wherever it would lie. */
const MOT = 'canarizq7secret'
const IBAN = 'FR7630006000011234567890189'
const SIRET = '73282932000074'
const ANSWERS = { c2: `${MOT} et arachide`, c3: `Il faut ${MOT}\nchaque jour`, c4: IBAN, c5: SIRET } as const
const PIECE = Buffer.concat([aPdf(), Buffer.from(`% ${MOT} ${IBAN} ${SIRET}\n`)])

const lines: string[] = []
let parvis: Parvis
let usager: Visitor
let agent: Visitor
let numero: string
beforeAll(async () => {
  // As talkative as an operator can make it.
  const log = createLog({ level: 'trace', processus: 'test', stream: { write: (line) => lines.push(line) } })
  parvis = await openParvis({ dossiers: 4, log })
  usager = new Visitor(parvis.url)
  await usager.signIn('demo-camille-le-roux')
  agent = new Visitor(parvis.url)
  await agent.signIn('demo-anne-kerdoncuff')
  numero = await begin(await publish())
  await live()
}, 120_000)
afterAll(() => parvis.close())

/** A démarche that asks for what is sensitive, of each kind that a name or a number may have; Anne receives its dossiers. */
async function publish(): Promise<string> {
  const { demarches } = parvis.app
  const { rows } = await parvis.database.ownerPool.query<{ organisme: string; service: string; compte: string }>(
    `select d.organisme_id as organisme, d.service_id as service, m.compte_id as compte from demarches.demarche d
     join demarches.groupe g on g.demarche_id = d.id join demarches.membre m on m.groupe_id = g.id
     join comptes.compte a on a.id = m.compte_id where a.courriel = 'anne.kerdoncuff@exemple.fr' limit 1`,
  )
  const { organisme: organismeId = '', service: serviceId = '', compte: compteId = '' } = rows[0] ?? {}
  const { presentation, ...rest } = aDefinition({ champs: CHAMPS })
  const definition = { ...rest, presentation: { ...presentation, cadreJuridique: [{ texte: { fr: 'Délibération' } }] } }
  const [slug, now] = [`canaris-${randomUUID()}`, new Date()]
  const asHouse = <R>(run: Parameters<typeof withContext<unknown, R>>[2]) =>
    withContext(createDb(parvis.database.pool), { role: 'systeme' }, run)
  const demarcheId = await asHouse(async (tx) => {
    const created = await demarches.createDemarche(tx, { organismeId, slug, definition, serviceId, now })
    if (created.outcome !== 'created') throw new Error(created.outcome)
    const published = await demarches.publishDemarche(tx, { demarcheId: created.id, now })
    if (published.outcome !== 'published') throw new Error(JSON.stringify(published))
    return created.id
  })
  const [groupe] = await demarches.listGroupes(demarcheId)
  await asHouse((tx) => demarches.addMembre(tx, { groupeId: groupe?.id ?? '', compteId, now }))
  return slug
}

const CHAMPS = [
  aChamp({ id: 1, kind: 'texte', obligatoire: true }),
  aChamp({ id: 2, kind: 'texte', sensible: true }),
  aChamp({ id: 3, kind: 'texte_long', sensible: true }),
  aChamp({ id: 4, kind: 'iban', sensible: true }),
  aChamp({ id: 5, kind: 'siret', sensible: true }),
  aChamp({ id: 6, kind: 'piece', sensible: true }),
]

/** Begins a dossier, as far as its questions. */
async function begin(slug: string): Promise<string> {
  const started = await usager.submit(`/demarches/${slug}/commencer`, '/commencer', {})
  const [, found = ''] = /\/dossiers\/(\d+)\//.exec(started.location) ?? []
  const demandeur = { prenom: 'Camille', nom: 'Le Roux', courriel: 'camille.leroux@exemple.fr', telephone: '' }
  await usager.submit(`/dossiers/${found}/demandeur`, '/demandeur', demandeur)
  return found
}

const etape = () => `/dossiers/${numero}/etapes/1`

/** Sends the questions, sensitive answers and file included. */
async function answer(who: Visitor, more: Readonly<Record<string, string>> = {}) {
  const shown = formIn((await usager.get(etape())).body, '/etapes/1')
  const typed: Readonly<Record<string, string>> = { c1: 'Le Roux', ...ANSWERS, ...more }
  const body = new FormData()
  for (const [name, value] of shown?.fields ?? [])
    if (typed[name] === undefined && name !== 'c6') body.append(name, value)
  for (const [name, value] of Object.entries(typed)) body.append(name, value)
  body.append('c6', new Blob([new Uint8Array(PIECE)]), 'certificat.pdf')
  return who.send(etape(), { method: 'POST', body })
}

/** Everything that is done with a dossier: refused, saved, filed, read, copied, changed, and sent by somebody signed out. */
async function live(): Promise<void> {
  expect((await answer(usager, { c4: `${IBAN}1` })).status).toBe(422)
  expect((await answer(usager)).status).toBe(303)
  const filed = await usager.submit(`/dossiers/${numero}/verification`, '/depot', { engagement: 'oui' })
  expect(filed.location).toBe(`/dossiers/${numero}/recepisse`)
  for (const path of ['recepisse', 'recepisse.pdf', 'dossier.pdf']) await usager.get(`/dossiers/${numero}/${path}`)
  const files = [{ nom: 'certificat.pdf', bytes: PIECE }]
  await sendMessage(usager, { path: `/dossiers/${numero}`, corps: 'Voici le certificat.', files })
  for (const path of ['', '/dossier.pdf', '/pieces.zip']) await agent.get(`/agents/dossiers/${numero}${path}`)
  expect((await answer(usager, { c2: `${MOT} et soja` })).status).toBe(303)
  // Kept while whoever sent it signs in again.
  expect((await answer(new Visitor(parvis.url))).status).not.toBe(200)
  await parvis.app.rotation.start()
  await parvis.app.rotation.run(new AbortController().signal)
}

/** Each thing to be hidden, in every form in which bytes are written down: as it is, in hexadecimal, in base64 at any place. */
function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret)
  const inBase64 = [0, 1, 2].map((before) =>
    Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .slice(Math.ceil((before * 4) / 3), -4),
  )
  return [
    secret,
    bytes.toString('hex'),
    ...inBase64,
    ...inBase64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
  ]
}
const SECRETS = [MOT, IBAN, SIRET].flatMap(formsOf)
const reveals = (text: string) => SECRETS.some((secret) => text.includes(secret) || text.toLowerCase().includes(secret))

/** The tables where a secret is, each read as text, and then as COPY writes it. */
async function tablesThatTell(): Promise<{ readonly read: number; readonly telling: readonly string[] }> {
  const owner = new Client({ connectionString: parvis.database.ownerUrl })
  await owner.connect()
  try {
    await openSnapshot(owner)
    const tables = await listTables(owner)
    const telling: string[] = []
    for (const table of tables) {
      const { rows } = await owner.query<{ ligne: string }>(`select t::text as ligne from ${table.nom} t`)
      const copied: Buffer[] = []
      for await (const bytes of copyOut(owner, table)) copied.push(bytes)
      if (reveals(rows.map(({ ligne }) => ligne).join('\n')) || reveals(Buffer.concat(copied).toString('utf8')))
        telling.push(table.nom)
    }
    return { read: tables.length, telling }
  } finally {
    await owner.end()
  }
}

test('ce qui est sensible est lu par qui en a le droit : l’usager, et l’agent qui reçoit le dossier', async () => {
  const read = await agent.get(`/agents/dossiers/${numero}`)
  const own = await usager.get(etape())

  expect(read.body).toContain(`${MOT} et arachide`)
  expect(read.body).toContain('FR76 3000 6000')
  expect(own.body).toContain(`${MOT} et soja`)
})

test('ni table, ni copie de la base, file des travaux comprise, ne contient en clair une réponse sensible ou un octet de fichier', async () => {
  const { read, telling } = await tablesThatTell()

  expect(telling).toEqual([])
  expect(read).toBeGreaterThan(60)
})

test('aucun fichier du disque ne les contient, ni ceux qui arrivent, ni le journal exporté', async () => {
  const all = await readdir(parvis.dataDir, { recursive: true, withFileTypes: true })
  const files = all.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const telling: string[] = []
  for (const file of files) if (reveals(await readFile(file, 'latin1'))) telling.push(file)

  expect(telling).toEqual([])
  expect(files.filter((file) => file.includes('/fichiers/')).length).toBeGreaterThan(2)
})

test('aucune ligne du serveur ne les contient, ni un cookie, même au plus bavard', () => {
  const cookies = [usager, agent].flatMap(({ cookie }) => cookie.split('; ').map((pair) => pair.split('=')[1] ?? ''))
  const proofs = cookies.filter((value) => value.length > 20)

  expect(lines.filter(reveals)).toEqual([])
  expect(lines.filter((line) => proofs.some((proof) => line.includes(proof)))).toEqual([])
  expect(proofs.length).toBeGreaterThan(2)
  expect(lines.length).toBeGreaterThan(40)
})

test('le même regard les voit quand rien n’est chiffré', async () => {
  await parvis.database.ownerPool.query('update dossiers.dossier set motivation = $2 where numero = $1', [
    numero,
    Buffer.from(`--${MOT}--`).toString('base64'),
  ])

  expect((await tablesThatTell()).telling).toEqual(['dossiers.dossier'])
})
