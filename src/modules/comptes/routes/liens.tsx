import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { readWholeForm } from '../../../infra/http/csrf.ts'
import { paramOf, queryOf } from '../../../infra/http/request-texts.ts'
import { requestLien } from '../actions/request-lien.ts'
import { readLien, useLien } from '../actions/use-lien.ts'
import type { ComptesDeps } from '../deps.ts'
import { CourrielEnvoyePage, CourrielPage } from '../pages/courriel-page.tsx'
import { LienPage, type LienRefus, LienRefusPage } from '../pages/lien-page.tsx'
import { paths } from '../paths.ts'
import { nomAffiche, safeRetour } from '../rules.ts'
import { comptesTexts } from '../texts.ts'
import { enteringOf, requireCompte, visiteur } from '../visiteur.ts'
import { afterSignIn, setSession } from './read-request.ts'

/** Signing in, or joining an address, by a link sent to it. */
export function lienRoutes(app: FastifyInstance, deps: ComptesDeps): void {
  courrielRoutes(app, deps)
  openRoutes(app, deps)
}

function courrielRoutes(app: FastifyInstance, deps: ComptesDeps): void {
  app.get('/connexion/courriel', async (request, reply) =>
    askCourriel(deps, { request, reply, retour: safeRetour(queryOf(request, 'retour')), courriel: '' }),
  )

  app.post('/connexion/courriel', async (request, reply) => {
    const fields = await readWholeForm(request)
    const { langue } = visiteur(request)
    const courriel = fields.one('courriel') ?? ''
    const retour = safeRetour(fields.one('retour'))
    const asked = await requestLien(deps, {
      usage: 'connexion',
      courriel,
      retour,
      ip: request.ip,
      langue,
      now: deps.clock(),
    })
    const t = comptesTexts(langue).courriel
    switch (asked.outcome) {
      case 'envoye': {
        const contenu = <CourrielEnvoyePage langue={langue} courriel={asked.courriel} autre={paths.courriel(retour)} />
        return reply.html(deps.frame(request, { titre: t.envoyeTitre, contenu, rubrique: 'connexion' }))
      }
      case 'pas_une_adresse':
        return askCourriel(deps, { request, reply, retour, courriel, erreur: t.invalide, status: 422 })
      case 'trop_souvent':
        void reply.header('retry-after', asked.secondes)
        return askCourriel(deps, { request, reply, retour, courriel, erreur: t.tropSouvent, status: 429 })
    }
  })
}

function openRoutes(app: FastifyInstance, deps: ComptesDeps): void {
  app.get('/lien/:token', async (request, reply) => {
    const token = paramOf(request, 'token')
    const lien = await readLien(deps, { token, now: deps.clock() })
    const { langue, jeton } = visiteur(request)
    if (!lien || !['connexion', 'reprise', 'rattachement'].includes(lien.usage))
      return refuse(deps, { request, reply, refus: 'perime' })
    const joins = lien.usage === 'rattachement'
    const compte = joins ? requireCompte(request) : undefined
    if (joins && lien.donnees.compteId !== compte?.id) return refuse(deps, { request, reply, refus: 'autre_compte' })
    const t = comptesTexts(langue).lien
    const rattachement = compte && nomAffiche(compte)
    const contenu = (
      <LienPage {...{ langue, csrf: jeton, action: paths.lien(token), courriel: lien.courriel, rattachement }} />
    )
    return reply.html(
      deps.frame(request, { titre: joins ? t.rattachementTitre : t.titre, contenu, rubrique: 'connexion' }),
    )
  })

  app.post('/lien/:token', async (request, reply) => {
    await readWholeForm(request)
    const { langue, compte } = visiteur(request)
    const token = paramOf(request, 'token')
    const used = await useLien(deps, { token, compte, ...enteringOf(request), langue, now: deps.clock() })
    switch (used.outcome) {
      case 'connecte':
        setSession(request, reply, used.token)
        return reply.redirect(afterSignIn(used), 303)
      case 'fait':
        return reply.redirect(used.retour, 303)
      case 'rattache':
      case 'autre_compte':
      case 'perime':
        return refuse(deps, { request, reply, refus: used.outcome })
    }
  })
}

interface Asked {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

interface AskCourriel extends Asked {
  readonly retour: string
  readonly courriel: string
  readonly erreur?: string
  readonly status?: number
}

function askCourriel(
  deps: ComptesDeps,
  { request, reply, retour, courriel, erreur, status }: AskCourriel,
): FastifyReply {
  const { langue, jeton } = visiteur(request)
  const contenu = <CourrielPage {...{ langue, csrf: jeton, retour, courriel, erreur }} />
  const titre = comptesTexts(langue).courriel.titre
  return reply.html(
    deps.frame(request, { titre, contenu, rubrique: 'connexion', erreur: erreur !== undefined }),
    status,
  )
}

function refuse(deps: ComptesDeps, { request, reply, refus }: Asked & { readonly refus: LienRefus }): FastifyReply {
  const { langue } = visiteur(request)
  const t = comptesTexts(langue).lien
  const titre = { perime: t.perimeTitre, rattache: t.rattacheTitre, autre_compte: t.rattachementTitre }[refus]
  const contenu = <LienRefusPage langue={langue} refus={refus} />
  return reply.html(deps.frame(request, { titre, contenu, rubrique: 'connexion' }), refus === 'perime' ? 410 : 403)
}
