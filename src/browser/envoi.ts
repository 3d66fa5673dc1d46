import { focusSummary } from './resume.ts'
import { sentence } from './texts.ts'

/**
 * `<parvis-envoi>` around a form with files: tells how far the sending is. The answer is followed as a browser would
 * (a redirection leads away, a page of errors replaces this one); a cut leaves the form as it was, files still chosen.
 */
export class ParvisEnvoi extends HTMLElement {
  sending = false

  connectedCallback(): void {
    const form = this.querySelector('form')
    const zone = this.querySelector('[data-envoi]')
    if (!form || !(zone instanceof HTMLElement)) return
    form.addEventListener('submit', (event) => {
      if (event.defaultPrevented || !hasFiles(form)) return
      event.preventDefault()
      if (!this.sending) this.send(form, event.submitter, zone)
    })
  }

  send(form: HTMLFormElement, submitter: HTMLElement | null, zone: HTMLElement): void {
    this.sending = true
    const bar = document.createElement('progress')
    const words = document.createElement('p')
    words.setAttribute('role', 'status')
    bar.setAttribute('aria-label', sentence(this, 'titre'))
    bar.max = 100
    zone.replaceChildren(words, bar)
    const request = new XMLHttpRequest()
    const cut = (): void => {
      this.sending = false
      bar.remove()
      words.textContent = sentence(this, 'echec')
    }
    let told = 0
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      const done = total > 0 ? Math.floor((loaded / total) * 100) : 0
      bar.value = done
      // Told by steps of 20: a count that is read out at each point drowns everything else.
      if (done === 100) words.textContent = sentence(this, 'termine')
      else if (Math.floor(done / 20) > told) {
        told = Math.floor(done / 20)
        words.textContent = sentence(this, 'enCours', { n: told * 20 })
      }
    })
    request.addEventListener('load', () => {
      this.sending = false
      follow(request)
    })
    request.addEventListener('error', cut)
    request.addEventListener('abort', cut)
    const { action } = addressOf(form, submitter)
    request.open('POST', action)
    request.send(new FormData(form, submitter))
  }
}

function hasFiles(form: HTMLFormElement): boolean {
  return [...form.querySelectorAll('input[type=file]')].some(
    (input) => input instanceof HTMLInputElement && (input.files?.length ?? 0) > 0,
  )
}

/** Where the form goes: the pressed button may have its own address. */
function addressOf(form: HTMLFormElement, submitter: HTMLElement | null): { action: string } {
  const own =
    submitter instanceof HTMLButtonElement && submitter.hasAttribute('formaction') ? submitter.formAction : undefined
  // `form.action` would be an input of that name, if there were one.
  return { action: own ?? new URL(form.getAttribute('action') ?? '', location.href).href }
}

function follow(request: XMLHttpRequest): void {
  const arrived = new URL(request.responseURL, location.href)
  if (request.status < 400) {
    if (arrived.href === location.href) location.reload()
    else location.assign(arrived)
    return
  }
  const page = new DOMParser().parseFromString(request.responseText, 'text/html')
  document.title = page.title
  document.body.replaceChildren(...page.body.childNodes)
  window.scrollTo(0, 0)
  focusSummary()
}
