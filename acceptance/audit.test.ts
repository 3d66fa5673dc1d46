import { afterAll, beforeAll, expect, test } from 'vitest'
import { TEST_KEYS } from '../src/infra/crypto/test-keys.ts'
import { createDb, createPool } from '../src/infra/db/pool.ts'
import { originOf } from '../src/infra/http/origin.ts'
import { auditRoutes } from '../src/modules/audit/index.ts'
import { openTestSite, type TestBrowser, type TestSite } from '../src/modules/comptes/test-site.tsx'

const VERN = '0190a000-0000-7000-8000-000000000001'
const THOUARE = '0190a000-0000-7000-8000-000000000002'
// Groups of three are held together by a narrow space.
const NUMERO = '12\u202f034\u202f567'
const DOSSIER = '0190a000-0000-7000-8000-0000000000d1'

// One connection: whoever asks for a second while holding it waits for itself.
let pool: ReturnType<typeof createPool>
let site: TestSite
let anne: TestBrowser
let julien: TestBrowser
beforeAll(async () => {
  site = await openTestSite()
  const { deps, comptes, app } = site
  pool = createPool(site.database.url, { max: 1 })
  auditRoutes(app, {
    ...{ db: createDb(pool), clock: deps.clock, frame: deps.frame, comptes },
    origines: TEST_KEYS.origines[0],
    objets: {
      listNumeros: async (ids) => {
        await pool.query('select')
        return new Map(ids.includes(DOSSIER) ? [[DOSSIER, 12_034_567]] : [])
      },
      listTitres: async () => new Map(),
      findObjets: async (asked) => (asked === '12034567' ? [`dossier:${DOSSIER}`] : []),
    },
  })
  anne = site.browse()
  await anne.signIn('demo-anne-kerdoncuff')
  julien = site.browse()
  await julien.signIn('demo-julien-chassaing')
  await own(`
    insert into annuaire.organisme (id, nature, nom) values ('${VERN}', 'commune', 'Vern'), ('${THOUARE}', 'commune', 'Thouaré');
    insert into comptes.role (compte_id, role, organisme_id)
      select id, 'auditeur', '${VERN}'::uuid from comptes.compte where courriel like 'anne%'
      union all select id, 'instructeur', '${THOUARE}'::uuid from comptes.compte where courriel like 'julien%'`)
  await write('2026-11-20T08:00:00Z', VERN, 'dossier.read', `dossier:${DOSSIER}`)
  await write('2026-11-21T08:00:00Z', VERN, 'note.add', `dossier:${DOSSIER}`)
  await write('2026-11-22T08:00:00Z', THOUARE, 'dossier.accept', 'dossier:ailleurs')
})
afterAll(async () => {
  await pool.end()
  await site.close()
})

const own = (statement: string) => site.database.ownerPool.query(statement)

/** A line of Julien, from a network. */
const write = (at: string, organisme: string, action: string, objet: string) =>
  site.database.ownerPool.query(
    `insert into infra.journal (at, organisme_id, compte_id, role, action, objet, origine)
     select $1, $2, id, 'agent', $3, $4, $5 from comptes.compte where courriel like 'julien%'`,
    [at, organisme, action, objet, originOf(TEST_KEYS.origines[0], '192.0.2.7')],
  )

/** The sentences of a page, latest first. */
async function read(query: string): Promise<readonly string[]> {
  const { body, status } = await anne.get(`/audit${query}`)
  expect(status).toBe(200)
  return [...body.matchAll(/<tr>.*?<\/th><td[^>]*>(.*?)<\/td>/gs)].map(([, phrase = '']) => phrase)
}

test('une ligne se lit en clair, un dossier par son seul numéro, et la lecture est elle-même une ligne', async () => {
  await anne.get('/audit')

  expect((await read('')).slice(0, 3)).toEqual([
    'Anne Kerdoncuff a lu le journal (2 lignes)',
    `Julien Chassaing a ajouté une note de l’équipe au dossier n° ${NUMERO}`,
    `Julien Chassaing a lu le dossier n° ${NUMERO}`,
  ])
  expect((await anne.get('/audit')).body).not.toContain('a accepté')
})

test('une page du journal ne prend jamais deux connexions à la fois : une seule suffit pour la lire', async () => {
  expect((await read('?famille=lectures')).length).toBeGreaterThan(0)
})

test.each([
  ['?famille=instruction', [`Julien Chassaing a ajouté une note de l’équipe au dossier n° ${NUMERO}`]],
  ['?du=2026-11-21&au=2026-11-21', [`Julien Chassaing a ajouté une note de l’équipe au dossier n° ${NUMERO}`]],
  ['?du=2026-11-20&au=2026-11-20&objet=12034567', [`Julien Chassaing a lu le dossier n° ${NUMERO}`]],
  ['?qui=chassaing+JULIEN&famille=lectures', [`Julien Chassaing a lu le dossier n° ${NUMERO}`]],
  ['?qui=personne@exemple.fr', []],
  ['?objet=99', []],
  ['?origine=inconnue', []],
])('l’adresse restreint la liste : %s', async (query, expected) => {
  expect(await read(query)).toEqual(expected)
})

test('un réseau tapé comme une adresse est demandé par sa référence : aucune adresse IP ne reste dans celle de la page', async () => {
  const asked = await anne.get('/audit?origine=192.0.2.7&qui=')

  expect([asked.status, asked.location]).toEqual([
    303,
    `/audit?origine=${originOf(TEST_KEYS.origines[0], '192.0.2.7')}`,
  ])
  expect(await read(new URL(asked.location, 'http://x').search)).toHaveLength(2)
})

test('le journal d’un autre organisme n’existe pas, et ce qui n’a pas de sens est ignoré', async () => {
  expect((await anne.get(`/audit?organisme=${THOUARE}`)).status).toBe(404)
  const odd = await anne.get("/audit?organisme=x&famille=tout&du=2026-02-31&apres=1~'&avant=%00")
  expect(odd.status).toBe(200)
})

test('qui n’est pas auditeur est refusé, quoi qu’il soit d’autre ; un inconnu se connecte d’abord', async () => {
  expect((await julien.get('/audit')).status).toBe(403)
  expect((await site.browse().get('/audit')).location).toMatch(/^\/connexion/)
})

test('un rôle qui s’arrête ferme la page à la demande suivante', async () => {
  await own(`update comptes.role set suspendu_at = now() where role = 'auditeur'`)
  expect((await anne.get('/audit')).status).toBe(403)
  await own(`update comptes.role set suspendu_at = null where role = 'auditeur'`)
  expect((await anne.get('/audit')).status).toBe(200)
})

test('les pages se suivent par cinquante, chaque ligne une fois, à l’aller comme au retour', async () => {
  await own(`insert into infra.journal (at, organisme_id, role, action, objet)
    select '2026-01-01'::timestamptz + n / 3 * interval '1 hour', '${VERN}', 'systeme', 'demarche.close', 'essai:' || n || '.'
    from generate_series(1, 120) as n`)
  const linksOf = (body: string) =>
    [
      ...body.matchAll(
        /href="(\/audit\?[^"]*(?:apres|avant)=[^"]+)" class="bouton|class="bouton[^"]*" href="(\/audit\?[^"]*(?:apres|avant)=[^"]+)"/g,
      ),
    ].map(([, a, b]) => (a ?? b ?? '').replaceAll('&amp;', '&'))
  const idsOf = (body: string): readonly string[] => body.match(/(?<=a fermé essai:)\d+/g) ?? []
  const query = '/audit?du=2026-01-01&au=2026-01-03'
  const first = await anne.get(query)
  const second = await anne.get(linksOf(first.body).at(-1) ?? '')
  const third = await anne.get(linksOf(second.body).at(-1) ?? '')
  const back = await anne.get(linksOf(third.body).at(0) ?? '')

  const all = [first, second, third].flatMap(({ body }) => idsOf(body))
  expect([all.length, new Set(all).size]).toEqual([120, 120])
  expect(idsOf(back.body)).toEqual(idsOf(second.body))
})

test('l’export donne toutes les lignes que trouvent les filtres, chacune une fois, au-delà d’un lot, et s’inscrit au journal', async () => {
  await own(`insert into infra.journal (at, organisme_id, role, action, objet)
    select '2026-02-01'::timestamptz + n * interval '1 second', '${VERN}', 'systeme', 'demarche.close', 'essai:' || n || '.'
    from generate_series(1, 1201) as n`)

  const { status, body, headers } = await anne.get('/audit/export?du=2026-02-01&au=2026-02-01')

  const rows = body.split('\r\n').slice(1, -1)
  expect(status).toBe(200)
  expect(headers['content-disposition']).toMatch(/^attachment; filename="journal-2026-11-23\.csv"/)
  expect(body).toMatch(/^\ufeffQuand \(UTC\);Qui, quoi;/)
  expect(rows).toHaveLength(1201)
  expect(new Set(rows.map((row) => row.split(';')[4])).size).toBe(1201)
  expect(rows[0]).toMatch(
    /^2026-02-01T00:20:01\.000Z;Parvis a fermé essai:1201\.;systeme;demarche\.close;essai:1201\.;Vern;;\{\};[0-9a-f-]{36}$/,
  )
  expect((await read('?famille=journal'))[0]).toBe('Anne Kerdoncuff a exporté le journal')
})

test('l’export ne sort pas de l’organisme, et une cellule n’y devient jamais une formule', async () => {
  await own(`insert into infra.journal (at, organisme_id, role, action, objet)
    values ('2026-03-01', '${VERN}', 'systeme', 'demarche.close', '=HYPERLINK("https://pirate.example")')`)

  const { body } = await anne.get('/audit/export')

  expect(body).toContain(`;"'=HYPERLINK(""https://pirate.example"")";`)
  expect(body).not.toContain('dossier.accept')
  expect((await anne.get(`/audit/export?organisme=${THOUARE}`)).status).toBe(404)
  expect((await julien.get('/audit/export')).status).toBe(403)
  expect((await site.browse().get('/audit/export')).location).toMatch(/^\/connexion/)
})

test('exporter demande un second facteur de moins de dix minutes, puis attend après vingt fois dans l’heure', async () => {
  for (let n = 0; n < 20; n += 1) await anne.get('/audit/export?objet=personne')
  expect((await anne.get('/audit/export?objet=personne')).status).toBe(429)

  site.clock.advance(11 * 60_000)
  const stale = await anne.get('/audit/export')

  expect([stale.status, stale.location]).toEqual([303, '/compte/preuve?retour=%2Faudit%2Fexport'])
  expect(stale.body).not.toContain('Vern')
})
