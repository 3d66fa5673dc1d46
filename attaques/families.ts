/** Attacks of one kind, and the tests that play them. */
export interface Family {
  readonly nom: string
  /** Files of tests, from the root. */
  readonly files: readonly string[]
  /** Those of their tests that are attacks; all when absent. */
  readonly only?: RegExp
  /** What is not played, and why: never counted as passed. */
  readonly nonJoue?: readonly string[]
}

/** Every family of attacks, in the order of the table. A test may serve two families. */
export const FAMILIES: readonly Family[] = [
  {
    nom: 'fournisseur d’identité hostile',
    files: ['src/infra/oidc/hostile.test.ts', 'src/infra/oidc/oidc-client.test.ts', 'src/infra/oidc/identity.test.ts'],
  },
  {
    nom: 'session : fixation, vol, connexions parallèles',
    files: [
      'src/modules/comptes/sessions.test.ts',
      'src/modules/comptes/connexion.test.ts',
      'src/modules/comptes/pages.test.ts',
      'src/modules/comptes/rules.test.ts',
    ],
  },
  {
    nom: 'niveaux et mandats',
    files: [
      'src/modules/dossiers/actions/niveau.test.ts',
      'src/modules/dossiers/actions/mandats.test.ts',
      'acceptance/mandats.test.ts',
    ],
  },
  {
    nom: 'second facteur, clé d’accès et phrase de passe : absents, rejoués, devinés, copiés, volés',
    files: [
      'attaques/second-facteur.test.ts',
      'src/modules/comptes/preuve.test.ts',
      'src/modules/comptes/facteurs.test.ts',
      'src/infra/crypto/totp.test.ts',
      'acceptance/acces-perdu.test.ts',
      'src/modules/comptes/cles.test.ts',
      'src/modules/comptes/phrase.test.ts',
      'src/modules/comptes/phrase-rules.test.ts',
      'src/infra/crypto/phrase-hasher.test.ts',
    ],
  },
  {
    nom: 'formulaires d’un autre site, cadres, renvois, en-têtes',
    files: ['attaques/portes.test.ts'],
  },
  { nom: 'réponses perdues : onglet rouvert, session finie', files: ['attaques/formulaires.test.ts'] },
  { nom: 'lignes du serveur : noms, jetons, lignes glissées', files: ['attaques/traces.test.ts'] },
  {
    nom: 'base, disque ou sauvegarde emportés : ce qui est sensible y est illisible',
    files: [
      'attaques/canaris.test.ts',
      'src/modules/dossiers/actions/chiffrement.test.ts',
      'src/modules/dossiers/actions/renew-cles.test.ts',
    ],
  },
  { nom: 'balises et instructions tapées (XSS, SQL)', files: ['attaques/injection.test.ts'] },
  {
    nom: 'courriels : en-têtes et destinataires glissés',
    files: ['src/infra/mail/mail.test.ts'],
    only: /line break|one address/,
  },
  {
    nom: 'fichiers : noms, types, tailles, envois coupés',
    files: [
      'attaques/fichiers.test.ts',
      'src/infra/files/file-store.test.ts',
      'src/infra/files/names.test.ts',
      'src/infra/files/xml-root.test.ts',
      'src/infra/http/forms.test.ts',
    ],
  },
  {
    nom: 'fichiers infectés (EICAR), chiffrés, non analysés',
    files: [
      'acceptance/antivirus.test.ts',
      'src/infra/files/clamav.test.ts',
      'src/infra/files/analyse-fichier.test.ts',
      'src/modules/instruction/routes/pieces.test.ts',
    ],
  },
  {
    nom: 'fichiers : bombes de pixels, archives piégées, macros',
    files: [
      'src/infra/files/images/images.test.ts',
      'src/infra/files/archives/archives.test.ts',
      'acceptance/fichiers.test.ts',
    ],
  },
  {
    nom: 'aperçus : documents sans fin, immenses, emboîtés, abîmés',
    files: ['src/infra/files/apercus.test.ts'],
  },
  {
    nom: 'corps, champs et adresses hostiles',
    files: ['acceptance/fuzz.test.ts', 'src/infra/http/server.test.ts'],
  },
  {
    nom: 'accès d’un autre usager, agent ou organisme',
    files: ['acceptance/droits.test.ts', 'src/infra/db/walls.test.ts'],
  },
  {
    nom: 'rôles : s’élever, rester, retirer le dernier',
    files: [
      'src/modules/comptes/droits.test.ts',
      'src/modules/comptes/roles.test.ts',
      'acceptance/equipes.test.ts',
      'src/infra/db/walls.test.ts',
    ],
    only: /gives|delegat|raise|last|put each other out|administrat|leaves|held is not|introuvable|retire|invitation|personne d’autre|ne gère rien|s’en donne|second facteur/i,
  },
  {
    nom: 'rejeux et courses',
    files: [
      'src/infra/http/once-and-limits.test.ts',
      'src/modules/instruction/actions/actions.test.ts',
      'acceptance/fuzz.test.ts',
      'attaques/courses.test.ts',
    ],
    only: /twice|at once|en même temps|sans fin|limit|first fails|à la fois|au même moment|course|son tour/,
  },
  { nom: 'trop d’envois d’un compte ou d’un réseau', files: ['attaques/limites.test.ts'] },
  { nom: 'journal réécrit par qui tient la base', files: ['src/infra/journal/journal.test.ts'] },
  {
    nom: 'lire le journal sans y avoir droit',
    files: ['src/infra/db/walls-of-journal.test.ts', 'acceptance/audit.test.ts'],
    only: /auditor|opens|nothing|never|refusé|ferme|autre organisme/,
  },
  { nom: 'connexions : lentes, muettes, ambiguës, bombes', files: ['attaques/connexions.test.ts'] },
  {
    nom: 'énumération',
    files: [
      'acceptance/fuzz.test.ts',
      'attaques/enumeration.test.ts',
      'src/modules/comptes/liens.test.ts',
      'src/modules/comptes/sessions.test.ts',
    ],
    only: /exactement comme|same answer|nothing tells|nobody|existe/i,
  },
  {
    nom: 'adresses sortantes (SSRF)',
    files: ['src/infra/net/outgoing-fetch.test.ts'],
  },
]
