import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { readTexte } from '../../../core/texte.ts'
import { randomToken } from '../../../infra/crypto/tokens.ts'
import { withContext } from '../../../infra/db/with-context.ts'
import { checkCsrf } from '../../../infra/http/csrf.ts'
import { readForm } from '../../../infra/http/multipart.ts'
import { closeSession } from '../actions/open-session.ts'
import type { ComptesDeps } from '../deps.ts'
import { DeconnectePage } from '../pages/deconnecte-page.tsx'
import { paths } from '../paths.ts'
import { comptesTexts } from '../texts.ts'
import { readSessionCookie, visiteur } from '../visiteur.ts'
import { clearSession } from './read-request.ts'

/** Signing out: here first and whatever happens, then at the provider. */
export function deconnexionRoutes(app: FastifyInstance, deps: ComptesDeps): void {
  app.post('/deconnexion', async (request, reply) => {
    const { fields } = await readForm(request)
    const token = readSessionCookie(request)
    if (token === undefined) return reply.redirect(paths.deconnecte(), 303)
    checkCsrf(request, fields)
    const closed = await withContext(deps.db, { role: 'connexion' }, (tx) =>
      closeSession(tx, deps.keys.envois, { token, now: deps.clock() }),
    )
    clearSession(request, reply)
    void reply.header('clear-site-data', '"cache", "storage"')
    const porte = deps.portes.find(({ id }) => id === closed?.porte)
    const idToken = closed?.idToken
    if (!porte || idToken === undefined) return reply.redirect(paths.deconnecte(), 303)
    const retour = deps.origin + paths.deconnecte()
    const address = await porte.client.end({ idToken, retour, state: randomToken() })
    if (!address) return reply.redirect(paths.deconnecte(), 303)
    if (address.origin === deps.origin) return reply.redirect(address.href, 303)
    // Our own policy stops a form answered by a redirection to another site: this page goes there by itself, or by its link.
    void reply.header('refresh', `0;url=${address.href}`)
    return signedOut(deps, {
      request,
      reply,
      fournisseur: { nom: readTexte(porte.nom, visiteur(request).langue), adresse: address.href },
    })
  })

  app.get('/deconnecte', async (request, reply) => {
    if (visiteur(request).compte) return reply.redirect('/', 303)
    return signedOut(deps, { request, reply })
  })
}

interface SignedOut {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly fournisseur?: { readonly nom: string; readonly adresse: string }
}

function signedOut(deps: ComptesDeps, { request, reply, fournisseur }: SignedOut): FastifyReply {
  const { langue } = visiteur(request)
  const contenu = <DeconnectePage langue={langue} fournisseur={fournisseur} />
  return reply.html(
    deps.frame(request, { titre: comptesTexts(langue).deconnecte.titre, contenu, rubrique: 'connexion' }),
  )
}
