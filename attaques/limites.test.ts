import { afterAll, beforeAll, expect, test } from 'vitest'
import { Visitor } from '../acceptance/house/visitor.ts'
import { genreOf, LIMITES } from '../src/site/limites.ts'
import { formsOf } from './crawler.ts'
import { openSite, type Site } from './open-site.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
}, 120_000)
afterAll(() => site.close())

const query = async (statement: string, ...values: readonly unknown[]) => {
  const { rows } = await site.parvis.database.ownerPool.query<Record<string, unknown>>(statement, [...values])
  return rows
}

const limited = () => site.addressesOf('POST').filter(({ pattern }) => genreOf(pattern) !== undefined)

/** As if everybody had just sent as much as they may. */
const exhaust = () => query("update infra.limite set nombre = 1000000 where cle like 'envoi|%'")

test('à chaque formulaire, qui en a trop envoyé est prié de revenir, et retrouve ce qu’il avait écrit', {
  timeout: 120_000,
}, async () => {
  const wrong: string[] = []
  for (const { pattern, path } of limited()) {
    await query('delete from infra.limite')
    const visitor = site.visitorOf(pattern)
    const send = async () =>
      visitor.post(
        path,
        [
          ['motivation', 'Écrit « avec soin »\nsur deux lignes'],
          ['_cle', 'une-cle'],
        ],
        'jeton d’hier',
      )
    const before = await send()
    await exhaust()
    const { status, body } = await send()
    const kept = formsOf(body).some(
      ({ action, own }) => action === path && own.some(([, value]) => value === 'Écrit « avec soin »\nsur deux lignes'),
    )
    if (before.status === 429 || status !== 429 || !kept || !body.includes('Réessayez dans'))
      wrong.push(`${pattern} : ${before.status}, ${status}, ${kept ? 'rendu' : 'perdu'}`)
  }

  expect(wrong).toEqual([])
  expect(limited().length).toBeGreaterThan(25)
})

test('les trop nombreux envois d’un compte n’empêchent ni un autre compte, ni une autre sorte d’envoi', {
  timeout: 60_000,
}, async () => {
  await query('delete from infra.limite')
  const other = new Visitor(site.parvis.url)
  await other.signIn('demo-ismael-diallo')
  const start = '/demarches/restauration-scolaire/commencer'
  await site.usager.post(start, [['_cle', crypto.randomUUID()]])
  await exhaust()

  const [refused, elsewhere, another] = [
    await site.usager.post(start, [['_cle', crypto.randomUUID()]]),
    await other.post(start, [['_cle', crypto.randomUUID()]]),
    await site.usager.post('/compte/sessions', []),
  ]

  expect([refused.status, elsewhere.status, another.status]).toEqual([429, 303, 303])
})

test('sans compte, c’est le réseau qui est compté, et son adresse n’est pas gardée', { timeout: 60_000 }, async () => {
  await query('delete from infra.limite')
  const [one, two] = [new Visitor(site.parvis.url), new Visitor(site.parvis.url)]
  await one.post('/lien/inconnu', [], await one.token('/connexion'))
  const kept = await query("select cle from infra.limite where cle like 'envoi|%'")
  await exhaust()

  const { status } = await two.post('/lien/inconnu', [], await two.token('/connexion'))

  expect(status).toBe(429)
  expect(kept.map(({ cle }) => cle)).toEqual([expect.stringMatching(/^envoi\|entrer\|reseau\|[\w-]{16}$/)])
})

test('un refus pour le nombre est écrit au journal, avec le compte et l’adresse', { timeout: 60_000 }, async () => {
  await query('delete from infra.limite')
  // Not those of the tests above: what is told of one account has its own limit.
  const visitor = new Visitor(site.parvis.url)
  await visitor.signIn('demo-ismael-diallo')
  await visitor.post('/compte/sessions', [])
  await exhaust()
  await visitor.post('/compte/sessions', [])

  const told = `select count(*)::int as refus from infra.journal j join comptes.compte c on c.id = j.compte_id
    where c.courriel = 'ismael.diallo@exemple.fr' and j.action = 'acces.refuse'
      and j.meta = '{"raison": "trop_souvent", "adresse": "POST /compte/sessions"}'`
  // After the answer, which waits for nothing.
  await expect.poll(async () => query(told)).toEqual([{ refus: 1 }])
})

/** One dossier each half a minute, a whole hour without a pause: nobody reads that fast. */
const DOSSIERS_PAR_HEURE = 120

test('un agent au travail, au plus vite, reste sous la moitié de chaque limite', { timeout: 60_000 }, async () => {
  const { numero } = await aFiledDossier()
  await query('delete from infra.limite')
  const path = `/agents/dossiers/${numero}`
  const acts: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ['suivi', { suivre: '1' }],
    ['notes', { note: 'Le plan manque' }],
    ['correction', { corps: 'Il manque le plan', motif: 'incomplet' }],
    ['messages', { corps: 'Bonjour' }],
    ['instruction', {}],
    ['decision', { decision: 'accept' }],
  ]
  const statuses: number[] = []
  for (const [act, fields] of acts)
    statuses.push((await site.agent.post(`${path}/${act}`, [['_cle', act], ...Object.entries(fields)])).status)

  const counted = await query(
    "select split_part(cle, '|', 2) as genre, nombre from infra.limite where cle like 'envoi|%'",
  )
  expect(statuses).toEqual([303, 303, 303, 303, 303, 303])
  expect(counted).toEqual(
    expect.arrayContaining([
      { genre: 'instruire', nombre: 3 },
      { genre: 'echanger', nombre: 3 },
    ]),
  )
  expect(counted.length).toBe(2)
  for (const { genre, nombre } of counted) {
    const { parCompte = 0 } = Object.entries(LIMITES).find(([nom]) => nom === genre)?.[1] ?? {}
    expect(Number(nombre) * DOSSIERS_PAR_HEURE).toBeLessThanOrEqual(parCompte * 0.5)
  }
})

async function aFiledDossier(): Promise<{ readonly numero: unknown }> {
  const [found] = await query(
    `select d.numero from dossiers.dossier d join demarches.demarche m on m.id = d.demarche_id
     where m.slug = 'restauration-scolaire' and d.etat = 'en_construction' limit 1`,
  )
  if (!found) throw new Error('the demonstration has no filed dossier of that démarche')
  return { numero: found.numero }
}
