import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { readWholeForm } from '../../../infra/http/csrf.ts'
import { TooMany } from '../../../infra/http/errors.ts'
import { hit } from '../../../infra/http/limits.ts'
import { queryOf } from '../../../infra/http/request-texts.ts'
import { networkOf } from '../../../infra/net/network-of.ts'
import { askConnexion, askCreation } from '../actions/ask-cle.ts'
import { registerCle, removeCle } from '../actions/register-cle.ts'
import { signInCle } from '../actions/sign-in-cle.ts'
import { type ComptesDeps, LIMITS } from '../deps.ts'
import { ConnexionClePage, CreationClePage } from '../pages/cle-page.tsx'
import { paths } from '../paths.ts'
import { type Compte, deviceOf, safeRetour } from '../rules.ts'
import { comptesTexts } from '../texts.ts'
import { enteringOf, readSessionCookie, requireEntrant, requireFresh, visiteur } from '../visiteur.ts'
import { afterSignIn, setSession } from './read-request.ts'
import { showCodes } from './securite.tsx'

/** Signing in with a passkey, registering one, taking one away. */
export function cleRoutes(app: FastifyInstance, deps: ComptesDeps): void {
  app.get('/connexion/cle', async (request, reply) =>
    ask(deps, { request, reply, retour: safeRetour(queryOf(request, 'retour')) }),
  )

  app.post('/connexion/cle', async (request, reply) => {
    const fields = await readWholeForm(request)
    const retour = safeRetour(fields.one('retour'))
    const reponse = fields.one('reponse') ?? ''
    const signed = await signInCle(deps, { reponse, ...enteringOf(request), now: deps.clock() })
    const t = comptesTexts(visiteur(request).langue).cle
    switch (signed.outcome) {
      case 'connecte':
        setSession(request, reply, signed.token)
        return reply.redirect(afterSignIn({ ...signed, retour }), 303)
      case 'faux':
        return ask(deps, { request, reply, retour, erreur: t.connexion.faux })
      case 'copie':
        return ask(deps, { request, reply, retour, erreur: t.copie })
    }
  })

  creationRoutes(app, deps)
}

function creationRoutes(app: FastifyInstance, deps: ComptesDeps): void {
  app.get('/compte/securite/cle', async (request, reply) => {
    const compte = requireFresh(request, deps.clock())
    return offer(deps, { request, reply, compte, retour: safeRetour(queryOf(request, 'retour')) })
  })

  app.post('/compte/securite/cle', async (request, reply) => {
    const now = deps.clock()
    const compte = requireFresh(request, now)
    const fields = await readWholeForm(request)
    const retour = safeRetour(fields.one('retour'))
    const nom = [...(fields.one('nom') ?? '').trim()].slice(0, NOM_MAX).join('') || defaultName(request)
    const registered = await registerCle(deps, {
      ...{ compte, nom, now, agent: requireEntrant(request).session.agent },
      session: readSessionCookie(request) ?? '',
      reponse: fields.one('reponse') ?? '',
    })
    if (registered.outcome !== 'inscrite') {
      const erreur = comptesTexts(visiteur(request).langue).cle.creation[registered.outcome]
      return offer(deps, { request, reply, compte, retour, nom, erreur })
    }
    setSession(request, reply, registered.token)
    const next = retour === '/' ? `${paths.securite()}?fait=cle` : retour
    if (registered.codes === undefined) return reply.redirect(next, 303)
    return showCodes(deps, { request, reply, codes: registered.codes, retour: next })
  })

  app.post('/compte/securite/cle/retrait', async (request, reply) => {
    const now = deps.clock()
    const compte = requireFresh(request, now)
    const fields = await readWholeForm(request)
    const identifiant = Buffer.from(fields.one('cle') ?? '', 'base64url')
    await removeCle(deps, { compte, identifiant, session: readSessionCookie(request) ?? '', now })
    return reply.redirect(`${paths.securite()}?fait=retrait`, 303)
  })
}

const NOM_MAX = 60

/** How a key is named when nobody says: the device, as far as it can be told. */
function defaultName(request: FastifyRequest): string {
  return deviceOf(request.headers['user-agent']) ?? comptesTexts(visiteur(request).langue).cle.creation.nomDefaut
}

interface Asked {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly retour: string
  readonly erreur?: string
}

/** The page that signs in. @throws {TooMany} when too many were asked from that network. */
async function ask(deps: ComptesDeps, { request, reply, retour, erreur }: Asked): Promise<FastifyReply> {
  const now = deps.clock()
  const { preuvesParReseau } = { ...LIMITS, ...deps.limits }
  const cle = `cle|reseau|${networkOf(request.ip)}`
  const counted = await hit(deps.db, { cle, max: preuvesParReseau, secondes: 600, now })
  if (!counted.permis) throw new TooMany(counted.secondes)
  const { langue, jeton } = visiteur(request)
  const options = await askConnexion(deps, { now })
  const contenu = <ConnexionClePage {...{ langue, csrf: jeton, retour, options, erreur }} />
  const { titre } = comptesTexts(langue).cle.connexion
  const page = { titre, contenu, rubrique: 'connexion', erreur: erreur !== undefined } as const
  return reply.html(deps.frame(request, page), erreur === undefined ? 200 : 422)
}

interface Offered extends Asked {
  readonly compte: Compte
  readonly nom?: string
}

async function offer(deps: ComptesDeps, asked: Offered): Promise<FastifyReply> {
  const { request, reply, compte, retour, nom = defaultName(request), erreur } = asked
  const { langue, jeton } = visiteur(request)
  const { agent } = requireEntrant(request).session
  const options = await askCreation(deps, { compte, agent, now: deps.clock() })
  const contenu = <CreationClePage {...{ langue, csrf: jeton, retour, options, nom, agent, erreur }} />
  const { titre } = comptesTexts(langue).cle.creation
  const page = { titre, contenu, erreur: erreur !== undefined }
  return reply.html(deps.frame(request, page), erreur === undefined ? 200 : 422)
}
