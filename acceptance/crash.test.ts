import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { prepareRealStart, type RealStart, type Victime } from './house/real-start.ts'
import { openSmtp, type Smtp } from './house/smtp.ts'
import { Visitor } from './house/visitor.ts'

const SLUG = 'essai-de-panne'
const USAGERS = ['anais', 'karim', 'jeanne', 'ismael'].map((nom) => `${nom}@exemple.fr`)
const DRAFTS_EACH = 30
const VICTIMES: readonly Victime[] = ['serve', 'worker', 'postgres', 'serve', 'postgres', 'worker']

/** The public description of a démarche of two questions. */
const DEMARCHE = {
  title: 'Essai de panne',
  description: 'Deux questions.',
  state: 'publiee',
  cadreJuridiqueURL: 'Délibération du 3 mars 2025',
  dureeConservationDossiers: 6,
  service: { nom: 'Service', organisme: 'Commune', typeOrganisme: 'collectivite_territoriale' },
  revision: {
    champDescriptors: [
      { __typename: 'TextChampDescriptor', id: 'Q2hhbXAtNDcwMDAxNA==', label: 'Nom', required: true },
      { __typename: 'TextChampDescriptor', id: 'Q2hhbXAtNDcwMDAyMQ==', label: 'Objet', required: true },
    ],
  },
}

let smtp: Smtp
let site: RealStart
beforeAll(async () => {
  smtp = await openSmtp()
  site = await prepareRealStart({ SMTP_URL: smtp.url })
  const folder = await mkdtemp(join(tmpdir(), 'parvis-demarche-'))
  const file = join(folder, 'demarche.json')
  await writeFile(file, JSON.stringify(DEMARCHE))
  await site.parvis('organisme', 'creer', '35352')
  const contact = ['--telephone', '02 99 00 00 00', '--courriel', 'mairie@exemple.fr']
  await site.parvis('demarche', 'import', file, '--organisme', '35352', '--slug', SLUG, ...contact, '--publier')
  await rm(folder, { recursive: true })
  await site.start()
}, 120_000)
afterAll(async () => {
  await site.close()
  await smtp.close()
}, 60_000)

test('tué net pendant les dépôts, le site, ses tâches ou sa base ne perdent aucun dépôt annoncé, et n’en doublent aucun', {
  timeout: 240_000,
}, async () => {
  const usagers = await Promise.all(USAGERS.map(signInByMail))
  const drafts = await Promise.all(usagers.map((usager) => makeDrafts(usager)))
  const running = { killing: true }
  const acknowledged: number[] = []
  const filing = Promise.all(
    usagers.map(async (usager, rank) => {
      for (const numero of drafts[rank] ?? []) {
        await fileUntilAcknowledged(usager, numero)
        acknowledged.push(numero)
        // Spread over the deaths: there are filings under way at each of them.
        if (running.killing) await wait(250)
      }
    }),
  )
  const returns: string[] = []
  const before: number[] = []
  for (const victime of VICTIMES) {
    // Each comes among filings: some since the last one, and some to come.
    const since = before.at(-1) ?? 0
    while (acknowledged.length < since + 4) await wait(20)
    before.push(acknowledged.length)
    await site.kill(victime)
    returns.push(`${victime} ${await site.untilReady()} ms`)
  }
  running.killing = false
  await filing

  expect(before.at(-1)).toBeLessThan(USAGERS.length * DRAFTS_EACH)
  expect(acknowledged.length).toBe(USAGERS.length * DRAFTS_EACH)
  await untilMailsLeft()
  const kept = await site.withOwner((pool) => readKept(pool, acknowledged))
  expect(kept).toHaveLength(acknowledged.length)
  expect(kept.filter(({ depots, recepisses, courriels }) => depots + recepisses + courriels !== 3)).toEqual([])
  const received = Map.groupBy(smtp.mails, ({ messageId }) => messageId ?? '')
  expect(kept.filter(({ messageId }) => !received.has(messageId))).toEqual([])
  const again = smtp.mails.length - received.size
  process.stdout.write(`${acknowledged.length} dépôts annoncés, 0 perdu ; retours : ${returns.join(', ')}\n`)
  process.stdout.write(`courriels renvoyés sous le même Message-ID : ${again} sur ${smtp.mails.length}\n`)
})

/** Comes in by the link that the mail server received. */
async function signInByMail(courriel: string): Promise<Visitor> {
  const usager = new Visitor(site.url)
  await usager.submit('/connexion/courriel?retour=/dossiers', '/connexion/courriel', { courriel })
  for (let tries = 0; tries < 200; tries += 1) {
    const mail = smtp.mails.find(({ to }) => JSON.stringify(to).includes(courriel))
    const lien = /\/lien\/[\w-]{43}/.exec(mail?.text ?? '')?.[0]
    if (lien !== undefined) {
      await usager.submit(lien, lien, {})
      return usager
    }
    await wait(100)
  }
  throw new Error(`no mail came to ${courriel}`)
}

/** One draft filled as its page asks, the others begun again from it once it is filed. */
async function makeDrafts(usager: Visitor): Promise<readonly number[]> {
  const first = numeroOf((await usager.submit(`/demarches/${SLUG}/commencer`, '/commencer', {})).location)
  const demandeur = { prenom: 'Anaïs', nom: 'Le Roux', courriel: 'anais@exemple.fr', telephone: '' }
  await usager.submit(`/dossiers/${first}/demandeur`, '/demandeur', demandeur)
  const path = `/dossiers/${first}/etapes/1`
  const { body } = await usager.get(path)
  const boxes = [...body.matchAll(/<input [^>]*name="(c\d+)"[^>]*type="text"/g)].map(([, name = '']) => [
    name,
    'Réponse',
  ])
  await usager.submit(path, path, Object.fromEntries(boxes))
  await fileUntilAcknowledged(usager, first)
  const csrf = await usager.token('/dossiers')
  const drafts: number[] = []
  while (drafts.length < DRAFTS_EACH) {
    const copied = await usager.post(`/dossiers/${first}/copie`, [['_cle', `essai-${drafts.length}`]], csrf)
    drafts.push(numeroOf(copied.location))
  }
  return drafts
}

function numeroOf(location: string): number {
  const numero = Number(/^\/dossiers\/(\d+)\//.exec(location)?.[1])
  if (!(numero > 0)) throw new Error(`no dossier at « ${location} »`)
  return numero
}

/** Presses « Déposer » again and again, as somebody patient does, until the receipt is shown. */
async function fileUntilAcknowledged(usager: Visitor, numero: number): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    const answer = await usager
      .submit(`/dossiers/${numero}/verification`, '/depot', { engagement: 'oui' })
      .catch(() => undefined)
    if (answer?.location === `/dossiers/${numero}/recepisse`) return
    // Filed already by a try whose answer was lost: its receipt is there.
    const receipt = await usager.get(`/dossiers/${numero}/recepisse`).catch(() => undefined)
    if (receipt?.status === 200) return
    await wait(100)
  }
  throw new Error(`the dossier ${numero} could not be filed`)
}

async function untilMailsLeft(): Promise<void> {
  for (let tries = 0; tries < 120; tries += 1) {
    const left = await site.withOwner(async (pool) => {
      const { rows } = await pool.query<{ left: number }>(
        'select count(*)::int as left from infra.courriel where sent_at is null',
      )
      return rows[0]?.left
    })
    if (left === 0) return
    await wait(1_000)
  }
  throw new Error('mails are still waiting after two minutes')
}

interface Kept {
  readonly depots: number
  readonly recepisses: number
  readonly courriels: number
  readonly messageId: string
}

async function readKept(pool: Parameters<Parameters<RealStart['withOwner']>[0]>[0], numeros: readonly number[]) {
  const { rows } = await pool.query<Kept>(
    `select (select count(*)::int from dossiers.version v where v.dossier_id = d.id and v.nature = 'depot') as depots,
       (select count(*)::int from dossiers.recepisse r where r.dossier_id = d.id) as recepisses,
       (select count(*)::int from infra.courriel c where c.cle like 'recepisse:' || d.id || ':%') as courriels,
       (select min(c.message_id) from infra.courriel c where c.cle like 'recepisse:' || d.id || ':%') as "messageId"
     from dossiers.dossier d where d.numero = any($1) and d.etat = 'en_construction'`,
    [numeros],
  )
  return rows
}
