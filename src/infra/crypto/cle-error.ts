/** A key is missing, too weak, or cannot be changed now; the message says, in French, what to do. */
export class CleError extends Error {
  override readonly name = 'CleError'
}
