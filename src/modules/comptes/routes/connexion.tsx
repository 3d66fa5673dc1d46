import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { NIVEAUX } from '../../../core/dossier/niveau.ts'
import { readTexte } from '../../../core/texte.ts'
import { publicJwk } from '../../../infra/crypto/ec-key.ts'
import { readWholeForm } from '../../../infra/http/csrf.ts'
import { NotFound, TooMany } from '../../../infra/http/errors.ts'
import { hit } from '../../../infra/http/limits.ts'
import { paramOf, queryOf } from '../../../infra/http/request-texts.ts'
import { ensureBrowser, readBrowser } from '../../../infra/http/site.ts'
import { networkOf } from '../../../infra/net/network-of.ts'
import { decryptionJwks } from '../../../infra/oidc/decrypting-fetch.ts'
import { permitsPasskeys } from '../../../infra/webauthn/passkeys.ts'
import { finishConnexion, startConnexion } from '../actions/sign-in-oidc.ts'
import { type ComptesDeps, LIMITS, type Porte } from '../deps.ts'
import { ConnexionPage } from '../pages/connexion-page.tsx'
import { RetourPage, type RetourProblem, retourTitle } from '../pages/retour-page.tsx'
import { paths } from '../paths.ts'
import { nomAffiche, safeRetour } from '../rules.ts'
import { comptesTexts } from '../texts.ts'
import { enteringOf, findEntrant, visiteur } from '../visiteur.ts'
import { afterSignIn, setSession } from './read-request.ts'

/** Signing in with an identity provider. */
export function connexionRoutes(app: FastifyInstance, deps: ComptesDeps): void {
  app.get('/connexion', async (request, reply) => {
    const { langue, compte, jeton } = visiteur(request)
    const retour = safeRetour(queryOf(request, 'retour'))
    const portes = deps.portes.map(({ id, nom, profil, comptes }) => ({
      id,
      nom: readTexte(nom, langue),
      profil,
      comptes,
    }))
    const nom = compte && nomAffiche(compte)
    const envoiGarde = retour.startsWith(paths.reprise(''))
    const permetCles = permitsPasskeys(deps.origin)
    const contenu = <ConnexionPage {...{ langue, csrf: jeton, portes, retour, nom, envoiGarde, permetCles }} />
    return reply.html(
      deps.frame(request, { titre: comptesTexts(langue).connexion.titre, contenu, rubrique: 'connexion' }),
    )
  })

  // A real provider is reached by a link, a person of the demonstration by a button: neither changes an existing session.
  app.get('/connexion/porte/:porte', (request, reply) =>
    start(deps, { request, reply, retour: queryOf(request, 'retour'), niveau: queryOf(request, 'niveau') }),
  )

  app.post('/connexion/porte/:porte', async (request, reply) => {
    const fields = await readWholeForm(request)
    return start(deps, { request, reply, retour: fields.one('retour'), compte: fields.one('compte') })
  })

  // Registered with FranceConnect+, which encrypts for this key.
  app.get('/connexion/jwks', (_request, reply) =>
    reply.type('application/jwk-set+json').send({ keys: decryptionJwks(deps.keys).map(publicJwk) }),
  )

  app.get('/connexion/retour/:porte', async (request, reply) => {
    const porte = porteOf(deps, request)
    const finished = await finishConnexion(deps, {
      porte,
      navigateur: readBrowser(request),
      address: new URL(request.originalUrl, deps.origin),
      ...enteringOf(request),
      langue: visiteur(request).langue,
      now: deps.clock(),
    })
    switch (finished.outcome) {
      case 'connecte':
        setSession(request, reply, finished.token)
        return reply.redirect(afterSignIn(finished), 303)
      case 'perime':
        // The back button, or a double click: whoever is signed in already has nothing to mend.
        if (visiteur(request).compte) return reply.redirect('/', 303)
        return problem(deps, { request, reply, porte, probleme: 'perime', retour: '/' })
      case 'renonce':
      case 'niveau':
      case 'reglage':
      case 'indisponible':
      case 'invalide':
        return problem(deps, { request, reply, porte, probleme: finished.outcome, retour: finished.retour })
    }
  })
}

interface Asked {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

interface Started extends Asked {
  readonly retour: string | undefined
  readonly compte?: string | undefined
  readonly niveau?: string | undefined
}

async function start(deps: ComptesDeps, { request, reply, retour, compte, ...asked }: Started): Promise<FastifyReply> {
  const porte = porteOf(deps, request)
  const now = deps.clock()
  const { connexionsParReseau } = { ...LIMITS, ...deps.limits }
  const cle = `connexion|reseau|${networkOf(request.ip)}`
  const counted = await hit(deps.db, { cle, max: connexionsParReseau, secondes: 600, now })
  if (!counted.permis) throw new TooMany(counted.secondes)
  const { langue } = visiteur(request)
  const back = safeRetour(retour)
  const navigateur = ensureBrowser(request, reply)
  const niveau = NIVEAUX.find((one) => one === asked.niveau)
  const again = findEntrant(request) !== undefined
  const address = await startConnexion(deps, { porte, navigateur, retour: back, compte, niveau, again, langue, now })
  if (!address) return problem(deps, { request, reply, porte, probleme: 'indisponible', retour: back })
  return reply.redirect(address.href, 303)
}

/** @throws {NotFound} */
function porteOf({ portes }: ComptesDeps, request: FastifyRequest): Porte {
  const porte = portes.find(({ id }) => id === paramOf(request, 'porte'))
  if (!porte) throw new NotFound()
  return porte
}

// Giving up is no error; a provider that fails is a bad gateway (502), the rest is the request's.
const STATUS: Readonly<Record<RetourProblem, number>> = {
  renonce: 200,
  niveau: 403,
  reglage: 502,
  indisponible: 502,
  invalide: 400,
  perime: 400,
}

interface Problem extends Asked {
  readonly porte: Porte
  readonly probleme: RetourProblem
  readonly retour: string
}

function problem(deps: ComptesDeps, { request, reply, porte, probleme, retour }: Problem): FastifyReply {
  const { langue } = visiteur(request)
  const reference = probleme === 'renonce' || probleme === 'perime' ? undefined : request.id
  const nom = readTexte(porte.nom, langue)
  const agent = porte.profil === 'proconnect'
  const contenu = <RetourPage {...{ langue, probleme, agent, nom, retour, reference }} />
  const titre = retourTitle(langue, probleme)
  return reply.html(deps.frame(request, { titre, contenu, rubrique: 'connexion' }), STATUS[probleme])
}
