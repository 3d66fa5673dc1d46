import type { FastifyInstance } from 'fastify'
import type { ComptesDeps } from './deps.ts'
import { cleRoutes } from './routes/cles.tsx'
import { compteRoutes } from './routes/compte.tsx'
import { connexionRoutes } from './routes/connexion.tsx'
import { deconnexionRoutes } from './routes/deconnexion.tsx'
import { invitationRoutes } from './routes/invitations.tsx'
import { lienRoutes } from './routes/liens.tsx'
import { phraseRoutes } from './routes/phrase.tsx'
import { preuveRoutes } from './routes/preuve.tsx'
import { repriseRoutes } from './routes/reprise.tsx'
import { securiteRoutes } from './routes/securite.tsx'
import { sessionsRoutes } from './routes/sessions.tsx'
import { loadVisiteur } from './visiteur.ts'

/** Reads who is asking before every page, then serves those of this module. */
export function comptesRoutes(app: FastifyInstance, deps: ComptesDeps): void {
  app.addHook('onRequest', async (request, reply) => {
    if (!isForMachines(request.url)) await loadVisiteur(deps, request, reply)
  })
  connexionRoutes(app, deps)
  lienRoutes(app, deps)
  repriseRoutes(app, deps)
  preuveRoutes(app, deps)
  phraseRoutes(app, deps)
  cleRoutes(app, deps)
  compteRoutes(app, deps)
  securiteRoutes(app, deps)
  sessionsRoutes(app, deps)
  invitationRoutes(app, deps)
  deconnexionRoutes(app, deps)
}

// Stylesheets are the same for everybody, and a health check must not depend on a session.
function isForMachines(url: string): boolean {
  return url.startsWith('/ressources/') || url.startsWith('/sante')
}
