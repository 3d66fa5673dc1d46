import type { Genre } from '../infra/http/limit-posts.ts'

/**
 * How many forms an account may send in an hour, by kind of action, and which addresses are of which kind. Far above what
 * somebody at work sends, far below what would burden an administration; `docs/securite/limites.md` says the same.
 */
export const LIMITES = {
  /** Answers saved as one types: the page waits 0,8 s between two, which makes 4 500. */
  ecrire: {
    parCompte: 5_000,
    adresses: ['/dossiers/:numero/demandeur', '/dossiers/:numero/etapes/:n', '/dossiers/:numero/etapes/:n/brouillon'],
  },
  commencer: { parCompte: 60, adresses: ['/demarches/:slug/commencer', '/dossiers/:numero/copie'] },
  deposer: { parCompte: 60, adresses: ['/dossiers/:numero/depot'] },
  message: { parCompte: 60, adresses: ['/dossiers/:numero/messages'] },
  /** What makes us write to an address that somebody chose. */
  courriel: {
    parCompte: 20,
    adresses: [
      ...['/dossiers/:numero/partage', '/demarches/:slug/aide', '/dossiers/:numero/pret'],
      ...['/dossiers/:numero/plus-tard', '/compte/rattachement'],
    ],
  },
  /** Warnings read before a file, files released: about as many as are opened. */
  fichier: {
    parCompte: 800,
    adresses: [
      ...['/dossiers/:numero/pieces/:id', '/agents/dossiers/:numero/pieces/:id'],
      ...['/agents/dossiers/:numero/pieces/:id/liberation', '/agents/dossiers/:numero/pieces.zip'],
    ],
  },
  dossier: {
    parCompte: 120,
    adresses: [
      ...['/dossiers/:numero/invitation', '/dossiers/:numero/restauration', '/dossiers/:numero/suppression'],
      ...['/mandats', '/mandats/invitation'],
    ],
  },
  /** An agent who decides without stopping takes some ten seconds a dossier. */
  instruire: {
    parCompte: 1_200,
    adresses: [
      ...['/agents/dossiers/:numero/instruction', '/agents/dossiers/:numero/retour'],
      ...['/agents/dossiers/:numero/decision', '/agents/dossiers/:numero/reouverture'],
      '/agents/dossiers/:numero/suivi',
    ],
  },
  echanger: {
    parCompte: 800,
    adresses: [
      ...['/agents/dossiers/:numero/correction', '/agents/dossiers/:numero/messages'],
      '/agents/dossiers/:numero/notes',
    ],
  },
  compte: {
    parCompte: 120,
    adresses: [
      '/compte',
      '/compte/sessions',
      '/compte/equipes/depart',
      '/compte/equipes/demandes',
      '/invitations/:token',
      '/langue',
    ],
  },
  /** Inviting writes to an address that somebody chose: a whole town hall on its first day. */
  inviter: { parCompte: 60, adresses: ['/instance/equipe/inviter', '/organismes/:ref/equipe/inviter'] },
  equipes: {
    parCompte: 240,
    adresses: [
      ...['/instance/equipe', '/organismes/:ref/equipe'].flatMap((equipe) => [
        `${equipe}/invitations` as const,
        ...(['acces', 'retablissement', 'retrait', 'roles'] as const).map(
          (acte) => `${equipe}/membres/:membre/${acte}` as const,
        ),
      ]),
      '/organismes/:ref/equipe/membres/:membre/groupes',
      '/organismes/:ref/equipe/demandes/:demande/acceptation',
      '/organismes/:ref/equipe/demandes/:demande/refus',
      '/agents/demarches/:numero/equipe',
    ],
  },
  /** Those that guess are slowed down much sooner, try by try. */
  facteurs: {
    parCompte: 120,
    adresses: [
      ...['/compte/preuve', '/compte/securite/appareils', '/compte/securite/secours'],
      ...['/compte/securite/application', '/compte/securite/application/retrait'],
      ...['/compte/securite/cle', '/compte/securite/cle/retrait'],
      ...['/compte/securite/phrase', '/compte/securite/phrase/retrait'],
    ],
  },
  entrer: {
    parCompte: 120,
    adresses: [
      ...['/connexion/courriel', '/connexion/cle', '/connexion/phrase', '/connexion/porte/:porte', '/lien/:token'],
      '/deconnexion',
    ],
  },
} as const satisfies Record<string, { readonly parCompte: number; readonly adresses: readonly string[] }>

/** Of those who are not signed in, a whole network together: a town hall or a school is one. */
export const PAR_RESEAU = 2_000

/** Counted where it is received, by network: browsers send it by themselves, with or without an account. */
export const AILLEURS: ReadonlySet<string> = new Set(['/rapports-csp'])

/** What is in no list: few, until somebody says of which kind it is. A test fails meanwhile. */
const AUTRE: Genre = { nom: 'autre', parCompte: 120, parReseau: PAR_RESEAU }

const byAddress: ReadonlyMap<string, Genre> = new Map(
  Object.entries(LIMITES).flatMap(([nom, { parCompte, adresses }]) =>
    adresses.map((adresse) => [adresse, { nom, parCompte, parReseau: PAR_RESEAU }] as const),
  ),
)

/** Addresses of the demonstration's provider: another administration, played by this server. */
const OUTSIDE = /^\/demo-idp/

/** The kind of action of a form, by the pattern of its address; nothing for what is counted elsewhere. */
export function genreOf(pattern: string): Genre | undefined {
  return AILLEURS.has(pattern) || OUTSIDE.test(pattern) ? undefined : (byAddress.get(pattern) ?? AUTRE)
}
