import { isIP } from 'node:net'
import { z } from 'zod'
import { serviceAddressOf } from './net/service-address.ts'

/** Whether a host name or address is this very machine: the only place where plain http is served. */
export function isLoopback(hostname: string): boolean {
  const name = hostname.replace(/^\[|\]$/g, '').toLowerCase()
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    name === '::1' ||
    (isIP(name) === 4 && name.startsWith('127.'))
  )
}

/** An address of one of those protocols. */
export function address(name: string, protocols: readonly string[], example: string) {
  return z.string().refine((value) => protocols.includes(URL.parse(value)?.protocol ?? ''), {
    error: `${name} n’est pas une adresse valable : donnez par exemple ${example}`,
  })
}

/** An address of PostgreSQL, which may be absent. */
export function postgresAddress(name: string) {
  return address(name, ['postgres:', 'postgresql:'], 'postgres://compte:motdepasse@serveur:5432/parvis').optional()
}

/** An address of the web that may be plain http only on this machine. */
export function webAddress(name: string, example: string) {
  return address(name, ['http:', 'https:'], example).refine(
    (value) => URL.parse(value)?.protocol !== 'http:' || isLoopback(URL.parse(value)?.hostname ?? ''),
    { error: `${name} est en http : seul https est admis, sauf sur la machine même (127.0.0.1, localhost)` },
  )
}

/** Whether an address says nothing but who answers there. */
export function isBareOrigin(value: string): boolean {
  const url = URL.parse(value)
  return url === null || (url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '')
}

const NETWORK_NAMES = ['loopback', 'linklocal', 'uniquelocal']

/** Whether a text is an address, a network (CIDR), or a name that Fastify gives to some. */
export function isNetwork(value: string): boolean {
  if (NETWORK_NAMES.includes(value)) return true
  const [ip = '', length, ...rest] = value.split('/')
  const family = isIP(ip)
  if (family === 0 || rest.length > 0) return false
  return length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= (family === 4 ? 32 : 128))
}

/** The address of an identity provider, which may be absent. */
export function issuer(nom: string) {
  return webAddress(nom, 'https://identite.exemple.fr').optional()
}

/** Where a service of the operator's own listens. */
export function serviceAddress(nom: string, example: string) {
  return z
    .string()
    .transform((value, context) => {
      const found = serviceAddressOf(value)
      if (found !== undefined) return found
      context.addIssue({
        code: 'custom',
        message: `${nom} n’est pas une adresse valable : donnez par exemple ${example}`,
      })
      return z.NEVER
    })
    .optional()
}
