import { sentence } from './texts.ts'

const NOTICE_MS = 2 * 60_000
/** Longest delay a timer can hold. */
const TIMER_MAX_MS = 2 ** 31 - 1

/**
 * `<parvis-session data-expire data-prolonger>`: shows its notice two minutes before the connection ends. Each autosave
 * pushes the end back, as it does on the server.
 */
export class ParvisSession extends HTMLElement {
  timer = 0

  connectedCallback(): void {
    const notice = this.querySelector('[hidden]')
    const button = this.querySelector('button')
    const end = Date.parse(this.dataset.expire ?? '')
    if (!(notice instanceof HTMLElement) || !button || Number.isNaN(end)) return
    const duration = Math.max(end - Date.now(), NOTICE_MS)
    const wait = (): void => {
      clearTimeout(this.timer)
      notice.hidden = true
      this.timer = window.setTimeout(
        () => {
          notice.hidden = false
        },
        Math.min(duration - NOTICE_MS, TIMER_MAX_MS),
      )
    }
    document.addEventListener('parvis:enregistre', wait)
    button.addEventListener('click', () => this.extend(notice, wait))
    wait()
  }

  async extend(notice: HTMLElement, wait: () => void): Promise<void> {
    const words = notice.querySelector('p')
    const answer = await fetch(this.dataset.prolonger ?? '', { headers: { accept: 'application/json' } }).catch(
      () => null,
    )
    if (answer?.ok && !answer.redirected) wait()
    else if (words) words.textContent = sentence(this, 'echec')
  }
}
