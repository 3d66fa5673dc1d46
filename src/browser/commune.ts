import { addStatus, sentence } from './texts.ts'

const WAIT_MS = 200
const LEAST_LETTERS = 2

/** One line of what `/communes?q=` answers. */
interface Suggestion {
  readonly code: string
  readonly nom: string
  readonly codePostal: string
  readonly departement: string
}

let count = 0

/**
 * `<parvis-commune data-url>` around the text of a commune: a combobox with a list (ARIA APG, “list autocomplete with
 * manual selection”). What is typed is never replaced unless chosen, and may be sent as it is: the server asks then.
 */
export class ParvisCommune extends HTMLElement {
  timer = 0
  list = document.createElement('ul')
  suggestions: readonly Suggestion[] = []
  active = -1
  request: AbortController | undefined

  connectedCallback(): void {
    const box = this.box()
    if (!box || this.dataset.pret !== undefined) return
    this.dataset.pret = ''
    count += 1
    this.list.id = `communes-${count}`
    this.list.className = 'suggestions'
    this.list.hidden = true
    this.list.setAttribute('role', 'listbox')
    this.list.setAttribute('aria-label', sentence(this, 'suggestions'))
    this.append(this.list)
    const status = addStatus(this)
    box.setAttribute('role', 'combobox')
    box.setAttribute('aria-autocomplete', 'list')
    box.setAttribute('aria-expanded', 'false')
    box.setAttribute('aria-controls', this.list.id)
    box.autocomplete = 'off'
    box.addEventListener('input', () => this.onInput(box, status))
    box.addEventListener('keydown', (event) => this.onKey(event, box))
    box.addEventListener('blur', () => this.close(box))
    // The box keeps the focus: a press in the list must not take it.
    this.list.addEventListener('mousedown', (event) => event.preventDefault())
    this.list.addEventListener('click', (event) => {
      const item = event.target instanceof Element ? event.target.closest('li') : null
      if (item) this.choose([...this.list.children].indexOf(item), box)
    })
  }

  box(): HTMLInputElement | null {
    return this.querySelector<HTMLInputElement>('input:not([type=hidden])')
  }

  onInput(box: HTMLInputElement, status: HTMLElement): void {
    this.fill('code', '')
    clearTimeout(this.timer)
    const typed = box.value.trim()
    if (typed.length < LEAST_LETTERS) {
      this.request?.abort()
      this.close(box)
      return
    }
    this.timer = window.setTimeout(() => this.search(typed, box, status), WAIT_MS)
  }

  async search(typed: string, box: HTMLInputElement, status: HTMLElement): Promise<void> {
    this.request?.abort()
    this.request = new AbortController()
    const { signal } = this.request
    const url = `${this.dataset.url ?? ''}?q=${encodeURIComponent(typed)}`
    try {
      const answer = await fetch(url, { signal, headers: { accept: 'application/json' } })
      if (!answer.ok || document.activeElement !== box) return
      this.show(await answer.json(), box, status)
    } catch {
      // Asked again by the next letter; without a network the form is sent as it was typed.
    }
  }

  show(suggestions: readonly Suggestion[], box: HTMLInputElement, status: HTMLElement): void {
    this.suggestions = suggestions
    this.list.replaceChildren(...suggestions.map((each, index) => this.item(each, index)))
    this.mark(-1, box)
    this.list.hidden = suggestions.length === 0
    box.setAttribute('aria-expanded', String(suggestions.length > 0))
    const n = suggestions.length
    status.textContent = n === 0 ? sentence(this, 'aucune') : sentence(this, n === 1 ? 'uneSeule' : 'nombre', { n })
  }

  item({ nom, codePostal, departement }: Suggestion, index: number): HTMLElement {
    const item = document.createElement('li')
    item.id = `${this.list.id}-${index}`
    item.setAttribute('role', 'option')
    item.setAttribute('aria-selected', 'false')
    const place = document.createElement('small')
    place.textContent = `${codePostal} · ${departement}`
    item.append(nom, ' ', place)
    return item
  }

  onKey(event: KeyboardEvent, box: HTMLInputElement): void {
    if (this.list.hidden || event.isComposing) return
    const last = this.suggestions.length - 1
    switch (event.key) {
      case 'ArrowDown':
        this.mark(this.active >= last ? 0 : this.active + 1, box)
        break
      case 'ArrowUp':
        this.mark(this.active <= 0 ? last : this.active - 1, box)
        break
      case 'Enter':
        if (this.active < 0) return
        this.choose(this.active, box)
        break
      case 'Escape':
        this.close(box)
        break
      default:
        return
    }
    event.preventDefault()
  }

  mark(index: number, box: HTMLInputElement): void {
    this.active = index
    for (const [at, item] of [...this.list.children].entries()) item.setAttribute('aria-selected', String(at === index))
    const item = this.list.children[index]
    if (item) {
      box.setAttribute('aria-activedescendant', item.id)
      item.scrollIntoView({ block: 'nearest' })
    } else box.removeAttribute('aria-activedescendant')
  }

  choose(index: number, box: HTMLInputElement): void {
    const chosen = this.suggestions[index]
    if (!chosen) return
    const hasOwnPostalCode = this.fill('codePostal', chosen.codePostal)
    box.value = hasOwnPostalCode ? chosen.nom : `${chosen.nom} (${chosen.codePostal})`
    this.fill('code', chosen.code)
    this.close(box)
    // Heard by the autosave, and by nobody as a new search: this list only listens to `input`.
    box.dispatchEvent(new Event('change', { bubbles: true }))
  }

  /** Writes in the field that an attribute names by its id; false when there is none. */
  fill(attribute: 'code' | 'codePostal', value: string): boolean {
    const field = document.getElementById(this.dataset[attribute] ?? '')
    if (!(field instanceof HTMLInputElement)) return false
    field.value = value
    return true
  }

  close(box: HTMLInputElement): void {
    clearTimeout(this.timer)
    this.list.hidden = true
    box.setAttribute('aria-expanded', 'false')
    this.mark(-1, box)
  }
}
