import { connect, type Socket } from 'node:net'
import type { ServiceAddress } from './service-address.ts'

/**
 * Opens a connection to a service that the operator named in the settings, wherever it is; bytes sent before it is open
 * wait. It is destroyed after `silenceMs` without a byte in either direction.
 */
export function connectService(address: ServiceAddress, { silenceMs }: { silenceMs: number }): Socket {
  const socket = connect(address)
  socket.setTimeout(silenceMs, () => socket.destroy(new Error('The service is silent')))
  return socket
}
