import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { CSRF_FIELD, sentFields } from '../../../infra/http/csrf.ts'
import { Refused } from '../../../infra/http/errors.ts'
import { queryOf } from '../../../infra/http/request-texts.ts'
import { ensureBrowser, readBrowser } from '../../../infra/http/site.ts'
import { findEnvoi, parkEnvoi } from '../actions/park-envoi.ts'
import type { ComptesDeps } from '../deps.ts'
import { ReprisePage, ReprisePerduePage } from '../pages/reprise-page.tsx'
import { paths } from '../paths.ts'
import { comptesTexts } from '../texts.ts'
import { readSessionCookie, requireCompte, visiteur } from '../visiteur.ts'

/** What was sent when nobody was signed in any more is kept, and given back after signing in. */
export function repriseRoutes(app: FastifyInstance, deps: ComptesDeps): void {
  app.signIn = (request, reply) => ask(deps, { request, reply, page: paths.connexion, refus: [401, 'sign_in'] })
  app.prove = (request, reply, minimum) =>
    ask(deps, { request, reply, page: (retour) => paths.preuve(retour, minimum), refus: [403, 'preuve'] })

  app.get('/connexion/reprise', async (request, reply) => {
    const compte = requireCompte(request)
    const { langue, jeton } = visiteur(request)
    const token = queryOf(request, 'envoi') ?? ''
    const found = await findEnvoi(deps, {
      token,
      navigateur: readBrowser(request),
      compteId: compte.id,
      now: deps.clock(),
    })
    const t = comptesTexts(langue).reprise
    if (!found) {
      const contenu = <ReprisePerduePage langue={langue} />
      return reply.html(deps.frame(request, { titre: t.perduTitre, contenu }), 410)
    }
    const champs = [{ name: CSRF_FIELD, value: jeton }, ...found.champs]
    const contenu = <ReprisePage langue={langue} renvoi={{ action: found.adresse, bouton: t.bouton, champs }} />
    return reply.html(deps.frame(request, { titre: t.titre, contenu }))
  })
}

interface Ask {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  /** Where one says who one is, then comes back. */
  readonly page: (retour?: string) => string
  /** The status and code told to a script. */
  readonly refus: readonly [number, string]
}

/** A page comes back after signing in or proving; a form is kept first. What a script sent in the background is told by its status. */
async function ask(deps: ComptesDeps, { request, reply, page, refus }: Ask): Promise<FastifyReply> {
  if (request.headers['sec-fetch-dest'] === 'empty') throw new Refused(...refus)
  if (request.method === 'GET' || request.method === 'HEAD') return reply.redirect(page(request.originalUrl), 303)
  return reply.redirect(page(await keepForm(deps, request, reply)), 303)
}

/** Keeps the form of a request for an hour; gives where it will be found again, or nothing when it cannot be kept. */
export async function keepForm(
  deps: ComptesDeps,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<string | undefined> {
  const champs = await sentFields(request)
  if (champs.length === 0) return undefined
  const envoi = await parkEnvoi(deps, {
    adresse: request.originalUrl,
    champs: champs.filter(({ name }) => name !== CSRF_FIELD),
    navigateur: ensureBrowser(request, reply),
    session: readSessionCookie(request),
    ip: request.ip,
    now: deps.clock(),
  })
  return envoi === undefined ? undefined : paths.reprise(envoi)
}
