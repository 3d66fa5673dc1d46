import { expect, test } from 'vitest'
import { createLog } from './log.ts'

function recordingLog() {
  const lines: string[] = []
  const log = createLog({ level: 'info', processus: 'test', stream: { write: (line) => lines.push(line) } })
  return { log, lines }
}

test('a request is known by its route pattern, never by its address', () => {
  const { log, lines } = recordingLog()
  log.info({
    req: { id: 'r1', method: 'GET', url: '/dossiers/12?nom=Dupont', routeOptions: { url: '/dossiers/:numero' } },
  })
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ req: { id: 'r1', method: 'GET', route: '/dossiers/:numero' } })
  expect(lines[0]).not.toContain('Dupont')
})

test('an error that quotes what somebody typed keeps its kind and its place, not its message', () => {
  const { log, lines } = recordingLog()
  const error = Object.assign(new Error('invalid input syntax for type date: "Dupont"'), { code: '22007' })
  log.error({ err: error })
  expect(lines[0]).not.toContain('Dupont')
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ err: { type: 'Error', code: '22007' } })
})

test('a failure of the machine keeps its message', () => {
  const { log, lines } = recordingLog()
  log.error({ err: Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:25'), { code: 'ECONNREFUSED' }) })
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ err: { message: 'connect ECONNREFUSED 127.0.0.1:25' } })
})
