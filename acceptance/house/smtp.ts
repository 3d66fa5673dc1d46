import { once } from 'node:events'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

/** A real mail server, that keeps what it receives. */
export interface Smtp {
  readonly url: string
  /** In the order of arrival; the same mail sent twice is there twice. */
  readonly mails: readonly ParsedMail[]
  /** Nobody answers there any more, and whoever was speaking is cut, until `open` again. */
  close(): Promise<void>
  /** Answers again, at the same address, with the mails it had. */
  open(): Promise<void>
}

/** Opens it on a free port of this machine. */
export async function openSmtp(): Promise<Smtp> {
  const mails: ParsedMail[] = []
  let server = await listen(mails, 0)
  const address = server.server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    close: () => new Promise((resolve) => server.close(resolve)),
    async open() {
      server = await listen(mails, port)
    },
  }
}

async function listen(mails: ParsedMail[], port: number): Promise<SMTPServer> {
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    closeTimeout: 100,
    onData(stream, _session, done) {
      simpleParser(stream).then((mail) => {
        mails.push(mail)
        done()
      }, done)
    },
  })
  const listening = once(server.server, 'listening')
  server.listen(port, '127.0.0.1')
  await listening
  // A client that is killed cuts its connection.
  server.on('error', () => {})
  return server
}
