import type { Niveau } from '../../core/dossier/niveau.ts'
import type { PreuveMinimum } from '../../infra/http/errors.ts'

/**
 * Every address of this module. `retour`: where to come back, a path of this site; `niveau`: how sure the identity must be;
 * `minimum`: the least of a proof that is enough there, a second factor when absent.
 */
export const paths = {
  connexion: (retour?: string) => withRetour('/connexion', retour),
  courriel: (retour?: string) => withRetour('/connexion/courriel', retour),
  phrase: (retour?: string) => withRetour('/connexion/phrase', retour),
  connexionCle: (retour?: string) => withRetour('/connexion/cle', retour),
  porte: (porte: string, retour?: string, niveau?: Niveau) =>
    withParam(withRetour(`/connexion/porte/${porte}`, retour), 'niveau', niveau),
  retour: (porte: string) => `/connexion/retour/${porte}`,
  reprise: (envoi: string) => `/connexion/reprise?envoi=${encodeURIComponent(envoi)}`,
  lien: (token: string) => `/lien/${token}`,
  invitation: (token: string) => `/invitations/${token}`,
  preuve: (retour?: string, minimum: PreuveMinimum = 'facteur') =>
    withParam(withRetour('/compte/preuve', retour), 'minimum', minimum === 'facteur' ? undefined : minimum),
  compte: () => '/compte',
  securite: () => '/compte/securite',
  application: (retour?: string) => withRetour('/compte/securite/application', retour),
  applicationRetrait: () => '/compte/securite/application/retrait',
  cle: (retour?: string) => withRetour('/compte/securite/cle', retour),
  cleRetrait: () => '/compte/securite/cle/retrait',
  choixPhrase: () => '/compte/securite/phrase',
  phraseRetrait: () => '/compte/securite/phrase/retrait',
  secours: () => '/compte/securite/secours',
  appareils: () => '/compte/securite/appareils',
  sessions: () => '/compte/sessions',
  rattachement: () => '/compte/rattachement',
  deconnexion: () => '/deconnexion',
  deconnecte: () => '/deconnecte',
  langue: () => '/langue',
} as const

function withParam(path: string, name: string, value: string | undefined): string {
  return value === undefined ? path : `${path}${path.includes('?') ? '&' : '?'}${name}=${value}`
}

function withRetour(path: string, retour: string | undefined): string {
  return retour === undefined || retour === '/' ? path : `${path}?retour=${encodeURIComponent(retour)}`
}
