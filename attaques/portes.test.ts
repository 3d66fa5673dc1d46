import { afterAll, beforeAll, expect, test } from 'vitest'
import { Visitor } from '../acceptance/house/visitor.ts'
import { openSite, type Site } from './open-site.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
}, 120_000)
afterAll(() => site.close())

test('un formulaire d’un autre site n’est jamais reçu, quel que soit le jeton', { timeout: 120_000 }, async () => {
  const { usager, agent, administration } = site
  const tokens = new Map(
    await Promise.all([usager, agent, administration].map(async (one) => [one, await one.token('/compte')] as const)),
  )
  const received: string[] = []
  const addresses = site.addressesOf('POST')
  for (const { pattern, path } of addresses) {
    const visitor = site.visitorOf(pattern)
    const body = new URLSearchParams({ _csrf: tokens.get(visitor) ?? '' })
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

/** What is missing from the headers of an answer. `personal`: it may tell something of somebody. */
function faultsOf(headers: Headers, personal: boolean): readonly string[] {
  const says = (name: string) => headers.get(name) ?? ''
  const csp = says('content-security-policy')
  return [
    /frame-ancestors 'none'/.test(csp) ? '' : 'frame-ancestors',
    /unsafe-inline|unsafe-eval|\*(?!\.)|https?:/.test(csp) ? 'csp' : '',
    /base-uri 'none'/.test(csp) && /object-src 'none'|default-src 'none'/.test(csp) ? '' : 'base-uri',
    /form-action '(?:self|none)'|sandbox/.test(csp) ? '' : 'form-action',
    says('x-content-type-options') === 'nosniff' ? '' : 'nosniff',
    says('referrer-policy') === '' ? 'referrer-policy' : '',
    says('cross-origin-opener-policy') === 'same-origin' ? '' : 'coop',
    says('cross-origin-resource-policy') === 'same-origin' ? '' : 'corp',
    says('permissions-policy') === '' ? 'permissions-policy' : '',
    (personal || headers.has('set-cookie')) && !/no-store/.test(says('cache-control')) ? 'no-store' : '',
    says('x-powered-by') + says('server') === '' ? '' : 'bavard',
  ].filter(Boolean)
}

const ODD: readonly (readonly [string, string, RequestInit])[] = [
  ['404', '/nulle-part', {}],
  ['404, HEAD', '/nulle-part', { method: 'HEAD' }],
  ['405', '/demarches', { method: 'DELETE' }],
  ['400', '/%E0%A4%A', {}],
  [
    '413',
    '/rapports-csp',
    { method: 'POST', headers: { 'content-type': 'application/csp-report' }, body: 'a'.repeat(50_000) },
  ],
  ['414', `/${'a'.repeat(4_200)}`, {}],
  ['415', '/rapports-csp', { method: 'POST', headers: { 'content-type': 'text/xml' }, body: '<a/>' }],
  ['OPTIONS', '/dossiers', { method: 'OPTIONS' }],
]

test('aucune réponse ne s’affiche dans une autre page, n’exécute ce qui n’est pas à nous, ni ne se garde si elle est à quelqu’un', {
  timeout: 120_000,
}, async () => {
  const wrong: string[] = []
  const asked = new Map<number, number>()
  async function ask(name: string, path: string, { personal, ...init }: RequestInit & { personal: boolean }) {
    const answer = await fetch(new URL(path, site.parvis.url), { redirect: 'manual', ...init })
    await answer.arrayBuffer()
    asked.set(answer.status, (asked.get(answer.status) ?? 0) + 1)
    const faults = faultsOf(answer.headers, personal)
    if (faults.length > 0) wrong.push(`${name} (${answer.status}) : ${faults.join(', ')}`)
  }

  for (const method of ['GET', 'HEAD']) {
    for (const { pattern, path } of site.addressesOf('GET')) {
      const personal = /^\/(?:dossiers|agents|compte|invitations|lien)/.test(pattern)
      const { cookie } = site.visitorOf(pattern)
      for (const headers of [{ cookie, accept: 'text/html' }, { accept: 'text/html' }])
        await ask(`${method} ${pattern}`, path, { method, headers, personal })
    }
  }
  for (const { pattern, path } of site.addressesOf('POST'))
    await ask(`POST ${pattern}`, path, { method: 'POST', body: new URLSearchParams(), personal: true })
  for (const [name, path, init] of ODD) await ask(name, path, { ...init, personal: true })
  const page = await site.usager.get('/')
  for (const [, href = ''] of page.body.matchAll(/"(\/ressources\/[^"]+)"/g)) await ask(href, href, { personal: false })

  expect(wrong).toEqual([])
  expect([...asked.keys()].toSorted((a, b) => a - b)).toEqual(
    expect.arrayContaining([200, 303, 400, 403, 404, 405, 413, 414, 415]),
  )
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
