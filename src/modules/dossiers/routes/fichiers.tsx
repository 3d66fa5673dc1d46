import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Ouverture } from '../../../core/dossier/analyse.ts'
import { confirmationOf } from '../../../infra/files/confirmation.ts'
import { fileHeaders } from '../../../infra/files/headers.ts'
import { csrfToken, readWholeForm } from '../../../infra/http/csrf.ts'
import { NotFound } from '../../../infra/http/errors.ts'
import { numeroOf, paramOf, queryOf } from '../../../infra/http/request-texts.ts'
import type { Fait } from '../../../infra/journal/journal.ts'
import { rememberRepeated } from '../actions/open-dossier.ts'
import { asUsager, type Usager } from '../deps.ts'
import { OUVERTURE_STATUTS, openingOf } from '../ouverture.ts'
import { FichierPage, fichierTitre } from '../pages/fichier-page.tsx'
import { paths } from '../paths.ts'
import { dossierPdf, recepissePdf } from '../pdf.ts'
import { listMessages, listTraitements } from '../store/lists.ts'
import { type Dossier, findForUsager, type Tx } from '../store/load.ts'
import { type FichierServi, findFichier } from '../store/pieces.ts'
import { dossierPage, langueOf, type RoutesDeps, usagerOf } from './deps.ts'

/** The files of a dossier, and its two PDFs: served to those who may see it, never displayed in the site. */
export function fichiersRoutes(app: FastifyInstance, deps: RoutesDeps): void {
  app.get('/dossiers/:numero/pieces/:id', async (request, reply) => {
    const found = await findPiece(deps, request)
    const { fichier, ouverture } = found
    if (ouverture !== 'ouvert') return closedFile(deps, { request, reply, ...found, ouverture })
    return reply.headers(fileHeaders(fichier)).send(await deps.files.open(fichier))
  })

  app.post('/dossiers/:numero/pieces/:id', async (request, reply) => {
    // Who asks, then the form, then the file: whatever is wrong after, what was sent is given back.
    usagerOf(deps, request)
    await readWholeForm(request)
    const { dossier, fichier, usager } = await findPiece(deps, request)
    const warned = { fichierId: fichier.id, compteId: usager.compteId, now: deps.clock() }
    const confirme = confirmationOf(deps.keys.csrf, warned)
    return reply.redirect(paths.pieceConfirmee(dossier.numero, paramOf(request, 'id'), confirme), 303)
  })

  app.get('/dossiers/:numero/recepisse.pdf', async (request, reply) => {
    const dossier = await read(deps, request, { action: 'dossier.pdf' }, async (_tx, found) =>
      found.depot ? found : undefined,
    )
    return sendPdf(
      reply,
      `accuse-${dossier.numero}.pdf`,
      await recepissePdf(deps, { dossier, langue: langueOf(deps, request) }),
    )
  })

  app.get('/dossiers/:numero/dossier.pdf', async (request, reply) => {
    const suite = await read(deps, request, { action: 'dossier.pdf' }, async (tx, dossier) => {
      if (!dossier.depot) return undefined
      const messages = await listMessages(tx, dossier.id)
      return { dossier, messages, traitements: await listTraitements(tx, dossier.id) }
    })
    const bytes = await dossierPdf(deps, { ...suite, langue: langueOf(deps, request), lecteur: 'usager' })
    return sendPdf(reply, `dossier-${suite.dossier.numero}.pdf`, bytes)
  })
}

interface FoundPiece {
  readonly dossier: Dossier
  readonly fichier: FichierServi
  readonly usager: Usager
  readonly ouverture: Ouverture
}

/** The file of the address; the journal is told when it opens. @throws {NotFound} when it is not in a dossier of who asks. */
async function findPiece(deps: RoutesDeps, request: FastifyRequest): Promise<FoundPiece> {
  const usager = usagerOf(deps, request)
  const id = paramOf(request, 'id')
  if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new NotFound()
  const confirme = queryOf(request, 'confirme')
  const opens = ({ ouverture }: FoundPiece) =>
    request.method === 'GET' && ouverture === 'ouvert' ? { action: 'fichier.read', meta: { fichier: id } } : undefined
  return read(deps, request, opens, async (tx, dossier) => {
    const fichier = await findFichier(tx, { dossier, id })
    if (!fichier) return undefined
    const ouverture = openingOf(deps, { fichier, compteId: usager.compteId, confirme })
    return { dossier, fichier, usager, ouverture }
  })
}

interface ClosedFile extends FoundPiece {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly ouverture: Exclude<Ouverture, 'ouvert'>
}

function closedFile(deps: RoutesDeps, { request, reply, dossier, fichier, ouverture }: ClosedFile): FastifyReply {
  const langue = langueOf(deps, request)
  const contenu = (
    <FichierPage
      langue={langue}
      csrf={csrfToken(request, reply)}
      nom={fichier.nom}
      ouverture={ouverture}
      motif={fichier.analyse.motif}
      fichier={paths.piece(dossier.numero, paramOf(request, 'id'))}
      retour={paths.dossier(dossier.numero)}
    />
  )
  const page = { ...dossierPage(dossier, langue), titre: fichierTitre(langue, ouverture), contenu }
  return reply.html(deps.frame(request, page), OUVERTURE_STATUTS[ouverture])
}

/** What the journal is told of a reading. */
type Told = Pick<Fait, 'action' | 'meta'>

/** Reads something of the dossier of the address, and tells the journal, unless nothing was shown. @throws {NotFound} when there is none. */
async function read<Result>(
  deps: RoutesDeps,
  request: FastifyRequest,
  told: Told | ((result: Result) => Told | undefined),
  run: (tx: Tx, dossier: Dossier) => Promise<Result | undefined>,
): Promise<Result> {
  const usager = usagerOf(deps, request)
  return asUsager(deps, usager, async (tx) => {
    const dossier = await findForUsager(deps, tx, { numero: numeroOf(request), compteId: usager.compteId })
    const result = dossier && (await run(tx, dossier))
    if (dossier === undefined || result === undefined) throw new NotFound()
    const shown = typeof told === 'function' ? told(result) : told
    if (shown) await rememberRepeated(tx, { dossier, usager, ...shown, now: deps.clock() })
    return result
  })
}

/** Sends a PDF as a file to keep. @throws {NotFound} where PDFs cannot be made: the page says so. */
export function sendPdf(reply: FastifyReply, nom: string, bytes: Uint8Array | undefined): FastifyReply {
  if (!bytes) throw new NotFound()
  return reply.headers(fileHeaders({ nom, type: 'application/pdf', octets: bytes.length })).send(Buffer.from(bytes))
}
