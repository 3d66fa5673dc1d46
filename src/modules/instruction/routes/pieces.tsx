import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Ouverture } from '../../../core/dossier/analyse.ts'
import { confirmationOf } from '../../../infra/files/confirmation.ts'
import { fileHeaders } from '../../../infra/files/headers.ts'
import { csrfToken, readWholeForm } from '../../../infra/http/csrf.ts'
import { NotFound } from '../../../infra/http/errors.ts'
import { paramOf, queryOf } from '../../../infra/http/request-texts.ts'
import { formatNombre } from '../../../ui/format.ts'
import {
  type Dossier,
  FichierPage,
  type FichierServi,
  fichiersTexts,
  fichierTitre,
  isShown,
  OUVERTURE_STATUTS,
  openingOf,
  RAISON_MAX,
} from '../../dossiers/index.ts'
import { releaseFichier } from '../actions/release-fichier.ts'
import type { Agent } from '../deps.ts'
import { ApercuPage } from '../pages/apercu-page.tsx'
import { paths } from '../paths.ts'
import { langueOf, type RoutesDeps } from './deps.ts'
import { dossierPage, readFiled } from './fichiers.ts'

/** The files of a dossier one by one: downloaded, or why they do not open and who may let them. */
export function piecesRoutes(app: FastifyInstance, deps: RoutesDeps): void {
  app.get('/agents/dossiers/:numero/pieces/:id', async (request, reply) => {
    const found = await findPiece(deps, request)
    if (found.ouverture !== 'ouvert') return closedFile(deps, { request, reply, ...found, ouverture: found.ouverture })
    const { fichier } = found
    return reply.headers(fileHeaders(fichier)).send(await deps.files.open(fichier))
  })

  app.get('/agents/dossiers/:numero/pieces/:id/apercu', async (request, reply) => {
    const found = await findPiece(deps, request, isShown)
    const { ouverture } = found
    if (!isShown(ouverture)) return closedFile(deps, { request, reply, ...found, ouverture: closedNow(ouverture) })
    return apercu(deps, { request, reply, ...found })
  })

  app.post('/agents/dossiers/:numero/pieces/:id', async (request, reply) => {
    // Who asks, then the form, then the file: whatever is wrong after, what was typed is given back.
    deps.comptes.requireAgent(request)
    await readWholeForm(request)
    const { agent, dossier, fichier } = await findPiece(deps, request)
    const warned = { fichierId: fichier.id, compteId: agent.compteId, now: deps.clock() }
    const confirme = confirmationOf(deps.keys.csrf, warned)
    return reply.redirect(paths.pieceConfirmee(dossier.numero, paramOf(request, 'id'), confirme), 303)
  })

  app.post('/agents/dossiers/:numero/pieces/:id/liberation', async (request, reply) => {
    deps.comptes.requireAgent(request)
    const raison = (await readWholeForm(request)).one('raison') ?? ''
    const found = await findPiece(deps, request)
    const { agent, dossier, fichier } = found
    const asked = { numero: dossier.numero, agent, fichierId: fichier.id, raison, now: deps.clock() }
    const released = await releaseFichier(deps, asked)
    const langue = langueOf(deps, request)
    const t = fichiersTexts(langue).liberer
    const again = (erreur: string, status: number) =>
      closedFile(deps, { request, reply, ...found, ouverture: closedNow(found.ouverture), raison, erreur, status })
    switch (released.outcome) {
      case 'released':
        return reply.redirect(`${paths.dossier(dossier.numero)}?fait=liberation`, 303)
      case 'empty':
        return again(t.requise, 422)
      case 'too_long':
        return again(t.tropLongue(formatNombre(langue, RAISON_MAX)), 422)
      case 'too_late':
        return again(t.trop_tard, 409)
    }
  })
}

/** A form about a file that opens meanwhile is shown again as it was: the error says what happened. */
function closedNow(ouverture: Ouverture): Exclude<Ouverture, 'ouvert'> {
  return ouverture === 'ouvert' ? 'bloque' : ouverture
}

interface FoundPiece {
  readonly agent: Agent
  readonly dossier: Dossier
  readonly fichier: FichierServi
  readonly ouverture: Ouverture
}

/** The file of the address; the journal is told when it is shown. @throws {NotFound} when no group of the agent receives it. */
async function findPiece(
  deps: RoutesDeps,
  request: FastifyRequest,
  isRead: (ouverture: Ouverture) => boolean = (ouverture) => ouverture === 'ouvert',
): Promise<FoundPiece> {
  const id = paramOf(request, 'id')
  if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new NotFound()
  const confirme = queryOf(request, 'confirme')
  const opens = ({ ouverture }: FoundPiece) =>
    request.method === 'GET' && isRead(ouverture) ? { action: 'fichier.read', meta: { fichier: id } } : undefined
  return readFiled(deps, request, opens, async (tx, { agent, dossier, filed }) => {
    // A file attached since the last filing is not an agent's to see yet.
    if (dossier.pieces.some((piece) => piece.id === id) && !filed.has(id)) return undefined
    const fichier = await deps.dossiers.findFichier(tx, { dossier, id })
    if (!fichier) return undefined
    return { agent, dossier, fichier, ouverture: openingOf(deps, { fichier, compteId: agent.compteId, confirme }) }
  })
}

/** Its first pages, or that they could not be drawn: whatever the file, the page is there. */
async function apercu(
  deps: RoutesDeps,
  { request, reply, dossier, fichier }: FoundPiece & Pick<ClosedFile, 'request' | 'reply'>,
): Promise<FastifyReply> {
  const { type, octets, nom } = fichier
  const pages = await deps.apercus.draw({ type, octets, open: () => deps.files.open(fichier) })
  const langue = langueOf(deps, request)
  const links = { fichier: paths.piece(dossier.numero, paramOf(request, 'id')), retour: paths.dossier(dossier.numero) }
  const contenu = <ApercuPage langue={langue} nom={nom} pages={pages} {...links} />
  return reply.html(
    deps.frame(request, { ...dossierPage(dossier, langue), titre: fichiersTexts(langue).apercu.titre, contenu }),
  )
}

interface ClosedFile extends FoundPiece {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly ouverture: Exclude<Ouverture, 'ouvert'>
  readonly raison?: string
  readonly erreur?: string
  readonly status?: number
}

function closedFile(deps: RoutesDeps, closed: ClosedFile): FastifyReply {
  const { request, reply, dossier, fichier, ouverture, raison = '', erreur } = closed
  const { status = OUVERTURE_STATUTS[ouverture] } = closed
  const langue = langueOf(deps, request)
  const [numero, id] = [dossier.numero, paramOf(request, 'id')]
  const releasable = ouverture === 'a_confirmer' || ouverture === 'bloque'
  const contenu = (
    <FichierPage
      langue={langue}
      csrf={csrfToken(request, reply)}
      nom={fichier.nom}
      ouverture={ouverture}
      motif={fichier.analyse.motif}
      fichier={paths.piece(numero, id)}
      retour={paths.dossier(numero)}
      liberation={releasable ? { action: paths.liberation(numero, id), raison, erreur } : undefined}
    />
  )
  const titre = fichierTitre(langue, ouverture)
  const page = { ...dossierPage(dossier, langue), titre, contenu, erreur: erreur !== undefined }
  return reply.html(deps.frame(request, page), status)
}
