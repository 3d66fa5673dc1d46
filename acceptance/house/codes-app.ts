import { setTimeout as wait } from 'node:timers/promises'
import { totpCode, totpStep } from '../../src/infra/crypto/totp.ts'
import type { Visitor } from './visitor.ts'

/** An application of codes, as somebody who works here has on their telephone: it registers once, then proves. */
export class CodesApp {
  readonly #now: () => Date
  #secret: string | undefined
  #lastStep = 0

  /** `now`: what its clock says. */
  constructor(now: () => Date) {
    this.#now = now
  }

  /** Passes the second factor of a session that has just opened, registering it the first time; does nothing where none is asked. */
  async pass(visitor: Visitor): Promise<void> {
    const asked = await visitor.get('/agents')
    if (!asked.location.startsWith('/compte/preuve')) return
    if (this.#secret === undefined) await this.#register(visitor, (await visitor.get(asked.location)).location)
    else await visitor.submit(asked.location, '/compte/preuve', { code: await this.#code(this.#secret) })
  }

  async #register(visitor: Visitor, page: string): Promise<void> {
    const { body } = await visitor.get(page)
    const secret = /<code>([A-Z2-7 ]+)<\/code>/.exec(body)?.[1]?.replaceAll(' ', '')
    if (secret === undefined) throw new Error(`no secret at « ${page} »`)
    // The page offers another secret each time it is read: the form of this very one is sent.
    const { status } = await visitor.fill(body, '/compte/securite/application', { code: await this.#code(secret) })
    if (status !== 200) throw new Error(`the application of codes was not taken (${status})`)
    this.#secret = secret
  }

  /** A code that was never given: each step is taken once. The next one is given rather than waited for: it is taken too. */
  async #code(secret: string): Promise<string> {
    const last = this.#lastStep
    const present = () => totpStep(this.#now())
    while (last === present() + 1) await wait(500)
    this.#lastStep = last === present() ? last + 1 : present()
    return totpCode(fromBase32(secret), this.#lastStep)
  }
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The bytes of a text in base 32 (RFC 4648, section 6), five bits a letter; a last byte not whole is left out. */
function fromBase32(text: string): Buffer {
  const bits = [...text].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((octet) => Number.parseInt(octet, 2)))
}
