/** PostgreSQL could not be started or joined; the message, in French, says what to do. */
export class PostgresError extends Error {
  override readonly name = 'PostgresError'
}
