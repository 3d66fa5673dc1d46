/** Where the secret of an application of codes belongs. */
export function totpPlace(compteId: string): string {
  return `comptes.totp|secret|${compteId}`
}

/** Where the token of a provider belongs: with its session, named by the SHA-256 of its cookie in hexadecimal. */
export function idTokenPlace(empreinte: string): string {
  return `comptes.session|id_token|${empreinte}`
}
