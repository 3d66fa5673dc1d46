/** Whose team: an organisme by its public reference, or the instance when there is none. */
export type EquipeRef = string | undefined

function base(ref: EquipeRef): string {
  return ref === undefined ? '/instance/equipe' : `/organismes/${ref}/equipe`
}

function withQuery(path: string, values: Readonly<Record<string, string | number | undefined>>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(values))
    if (value !== undefined && value !== '') query.set(name, String(value))
  return query.size === 0 ? path : `${path}?${query}`
}

/** What a list is narrowed by. */
export interface ListQuery {
  readonly q?: string | undefined
  /** From 1. */
  readonly page?: number | undefined
}

function listQuery({ q, page }: ListQuery) {
  return { q, page: page === 1 ? undefined : page }
}

/** Every address of this module. `membre` is a reference, never a key; a démarche is its number. */
export const paths = {
  equipe: (ref: EquipeRef, list: ListQuery = {}) => withQuery(base(ref), listQuery(list)),
  organismes: (list: ListQuery = {}) => withQuery('/instance/organismes', listQuery(list)),
  inviter: (ref: EquipeRef) => `${base(ref)}/inviter`,
  invitations: (ref: EquipeRef) => `${base(ref)}/invitations`,
  membre: (ref: EquipeRef, membre: string) => `${base(ref)}/membres/${membre}`,
  roles: (ref: EquipeRef, membre: string) => `${base(ref)}/membres/${membre}/roles`,
  retrait: (ref: EquipeRef, membre: string, role?: string, demarche?: number) =>
    withQuery(`${base(ref)}/membres/${membre}/retrait`, { role, demarche }),
  retablissement: (ref: EquipeRef, membre: string) => `${base(ref)}/membres/${membre}/retablissement`,
  groupes: (ref: EquipeRef, membre: string) => `${base(ref)}/membres/${membre}/groupes`,
  acces: (ref: EquipeRef, membre: string) => `${base(ref)}/membres/${membre}/acces`,
  demande: (ref: EquipeRef, demande: string) => `${base(ref)}/demandes/${demande}`,
  acceptation: (ref: EquipeRef, demande: string) => `${base(ref)}/demandes/${demande}/acceptation`,
  refus: (ref: EquipeRef, demande: string) => `${base(ref)}/demandes/${demande}/refus`,
  demarche: (numero: number) => `/agents/demarches/${numero}/equipe`,
  miennes: () => '/compte/equipes',
  demandes: () => '/compte/equipes/demandes',
  depart: (ref: EquipeRef, role?: string, demarche?: number) =>
    withQuery('/compte/equipes/depart', { organisme: ref, role, demarche }),
} as const
