import { afterAll, beforeAll, expect, test } from 'vitest'
import { openParvis, type Parvis } from '../acceptance/house/open-parvis.ts'
import { type Answer, Visitor } from '../acceptance/house/visitor.ts'
import { crawl, formsOf, sendForm, shapeOf } from './crawler.ts'

let parvis: Parvis
const visitors = new Map<string, { readonly visitor: Visitor; readonly starts: readonly string[] }>()

beforeAll(async () => {
  parvis = await openParvis({ dossiers: 12 })
  const people = [
    ['usager', 'demo-camille-le-roux', ['/dossiers', '/compte', '/compte/sessions', '/mandats', '/demarches']],
    ['agent', 'demo-anne-kerdoncuff', ['/agents', '/compte']],
    ['candidate', 'demo-nadia-belkacem', ['/compte/equipes']],
    ['administratrice', 'demo-solene-guivarch', ['/compte/equipes', '/organismes/213503527/equipe']],
    ['administrateur', 'demo-administration', ['/agents', '/compte', '/instance/equipe', '/instance/organismes']],
    ['auditrice', 'demo-aurelie-tanguy', ['/audit']],
    // Last, since the mails that the others caused are read there.
    [
      'anonyme',
      undefined,
      ['/', '/demarches', '/connexion', '/connexion/courriel', '/connexion/phrase', '/_courriels'],
    ],
  ] as const
  for (const [role, compte, starts] of people) {
    const visitor = new Visitor(parvis.url)
    if (compte !== undefined) await visitor.signIn(compte)
    visitors.set(role, { visitor, starts })
  }
}, 120_000)
afterAll(() => parvis.close())

/** Breaks out of a text, of an attribute in either quote, and of a statement that would not be prepared. */
const PAYLOAD = `x'||pg_sleep(4)||'"'><xss-mark onx="y">`
/** The tag as a tag, or a quote of ours that closed an attribute. */
const BREACH = /<xss-mark|"'>(?:&lt;|<)xss-mark/
const ESCAPED = /(?:&quot;|%22|\\")?(?:&#39;|'|%27)?(?:&gt;|>|%3E)(?:&lt;|%3C)xss-mark/i

const faultsOf = (where: string, { status, body }: Answer, began: number): string[] => [
  ...(BREACH.test(body) ? [`${where} : une balise tapée est devenue une balise`] : []),
  ...(status >= 500 ? [`${where} : ${status}`] : []),
  ...(Date.now() - began > 3_500 ? [`${where} : le texte tapé a fait attendre la base`] : []),
]

test('aucun texte tapé, dans aucun formulaire d’aucun rôle, ne devient une balise ni une instruction', {
  timeout: 240_000,
}, async () => {
  const faults: string[] = []
  const sent = new Map<string, number>()
  const kept: string[] = []
  for (const [role, { visitor, starts }] of visitors) {
    const done = new Set<string>()
    for (const [path, page] of await crawl(visitor, starts)) {
      for (const form of formsOf(page.body)) {
        const name = `${role} ${form.method} ${shapeOf(form.action === '' ? path : form.action)}`
        const key = `${name} ${form.texts.join()}`
        if (form.texts.length === 0 || done.has(key) || /deconnexion|langue/.test(form.action)) continue
        done.add(key)
        const began = Date.now()
        const answer = await sendForm(visitor, form, PAYLOAD, path)
        faults.push(...faultsOf(name, answer, began))
        if (answer.location !== '') kept.push(answer.location.split('#')[0] ?? '')
        sent.set(role, (sent.get(role) ?? 0) + form.texts.length)
      }
    }
  }
  // What was kept is then read by everybody, in every page they reach.
  const shown = new Set<string>()
  for (const [role, { visitor, starts }] of visitors) {
    for (const [path, page] of await crawl(visitor, [...starts, ...kept])) {
      faults.push(...faultsOf(`${role} ${path}`, page, Date.now()))
      if (ESCAPED.test(page.body)) shown.add(`${role} ${shapeOf(path)}`)
    }
  }

  expect(faults).toEqual([])
  // Otherwise nothing was typed, or nothing kept: nothing would be proved.
  expect([...sent.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThan(40)
  expect([...sent.keys()].toSorted()).toEqual([...visitors.keys()].toSorted())
  expect([...shown]).toEqual(
    expect.arrayContaining(['agent /agents/dossiers/n', 'usager /dossiers/n', 'usager /dossiers/n/etapes/n']),
  )
})

test('les paramètres de chaque adresse n’atteignent ni la page ni la base autrement que comme des valeurs', {
  timeout: 240_000,
}, async () => {
  const faults: string[] = []
  let asked = 0
  for (const [role, { visitor, starts }] of visitors) {
    const parameters = new Map<string, Set<string>>()
    for (const [path, page] of await crawl(visitor, starts)) {
      const links = [...page.body.matchAll(/href="(\/[^"#]*\?[^"#]*)"/g)].map(([, href = '']) => href)
      const own = formsOf(page.body).filter(({ method }) => method === 'get')
      for (const address of [path, ...links]) collect(parameters, address.replaceAll('&amp;', '&'))
      for (const form of own) {
        const base = (form.action === '' ? path : form.action).split('?')[0] ?? path
        for (const name of [...form.texts, ...form.own.map(([one]) => one)]) add(parameters, base, name)
      }
    }
    for (const [base, names] of parameters) {
      for (const name of names) {
        for (const value of [PAYLOAD, `1;select pg_sleep(4)`, `' or '1'='1`, `%' or 1=1 --`, `\\`, 'desc;--']) {
          const began = Date.now()
          const page = await visitor.get(`${base}?${new URLSearchParams({ [name]: value })}`)
          faults.push(...faultsOf(`${role} ${base}?${name}=${value}`, page, began))
          asked += 1
        }
      }
    }
  }

  expect(faults).toEqual([])
  expect(asked).toBeGreaterThan(60)
})

test('ce qui suit une adresse connue n’est pas recopié tel quel', { timeout: 60_000 }, async () => {
  const visitor = new Visitor(parvis.url)
  const faults: string[] = []
  for (const path of [
    '/',
    '/demarches/',
    '/connexion/porte/',
    '/lien/',
    '/invitations/',
    '/dossiers/',
    '/nulle-part/',
  ]) {
    const began = Date.now()
    faults.push(...faultsOf(path, await visitor.get(path + encodeURIComponent(PAYLOAD)), began))
  }

  expect(faults).toEqual([])
})

function collect(parameters: Map<string, Set<string>>, address: string): void {
  const { pathname, searchParams } = new URL(address, 'http://x')
  for (const name of searchParams.keys()) add(parameters, pathname, name)
}

function add(parameters: Map<string, Set<string>>, base: string, name: string): void {
  // One of each kind is enough: the same code answers them all.
  const known = [...parameters.keys()].find((one) => shapeOf(one) === shapeOf(base)) ?? base
  parameters.set(known, (parameters.get(known) ?? new Set()).add(name))
}
