/** The sentence of an element's `data-…` attribute, with its `{name}` replaced. The server wrote it in the reader's language. */
export function sentence(
  element: HTMLElement,
  name: string,
  values: Readonly<Record<string, string | number>> = {},
): string {
  const template = element.dataset[name] ?? ''
  return template.replace(/\{(\w+)\}/g, (_whole, key: string) => String(values[key] ?? ''))
}

/** The hour of the reader's own clock, as the page's language writes it. */
export function hour(date: Date): string {
  const minutes = String(date.getMinutes()).padStart(2, '0')
  return document.documentElement.lang === 'fr'
    ? `${date.getHours()}\u00a0h\u00a0${minutes}`
    : `${String(date.getHours()).padStart(2, '0')}:${minutes}`
}

/** A hidden zone whose changes are read out when the reader is idle, added at the end of an element. */
export function addStatus(parent: HTMLElement): HTMLElement {
  const status = document.createElement('span')
  status.className = 'cache'
  status.setAttribute('role', 'status')
  parent.append(status)
  return status
}
