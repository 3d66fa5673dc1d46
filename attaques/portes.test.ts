import { afterAll, beforeAll, expect, test } from 'vitest'
import { openParvis, type Parvis } from '../acceptance/house/open-parvis.ts'
import { Visitor } from '../acceptance/house/visitor.ts'
import { crawl, shapeOf } from './crawler.ts'

let parvis: Parvis
let usager: Visitor
let agent: Visitor
/** An address that exists, for each shape: numbers of one's own objects. */
const own = new Map<string, string>()

beforeAll(async () => {
  parvis = await openParvis({ dossiers: 8 })
  usager = new Visitor(parvis.url)
  await usager.signIn('demo-camille-le-roux')
  agent = new Visitor(parvis.url)
  await agent.signIn('demo-anne-kerdoncuff')
  for (const [visitor, start] of [
    [usager, '/dossiers'],
    [agent, '/agents'],
  ] as const)
    for (const path of (await crawl(visitor, [start], 1)).keys()) own.set(shapeOf(path), path)
}, 120_000)
afterAll(() => parvis.close())

/** Every address of one method, ours alone, with the numbers of objects that the visitor owns. */
function addressesOf(method: string): readonly { readonly pattern: string; readonly path: string }[] {
  const dossier = /\d+/.exec(own.get('/dossiers/n') ?? '')?.[0] ?? '1'
  const instruit = /\d+/.exec(own.get('/agents/dossiers/n') ?? '')?.[0] ?? '1'
  const demarche = /\d+/.exec(own.get('/agents/demarches/n') ?? '')?.[0] ?? '1'
  return parvis.app.http
    .adresses()
    .filter((address) => address.startsWith(`${method} `) && !/demo-idp|_adresse-illisible|\*/.test(address))
    .map((address) => address.slice(method.length + 1))
    .map((pattern) => ({
      pattern,
      path: pattern
        .replace('/agents/demarches/:numero', `/agents/demarches/${demarche}`)
        .replace('/agents/dossiers/:numero', `/agents/dossiers/${instruit}`)
        .replace(':numero', dossier)
        .replace(':slug', 'restauration-scolaire')
        .replace(':n', '1')
        .replace(':porte', 'demo-fc')
        .replace(':token', 'x'.repeat(43))
        .replace(/:\w+(?:\([^)]*\))?/, 'inconnu'),
    }))
}

const visitorOf = (pattern: string) => (pattern.startsWith('/agents') ? agent : usager)

test('un formulaire d’un autre site n’est jamais reçu, quel que soit le jeton', { timeout: 120_000 }, async () => {
  const token = { usager: await usager.token('/dossiers'), agent: await agent.token('/compte') }
  const received: string[] = []
  const addresses = addressesOf('POST')
  for (const { pattern, path } of addresses) {
    const visitor = visitorOf(pattern)
    const body = new URLSearchParams({ _csrf: visitor === agent ? token.agent : token.usager })
    for (const headers of [
      { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
    ]) {
      const { status } = await visitor.send(path, { method: 'POST', body, headers })
      if (status !== 403) received.push(`${pattern} ${JSON.stringify(headers)} : ${status}`)
    }
  }

  // The browser itself posts its reports there, from anywhere, without a cookie.
  expect(received).toEqual([])
  expect(addresses.length).toBeGreaterThan(25)
})

test('sans jeton, ou avec celui d’un autre, aucun formulaire n’est reçu', { timeout: 120_000 }, async () => {
  const somebodyElse = new Visitor(parvis.url)
  await somebodyElse.signIn('demo-ismael-diallo')
  const stolen = await somebodyElse.token('/dossiers')
  const received: string[] = []
  for (const { pattern, path } of addressesOf('POST')) {
    for (const jeton of [undefined, '', stolen, 'x'.repeat(43)]) {
      const body = new URLSearchParams(jeton === undefined ? {} : { _csrf: jeton })
      const { status } = await visitorOf(pattern).send(path, { method: 'POST', body })
      if (status !== 403) received.push(`${pattern} ${jeton?.slice(0, 3)} : ${status}`)
    }
  }

  // Only the language and how easy the French is: nothing that anybody could gain by.
  expect(received.filter((one) => !one.startsWith('/langue '))).toEqual([])
})

test('une lecture ne change rien : les adresses qui changent quelque chose refusent GET', {
  timeout: 60_000,
}, async () => {
  const reads = new Set(addressesOf('GET').map(({ pattern }) => pattern))
  const wrong: string[] = []
  for (const { pattern, path } of addressesOf('POST')) {
    if (reads.has(pattern)) continue
    const { status } = await visitorOf(pattern).get(path)
    if (status !== 405 && status !== 404) wrong.push(`${pattern} : ${status}`)
  }

  expect(wrong).toEqual([])
})

test('aucune page ne s’affiche dans celle d’un autre, n’exécute un script écrit en elle, ni ne se garde si elle est à quelqu’un', {
  timeout: 120_000,
}, async () => {
  const wrong: string[] = []
  const addresses = addressesOf('GET')
  for (const { pattern, path } of [...addresses, { pattern: '/nulle-part', path: '/nulle-part' }]) {
    const answer = await fetch(new URL(path, parvis.url), {
      redirect: 'manual',
      headers: { cookie: visitorOf(pattern).cookie, accept: 'text/html' },
    })
    const csp = answer.headers.get('content-security-policy') ?? ''
    const personal = /^\/(?:dossiers|agents|compte|invitations|lien)/.test(pattern)
    const says = (name: string) => answer.headers.get(name) ?? ''
    const faults = [
      /frame-ancestors 'none'/.test(csp) ? '' : 'frame-ancestors',
      /unsafe-inline|unsafe-eval|\*(?!\.)|https?:/.test(csp) ? 'csp' : '',
      /base-uri 'none'/.test(csp) && /object-src 'none'|default-src 'none'/.test(csp) ? '' : 'base-uri',
      says('x-content-type-options') === 'nosniff' ? '' : 'nosniff',
      says('referrer-policy') === '' ? 'referrer-policy' : '',
      says('cross-origin-opener-policy') === 'same-origin' ? '' : 'coop',
      says('cross-origin-resource-policy') === 'same-origin' ? '' : 'corp',
      says('permissions-policy') === '' ? 'permissions-policy' : '',
      personal && !/no-store/.test(says('cache-control')) ? 'no-store' : '',
      says('x-powered-by') + says('server') === '' ? '' : 'bavard',
    ].filter(Boolean)
    if (faults.length > 0) wrong.push(`${pattern} (${answer.status}) : ${faults.join(', ')}`)
    await answer.arrayBuffer()
  }

  expect(wrong).toEqual([])
  expect(addresses.length).toBeGreaterThan(30)
})

const AWAY = [
  ...['//evil.example', '/\\evil.example', 'https://evil.example', 'https:evil.example', 'javascript:alert(1)'],
  ...['/%2f%2fevil.example', '/%5cevil.example', '/x/..//evil.example', '\\\\evil.example', '/\t/evil.example'],
  ...[
    '/\r\nLocation: https://evil.example',
    'http://parvis.invalid@evil.example',
    '///evil.example',
    '/ok\r\nX-Evil: 1',
  ],
]

test('aucun retour ne mène ailleurs, ni n’ajoute un en-tête', { timeout: 120_000 }, async () => {
  const wrong: string[] = []
  const csrf = await usager.token('/dossiers')
  for (const retour of AWAY) {
    const asked = [
      await usager.get(`/connexion?retour=${encodeURIComponent(retour)}`),
      await usager.get(`/connexion/courriel?retour=${encodeURIComponent(retour)}`),
      await usager.post(
        '/langue',
        [
          ['langue', 'fr'],
          ['retour', retour],
        ],
        csrf,
      ),
      await new Visitor(parvis.url).get(`/dossiers?retour=${encodeURIComponent(retour)}`),
    ]
    for (const { body, location } of asked) {
      const to = location === '' ? parvis.url : new URL(location, parvis.url).origin
      if (to !== parvis.url || /(?:href|action)="[^"]*evil\.example[^"]*"/.test(body.replaceAll(/retour=[^"&]*/g, '')))
        wrong.push(`${JSON.stringify(retour)} → ${location || 'page'}`)
    }
  }
  for (const { pattern, path } of addressesOf('GET')) {
    const answer = await visitorOf(pattern).get(`${path}?retour=${encodeURIComponent('https://evil.example')}`)
    if (/^https?:\/\/evil/.test(answer.location)) wrong.push(pattern)
  }

  expect(wrong).toEqual([])
})

test('les cookies d’une session ne se lisent pas par script et ne partent pas d’un autre site', async () => {
  const answer = await fetch(new URL('/connexion', parvis.url))
  const cookies = answer.headers.getSetCookie()

  expect(cookies.length).toBeGreaterThan(0)
  for (const cookie of cookies) expect(cookie).toMatch(/HttpOnly/i)
  for (const cookie of cookies) expect(cookie).toMatch(/SameSite=(?:Lax|Strict)/i)
})
