/** The database and the migrations of this version do not go together; the message, in French, says what to do. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError'
}
