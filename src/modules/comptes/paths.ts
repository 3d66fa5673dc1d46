/** Every address of this module. `retour`: where to come back, a path of this site. */
export const paths = {
  connexion: (retour?: string) => withRetour('/connexion', retour),
  courriel: (retour?: string) => withRetour('/connexion/courriel', retour),
  porte: (porte: string, retour?: string) => withRetour(`/connexion/porte/${porte}`, retour),
  retour: (porte: string) => `/connexion/retour/${porte}`,
  reprise: (envoi: string) => `/connexion/reprise?envoi=${encodeURIComponent(envoi)}`,
  lien: (token: string) => `/lien/${token}`,
  invitation: (token: string) => `/invitations/${token}`,
  preuve: (retour?: string) => withRetour('/compte/preuve', retour),
  compte: () => '/compte',
  sessions: () => '/compte/sessions',
  rattachement: () => '/compte/rattachement',
  deconnexion: () => '/deconnexion',
  deconnecte: () => '/deconnecte',
  langue: () => '/langue',
} as const

function withRetour(path: string, retour: string | undefined): string {
  return retour === undefined || retour === '/' ? path : `${path}?retour=${encodeURIComponent(retour)}`
}
