import { mergeChamps, shownChamps } from './merge-champs.ts'
import { hour, sentence } from './texts.ts'

const WAIT_MS = 800
const RETRY_MS = 15_000
/** How long a click on « Continuer » waits for a save under way, so that both do not race. */
const PATIENCE_MS = 4000
/** What browsers let a page send after it is gone, all requests together, is 64 kB. */
const LASTING_OCTETS = 60_000

/** What the server answers to an autosave. */
interface Saved {
  readonly enregistreA: string
  readonly version: string | number
  readonly champs?: readonly (string | number)[]
}

type State = 'enregistrement' | 'enregistre' | 'horsLigne' | 'deconnecte' | 'conflit' | 'echec' | 'misAJour'

/**
 * `<parvis-brouillon data-autosave>` around the form of a step: saves as one types, and shows or hides the questions that
 * depend on the answers. Whatever happens, nothing typed is touched.
 */
export class ParvisBrouillon extends HTMLElement {
  timer = 0
  saving: Promise<void> | undefined
  /** Ends the save under way, which then tells nothing and changes nothing. */
  stop = new AbortController()
  dirty = false
  leaving = false
  champs: string | undefined

  connectedCallback(): void {
    const form = this.form()
    if (!form || this.dataset.pret !== undefined) return
    this.dataset.pret = ''
    form.addEventListener('input', () => this.plan(WAIT_MS))
    form.addEventListener('change', () => this.plan(WAIT_MS))
    // Capture: before any other listener of the same form, the upload's for instance.
    this.addEventListener('submit', (event) => this.onSubmit(event), { capture: true })
    window.addEventListener('online', () => this.plan(0, false))
    window.addEventListener('focus', () => this.plan(0, false))
    window.addEventListener('pageshow', () => {
      this.leaving = false
    })
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') this.flush()
    })
  }

  form(): HTMLFormElement | null {
    return this.querySelector('form')
  }

  /** Saves after a pause; `isNew` when something was just typed, otherwise only if something waits. */
  plan(delay: number, isNew = true): void {
    if (isNew) this.dirty = true
    if (!this.dirty || this.leaving) return
    clearTimeout(this.timer)
    if (delay === 0) this.save()
    else this.timer = window.setTimeout(() => this.save(), delay)
  }

  /** The page is hidden, perhaps for ever: what was typed since the save under way began cannot wait for its end. */
  flush(): void {
    if (!this.dirty || this.leaving) return
    clearTimeout(this.timer)
    this.stop.abort()
    this.saving = undefined
    this.save()
  }

  save(): void {
    const form = this.form()
    if (!form || this.saving || this.leaving) return
    this.dirty = false
    this.tell('enregistrement')
    this.stop = new AbortController()
    const saving = this.post(form, this.stop.signal).finally(() => {
      if (this.saving !== saving) return
      this.saving = undefined
      if (this.dirty && !this.leaving) this.plan(this.dataset.etat === 'enregistre' ? WAIT_MS : RETRY_MS, false)
    })
    this.saving = saving
  }

  async post(form: HTMLFormElement, signal: AbortSignal): Promise<void> {
    const body = new URLSearchParams()
    for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value)
    let answer: Response
    let saved: Saved | undefined
    try {
      answer = await fetch(this.dataset.autosave ?? '', {
        method: 'POST',
        body,
        signal,
        headers: { accept: 'application/json' },
        // Even before the page is hidden: it may be while the answer is waited for.
        keepalive: body.toString().length < LASTING_OCTETS,
      })
      saved = answer.ok && !answer.redirected ? await answer.json() : undefined
    } catch {
      if (signal.aborted) return
      this.dirty = true
      this.tell('horsLigne')
      return
    }
    if (saved) {
      await this.onSaved(form, saved)
      return
    }
    // A conflict waits for the person: the next page shows both versions.
    if (answer.status !== 409) this.dirty = true
    const isSignedOut = answer.redirected || answer.status === 401 || answer.status === 403
    this.tell(answer.status === 409 ? 'conflit' : isSignedOut ? 'deconnecte' : 'echec')
  }

  async onSaved(form: HTMLFormElement, { enregistreA, version, champs }: Saved): Promise<void> {
    const field = form.querySelector('input[name=_version]')
    if (field instanceof HTMLInputElement) field.value = String(version)
    document.dispatchEvent(new Event('parvis:enregistre'))
    this.tell('enregistre', { heure: hour(new Date(enregistreA)) })
    if (
      champs &&
      (await this.refresh(
        form,
        champs
          .map((cle) => `c${cle}`)
          .sort()
          .join(' '),
      ))
    )
      this.tell('misAJour')
  }

  /** Asks the page again when the questions to show are others than before. */
  async refresh(form: HTMLFormElement, wanted: string): Promise<boolean> {
    const known = this.champs ?? shownChamps(form).sort().join(' ')
    this.champs = wanted
    if (wanted === known) return false
    const answer = await fetch(location.href, { headers: { accept: 'text/html' } }).catch(() => null)
    if (!answer?.ok || answer.redirected) {
      this.champs = known
      return false
    }
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const merged = mergeChamps(form, page.querySelector('parvis-brouillon form'))
    // A question that has the focus stays until the next save.
    if (merged.pending) this.champs = undefined
    const step = document.querySelector('.etape')
    const newStep = page.querySelector('.etape')
    if (step && newStep) step.replaceWith(newStep)
    return merged.changed
  }

  onSubmit(event: SubmitEvent): void {
    clearTimeout(this.timer)
    const form = this.form()
    if (!this.saving || !form) {
      this.leaving = true
      return
    }
    event.preventDefault()
    event.stopPropagation()
    this.leaving = true
    const { submitter } = event
    const patience = new Promise((resolve) => window.setTimeout(resolve, PATIENCE_MS))
    Promise.race([this.saving, patience]).then(() => {
      this.saving = undefined
      form.requestSubmit(submitter)
    })
  }

  tell(state: State, values: Readonly<Record<string, string>> = {}): void {
    this.dataset.etat = state
    const zone = this.querySelector('[data-sauve]')
    if (!(zone instanceof HTMLElement)) return
    zone.dataset.etat = ['enregistrement', 'enregistre', 'misAJour'].includes(state) ? '' : 'alerte'
    zone.textContent = sentence(this, state, values)
  }
}
