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

/** The way mails leave. */
export interface Transport {
  /** Ends when the server has taken charge of the message. @throws {Error} when it has not, or nobody knows. */
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
      await transporter.sendMail({
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
    },
    close: () => transporter.close(),
  }
}

function isThisMachine(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname)
}
