/** What a list of démarches is narrowed by, as its address says it. */
export interface ListQuery {
  readonly q?: string | undefined
  /** Reference of an organisme: its SIREN, or its nature and code. */
  readonly organisme?: string | undefined
  /** From 1. */
  readonly page?: number | undefined
}

/** Every address of the public side of démarches. Those of `/commencer` and below belong to the dossiers. */
export const paths = {
  accueil: () => '/',
  liste: ({ q, organisme, page }: ListQuery = {}) => {
    const query = new URLSearchParams()
    if (q) query.set('q', q)
    if (organisme) query.set('organisme', organisme)
    if (page !== undefined && page > 1) query.set('page', String(page))
    return query.size === 0 ? '/demarches' : `/demarches?${query}`
  },
  demarche: (slug: string) => `/demarches/${slug}`,
  commencer: (slug: string) => `/demarches/${slug}/commencer`,
  mentionsLegales: () => '/mentions-legales',
  donneesPersonnelles: () => '/donnees-personnelles',
  accessibilite: () => '/accessibilite',
  aide: () => '/aide',
} as const
