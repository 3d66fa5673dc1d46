/** What was typed in the forms of the page and could not be done: shown again. */
export interface Typed {
  readonly decision?: string
  readonly motivation?: string
  readonly motif?: string
  readonly correction?: string
  readonly message?: string
  readonly note?: string
}
