import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openParvis, type Parvis } from './house/open-parvis.ts'
import { Visitor } from './house/visitor.ts'

let parvis: Parvis
let usager: Visitor
let agent: Visitor
beforeAll(async () => {
  parvis = await openParvis({ dossiers: 26 })
  usager = new Visitor(parvis.url)
  await usager.signIn('demo-camille-le-roux')
  agent = new Visitor(parvis.url)
  await agent.signIn('demo-anne-kerdoncuff')
})
afterAll(() => parvis.close())

/** A draft of the canteen whose asker is known; gives its number and the names of the fields of its first step. */
async function aDraft(visitor: Visitor): Promise<{ numero: string; names: readonly string[] }> {
  const started = await visitor.submit('/demarches/restauration-scolaire/commencer', '/commencer', {})
  const numero = /\/dossiers\/(\d+)\//.exec(started.location)?.[1] ?? ''
  await visitor.submit(`/dossiers/${numero}/demandeur`, '/demandeur', {})
  const page = await visitor.get(`/dossiers/${numero}/etapes/1`)
  return { numero, names: [...page.body.matchAll(/name="(c[^"]+)"/g)].map((found) => found[1] ?? '') }
}

/** What every answer must be, whatever was sent. */
function faultOf({ status, body, type }: { status: number; body: string; type: string }): string | undefined {
  if (status >= 500) return `statut ${status}`
  if (/\bat .+\.(?:ts|js):\d+|node_modules|select .+ from |PostgresError/i.test(body)) return 'trace interne'
  if (status >= 400 && type.includes('text/html') && !/<html lang="(fr|en)"/.test(body)) return 'page sans langue'
  return undefined
}

const NAMES = [
  '__proto__',
  'constructor',
  'c1',
  'c0',
  'c-1',
  'c99999999999999',
  '_version',
  '_suite',
  '_ajouter',
  '_retirer',
  '_retirer_piece',
  '_q',
  'x'.repeat(300),
  'é\u0007',
  'c1.01ARZ3NDEKTSV4RRFFQ69G5FAV',
  '',
]
const value = fc.oneof(
  fc.string({ maxLength: 60, unit: 'binary' }),
  fc.constantFrom(
    '\u0000',
    '\ud800',
    '<script>alert(1)</script>',
    "' or 1=1 --",
    'a'.repeat(5000),
    '٣',
    '1e999',
    '2017-02-30',
    'true',
    '__autre__',
    '-0',
  ),
)
const fields = (names: readonly string[]) =>
  fc.array(fc.tuple(fc.oneof(fc.constantFrom(...names, ...NAMES), fc.string({ maxLength: 12 })), value), {
    maxLength: 12,
  })

test('des champs hostiles n’obtiennent jamais une erreur du serveur, et rien d’enregistré ne se perd', {
  timeout: 120_000,
}, async () => {
  const { numero, names } = await aDraft(usager)
  const first = names.find((name) => !name.includes('-')) ?? ''
  await usager.post(`/dossiers/${numero}/etapes/1`, [
    ['_q', first],
    [first, 'Le Roux'],
    ['_suite', 'plus-tard'],
  ])

  const statuses = new Set<number>()
  await fc.assert(
    fc.asyncProperty(
      fields(names.filter((name) => name !== first)),
      fc.constantFrom(
        'etapes/1',
        'etapes/1/brouillon',
        'etapes/4',
        'demandeur',
        'messages',
        'partage',
        'depot',
        'etapes/99',
      ),
      async (sent, tail) => {
        const answer = await usager.post(
          `/dossiers/${numero}/${tail}`,
          sent.filter(([name]) => name !== first),
        )
        statuses.add(answer.status)
        expect(faultOf(answer), JSON.stringify(sent)).toBeUndefined()
      },
    ),
    { numRuns: 120 },
  )

  // The actions were reached: pages saved, and answers to correct.
  expect([...statuses]).toEqual(expect.arrayContaining([303, 422]))
  expect((await usager.get(`/dossiers/${numero}/etapes/1`)).body).toContain('value="Le Roux"')
})

test('les adresses hostiles sont des pages', { timeout: 120_000 }, async () => {
  const table = /href="(\/agents\/demarches\/\d+)/.exec((await agent.get('/agents')).body)?.[1] ?? ''
  const query = fc.record(
    { q: value, etat: value, du: value, au: value, departement: value, tri: value, apres: value, avant: value },
    { requiredKeys: [] },
  )

  await fc.assert(
    fc.asyncProperty(
      query,
      fc.constantFrom(table, '/demarches', '/communes', '/connexion', '/dossiers', '/_courriels'),
      async (asked, path) => {
        const search = Object.entries(asked)
          .map(([name, one]) => `${name}=${encodeURIComponent(one.toWellFormed())}`)
          .join('&')
        const answer = await agent.get(`${path}?${search}`.slice(0, 3900).replace(/%[0-9A-F]?$/, ''))
        expect(faultOf(answer), search).toBeUndefined()
      },
    ),
    { numRuns: 150 },
  )
  for (const path of [
    '/dossiers/0',
    '/dossiers/99999999999',
    '/dossiers/%00',
    '/dossiers/%ff',
    '/dossiers/-1/etapes/1',
    '/demarches/%2e%2e%2f',
    '/lien/x',
    `/dossiers/12/pieces/${'z'.repeat(36)}`,
    '/ressources/../package.json',
    '/ressources/theme-zzzzzz.css',
  ]) {
    const answer = await agent.get(path)
    expect(answer.status, path).toBeGreaterThanOrEqual(400)
    expect(faultOf(answer), path).toBeUndefined()
  }
})

test('des corps illisibles ou énormes reçoivent le bon statut, et les autres sont servis', {
  timeout: 120_000,
}, async () => {
  const { numero } = await aDraft(usager)
  const path = `/dossiers/${numero}/etapes/1`
  const csrf = await usager.token(path)
  const form = 'application/x-www-form-urlencoded'
  const multipart = 'multipart/form-data; boundary=xx'
  const part = (name: string, content: string) =>
    `--xx\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${content}\r\n`
  const bodies: readonly [string, string | Uint8Array<ArrayBuffer>][] = [
    [form, `_csrf=${csrf}&c1=${'a'.repeat(10_000_000)}`],
    [form, `_csrf=${csrf}&${Array.from({ length: 3000 }, (_, n) => `x${n}=1`).join('&')}`],
    [form, new Uint8Array([...Buffer.from(`_csrf=${csrf}&c1=`), 0xff, 0xc0, 0x80])],
    ['application/json', '{"a":1}'],
    ['text/plain', 'bonjour'],
    ['multipart/form-data', 'sans frontière'],
    [
      multipart,
      `${part('_csrf', csrf)}--xx\r\ncontent-disposition: form-data; name="c1"; filename="a.pdf"\r\n\r\n%PDF-1.4 coupé`,
    ],
    [multipart, part('_csrf', csrf).slice(0, 60)],
    [multipart, `--yy\r\n${part('_csrf', csrf)}`],
  ]

  for (const [type, body] of bodies) {
    const answer = await usager.send(path, { method: 'POST', headers: { 'content-type': type }, body })
    expect(faultOf(answer), `${type} ${String(body).slice(0, 80)}`).toBeUndefined()
    expect(answer.status, `${type} ${String(body).slice(0, 80)}`).toBeLessThan(500)
  }

  expect((await new Visitor(parvis.url).get('/')).status).toBe(200)
})

test('un formulaire abîmé n’enregistre rien, et montre ce qui a pu en être lu', { timeout: 60_000 }, async () => {
  const { numero } = await aDraft(usager)
  const csrf = await usager.token(`/dossiers/${numero}/demandeur`)
  const typed = (nom: string) => `_csrf=${csrf}&prenom=Ana%C3%AFs&nom=${nom}&courriel=anais%40exemple.fr&telephone=`
  const send = (path: string, body: string) =>
    usager.send(path, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body })

  for (const nom of ['Le%00Roux', 'Le%FFRoux', 'x'.repeat(200_000)]) {
    const answer = await send(`/dossiers/${numero}/demandeur`, typed(nom))
    expect(answer.status, nom.slice(0, 20)).toBe(422)
    expect(answer.body).toContain('Votre envoi nous est arrivé incomplet')
    expect(answer.body).toContain('Anaïs')
  }
  expect((await send(`/dossiers/${numero}/depot`, `_csrf=${csrf}&engagement=oui&x=%FF`)).status).toBe(422)

  const page = await usager.get(`/dossiers/${numero}/demandeur`)
  expect(page.body).not.toContain('anais@exemple.fr')
  expect(page.body).not.toContain('xxxxx')
})

test('le dossier d’un autre répond exactement comme celui qui n’existe pas', { timeout: 60_000 }, async () => {
  const other = new Visitor(parvis.url)
  await other.signIn('demo-ismael-diallo')
  const { numero } = await aDraft(usager)

  for (const tail of [
    '',
    '/demandeur',
    '/etapes/1',
    '/verification',
    '/recepisse',
    '/partage',
    '/plus-tard',
    '/suppression',
    '/recepisse.pdf',
  ]) {
    const theirs = await other.get(`/dossiers/${numero}${tail}`)
    const nobodys = await other.get(`/dossiers/2${tail}`)
    expect(theirs.status, tail).toBe(404)
    expect(neutral(theirs.body), tail).toBe(neutral(nobodys.body))
  }
})

/** A page without what differs from one request to the next: addresses, tokens, references, times. */
function neutral(body: string): string {
  return body
    .replaceAll(/\/dossiers\/\d+/g, '')
    .replaceAll(/value="[^"]{20,}"/g, '')
    .replaceAll(/[0-9a-f]{12}/g, '')
    .replaceAll(/data-expire="[^"]+"/g, '')
    .replaceAll(/retour[^"]*"/g, '')
}

test('vingt dépôts en même temps font un dépôt, un récépissé et un courriel', { timeout: 60_000 }, async () => {
  const { rows } = await parvis.database.ownerPool.query<{ numero: number }>(
    `select d.numero from dossiers.dossier d join comptes.compte c on c.id = d.compte_id
     where c.courriel = 'camille.leroux@exemple.fr' and d.etat = 'en_construction' limit 1`,
  )
  const numero = rows[0]?.numero
  const csrf = await usager.token(`/dossiers/${numero}/etapes/1`)
  await usager.post(`/dossiers/${numero}/etapes/1/brouillon`, [], csrf)
  const before = await countDepots(numero)

  const answers = await Promise.all(
    Array.from({ length: 20 }, () => usager.post(`/dossiers/${numero}/depot`, [['engagement', 'oui']], csrf)),
  )

  expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(303))
  expect(await countDepots(numero)).toEqual({
    depots: before.depots + 1,
    recepisses: before.recepisses + 1,
    courriels: before.courriels + 1,
  })
})

test('un compte qui commence des dossiers sans fin est arrêté un moment, et lui seul', {
  timeout: 60_000,
}, async () => {
  const other = new Visitor(parvis.url)
  await other.signIn('demo-ismael-diallo')
  const csrf = await other.token('/dossiers')
  const path = '/demarches/restauration-scolaire/commencer'
  const statuses: number[] = []
  for (let rank = 0; rank < 61; rank += 1) {
    statuses.push((await other.post(path, [['_cle', `sans-fin-${rank}`]], csrf)).status)
  }
  const { body } = await other.post(path, [['_cle', 'encore']], csrf)

  expect(statuses.slice(0, 60)).toEqual(Array(60).fill(303))
  expect(statuses[60]).toBe(429)
  expect(body).toContain('Réessayez dans')
  expect((await usager.post(path, [['_cle', 'un-autre']])).status).toBe(303)
})

async function countDepots(numero: number | undefined) {
  const { rows } = await parvis.database.ownerPool.query<{ depots: number; recepisses: number; courriels: number }>(
    `select (select count(*)::int from dossiers.version v where v.dossier_id = d.id and v.nature = 'depot') as depots,
       (select count(*)::int from dossiers.recepisse r where r.dossier_id = d.id) as recepisses,
       (select count(*)::int from infra.courriel c where c.cle like 'recepisse:' || d.id || ':%') as courriels
     from dossiers.dossier d where d.numero = $1`,
    [numero],
  )
  return rows[0] ?? { depots: 0, recepisses: 0, courriels: 0 }
}
