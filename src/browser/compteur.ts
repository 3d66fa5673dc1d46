import { addStatus, sentence } from './texts.ts'

/** Told by ear only once the person stops typing. */
const PAUSE_MS = 1000

/** `<parvis-compteur data-limite>` around a textarea: how many characters are left. Going over is
 * told, never forbidden. Counts as the server does: UTF-16 units, spaces at the ends apart. */
export class ParvisCompteur extends HTMLElement {
  connectedCallback(): void {
    const box = this.querySelector('textarea')
    const shown = this.querySelector('.compteur > span')
    const limit = Number(this.dataset.limite)
    if (!box || !(shown instanceof HTMLElement) || !(limit > 0) || this.dataset.pret !== undefined) return
    this.dataset.pret = ''
    const status = addStatus(this)
    let timer = 0
    const update = (): void => {
      const left = limit - box.value.trim().length
      shown.textContent = this.words(left)
      shown.toggleAttribute('data-depasse', left < 0)
      clearTimeout(timer)
      timer = window.setTimeout(() => {
        status.textContent = this.words(left)
      }, PAUSE_MS)
    }
    box.addEventListener('input', update)
    if (box.value !== '') update()
  }

  words(left: number): string {
    const count = Math.abs(left)
    const name = left < 0 ? 'depasse' : 'restant'
    const plural = left < 0 ? 'depasse' : 'restants'
    const n = count.toLocaleString(document.documentElement.lang)
    return sentence(this, count === 1 ? `${name}Un` : plural, { n })
  }
}
