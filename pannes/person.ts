import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { type Answer, formIn, type ShownForm, Visitor } from '../acceptance/house/visitor.ts'
import { between, happens, type Random } from '../src/modules/demarches/demonstration/random.ts'
import type { Acte, Operation, Recorder } from './history.ts'

/** Somebody of the load: who they are, and how they come in. */
export interface PersonOptions {
  readonly url: string
  readonly courriel: string
  readonly random: Random
  /** Opens a session for that visitor; called again each time one has ended. */
  readonly signIn: (visitor: Visitor) => Promise<void>
}

/** A form to find on a page, fill and press until the site says what became of it. */
export interface Press {
  readonly acte: Acte
  readonly dossier: number
  readonly page: string
  /** Part of the address that the form goes to. */
  readonly action: string
  /** What is typed; gets the id of the operation, that the load's texts are made of. */
  readonly type: (id: string) => Readonly<Record<string, string>>
  /** Name of the field and contents of a file. */
  readonly file?: { readonly name: string; readonly octets: number }
  /** Whether that is where one is led when it is done. */
  readonly done: (location: string) => boolean
  /** The form carries a key: pressed again, it cannot be done twice, and a refusal is about all the presses. */
  readonly keyed: boolean
}

/** What came of it, and where it led; nothing when the page does not offer that form. */
export interface Pressed {
  readonly outcome: Operation['outcome']
  readonly location: string
}

// How long one answer is waited for, and how long somebody insists: longer than any fault here.
const ANSWER_MS = 8_000
const INSISTS_MS = 60_000
/** How often somebody who got no answer gives up. */
const GIVES_UP = 0.08

/** Somebody patient with a browser: reads pages, presses buttons again when the site does not answer, and notes everything. */
export class Person {
  readonly courriel: string
  readonly random: Random
  readonly #visitor: Visitor
  readonly #signIn: PersonOptions['signIn']
  #recorder: Recorder | undefined

  constructor({ url, courriel, random, signIn }: PersonOptions) {
    this.courriel = courriel
    this.random = random
    this.#signIn = signIn
    this.#visitor = new Visitor(url, { patienceMs: ANSWER_MS })
  }

  /** What they do from now on is written there. */
  follow(recorder: Recorder): void {
    this.#recorder = recorder
  }

  get #history(): Recorder {
    if (!this.#recorder) throw new Error('nobody writes down what this person does')
    return this.#recorder
  }

  /**
   * A page, asked for until it comes or is refused for good; signs in again when the session is over. What the page of a
   * `dossier` shows is noted.
   */
  async read(page: string, dossier?: number): Promise<Answer> {
    const until = Date.now() + INSISTS_MS
    for (;;) {
      const note = dossier === undefined ? undefined : this.#history.reading(this.courriel, dossier)
      const answer = await this.#visitor.get(page).catch(() => undefined)
      if (answer !== undefined) this.#watch(answer, { page })
      if (answer && isSignedOut(answer)) await this.signIn()
      else if (answer && answer.status < 500) {
        if (answer.status === 200) note?.(answer.body)
        return answer
      }
      if (Date.now() > until) throw new Error(`« ${page} » did not come within a minute (${answer?.status})`)
      await this.#breathe()
    }
  }

  /** Downloads a file; gives its SHA-256, or why it did not come. */
  async download(path: string): Promise<string> {
    return this.#visitor.digest(path).catch((error: unknown) => String(error))
  }

  /** Fills a form that the history does not count, until the site has taken it. */
  async settle(page: string, action: string, typed: Readonly<Record<string, string>>): Promise<void> {
    const until = Date.now() + INSISTS_MS
    for (;;) {
      const answer = await this.#visitor.submit(page, action, typed).catch(() => undefined)
      if (answer && isSignedOut(answer)) await this.signIn()
      else if (answer?.status === 303) return
      if (Date.now() > until) throw new Error(`« ${page} » was not taken within a minute (${answer?.status})`)
      await this.#breathe()
    }
  }

  async signIn(): Promise<void> {
    await this.#signIn(this.#visitor)
  }

  /** Finds the form, presses it until its end is known or one gives up, and notes what came of it. */
  async press(press: Press): Promise<Pressed | undefined> {
    const form = formIn((await this.read(press.page)).body, press.action)
    if (form === undefined) return undefined
    const id = this.#history.newId()
    const file = press.file && makeFile(id, press.file)
    const { acte, dossier } = press
    const fichiers = file === undefined ? [] : [file.sha256]
    const pending = this.#history.invoke({ id, qui: this.courriel, acte, dossier, fichiers })
    const until = Date.now() + INSISTS_MS
    let filled = fill(form, press.type(id))
    for (let essais = 1, doubt = false; ; essais += 1) {
      const answer = await this.#send(form.action, filled, file)
      const said = this.#understand(answer, { press, typed: Object.values(press.type(id)) })
      const location = answer?.location ?? ''
      if (said === 'done') {
        pending.ok(essais, acte === 'start' ? numeroOf(location) : undefined)
        return { outcome: 'ok', location }
      }
      // Refused, but an earlier press of a form without a key may have been done.
      if (said === 'refused') {
        const outcome = doubt && !press.keyed ? 'unknown' : 'fail'
        pending[outcome](essais)
        return { outcome, location }
      }
      if (said === 'nobody knows') doubt = true
      if (Date.now() > until || (doubt && happens(this.random, GIVES_UP))) {
        pending.unknown(essais)
        return { outcome: 'unknown', location }
      }
      await this.#breathe()
      // The key stays, the token is that of the new session.
      if (said === 'signed out') filled = await this.#again(filled, press)
    }
  }

  async #again(filled: ShownForm['fields'], { page }: Press): Promise<ShownForm['fields']> {
    await this.signIn()
    const csrf = /name="_csrf" value="([^"]+)"/.exec((await this.read(page)).body)?.[1]
    return filled.map(([name, value]) => (name === '_csrf' ? [name, csrf ?? value] : [name, value]))
  }

  #send(action: string, fields: ShownForm['fields'], file: MadeFile | undefined): Promise<Answer | undefined> {
    const body = new FormData()
    for (const [name, value] of fields) body.append(name, value)
    if (file) body.append(file.name, new Blob([file.bytes]), 'piece.txt')
    const plain = new URLSearchParams(fields.map(([name, value]) => [name, value]))
    const sent = this.#visitor.send(action, { method: 'POST', body: file ? body : plain })
    return sent.catch(() => undefined)
  }

  #understand(
    answer: Answer | undefined,
    { press: { done, page }, typed }: { press: Press; typed: readonly string[] },
  ): 'done' | 'refused' | 'signed out' | 'nobody knows' {
    if (answer === undefined) return 'nobody knows'
    this.#watch(answer, { page, typed })
    if (isSignedOut(answer) || answer.status === 403) return 'signed out'
    if (answer.status >= 500) return 'nobody knows'
    return answer.status === 303 && done(answer.location) ? 'done' : 'refused'
  }

  /** Whatever breaks, a page that says « our mistake » is one; and one that says « later » gives back what was typed. */
  #watch({ status, body }: Answer, { page, typed = [] }: { page: string; typed?: readonly string[] }): void {
    if (status < 500) return
    if (status === 503) this.#history.refuse()
    if (status !== 503 || !body.includes('<html lang="fr"')) this.#history.faute(`${status} à ${page}`)
    else if (!typed.every((text) => body.includes(text)))
      this.#history.faute(`503 à ${page}, ce qui était tapé est perdu`)
  }

  async #breathe(): Promise<void> {
    await wait(between(this.random, 100, 400))
  }
}

function isSignedOut({ status, location }: Answer): boolean {
  // Their session has ended, or wants its second factor again.
  return status === 303 && /^\/(?:connexion|compte\/preuve)/.test(location)
}

/** The public number in an address of a dossier; 0 when there is none. */
export function numeroOf(location: string): number {
  return Number(/^\/(?:agents\/)?dossiers\/(\d+)/.exec(location)?.[1] ?? 0)
}

function fill({ fields }: ShownForm, typed: Readonly<Record<string, string>>): ShownForm['fields'] {
  return [...fields.filter(([name]) => typed[name] === undefined), ...Object.entries(typed)]
}

interface MadeFile {
  readonly name: string
  readonly bytes: Buffer<ArrayBuffer>
  readonly sha256: string
}

/** A text that no other file holds. */
function makeFile(id: string, { name, octets }: NonNullable<Press['file']>): MadeFile {
  const bytes = Buffer.from(`${id}\n`.padEnd(octets, 'Parvis. '))
  return { name, bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
}
