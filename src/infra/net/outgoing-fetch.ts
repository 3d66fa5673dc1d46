import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { Agent, buildConnector, fetch } from 'undici'
import { isPublicAddress } from './public-address.ts'

/** Opens a connection to one address. */
export type Connector = buildConnector.connector

/** How names become addresses. */
export type Resolve = (hostname: string) => Promise<readonly string[]>

/** What a door to the outside is made of. */
export interface Outgoing {
  /** The origin that an operator named in the settings: reached wherever it is, in a State network or on this machine. */
  readonly trusted: string
  readonly resolve?: Resolve
  readonly connect?: Connector
}

/** An address that must not be reached from here. */
export class ClosedAddress extends Error {
  override readonly name = 'ClosedAddress'
}

/**
 * The only way out of the house by HTTP: elsewhere than at `trusted`, only https on its usual port, and only public addresses.
 *
 * The name is resolved once, every address it has is checked, and the connection is opened to one that was checked: a name that
 * changes in between (DNS rebinding) gains nothing. Redirects are not followed.
 * @throws {ClosedAddress} as the cause of the failed fetch, before any packet leaves.
 */
export function outgoingFetch({ trusted, resolve = resolveAll, connect = buildConnector({}) }: Outgoing): typeof fetch {
  const dispatcher = new Agent({ connect: guard({ trusted: new URL(trusted).origin, resolve, connect }) })
  return (input, init) => fetch(input, { ...init, dispatcher, redirect: 'manual' })
}

function guard({ trusted, resolve, connect }: Required<Outgoing>): Connector {
  return (options, callback) => {
    checked(options, trusted, resolve).then(
      (address) =>
        connect({ ...options, hostname: address, servername: options.servername || options.hostname }, callback),
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), null),
    )
  }
}

/** The address to connect to. @throws {ClosedAddress} */
async function checked(
  { protocol, hostname, port }: buildConnector.Options,
  trusted: string,
  resolve: Resolve,
): Promise<string> {
  const literal = hostname.replace(/^\[|\]$/g, '')
  const origin = new URL(`${protocol}//${isIP(literal) === 6 ? `[${literal}]` : literal}${port ? `:${port}` : ''}`)
    .origin
  const [first, ...others] = isIP(literal) === 0 ? await resolve(literal) : [literal]
  if (first === undefined) throw new ClosedAddress(`« ${literal} » has no address`)
  if (origin === trusted) return first
  if (protocol !== 'https:' || (port !== '' && Number(port) !== 443))
    throw new ClosedAddress(`${origin} is not plain https`)
  // All of them: which one would be taken next time is not ours to choose.
  if (![first, ...others].every(isPublicAddress)) throw new ClosedAddress(`${literal} is not on the public Internet`)
  return first
}

async function resolveAll(hostname: string): Promise<readonly string[]> {
  return (await lookup(hostname, { all: true, verbatim: true })).map(({ address }) => address)
}
