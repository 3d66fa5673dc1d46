import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ulid } from 'ulid'
import { readWholeForm } from '../../../infra/http/csrf.ts'
import { queryOf } from '../../../infra/http/request-texts.ts'
import { permitsPasskeys } from '../../../infra/webauthn/passkeys.ts'
import { enrolTotp, offerTotp, removeTotp } from '../actions/enrol-totp.ts'
import { readSecurite, revokeAppareil } from '../actions/read-securite.ts'
import { renewCodes } from '../actions/renew-codes.ts'
import type { ComptesDeps } from '../deps.ts'
import { ApplicationPage, CodesPage } from '../pages/application-page.tsx'
import { type SecuriteFait, SecuritePage } from '../pages/securite-page.tsx'
import { paths } from '../paths.ts'
import { type Compte, safeRetour } from '../rules.ts'
import { comptesTexts } from '../texts.ts'
import { readSessionCookie, requireCompte, requireEntrant, requireFresh, visiteur } from '../visiteur.ts'
import { cleOf, setSession } from './read-request.ts'

/** What protects an account: seen by its person, changed after a fresh proof. */
export function securiteRoutes(app: FastifyInstance, deps: ComptesDeps): void {
  app.get('/compte/securite', async (request, reply) => {
    const compte = requireCompte(request)
    const { langue, jeton, session } = visiteur(request)
    const t = comptesTexts(langue).securite.compte
    const fait = FAITS.find((one) => one === queryOf(request, 'fait'))
    const securite = await readSecurite(deps, { compteId: compte.id, now: deps.clock() })
    const agent = session?.agent === true
    const parAdresse = compte.nature === 'courriel'
    const more = { agent, parAdresse, permetCles: permitsPasskeys(deps.origin), fait }
    const contenu = <SecuritePage {...{ langue, csrf: jeton, cle: ulid(), securite, ...more }} />
    return reply.html(deps.frame(request, { titre: t.titre, contenu }))
  })

  app.post('/compte/securite/secours', async (request, reply) => {
    const now = deps.clock()
    const compte = requireFresh(request, now)
    const fields = await readWholeForm(request)
    if (!requireEntrant(request).session.facteur) return reply.redirect(paths.securite(), 303)
    const codes = await renewCodes(deps, { compte, cle: cleOf(fields), now })
    return showCodes(deps, { request, reply, codes, retour: paths.securite() })
  })

  app.post('/compte/securite/appareils', async (request, reply) => {
    const compte = requireCompte(request)
    const fields = await readWholeForm(request)
    await revokeAppareil(deps, { compteId: compte.id, id: fields.one('appareil') ?? '', now: deps.clock() })
    return reply.redirect(done('appareil'), 303)
  })

  applicationRoutes(app, deps)
}

const FAITS: readonly SecuriteFait[] = ['application', 'cle', 'retrait', 'phrase', 'sansPhrase', 'appareil']

function done(fait: SecuriteFait): string {
  return `${paths.securite()}?fait=${fait}`
}

function applicationRoutes(app: FastifyInstance, deps: ComptesDeps): void {
  app.get('/compte/securite/application', async (request, reply) => {
    const compte = requireFresh(request, deps.clock())
    return offer(deps, { request, reply, compte, retour: safeRetour(queryOf(request, 'retour')) })
  })

  app.post('/compte/securite/application', async (request, reply) => {
    const now = deps.clock()
    const compte = requireFresh(request, now)
    const fields = await readWholeForm(request)
    const scelle = fields.one('scelle') ?? ''
    const retour = safeRetour(fields.one('retour'))
    const session = readSessionCookie(request) ?? ''
    const enrolled = await enrolTotp(deps, { compte, session, scelle, code: fields.one('code') ?? '', now })
    if (enrolled.outcome !== 'inscrit') {
      const t = comptesTexts(visiteur(request).langue).securite.application
      return offer(deps, { request, reply, compte, retour, scelle, erreur: t[enrolled.outcome] })
    }
    setSession(request, reply, enrolled.token)
    const next = retour === '/' ? done('application') : retour
    if (enrolled.codes === undefined) return reply.redirect(next, 303)
    // Shown by the very answer that makes them: nothing of them is kept that could be shown again.
    return showCodes(deps, { request, reply, codes: enrolled.codes, retour: next })
  })

  app.post('/compte/securite/application/retrait', async (request, reply) => {
    const now = deps.clock()
    const compte = requireFresh(request, now)
    await readWholeForm(request)
    await removeTotp(deps, { compte, session: readSessionCookie(request) ?? '', now })
    return reply.redirect(done('retrait'), 303)
  })
}

interface Asked {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly retour: string
}

interface Offered extends Asked {
  readonly compte: Compte
  readonly scelle?: string
  readonly erreur?: string
}

function offer(deps: ComptesDeps, { request, reply, compte, retour, scelle, erreur }: Offered): FastifyReply {
  const { langue, jeton } = visiteur(request)
  const { session } = requireEntrant(request)
  const offre = offerTotp(deps, { compte, now: deps.clock(), ...(scelle === undefined ? {} : { scelle }) })
  const obligatoire = session.agent && !session.facteur
  const permetCles = permitsPasskeys(deps.origin)
  const contenu = <ApplicationPage {...{ langue, csrf: jeton, retour, offre, obligatoire, permetCles, erreur }} />
  const { titre } = comptesTexts(langue).securite.application
  return reply.html(
    deps.frame(request, { titre, contenu, erreur: erreur !== undefined }),
    erreur === undefined ? 200 : 422,
  )
}

/** Shows recovery codes, the only time. */
export function showCodes(
  deps: ComptesDeps,
  { request, reply, codes, retour }: Asked & { readonly codes: readonly string[] },
): FastifyReply {
  const { langue } = visiteur(request)
  const contenu = <CodesPage {...{ langue, codes, retour }} />
  return reply.html(deps.frame(request, { titre: comptesTexts(langue).securite.codes.titre, contenu }))
}
