import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { readWholeForm } from '../../../infra/http/csrf.ts'
import { TooMany } from '../../../infra/http/errors.ts'
import type { FormFields } from '../../../infra/http/form-fields.ts'
import { hit } from '../../../infra/http/limits.ts'
import { queryOf } from '../../../infra/http/request-texts.ts'
import { waitText } from '../../../infra/http/texts.ts'
import { networkOf } from '../../../infra/net/network-of.ts'
import { askPreuve } from '../actions/ask-cle.ts'
import { checkCle } from '../actions/check-cle.ts'
import { checkSecours, checkTotp, type Proved, proveFacteur } from '../actions/prove-facteur.ts'
import { type ComptesDeps, LIMITS } from '../deps.ts'
import { type PreuveErreur, PreuvePage, ReconnexionPage } from '../pages/preuve-page.tsx'
import { paths } from '../paths.ts'
import { deviceOf, safeRetour } from '../rules.ts'
import { comptesTexts } from '../texts.ts'
import {
  type Entrant,
  findEntrant,
  isFresh,
  isRecent,
  readSessionCookie,
  requireEntrant,
  visiteur,
} from '../visiteur.ts'
import { setConfiance, setSession } from './read-request.ts'

/** Proving anew who one is, then back to what needed it. */
export function preuveRoutes(app: FastifyInstance, deps: ComptesDeps): void {
  app.get('/compte/preuve', async (request, reply) => {
    const { session } = requireEntrant(request)
    const now = deps.clock()
    const retour = safeRetour(queryOf(request, 'retour'))
    if (isRecent(session.preuveAt, now)) return reply.redirect(retour, 303)
    if (session.facteur) return show(deps, { request, reply, retour })
    const isEnough = queryOf(request, 'minimum') === 'connexion'
    // Whoever never proved a second factor has none anywhere: where one is wanted, it is registered now.
    const registers = !isEnough && session.preuveAt === undefined
    const wants = registers ? paths.application(retour) : retour
    if ((registers || isEnough) && isFresh(session, now)) return reply.redirect(wants, 303)
    const { langue } = visiteur(request)
    const titre = comptesTexts(langue).securite.preuve.titre
    const contenu = <ReconnexionPage langue={langue} retour={wants} phrase={session.porte === 'phrase'} />
    return reply.html(deps.frame(request, { titre, contenu }))
  })

  app.post('/compte/preuve', async (request, reply) => {
    const fields = await readWholeForm(request)
    const retour = safeRetour(fields.one('retour'))
    const entrant = findEntrant(request)
    // Pressed twice, the first press has changed the cookie: whoever holds the new one goes on, nobody else does.
    if (!entrant) return reply.redirect(retour, 303)
    const proved = await prove(deps, request, { entrant, fields })
    if (proved.outcome === 'prouve') {
      setSession(request, reply, proved.token)
      if (proved.confiance !== undefined) setConfiance(request, reply, proved.confiance)
      return reply.redirect(retour, 303)
    }
    if (proved.outcome === 'attendre') void reply.header('retry-after', proved.secondes)
    const { langue } = visiteur(request)
    const champ = champOf(fields)
    const erreur: PreuveErreur = { champ, texte: sentence(langue, proved, champ) }
    const tooOften = proved.outcome === 'attendre' || proved.outcome === 'trop'
    return show(deps, { request, reply, retour, erreur, status: tooOften ? 429 : 422 })
  })
}

/** Whether this device may be trusted: at sign-in and not for an act, and for a usager. */
function mayTrust({ session }: Entrant): boolean {
  return session.preuveAt === undefined && !session.agent
}

async function prove(
  deps: ComptesDeps,
  request: FastifyRequest,
  { entrant, fields }: { entrant: Entrant; fields: FormFields },
): Promise<Proved> {
  const { compte, session } = entrant
  const now = deps.clock()
  const { preuvesParReseau } = { ...LIMITS, ...deps.limits }
  const cle = `preuve|reseau|${networkOf(request.ip)}`
  const counted = await hit(deps.db, { cle, max: preuvesParReseau, secondes: 600, now })
  if (!counted.permis) throw new TooMany(counted.secondes)
  const champ = champOf(fields)
  const given = fields.one(champ === 'cle' ? 'reponse' : champ) ?? ''
  const proving = {
    compte,
    session: readSessionCookie(request) ?? '',
    agent: session.agent,
    confiance: fields.one('confiance') === 'oui' && mayTrust(entrant),
    appareil: deviceOf(request.headers['user-agent']),
    now,
  }
  return proveFacteur(deps, proving, (tx) => {
    switch (champ) {
      case 'code':
        return checkTotp(tx, deps.keys, { compteId: compte.id, code: given, now })
      case 'secours':
        return checkSecours(deps, tx, { compte, code: given, now })
      case 'cle':
        return checkCle(deps, tx, { compte, agent: session.agent, reponse: given, now })
    }
  })
}

/** What was given: each form of the page has its own field. */
function champOf(fields: FormFields): PreuveErreur['champ'] {
  if (fields.one('reponse') !== undefined) return 'cle'
  return fields.one('secours') === undefined ? 'code' : 'secours'
}

function sentence(
  langue: Parameters<typeof comptesTexts>[0],
  proved: Exclude<Proved, { outcome: 'prouve' }>,
  champ: PreuveErreur['champ'],
): string {
  const { cle } = comptesTexts(langue)
  const t = comptesTexts(langue).securite.preuve
  switch (proved.outcome) {
    case 'attendre':
      return t.attendre(waitText(langue, proved.secondes))
    case 'trop':
      return t.trop
    case 'deja_servi':
      return t.dejaServi
    case 'copie':
      return cle.copie
    case 'faux':
      return { code: t.faux, secours: t.secoursFaux, cle: cle.preuve.faux }[champ]
  }
}

interface Shown {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly retour: string
  readonly erreur?: PreuveErreur
  readonly status?: number
}

async function show(deps: ComptesDeps, { request, reply, retour, erreur, status }: Shown): Promise<FastifyReply> {
  const { langue, jeton } = visiteur(request)
  const entrant = requireEntrant(request)
  const titre = comptesTexts(langue).securite.preuve.titre
  const { agent } = entrant.session
  const asked = await askPreuve(deps, { compte: entrant.compte, agent, now: deps.clock() })
  const options = { confiance: mayTrust(entrant), agent, erreur, ...asked }
  const contenu = <PreuvePage {...{ langue, csrf: jeton, retour, ...options }} />
  return reply.html(deps.frame(request, { titre, contenu, erreur: erreur !== undefined }), status)
}
