import { startAuthentication, startRegistration } from '@simplewebauthn/browser'
import { sentence } from './texts.ts'

/**
 * `<parvis-cle data-sorte data-options>` around a form that a passkey fills in: shows it in place of the sentence for
 * who has no script, asks the device when it is sent, then sends what the device answered.
 */
export class ParvisCle extends HTMLElement {
  asking = false

  connectedCallback(): void {
    const instead = this.querySelector('p')
    const zone = this.querySelector('[hidden]')
    const form = this.querySelector('form')
    if (!form || !instead || !(zone instanceof HTMLElement) || !('PublicKeyCredential' in window)) return
    instead.hidden = true
    zone.hidden = false
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      if (!this.asking) this.ask(form)
    })
  }

  async ask(form: HTMLFormElement): Promise<void> {
    const status = form.querySelector('[role=status]')
    const field = form.querySelector('[name=reponse]')
    if (!status || !(field instanceof HTMLInputElement)) return
    this.asking = true
    status.textContent = sentence(this, 'attente')
    const optionsJSON = JSON.parse(this.dataset.options ?? '{}')
    const start = this.dataset.sorte === 'creation' ? startRegistration : startAuthentication
    // Refused, given up, or no key there: browsers do not say which, so as to tell the site nothing.
    const answer = await start({ optionsJSON }).catch(() => undefined)
    this.asking = false
    status.textContent = answer ? '' : sentence(this, 'refus')
    if (!answer) return
    field.value = JSON.stringify(answer)
    form.submit()
  }
}
