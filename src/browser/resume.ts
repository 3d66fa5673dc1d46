/** Puts the focus on what there is to correct, so that it is read first; nothing when there is nothing. */
export function focusSummary(): void {
  const summary = document.querySelector('[data-resume]')
  if (summary instanceof HTMLElement) summary.focus()
}
