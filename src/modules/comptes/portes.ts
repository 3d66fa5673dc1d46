import type { FastifyInstance } from 'fastify'
import { DEMO_ACCOUNTS, DEMO_CLIENT, DEMO_EMETTEUR } from '../../infra/fakes/demo-accounts.ts'
import { demoFetch } from '../../infra/fakes/idp.tsx'
import { demoIssuer, demoSecret } from '../../infra/fakes/idp-provider.ts'
import { createOidcClient } from '../../infra/oidc/oidc-client.ts'
import type { OidcSettings } from '../../infra/settings.ts'
import type { Porte } from './deps.ts'
import { paths } from './paths.ts'

const DEMO = 'demo'

/** Where the demonstration provider sends people back: what it must be mounted with. */
export function demoRetours(origin: string): { readonly connexion: string; readonly deconnexion: string } {
  return { connexion: origin + paths.retour(DEMO), deconnexion: origin + paths.deconnecte() }
}

/** The door of the demonstration: the provider mounted in this very server, and its people. */
export function demoPorte(app: FastifyInstance): Porte {
  const { origin, keys } = app.site
  const emetteur = demoIssuer(origin)
  const retour = demoRetours(origin).connexion
  return {
    id: DEMO,
    nom: { fr: 'les identités de démonstration', en: 'the demonstration identities' },
    emetteur: DEMO_EMETTEUR,
    clientId: DEMO_CLIENT,
    client: createOidcClient({
      emetteur,
      client: DEMO_CLIENT,
      secret: demoSecret(keys),
      retour,
      fetch: demoFetch(app),
    }),
    comptes: DEMO_ACCOUNTS,
  }
}

/** The door of the provider that the settings name. Registered there: `/connexion/retour/oidc` and `/deconnecte`. */
export function oidcPorte(origin: string, { emetteur, client, secret }: OidcSettings): Porte {
  const id = 'oidc'
  const { hostname } = new URL(emetteur)
  return {
    id,
    nom: { fr: KNOWN.find(([host]) => host.test(hostname))?.[1] ?? hostname },
    emetteur,
    clientId: client,
    client: createOidcClient({ emetteur, client, secret, retour: origin + paths.retour(id) }),
    comptes: [],
  }
}

const KNOWN: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\.)(?:dev-)?franceconnect(?:\.gouv)?\.fr$/, 'FranceConnect'],
  [/(?:^|\.)(?:dev-)?(?:proconnect|agentconnect)(?:\.[a-z]+)*\.fr$/, 'ProConnect'],
]
