/** A backup cannot be made or taken back; the message says, in French, why and what to do. */
export class SauvegardeError extends Error {
  override readonly name = 'SauvegardeError'
}
