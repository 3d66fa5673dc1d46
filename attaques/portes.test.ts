import { afterAll, beforeAll, expect, test } from 'vitest'
import { Visitor } from '../acceptance/house/visitor.ts'
import { openSite, type Site } from './open-site.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
}, 120_000)
afterAll(() => site.close())

test('un formulaire d’un autre site n’est jamais reçu, quel que soit le jeton', { timeout: 120_000 }, async () => {
  const token = { usager: await site.usager.token('/dossiers'), agent: await site.agent.token('/compte') }
  const received: string[] = []
  const addresses = site.addressesOf('POST')
  for (const { pattern, path } of addresses) {
    const visitor = site.visitorOf(pattern)
    const body = new URLSearchParams({ _csrf: visitor === site.agent ? token.agent : token.usager })
    for (const headers of [
      { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
    ]) {
      const { status } = await visitor.send(path, { method: 'POST', body, headers })
      if (status !== 403) received.push(`${pattern} ${JSON.stringify(headers)} : ${status}`)
    }
  }

  expect(received).toEqual([])
  expect(addresses.length).toBeGreaterThan(25)
})

test('sans jeton, ou avec celui d’un autre, aucun formulaire n’est reçu', { timeout: 120_000 }, async () => {
  const somebodyElse = new Visitor(site.parvis.url)
  await somebodyElse.signIn('demo-ismael-diallo')
  const stolen = await somebodyElse.token('/dossiers')
  const received: string[] = []
  for (const { pattern, path } of site.addressesOf('POST')) {
    for (const jeton of [undefined, '', stolen, 'x'.repeat(43)]) {
      const body = new URLSearchParams(jeton === undefined ? {} : { _csrf: jeton })
      const { status } = await site.visitorOf(pattern).send(path, { method: 'POST', body })
      if (status !== 403) received.push(`${pattern} ${jeton?.slice(0, 3)} : ${status}`)
    }
  }

  // Only the language and how easy the French is, and what browsers say of pages: nothing that anybody could gain by.
  expect(received.filter((one) => !/^\/(?:langue|rapports-csp) /.test(one))).toEqual([])
})

test('une lecture ne change rien : les adresses qui changent quelque chose refusent GET', {
  timeout: 60_000,
}, async () => {
  const reads = new Set(site.addressesOf('GET').map(({ pattern }) => pattern))
  const wrong: string[] = []
  for (const { pattern, path } of site.addressesOf('POST')) {
    if (reads.has(pattern)) continue
    const { status } = await site.visitorOf(pattern).get(path)
    if (status !== 405 && status !== 404) wrong.push(`${pattern} : ${status}`)
  }

  expect(wrong).toEqual([])
})

test('aucune page ne s’affiche dans celle d’un autre, n’exécute un script écrit en elle, ni ne se garde si elle est à quelqu’un', {
  timeout: 120_000,
}, async () => {
  const wrong: string[] = []
  const addresses = site.addressesOf('GET')
  for (const { pattern, path } of [...addresses, { pattern: '/nulle-part', path: '/nulle-part' }]) {
    const answer = await fetch(new URL(path, site.parvis.url), {
      redirect: 'manual',
      headers: { cookie: site.visitorOf(pattern).cookie, accept: 'text/html' },
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
  const csrf = await site.usager.token('/dossiers')
  for (const retour of AWAY) {
    const asked = [
      await site.usager.get(`/connexion?retour=${encodeURIComponent(retour)}`),
      await site.usager.get(`/connexion/courriel?retour=${encodeURIComponent(retour)}`),
      await site.usager.post(
        '/langue',
        [
          ['langue', 'fr'],
          ['retour', retour],
        ],
        csrf,
      ),
      await new Visitor(site.parvis.url).get(`/dossiers?retour=${encodeURIComponent(retour)}`),
    ]
    for (const { body, location } of asked) {
      const to = location === '' ? site.parvis.url : new URL(location, site.parvis.url).origin
      if (
        to !== site.parvis.url ||
        /(?:href|action)="[^"]*evil\.example[^"]*"/.test(body.replaceAll(/retour=[^"&]*/g, ''))
      )
        wrong.push(`${JSON.stringify(retour)} → ${location || 'page'}`)
    }
  }
  for (const { pattern, path } of site.addressesOf('GET')) {
    const answer = await site.visitorOf(pattern).get(`${path}?retour=${encodeURIComponent('https://evil.example')}`)
    if (/^https?:\/\/evil/.test(answer.location)) wrong.push(pattern)
  }

  expect(wrong).toEqual([])
})

test('les cookies d’une session ne se lisent pas par script et ne partent pas d’un autre site', async () => {
  const answer = await fetch(new URL('/connexion', site.parvis.url))
  const cookies = answer.headers.getSetCookie()

  expect(cookies.length).toBeGreaterThan(0)
  for (const cookie of cookies) expect(cookie).toMatch(/HttpOnly/i)
  for (const cookie of cookies) expect(cookie).toMatch(/SameSite=(?:Lax|Strict)/i)
})
