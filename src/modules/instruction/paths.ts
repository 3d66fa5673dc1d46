/**
 * Every address of the agents' side. `demarche` and `numero` are public numbers; `vue` is the query of the table one came
 * from, kept from page to page so that « suivant » follows the same list.
 */
export const paths = {
  accueil: () => '/agents',
  table: (demarche: number, vue = '') => `/agents/demarches/${demarche}${vue}`,
  dossier: (numero: number, vue = '') => `/agents/dossiers/${numero}${vue}`,
  prise: (numero: number, vue = '') => `/agents/dossiers/${numero}/instruction${vue}`,
  retour: (numero: number, vue = '') => `/agents/dossiers/${numero}/retour${vue}`,
  correction: (numero: number, vue = '') => `/agents/dossiers/${numero}/correction${vue}`,
  decision: (numero: number, vue = '') => `/agents/dossiers/${numero}/decision${vue}`,
  reouverture: (numero: number, vue = '') => `/agents/dossiers/${numero}/reouverture${vue}`,
  messages: (numero: number, vue = '') => `/agents/dossiers/${numero}/messages${vue}`,
  notes: (numero: number, vue = '') => `/agents/dossiers/${numero}/notes${vue}`,
  suivi: (numero: number, vue = '') => `/agents/dossiers/${numero}/suivi${vue}`,
  piece: (numero: number, id: string) => `/agents/dossiers/${numero}/pieces/${id}`,
  /** A file after its warning was read. */
  pieceConfirmee: (numero: number, id: string, confirme: string) =>
    `/agents/dossiers/${numero}/pieces/${id}?confirme=${confirme}`,
  apercu: (numero: number, id: string) => `/agents/dossiers/${numero}/pieces/${id}/apercu`,
  liberation: (numero: number, id: string) => `/agents/dossiers/${numero}/pieces/${id}/liberation`,
  archive: (numero: number) => `/agents/dossiers/${numero}/pieces.zip`,
  archiveConfirmee: (numero: number, confirme: string) => `/agents/dossiers/${numero}/pieces.zip?confirme=${confirme}`,
  pdf: (numero: number) => `/agents/dossiers/${numero}/dossier.pdf`,
} as const

/** A query with one more name; another value of that name is replaced. */
export function withParam(vue: string, name: string, value: string): string {
  const params = new URLSearchParams(vue)
  params.set(name, value)
  return `?${params.toString()}`
}
