import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isNiveauReached } from '../../../core/dossier/niveau.ts'
import { readTexte } from '../../../core/texte.ts'
import { csrfToken, readWholeForm } from '../../../infra/http/csrf.ts'
import { NotFound } from '../../../infra/http/errors.ts'
import { paramOf, queryOf } from '../../../infra/http/request-texts.ts'
import { demarchesPaths } from '../../demarches/index.ts'
import { listDossiers } from '../actions/list-dossiers.ts'
import { startDossier } from '../actions/start-dossier.ts'
import { asUsager } from '../deps.ts'
import { CommencerPage, FermeePage, PortePage } from '../pages/commencer-page.tsx'
import { MesDossiersPage } from '../pages/mes-dossiers-page.tsx'
import { paths } from '../paths.ts'
import { listReceived } from '../store/mandats.ts'
import { textsOf } from '../texts.ts'
import { cleOf, formOf, langueOf, type RoutesDeps, usagerOf } from './deps.ts'
import { askNiveau } from './niveau.tsx'

/** Beginning a dossier, and finding those one has. */
export function commencerRoutes(app: FastifyInstance, deps: RoutesDeps): void {
  app.get('/demarches/:slug/commencer', (request, reply) => showCommencer(deps, request, reply))
  app.post('/demarches/:slug/commencer', (request, reply) => commencer(deps, request, reply))
  app.get('/dossiers', (request, reply) => showDossiers(deps, request, reply))
}

async function showCommencer(deps: RoutesDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const langue = langueOf(deps, request)
  const slug = paramOf(request, 'slug')
  const demarche = await deps.demarches.findPublished(slug)
  if (!demarche) throw new NotFound()
  const { definition } = await deps.demarches.findRevision(demarche.revisionId)
  const titre = readTexte(definition.presentation.titre, langue)
  const around = {
    titre: `${textsOf(langue).commencer.titre} : ${titre}`,
    rubrique: 'demarches',
    organisme: demarche.organisme,
  } as const
  if (demarche.etat !== 'publiee') {
    const contenu = <FermeePage langue={langue} titre={titre} retour={demarchesPaths.liste()} />
    return reply.html(deps.frame(request, { ...around, contenu }), 410)
  }
  const { compte, session } = deps.comptes.visiteur(request)
  const retour = paths.commencer(slug)
  if (!isNiveauReached(session?.acr, definition.niveauMinimum))
    return askNiveau(deps, { request, reply, slug, definition, retour, around })
  if (!compte) {
    const contenu = (
      <PortePage
        langue={langue}
        titre={titre}
        connexion={deps.comptes.paths.connexion(retour)}
        courriel={deps.comptes.paths.courriel(retour)}
      />
    )
    return reply.html(deps.frame(request, { ...around, contenu }))
  }
  const brouillons = await listDossiers(deps, { usager: { compteId: compte.id }, slug, now: deps.clock() })
  const aides = await asUsager(deps, { compteId: compte.id }, (tx) =>
    listReceived(tx, { compteId: compte.id, demarcheId: demarche.id }),
  )
  const { csrf, cle } = formOf(request, reply)
  const contenu = (
    <CommencerPage
      langue={langue}
      csrf={csrf}
      slug={slug}
      titre={titre}
      brouillons={brouillons}
      aides={aides}
      caches={[{ name: '_cle', value: cle }]}
    />
  )
  return reply.html(deps.frame(request, { ...around, contenu }))
}

async function commencer(deps: RoutesDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const usager = usagerOf(deps, request)
  const fields = await readWholeForm(request)
  const slug = paramOf(request, 'slug')
  const started = await startDossier(deps, {
    slug,
    usager,
    demandeur: null,
    cle: cleOf(request, fields),
    mandat: fields.one('mandat'),
    now: deps.clock(),
  })
  switch (started.outcome) {
    case 'started':
      return reply.redirect(paths.demandeur(started.numero), 303)
    case 'level_too_low':
    case 'closed':
      // That page says why, and what to do; nothing had been typed.
      return reply.redirect(paths.commencer(slug), 303)
  }
}

async function showDossiers(deps: RoutesDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const usager = usagerOf(deps, request)
  const langue = langueOf(deps, request)
  const dossiers = await listDossiers(deps, { usager, now: deps.clock() })
  const supprime = Number(queryOf(request, 'supprime') ?? 0)
  const contenu = (
    <MesDossiersPage
      langue={langue}
      csrf={csrfToken(request, reply)}
      dossiers={dossiers}
      demarches={demarchesPaths.liste()}
      supprime={Number.isInteger(supprime) && supprime > 0 ? supprime : undefined}
      restaure={queryOf(request, 'restaure') === '1'}
    />
  )
  return reply.html(deps.frame(request, { titre: textsOf(langue).mesDossiers.titre, contenu, rubrique: 'dossiers' }))
}
