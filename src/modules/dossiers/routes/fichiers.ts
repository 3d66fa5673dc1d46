import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { fileHeaders } from '../../../infra/files/headers.ts'
import { NotFound } from '../../../infra/http/errors.ts'
import { asUsager } from '../deps.ts'
import { dossierPdf, recepissePdf } from '../pdf.ts'
import { listMessages, listTraitements } from '../store/lists.ts'
import { type Dossier, findForUsager } from '../store/load.ts'
import { findFichier } from '../store/pieces.ts'
import { langueOf, numeroOf, paramOf, type RoutesDeps, usagerOf } from './deps.ts'

/** The files of a dossier, and its two PDFs: served to those who may see it, never displayed in the site. */
export function fichiersRoutes(app: FastifyInstance, deps: RoutesDeps): void {
  app.get('/dossiers/:numero/pieces/:id', async (request, reply) => {
    const usager = usagerOf(deps, request)
    const id = paramOf(request, 'id')
    if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new NotFound()
    const fichier = await asUsager(deps, usager, async (tx) => {
      const dossier = await findForUsager(tx, { numero: numeroOf(request), compteId: usager.compteId })
      return dossier && findFichier(tx, { dossierId: dossier.id, id })
    })
    if (!fichier) throw new NotFound()
    return reply.headers(fileHeaders(fichier)).send(await deps.files.open(fichier.emplacement))
  })

  app.get('/dossiers/:numero/recepisse.pdf', async (request, reply) => {
    const dossier = await load(deps, request)
    if (!dossier.depot) throw new NotFound()
    return sendPdf(
      reply,
      `accuse-${dossier.numero}.pdf`,
      await recepissePdf(deps, { dossier, langue: langueOf(deps, request) }),
    )
  })

  app.get('/dossiers/:numero/dossier.pdf', async (request, reply) => {
    const usager = usagerOf(deps, request)
    const dossier = await load(deps, request)
    if (!dossier.depot) throw new NotFound()
    const suite = await asUsager(deps, usager, async (tx) => ({
      messages: await listMessages(tx, dossier.id),
      traitements: await listTraitements(tx, dossier.id),
    }))
    const bytes = await dossierPdf(deps, { dossier, langue: langueOf(deps, request), lecteur: 'usager', ...suite })
    return sendPdf(reply, `dossier-${dossier.numero}.pdf`, bytes)
  })
}

async function load(deps: RoutesDeps, request: FastifyRequest): Promise<Dossier> {
  const usager = usagerOf(deps, request)
  const dossier = await asUsager(deps, usager, (tx) =>
    findForUsager(tx, { numero: numeroOf(request), compteId: usager.compteId }),
  )
  if (!dossier) throw new NotFound()
  return dossier
}

/** Sends a PDF as a file to keep. @throws {NotFound} where PDFs cannot be made: the page says so. */
export function sendPdf(reply: FastifyReply, nom: string, bytes: Uint8Array | undefined): FastifyReply {
  if (!bytes) throw new NotFound()
  return reply.headers(fileHeaders({ nom, type: 'application/pdf', octets: bytes.length })).send(Buffer.from(bytes))
}
