import type { FastifyInstance } from 'fastify'
import { isNiveauReached, type Niveau } from '../../core/dossier/niveau.ts'
import { type Langue, readTexte } from '../../core/texte.ts'
import type { Keys } from '../../infra/crypto/keys.ts'
import { accountsOf, DEMO_CLIENT, type DemoIdp, demoEmetteur } from '../../infra/fakes/demo-accounts.ts'
import { demoFetch } from '../../infra/fakes/idp.tsx'
import { type DemoRetours, demoIssuer, demoSecret } from '../../infra/fakes/idp-provider.ts'
import { decryptionJwks } from '../../infra/oidc/decrypting-fetch.ts'
import type { OidcSettings } from '../../infra/oidc/fournisseurs.ts'
import { createOidcClient } from '../../infra/oidc/oidc-client.ts'
import { PROFILS, type ProfilName } from '../../infra/oidc/profils.ts'
import type { ComptesDeps, Porte } from './deps.ts'
import { paths } from './paths.ts'

/** Where the demonstration providers send people back: what they must be mounted with. */
export function demoRetours(origin: string): DemoRetours {
  return { connexion: (idp) => origin + paths.retour(idOf(idp)), deconnexion: origin + paths.deconnecte() }
}

function idOf(idp: DemoIdp): string {
  return `demo-${idp}`
}

/** The doors of the demonstration: the providers mounted in this very server, and their people. */
export function demoPortes(app: FastifyInstance): readonly Porte[] {
  return [
    demoPorte(app, 'fc', 'franceconnect'),
    demoPorte(app, 'proconnect', 'proconnect'),
    demoPorte(app, 'fcplus', 'franceconnectplus'),
  ]
}

function demoPorte(app: FastifyInstance, idp: DemoIdp, profil: ProfilName): Porte {
  const { origin, keys } = app.site
  return {
    id: idOf(idp),
    nom: { fr: `${NAMES[profil]} (démonstration)`, en: `${NAMES[profil]} (demonstration)` },
    profil,
    emetteur: demoEmetteur(idp),
    clientId: DEMO_CLIENT,
    client: createOidcClient({
      emetteur: demoIssuer(origin, idp),
      client: DEMO_CLIENT,
      secret: demoSecret(keys, idp),
      profil: PROFILS[profil],
      cles: decryptionJwks(keys),
      retour: demoRetours(origin).connexion(idp),
      fetch: demoFetch(app),
    }),
    // Of the two FranceConnect, the second is seen as a real one is: one chooses who to be there.
    comptes: idp === 'fcplus' ? [] : accountsOf(idp),
  }
}

/** Which doors are wanted. */
export interface AskedPortes {
  readonly niveau: Niveau
  readonly retour: string
  readonly langue: Langue
}

/** A door as a link. */
export interface PorteLien {
  readonly nom: string
  readonly href: string
}

/** The doors of usagers that prove that level. */
export function portesOf(
  { portes }: Pick<ComptesDeps, 'portes'>,
  { niveau, retour, langue }: AskedPortes,
): readonly PorteLien[] {
  return portes
    .filter(({ profil }) => isNiveauReached(PROFILS[profil].plafond, niveau))
    .map(({ id, nom }) => ({ nom: readTexte(nom, langue), href: paths.porte(id, retour, niveau) }))
}

const NAMES: Readonly<Record<ProfilName, string>> = {
  franceconnect: 'FranceConnect',
  franceconnectplus: 'FranceConnect+',
  proconnect: 'ProConnect',
  oidc: 'OpenID Connect',
}

/** The door of a provider that the settings name. Registered there: `/connexion/retour/<profil>` and `/deconnecte`. */
export function fournisseurPorte(
  { origin, keys }: { readonly origin: string; readonly keys: Keys },
  { profil, emetteur, client, secret }: OidcSettings,
): Porte {
  return {
    id: profil,
    nom: { fr: profil === 'oidc' ? new URL(emetteur).hostname : NAMES[profil] },
    profil,
    emetteur,
    clientId: client,
    client: createOidcClient({
      ...{ emetteur, client, secret, profil: PROFILS[profil] },
      cles: decryptionJwks(keys),
      retour: origin + paths.retour(profil),
    }),
    comptes: [],
  }
}
