import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ulid } from 'ulid'
import { readWholeForm } from '../../../infra/http/csrf.ts'
import { NotFound, TooMany } from '../../../infra/http/errors.ts'
import { hit } from '../../../infra/http/limits.ts'
import { queryOf } from '../../../infra/http/request-texts.ts'
import { waitText } from '../../../infra/http/texts.ts'
import { networkOf } from '../../../infra/net/network-of.ts'
import { removePhrase, type SetPhraseOutcome, setPhrase } from '../actions/set-phrase.ts'
import { signInPhrase } from '../actions/sign-in-phrase.ts'
import { type ComptesDeps, LIMITS } from '../deps.ts'
import { drawPhrase } from '../draw-phrase.ts'
import { type ChoixErreur, ChoixPhrasePage, ConnexionPhrasePage } from '../pages/phrase-page.tsx'
import { paths } from '../paths.ts'
import { PHRASE_MIN } from '../phrase-rules.ts'
import { type Compte, safeRetour } from '../rules.ts'
import { comptesTexts } from '../texts.ts'
import { enteringOf, readSessionCookie, requireEntrant, requireFresh, visiteur } from '../visiteur.ts'
import { afterSignIn, cleOf, setSession } from './read-request.ts'

/** Signing in with an address and a passphrase, and choosing it. */
export function phraseRoutes(app: FastifyInstance, deps: ComptesDeps): void {
  app.get('/connexion/phrase', async (request, reply) =>
    ask(deps, { request, reply, retour: safeRetour(queryOf(request, 'retour')), courriel: '' }),
  )

  app.post('/connexion/phrase', async (request, reply) => {
    const fields = await readWholeForm(request)
    const { langue } = visiteur(request)
    const now = deps.clock()
    const [courriel, phrase] = [fields.one('courriel') ?? '', fields.one('phrase') ?? '']
    const retour = safeRetour(fields.one('retour'))
    await countNetwork(deps, request, now)
    const signed = await signInPhrase(deps, { courriel, phrase, ...enteringOf(request), now })
    const t = comptesTexts(langue).phrase.connexion
    const asked = { request, reply, retour, courriel }
    switch (signed.outcome) {
      case 'connecte':
        setSession(request, reply, signed.token)
        return reply.redirect(afterSignIn({ ...signed, retour }), 303)
      case 'faux':
        return ask(deps, { ...asked, erreur: t.faux, status: 422 })
      case 'trop_courte':
        return ask(deps, { ...asked, erreur: t.tropCourte, status: 403 })
      case 'trop':
        return ask(deps, { ...asked, erreur: t.trop, status: 429 })
      case 'attendre':
        void reply.header('retry-after', signed.secondes)
        return ask(deps, { ...asked, erreur: t.attendre(waitText(langue, signed.secondes)), status: 429 })
    }
  })

  choiceRoutes(app, deps)
}

function choiceRoutes(app: FastifyInstance, deps: ComptesDeps): void {
  app.get('/compte/securite/phrase', async (request, reply) => {
    const compte = phraseOwner(requireFresh(request, deps.clock()))
    return choose(deps, { request, reply, compte })
  })

  app.post('/compte/securite/phrase', async (request, reply) => {
    const now = deps.clock()
    const somebody = requireFresh(request, now)
    const fields = await readWholeForm(request)
    const compte = phraseOwner(somebody)
    await countNetwork(deps, request, now)
    const { session, roles } = requireEntrant(request)
    const chosen = await setPhrase(deps, {
      ...{ compte, roles, agent: session.agent, session: readSessionCookie(request) ?? '' },
      phrase: fields.one('phrase') ?? '',
      actuelle: wantsActuelle(request) ? (fields.one('actuelle') ?? '') : undefined,
      cle: cleOf(fields),
      now,
    })
    if (chosen.outcome === 'enregistree') return reply.redirect(`${paths.securite()}?fait=phrase`, 303)
    if (chosen.outcome === 'attendre') void reply.header('retry-after', chosen.secondes)
    return choose(deps, { request, reply, compte, refus: chosen })
  })

  app.post('/compte/securite/phrase/retrait', async (request, reply) => {
    const now = deps.clock()
    const somebody = requireFresh(request, now)
    await readWholeForm(request)
    const compte = phraseOwner(somebody)
    await removePhrase(deps, { compte, session: readSessionCookie(request) ?? '', now })
    return reply.redirect(`${paths.securite()}?fait=sansPhrase`, 303)
  })
}

/** An account known by its address. @throws {NotFound} for one that a provider knows: its passphrase is kept there. */
function phraseOwner(compte: Compte): Compte {
  if (compte.nature !== 'courriel') throw new NotFound()
  return compte
}

/** Whoever came in by their passphrase gives it; whoever came by the link may have forgotten it. */
function wantsActuelle(request: FastifyRequest): boolean {
  return requireEntrant(request).session.porte === 'phrase'
}

/** @throws {TooMany} when too many were tried from that network. */
async function countNetwork(deps: ComptesDeps, request: FastifyRequest, now: Date): Promise<void> {
  const { preuvesParReseau } = { ...LIMITS, ...deps.limits }
  const cle = `phrase|reseau|${networkOf(request.ip)}`
  const counted = await hit(deps.db, { cle, max: preuvesParReseau, secondes: 600, now })
  if (!counted.permis) throw new TooMany(counted.secondes)
}

interface Asked {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

interface Ask extends Asked {
  readonly retour: string
  readonly courriel: string
  readonly erreur?: string
  readonly status?: number
}

function ask(deps: ComptesDeps, { request, reply, retour, courriel, erreur, status }: Ask): FastifyReply {
  const { langue, jeton } = visiteur(request)
  const contenu = <ConnexionPhrasePage {...{ langue, csrf: jeton, retour, courriel, erreur }} />
  const { titre } = comptesTexts(langue).phrase.connexion
  const page = { titre, contenu, rubrique: 'connexion', erreur: erreur !== undefined } as const
  return reply.html(deps.frame(request, page), status)
}

type Refus = Exclude<SetPhraseOutcome, { outcome: 'enregistree' }>

interface Choice extends Asked {
  readonly compte: Compte
  readonly refus?: Refus
}

function choose(deps: ComptesDeps, { request, reply, compte, refus }: Choice): FastifyReply {
  const { langue, jeton } = visiteur(request)
  const { session } = requireEntrant(request)
  const minimum = PHRASE_MIN[session.agent ? 'agent' : 'usager']
  const erreur = refus && choiceError(langue, refus, minimum)
  const asked = { cle: ulid(), demandeActuelle: wantsActuelle(request), minimum, exemple: drawPhrase(), erreur }
  const contenu = <ChoixPhrasePage {...{ langue, csrf: jeton, courriel: compte.courriel ?? '', ...asked }} />
  const { titre } = comptesTexts(langue).phrase.choix
  const tooOften = refus?.outcome === 'attendre' || refus?.outcome === 'trop'
  const status = refus === undefined ? 200 : tooOften ? 429 : 422
  return reply.html(deps.frame(request, { titre, contenu, erreur: refus !== undefined }), status)
}

function choiceError(langue: Parameters<typeof comptesTexts>[0], refus: Refus, minimum: number): ChoixErreur {
  const { choix, connexion } = comptesTexts(langue).phrase
  switch (refus.outcome) {
    case 'refusee':
      return { champ: 'phrase', texte: choix.problemes[refus.probleme](minimum) }
    case 'faux':
      return { champ: 'actuelle', texte: choix.actuelleFausse }
    case 'trop':
      return { champ: 'actuelle', texte: connexion.trop }
    case 'attendre':
      return { champ: 'actuelle', texte: connexion.attendre(waitText(langue, refus.secondes)) }
  }
}
