import { once } from 'node:events'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

/** A real mail server, that keeps what it receives. */
export interface Smtp {
  readonly url: string
  /** In the order of arrival; the same mail sent twice is there twice. */
  readonly mails: readonly ParsedMail[]
  close(): Promise<void>
}

/** Opens it on a free port of this machine. */
export async function openSmtp(): Promise<Smtp> {
  const mails: ParsedMail[] = []
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, _session, done) {
      simpleParser(stream).then((mail) => {
        mails.push(mail)
        done()
      }, done)
    },
  })
  const listening = once(server.server, 'listening')
  server.listen(0, '127.0.0.1')
  await listening
  // A client that is killed cuts its connection.
  server.on('error', () => {})
  const address = server.server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { url: `smtp://127.0.0.1:${port}`, mails, close: () => new Promise((resolve) => server.close(resolve)) }
}
