/** Every address of the agents' side. `demarche` and `numero` are public numbers; `vue` is the query of the table one came from. */
export const paths = {
  accueil: () => '/agents',
  table: (demarche: number, query = '') => `/agents/demarches/${demarche}${query}`,
  dossier: (numero: number, vue = '') => `/agents/dossiers/${numero}${vue}`,
  prise: (numero: number) => `/agents/dossiers/${numero}/instruction`,
  retour: (numero: number) => `/agents/dossiers/${numero}/retour`,
  correction: (numero: number) => `/agents/dossiers/${numero}/correction`,
  decision: (numero: number) => `/agents/dossiers/${numero}/decision`,
  reouverture: (numero: number) => `/agents/dossiers/${numero}/reouverture`,
  messages: (numero: number) => `/agents/dossiers/${numero}/messages`,
  notes: (numero: number) => `/agents/dossiers/${numero}/notes`,
  suivi: (numero: number) => `/agents/dossiers/${numero}/suivi`,
  piece: (numero: number, id: string) => `/agents/dossiers/${numero}/pieces/${id}`,
  archive: (numero: number) => `/agents/dossiers/${numero}/pieces.zip`,
  pdf: (numero: number) => `/agents/dossiers/${numero}/dossier.pdf`,
} as const
