import { argon2, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { Busy } from '../http/errors.ts'
import type { Ring } from './keys.ts'

/** What one digest costs: its memory in KiB, and how many times it goes through it. */
export interface HashCost {
  readonly memoire: number
  readonly passes: number
}

/** 64 MiB gone through three times: some 0.2 s, which whoever guesses pays at each guess. */
const COST: HashCost = { memoire: 65_536, passes: 3 }
/** Digests made at once: each takes a thread of four, and files and names wait behind them. */
const AT_ONCE = 2
/** How many may wait for one of those places: some five seconds. */
const WAITING_MAX = 50
const RETRY_SECONDS = 5

/** What is kept of a passphrase: its digest, with what it cost, and the name of the pepper. */
export interface StoredPhrase {
  readonly hachage: string
  readonly kid: string
}

/** Whether a passphrase is the one; `a_refaire`: it is, and what is kept of it is out of date. */
export type PhraseCheck = 'juste' | 'a_refaire' | 'faux'

/** Makes and checks what is kept of passphrases. Both wait for their turn. @throws {Busy} when too many wait. */
export interface PhraseHasher {
  hash(phrase: string): Promise<StoredPhrase>
  /** Against nothing, takes as long and is wrong: nobody learns whether there was one. */
  verify(phrase: string, stored: StoredPhrase | undefined): Promise<PhraseCheck>
}

/** The hasher of an instance: argon2id under a pepper that the database does not hold. */
export function createPhraseHasher(ring: Ring, cost: HashCost = COST): PhraseHasher {
  const through = gate()
  const nobody = write(cost, { nonce: randomBytes(16), tag: randomBytes(32) })

  async function digest(phrase: string, kid: string, { memoire, passes, nonce }: HashCost & { nonce: Buffer }) {
    const pepper = ring.find((key) => key.kid === kid) ?? ring[0]
    // The same characters may be typed as one or as two code points (é): NFC writes them one way, and changes nothing else.
    const message = createHmac('sha256', pepper.secret).update(phrase.normalize('NFC'), 'utf8').digest()
    const asked = { message, nonce, parallelism: 1, tagLength: 32, memory: memoire, passes }
    return through(() => promisify(argon2)('argon2id', asked))
  }

  return {
    async hash(phrase) {
      const { kid } = ring[0]
      const nonce = randomBytes(16)
      return { hachage: write(cost, { nonce, tag: await digest(phrase, kid, { ...cost, nonce }) }), kid }
    },
    async verify(phrase, stored) {
      const { hachage, kid } = stored ?? { hachage: nobody, kid: ring[0].kid }
      const read = parse(hachage) ?? parse(nobody)
      if (!read) return 'faux'
      const tag = await digest(phrase, kid, read)
      if (!stored || !timingSafeEqual(tag, read.tag)) return 'faux'
      const isCurrent = kid === ring[0].kid && read.memoire === cost.memoire && read.passes === cost.passes
      return isCurrent ? 'juste' : 'a_refaire'
    },
  }
}

function write({ memoire, passes }: HashCost, { nonce, tag }: { nonce: Buffer; tag: Buffer }): string {
  const text = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '')
  return `$argon2id$v=19$m=${memoire},t=${passes},p=1$${text(nonce)}$${text(tag)}`
}

function parse(hachage: string) {
  const [, memoire, passes, nonce = '', tag = ''] =
    /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=1\$([\w+/]{22})\$([\w+/]{43})$/.exec(hachage) ?? []
  if (memoire === undefined) return undefined
  const bytes = (text: string) => Buffer.from(text, 'base64')
  return { memoire: Number(memoire), passes: Number(passes), nonce: bytes(nonce), tag: bytes(tag) }
}

/** Lets two through at once, the others in turn, and no more than fifty waiting. */
function gate() {
  let running = 0
  const waiting: (() => void)[] = []
  return async function through<Result>(run: () => Promise<Result>): Promise<Result> {
    if (running < AT_ONCE) running += 1
    else if (waiting.length >= WAITING_MAX) throw new Busy(RETRY_SECONDS)
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await run()
    } finally {
      // Whoever waits takes this place; nobody else can come in between.
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
}
