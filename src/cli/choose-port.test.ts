import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { choosePort } from './choose-port.ts'
import { createContext } from './context.ts'

let other: Server
let taken: number
beforeEach(async () => {
  other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const address = other.address()
  taken = typeof address === 'object' && address !== null ? address.port : 0
})
afterEach(() => {
  other.close()
})

test('the port asked for is the port taken, or a refusal that proposes another', async () => {
  await expect(choosePort(createContext({ PORT: String(taken) }, () => {}))).rejects.toThrow(`PORT=${taken + 1}`)
  other.close()
  await once(other, 'close')
  expect(await choosePort(createContext({ PORT: String(taken) }, () => {}))).toBe(taken)
})

test('when nothing is asked for, a free port is found from 3000 on, and said when it is another', async () => {
  const said: string[] = []
  const port = await choosePort(createContext({}, (line) => said.push(line)))
  expect(port).toBeGreaterThanOrEqual(3000)
  expect(said).toHaveLength(port === 3000 ? 0 : 1)
})

test('an address of another machine is refused', async () => {
  const env = { HOST: '192.0.2.1', PARVIS_URL: 'https://demarches.exemple.fr' }
  await expect(choosePort(createContext(env, () => {}))).rejects.toThrow('192.0.2.1')
})
