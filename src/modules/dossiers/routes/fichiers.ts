import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { fileHeaders } from '../../../infra/files/headers.ts'
import { NotFound } from '../../../infra/http/errors.ts'
import type { Fait } from '../../../infra/journal/journal.ts'
import { rememberRepeated } from '../actions/open-dossier.ts'
import { asUsager } from '../deps.ts'
import { dossierPdf, recepissePdf } from '../pdf.ts'
import { listMessages, listTraitements } from '../store/lists.ts'
import { type Dossier, findForUsager, type Tx } from '../store/load.ts'
import { findFichier } from '../store/pieces.ts'
import { langueOf, numeroOf, paramOf, type RoutesDeps, usagerOf } from './deps.ts'

/** The files of a dossier, and its two PDFs: served to those who may see it, never displayed in the site. */
export function fichiersRoutes(app: FastifyInstance, deps: RoutesDeps): void {
  app.get('/dossiers/:numero/pieces/:id', async (request, reply) => {
    const id = paramOf(request, 'id')
    if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new NotFound()
    const fichier = await read(deps, request, { action: 'fichier.read', meta: { fichier: id } }, (tx, dossier) =>
      findFichier(tx, { dossier, id }),
    )
    return reply.headers(fileHeaders(fichier)).send(await deps.files.open(fichier))
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

/** Reads something of the dossier of the address, and tells the journal. @throws {NotFound} when there is none. */
async function read<Result>(
  deps: RoutesDeps,
  request: FastifyRequest,
  told: Pick<Fait, 'action' | 'meta'>,
  run: (tx: Tx, dossier: Dossier) => Promise<Result | undefined>,
): Promise<Result> {
  const usager = usagerOf(deps, request)
  return asUsager(deps, usager, async (tx) => {
    const dossier = await findForUsager(deps, tx, { numero: numeroOf(request), compteId: usager.compteId })
    const result = dossier && (await run(tx, dossier))
    if (dossier === undefined || result === undefined) throw new NotFound()
    await rememberRepeated(tx, { dossier, usager, ...told, now: deps.clock() })
    return result
  })
}

/** Sends a PDF as a file to keep. @throws {NotFound} where PDFs cannot be made: the page says so. */
export function sendPdf(reply: FastifyReply, nom: string, bytes: Uint8Array | undefined): FastifyReply {
  if (!bytes) throw new NotFound()
  return reply.headers(fileHeaders({ nom, type: 'application/pdf', octets: bytes.length })).send(Buffer.from(bytes))
}
