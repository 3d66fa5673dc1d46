import nodemailer from 'nodemailer'
import type { Langue } from '../../core/texte.ts'

/** A mail ready to leave. */
export interface Message {
  readonly messageId: string
  readonly expediteur: string
  readonly destinataire: string
  readonly sujet: string
  readonly texte: string
  readonly html: string
  readonly langue: Langue
  readonly date: Date
}

/** Nobody has that address, says a server that knows: trying again would change nothing. */
export class AdresseRefusee extends Error {
  override readonly name = 'AdresseRefusee'
}

/** The way mails leave. */
export interface Transport {
  /**
   * Ends when the server has taken charge of the message.
   * @throws {AdresseRefusee} for an address that does not exist; {Error} when it was not taken, or nobody knows.
   */
  send(message: Message): Promise<void>
  /** Ends the connections that wait for the next message. */
  close(): void
}

/**
 * The way to the SMTP server, or the built-in outbox when there is none: then nothing leaves the machine, and mails
 * are read at `/_courriels`.
 */
export function createTransport(smtpUrl: string | undefined): Transport {
  return smtpUrl === undefined ? { send: async () => {}, close: () => {} } : createSmtp(smtpUrl)
}

function createSmtp(url: string): Transport {
  const { protocol, hostname, port, username, password, searchParams } = new URL(url)
  const transporter = nodemailer.createTransport({
    pool: true,
    maxConnections: 2,
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port || (protocol === 'smtps:' ? 465 : 587)),
    secure: protocol === 'smtps:',
    // A password never travels in clear: with one, the server must offer STARTTLS, unless it is this very machine.
    requireTLS: username !== '' && protocol === 'smtp:' && !isThisMachine(hostname),
    ...(username === '' ? {} : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    ...(searchParams.get('ignoreTLS') === 'true' ? { ignoreTLS: true } : {}),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    // Bodies are texts: nothing in a message may name a file or an address to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send(message) {
      await transporter
        .sendMail({
          messageId: message.messageId,
          date: message.date,
          from: message.expediteur,
          // An object, not a text: a comma in it cannot add a receiver.
          to: { name: '', address: message.destinataire },
          subject: message.sujet,
          text: message.texte,
          html: message.html,
          // RFC 3834: holiday answering machines keep quiet.
          headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': message.langue },
        })
        .catch((error: unknown) => {
          throw isUnknownAddress(error) ? new AdresseRefusee(error.message, { cause: error }) : error
        })
    },
    close: () => transporter.close(),
  }
}

// RFC 5321, 4.2.3: no such mailbox, not here, not allowed as a name. RFC 3463, 5.7: a rule of theirs or of ours, that
// somebody may mend.
const UNKNOWN = new Set([550, 551, 553])

function isUnknownAddress(error: unknown): error is Error {
  if (!(error instanceof Error && 'command' in error && 'responseCode' in error)) return false
  const { command, responseCode, message } = error
  return (
    command === 'RCPT TO' &&
    typeof responseCode === 'number' &&
    UNKNOWN.has(responseCode) &&
    !/\b5\.7\.\d/.test(message)
  )
}

function isThisMachine(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname)
}
