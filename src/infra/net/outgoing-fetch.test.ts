import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { type Connector, outgoingFetch, type Resolve } from './outgoing-fetch.ts'
import { isPublicAddress } from './public-address.ts'

/** Says what would have been connected to, and lets nothing out. */
function recorder() {
  const left: string[] = []
  const connect: Connector = (options, callback) => {
    left.push(`${options.hostname} ${options.servername ?? ''}`.trim())
    callback(new Error('recorded'), null)
  }
  return { left, connect }
}

const NAMES: Readonly<Record<string, readonly string[]>> = {
  'public.exemple.fr': ['93.184.215.14'],
  'interne.exemple.fr': ['10.1.2.3'],
  'deux.exemple.fr': ['93.184.215.14', '127.0.0.1'],
  'six.exemple.fr': ['::1'],
  'mappe.exemple.fr': ['::ffff:169.254.169.254'],
  'nat64.exemple.fr': ['64:ff9b::a9fe:a9fe'],
  'ula.exemple.fr': ['fd00::1'],
  'rien.exemple.fr': [],
}
const resolve: Resolve = async (hostname) => NAMES[hostname] ?? []

test.each([
  ['https://127.0.0.1/'],
  ['https://127.1/'],
  ['https://2130706433/'],
  ['https://0x7f.0.0.1/'],
  ['https://0177.0.0.1/'],
  ['https://0.0.0.0/'],
  ['https://[::1]/'],
  ['https://[::ffff:127.0.0.1]/'],
  ['https://[::ffff:7f00:1]/'],
  ['https://[fe80::1]/'],
  ['https://[2002:7f00:1::]/'],
  ['https://169.254.169.254/latest/meta-data/'],
  ['https://100.100.100.200/'],
  ['https://192.168.1.1/'],
  ['https://172.31.255.255/'],
  ['https://interne.exemple.fr/'],
  ['https://deux.exemple.fr/'],
  ['https://six.exemple.fr/'],
  ['https://mappe.exemple.fr/'],
  ['https://nat64.exemple.fr/'],
  ['https://ula.exemple.fr/'],
  ['https://rien.exemple.fr/'],
  ['http://public.exemple.fr/'],
  ['https://public.exemple.fr:8443/'],
  ['https://public.exemple.fr:5432/'],
])('no packet leaves for %s', async (address) => {
  const { left, connect } = recorder()
  const fetch = outgoingFetch({ trusted: 'https://fc.exemple.fr', resolve, connect })

  await expect(fetch(address)).rejects.toThrow(
    expect.objectContaining({ cause: expect.objectContaining({ name: 'ClosedAddress' }) }),
  )
  expect(left).toEqual([])
})

test.each([['file:///etc/passwd'], ['ftp://public.exemple.fr/'], ['gopher://127.0.0.1/']])(
  '%s is no way out',
  async (address) => {
    const { left, connect } = recorder()
    await expect(outgoingFetch({ trusted: 'https://fc.exemple.fr', resolve, connect })(address)).rejects.toThrow()
    expect(left).toEqual([])
  },
)

test('a public name is reached at the address that was checked, under its own name for TLS', async () => {
  const { left, connect } = recorder()
  await expect(
    outgoingFetch({ trusted: 'https://fc.exemple.fr', resolve, connect })('https://public.exemple.fr/jwks'),
  ).rejects.toThrow()
  expect(left).toEqual(['93.184.215.14 public.exemple.fr'])
})

test('a name that changes between the check and the connection gains nothing', async () => {
  let asked = 0
  const rebinding: Resolve = async () => {
    asked += 1
    return asked === 1 ? ['93.184.215.14'] : ['127.0.0.1']
  }
  const { left, connect } = recorder()
  const fetch = outgoingFetch({ trusted: 'https://fc.exemple.fr', resolve: rebinding, connect })
  await expect(fetch('https://evil.example/')).rejects.toThrow()
  expect([asked, left]).toEqual([1, ['93.184.215.14 evil.example']])
})

test('what the settings name is reached even on this machine; a redirection elsewhere is given back, not followed', async () => {
  let followed = 0
  const server = createServer((request, response) => {
    if (request.url === '/interne') followed += 1
    response.writeHead(302, { location: '/interne' }).end()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo // it listens on a port, not on a pipe
  const answer = await outgoingFetch({ trusted: `http://127.0.0.1:${port}/idp` })(`http://127.0.0.1:${port}/`)
  await answer.text()

  expect([answer.status, followed]).toEqual([302, 0])
  await expect(outgoingFetch({ trusted: 'http://127.0.0.1:1' })(`http://127.0.0.1:${port}/`)).rejects.toThrow()
  server.close()
})

test('public addresses are told from the others', () => {
  expect(['8.8.8.8', '93.184.215.14', '2606:2800:220:1::1', '2a01:e0a::1'].every(isPublicAddress)).toBe(true)
  expect(
    ['192.0.2.1', '203.0.113.9', '255.255.255.255', '2001:db8::1', '::', 'ff02::1', 'x', ''].some(isPublicAddress),
  ).toBe(false)
})
