import { afterAll, beforeAll, expect, test } from 'vitest'
import { Visitor } from '../acceptance/house/visitor.ts'
import { formsOf } from './crawler.ts'
import { openSite, type Site } from './open-site.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
}, 120_000)
afterAll(() => site.close())

/** What somebody typed: accents, quotes, lines, what looks like a tag, the same field twice. */
const TYPED: readonly (readonly [string, string])[] = [
  ['corps', 'Été « à Vern »\nsur deux lignes'],
  ['motivation', `"O'Brien" <b>&amp;</b> \u{1f600}`],
  ['c12', 'a'],
  ['c12', 'b'],
  ['_cle', '01JD0000000000000000000000'],
  ['vide', ''],
]

/** Where nothing is typed: a choice of language, what browsers report. */
const NO_FORM = /^\/(?:langue|rapports-csp)$/

const forms = () => site.addressesOf('POST').filter(({ pattern }) => !NO_FORM.test(pattern))

function urlencoded(token: string): RequestInit {
  return {
    method: 'POST',
    body: new URLSearchParams([['_csrf', token], ...TYPED].map(([name, value]) => [`${name}`, `${value}`])),
  }
}

function multipart(token: string): RequestInit {
  const body = new FormData()
  body.append('_csrf', token)
  for (const [name, value] of TYPED) body.append(name, value)
  body.append('fichiers', new Blob(['Une note.\n'], { type: 'text/plain' }), 'note.txt')
  return { method: 'POST', body }
}

/** The form of a page that gives back what was typed, if it gives it all back. */
function givenBack(body: string, path: string): { readonly token: string } | undefined {
  const form = formsOf(body).find(({ action, own }) => action === path && own.some(([name]) => name === 'motivation'))
  const [first, ...fields] = form?.own ?? []
  const kept = JSON.stringify(fields) === JSON.stringify(TYPED)
  return kept && first?.[0] === '_csrf' ? { token: first[1] } : undefined
}

test('un onglet rouvert trop tard, à chaque formulaire : les réponses sont rendues, avec un jeton neuf qui est reçu', {
  timeout: 120_000,
}, async () => {
  const lost: string[] = []
  for (const { pattern, path } of forms()) {
    const visitor = site.visitorOf(pattern)
    for (const form of [urlencoded, multipart]) {
      const answer = await visitor.send(path, form('jeton d’hier'))
      const given = givenBack(answer.body, path)
      if (answer.status !== 403 || given === undefined) lost.push(`${pattern} ${form.name} : ${answer.status}`)
      // The token given back is of this session: it opens another form, of which nothing is recorded.
      else if ((await visitor.post('/langue', [['langue', 'fr']], given.token)).status === 403)
        lost.push(`${pattern} : jeton`)
    }
  }

  expect(lost).toEqual([])
  expect(forms().length).toBeGreaterThan(25)
})

test('une session finie, à chaque formulaire qui en demande une : les réponses attendent la connexion, et reviennent', {
  timeout: 120_000,
}, async () => {
  const lost: string[] = []
  let asked = 0
  // Who is signed out has nobody to sign out.
  for (const { pattern, path } of forms().filter((form) => form.pattern !== '/deconnexion')) {
    const visitor = new Visitor(site.parvis.url)
    const sent = await visitor.send(path, urlencoded('jeton d’hier'))
    // The address answers to anybody: the previous test shows that it keeps what was typed.
    if (sent.status === 403) continue
    asked += 1
    const retour = new URL(sent.location, site.parvis.url).searchParams.get('retour') ?? ''
    const agents = pattern.startsWith('/agents')
    await visitor.signIn(agents ? 'demo-anne-kerdoncuff' : 'demo-camille-le-roux')
    const back = await visitor.get(retour)
    if (sent.status !== 303 || givenBack(back.body, path) === undefined)
      lost.push(`${pattern} : ${sent.status}, ${back.status}`)
  }

  expect(lost).toEqual([])
  expect(asked).toBeGreaterThan(20)
})

test('une étape renvoyée depuis la page qui la rend est enregistrée', { timeout: 60_000 }, async () => {
  // Signing in again and again, as above, closes the oldest session.
  const usager = new Visitor(site.parvis.url)
  await usager.signIn('demo-camille-le-roux')
  const begun = await usager.submit('/demarches/restauration-scolaire/commencer', '/commencer', {})
  const address = /\/dossiers\/\d+\//.exec(begun.location)?.[0] ?? ''
  await usager.submit(`${address}demandeur`, '/demandeur', {})
  const page = await usager.get(`${address}etapes/1`)
  const { own = [], texts: [typed = ''] = [] } =
    formsOf(page.body).find(({ action }) => action.endsWith('/etapes/1')) ?? {}
  const fields = new URLSearchParams(own.map(([name, value]) => [name, value]))
  fields.set('_csrf', 'jeton d’hier')
  fields.set(typed, 'Écrit hier')

  const stale = await usager.send(`${address}etapes/1`, { method: 'POST', body: fields })
  const form = formsOf(stale.body).find(({ action }) => action === `${address}etapes/1`)
  await usager.send(`${address}etapes/1`, {
    method: 'POST',
    body: new URLSearchParams((form?.own ?? []).map(([n, v]) => [n, v])),
  })

  expect(stale.status).toBe(403)
  expect((await usager.get(`${address}etapes/1`)).body).toContain('Écrit hier')
})
