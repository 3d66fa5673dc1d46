const KEPT = 'parvis-raccourcis'

/**
 * `<parvis-raccourcis>` around a button, a `<dialog>` and its list: each `[data-touche]` names the id it presses or
 * focuses. Deaf while something is typed, with Ctrl, Alt or Meta, and once switched off (WCAG 2.1.4).
 */
export class ParvisRaccourcis extends HTMLElement {
  connectedCallback(): void {
    const dialog = this.querySelector('dialog')
    const opener = this.querySelector('[data-ouvrir]')
    const toggle = this.querySelector('input')
    if (!dialog || !(opener instanceof HTMLElement)) return
    opener.hidden = false
    opener.addEventListener('click', () => dialog.showModal())
    if (toggle) {
      toggle.checked = isOn()
      toggle.addEventListener('change', () => keep(toggle.checked))
    }
    document.addEventListener('keydown', (event) => this.press(event, dialog))
  }

  press(event: KeyboardEvent, dialog: HTMLDialogElement): void {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || event.isComposing) return
    if (!isOn() || dialog.open || isTyping(event.target)) return
    if (event.key === '?') {
      event.preventDefault()
      dialog.showModal()
      return
    }
    const entry = [...this.querySelectorAll('[data-touche]')].find(
      (each) => each.getAttribute('data-touche') === event.key,
    )
    const target = document.getElementById(entry?.getAttribute('data-cible') ?? '')
    if (!target) return
    event.preventDefault()
    if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) target.focus()
    else target.click()
  }
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'submit'].includes(target.type)
  return target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
}

// Storage may be refused by the browser's settings: the shortcuts are then simply on.
function isOn(): boolean {
  try {
    return localStorage.getItem(KEPT) !== 'non'
  } catch {
    return true
  }
}

function keep(on: boolean): void {
  try {
    localStorage.setItem(KEPT, on ? 'oui' : 'non')
  } catch {
    // Kept until the page is left, no longer.
  }
}
