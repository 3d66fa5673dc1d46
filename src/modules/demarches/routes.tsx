import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type Langue, readTexte } from '../../core/texte.ts'
import { NotFound } from '../../infra/http/errors.ts'
import type { Frame } from '../../ui/frame.ts'
import { findOrganismeByRef, listOrganismes, refOf } from '../annuaire/index.ts'
import { cardOf } from './cards.tsx'
import type { Demarches } from './demarches.ts'
import { type Essai, HomePage } from './pages/home-page.tsx'
import type { Institution } from './pages/institution/institution.ts'
import { institutionRoutes } from './pages/institution/routes.tsx'
import { ListPage, listTitle } from './pages/list-page.tsx'
import { ClosedPage, StartPage } from './pages/start-page.tsx'
import { paths } from './paths.ts'
import { listByIds, listOrganismeIds, PAR_PAGE } from './store/search.ts'
import { type AnyDb, pickDemarches } from './tables.ts'
import { textsOf } from './texts.ts'

/** What the public pages need from the house. */
export interface DemarchesRoutes {
  readonly db: AnyDb
  readonly demarches: Demarches
  readonly frame: Frame
  readonly visiteur: (request: FastifyRequest) => { readonly langue: Langue }
  /** Keys of the démarches most asked for, best first; those that closed may be among them. */
  readonly plusDemandees?: (() => Promise<readonly string[]>) | undefined
  /** On a demonstration instance: where its accounts are, and what is worth trying. */
  readonly demonstration?:
    | { readonly connexion: string; readonly essais: (langue: Langue) => readonly Essai[] }
    | undefined
  /** Who answers for this instance; the legal pages say so when nobody told. */
  readonly institution?: Institution | undefined
}

/** Cards on the home page. */
const A_LA_UNE = 6
const HIGHEST_PAGE = 10_000

const last = z.preprocess((value) => (Array.isArray(value) ? value.at(-1) : value), z.string()).catch('')
const listQuery = z.object({
  q: last.transform((text) => text.trim().slice(0, 200)),
  organisme: last.transform((text) => (text === '' ? undefined : text.slice(0, 40))),
  page: z.preprocess(Number, z.int().min(1).max(HIGHEST_PAGE)).catch(1),
})

/** The public side: home, list and search, start page of each démarche, and what the law wants said of the site. */
export function demarchesRoutes(app: FastifyInstance, house: DemarchesRoutes): void {
  app.get(paths.accueil(), (request, reply) => home(house, request, reply))
  app.get(paths.liste(), (request, reply) => list(house, request, reply))
  app.get<{ Params: { slug: string } }>(paths.demarche(':slug'), (request, reply) =>
    start(house, request, reply, request.params.slug),
  )
  institutionRoutes(app, house)
}

async function home(house: DemarchesRoutes, request: FastifyRequest, reply: FastifyReply) {
  const { langue } = house.visiteur(request)
  const { demarches, total } = await house.demarches.listDemarches({})
  const asked = house.plusDemandees ? await house.plusDemandees() : []
  const first = asked.length === 0 ? [] : await listByIds(pickDemarches(house.db), asked)
  // More may come than what is shown, since those that closed are left out.
  const known = new Set(first.map(({ slug }) => slug))
  const shown = [...first, ...demarches.filter(({ slug }) => !known.has(slug))].slice(0, A_LA_UNE)
  const { demonstration } = house
  const contenu = (
    <HomePage
      langue={langue}
      demarches={shown.map((demarche) => cardOf(demarche, langue))}
      areRanked={first.length > 0}
      total={total}
      demonstration={demonstration && { connexion: demonstration.connexion, essais: demonstration.essais(langue) }}
    />
  )
  const titre = textsOf(langue).accueil.titrePage
  return reply.publicHtml(house.frame(request, { titre, contenu, large: true, publique: true }))
}

async function list(house: DemarchesRoutes, request: FastifyRequest, reply: FastifyReply) {
  const { langue } = house.visiteur(request)
  const { q, organisme: ref, page } = listQuery.parse(request.query)
  const organisme = ref === undefined ? undefined : await findOrganismeByRef(house.db, ref)
  const isUnknown = ref !== undefined && organisme === undefined
  const found = isUnknown
    ? { total: 0, demarches: [] }
    : await house.demarches.listDemarches({ q, organismeId: organisme?.id, page })
  if (page > 1 && found.demarches.length === 0) throw new NotFound()
  const organismes = await listOrganismes(house.db, await listOrganismeIds(pickDemarches(house.db)))
  const contenu = (
    <ListPage
      langue={langue}
      q={q}
      organisme={ref}
      organismes={organismes.map((one) => ({ ref: refOf(one), nom: one.nom }))}
      demarches={found.demarches.map((demarche) => cardOf(demarche, langue))}
      total={found.total}
      page={page}
      pages={Math.ceil(found.total / PAR_PAGE)}
    />
  )
  const titre = listTitle(langue, { q, page })
  const ariane = trail(langue).slice(0, 1)
  return reply.publicHtml(house.frame(request, { titre, contenu, ariane, rubrique: 'demarches', publique: true }))
}

async function start(house: DemarchesRoutes, request: FastifyRequest, reply: FastifyReply, slug: string) {
  const { langue } = house.visiteur(request)
  const demarche = await house.demarches.findPublished(slug)
  if (!demarche) throw new NotFound()
  if (demarche.slug !== slug) return reply.redirect(paths.demarche(demarche.slug), 301)
  const { definition } = await house.demarches.findRevision(demarche.revisionId)
  const t = textsOf(langue).presentation
  const isOpen = demarche.etat === 'publiee'
  const own = readTexte(definition.presentation.titre, langue)
  const Content = isOpen ? StartPage : ClosedPage
  const body = house.frame(request, {
    titre: isOpen ? own : t.fermeeTitre(own),
    contenu: <Content langue={langue} demarche={demarche} definition={definition} />,
    organisme: demarche.organisme,
    ariane: trail(langue),
    rubrique: 'demarches',
    ...(demarche.service.telephone.trim() === '' ? {} : { aide: demarche.service.telephone }),
    publique: true,
  })
  return reply.publicHtml(body)
}

function trail(langue: Langue) {
  const t = textsOf(langue)
  return [
    { titre: t.filAccueil, href: paths.accueil() },
    { titre: t.filListe, href: paths.liste() },
  ]
}
