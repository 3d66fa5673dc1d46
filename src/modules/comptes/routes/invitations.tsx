import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { readWholeForm } from '../../../infra/http/csrf.ts'
import { paramOf } from '../../../infra/http/request-texts.ts'
import { acceptInvitation, readInvitation } from '../actions/invite-agent.ts'
import type { ComptesDeps } from '../deps.ts'
import { InvitationPage, InvitationPerimeePage } from '../pages/invitation-page.tsx'
import { paths } from '../paths.ts'
import { nomAffiche } from '../rules.ts'
import { comptesTexts } from '../texts.ts'
import { readSessionCookie, requireCompte, visiteur } from '../visiteur.ts'
import { setSession } from './read-request.ts'

/** Joining a team by the link of an invitation. */
export function invitationRoutes(app: FastifyInstance, deps: ComptesDeps): void {
  app.get('/invitations/:token', async (request, reply) => {
    const token = paramOf(request, 'token')
    const invitation = await readInvitation(deps, { token, now: deps.clock() })
    if (!invitation) return over(deps, request, reply)
    const { langue, jeton, compte } = visiteur(request)
    const nom = compte && nomAffiche(compte)
    const contenu = <InvitationPage {...{ langue, csrf: jeton, action: paths.invitation(token), invitation, nom }} />
    return reply.html(
      deps.frame(request, { titre: comptesTexts(langue).invitation.titre, contenu, rubrique: 'connexion' }),
    )
  })

  app.post('/invitations/:token', async (request, reply) => {
    const compte = requireCompte(request)
    await readWholeForm(request)
    const accepted = await acceptInvitation(deps, {
      token: paramOf(request, 'token'),
      compteId: compte.id,
      session: readSessionCookie(request) ?? '',
      now: deps.clock(),
    })
    if (!accepted) return over(deps, request, reply)
    setSession(request, reply, accepted.token)
    return reply.redirect(accepted.retour, 303)
  })
}

function over(deps: ComptesDeps, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { langue } = visiteur(request)
  const contenu = <InvitationPerimeePage langue={langue} />
  return reply.html(deps.frame(request, { titre: comptesTexts(langue).invitation.perimeTitre, contenu }), 410)
}
