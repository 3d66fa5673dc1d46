import type { FastifyInstance } from 'fastify'
import type { ComptesDeps } from '../deps.ts'
import { PreuvePage } from '../pages/preuve-page.tsx'
import { safeRetour } from '../rules.ts'
import { comptesTexts } from '../texts.ts'
import { isRecent, requireEntrant, visiteur } from '../visiteur.ts'
import { queryOf } from './read-request.ts'

/** Proving anew who one is, then back to what needed it. */
export function preuveRoutes(app: FastifyInstance, deps: ComptesDeps): void {
  app.get('/compte/preuve', async (request, reply) => {
    const { session } = requireEntrant(request)
    const retour = safeRetour(queryOf(request, 'retour'))
    if (isRecent(session.preuveAt, deps.clock())) return reply.redirect(retour, 303)
    const { langue } = visiteur(request)
    const titre = comptesTexts(langue).securite.preuve.titre
    return reply.html(deps.frame(request, { titre, contenu: <PreuvePage {...{ langue, retour }} /> }))
  })
}
