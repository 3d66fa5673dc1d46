import { PassThrough, type Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Transaction } from 'kysely'
import { ZipFile } from 'yazl'
import type { Formulaire } from '../../../core/schema/formulaire.ts'
import { fileHeaders } from '../../../infra/files/headers.ts'
import type { FichierRange } from '../../../infra/files/sealed-file.ts'
import type { FileStore } from '../../../infra/files/store.ts'
import { NotFound } from '../../../infra/http/errors.ts'
import { type Fait, writeRepeated } from '../../../infra/journal/journal.ts'
import { type Dossier, dossierPdf } from '../../dossiers/index.ts'
import { archivePlaces } from '../archive.ts'
import { filedPieces } from '../changes.ts'
import { asAgent } from '../deps.ts'
import type { InstructionTables } from '../tables.ts'
import { langueOf, numeroOf, paramOf, type RoutesDeps, sessionOf } from './deps.ts'

/** The files of a dossier, one by one or together, and the dossier itself as a document: downloaded, never displayed. */
export function fichiersRoutes(app: FastifyInstance, deps: RoutesDeps): void {
  app.get('/agents/dossiers/:numero/pieces/:id', async (request, reply) => {
    const id = paramOf(request, 'id')
    if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new NotFound()
    const told = { action: 'fichier.read', meta: { fichier: id } }
    const fichier = await read(deps, request, told, async (tx, { dossier, filed }) => {
      // A file attached since the last filing is not an agent's to see yet.
      if (dossier.pieces.some((piece) => piece.id === id) && !filed.has(id)) return undefined
      return deps.dossiers.findFichier(tx, { dossier, id })
    })
    return reply.headers(fileHeaders(fichier)).send(await deps.files.open(fichier))
  })

  app.get('/agents/dossiers/:numero/pieces.zip', async (request, reply) => {
    const archive = await read(
      deps,
      request,
      { action: 'dossier.archive' },
      async (tx, { dossier, filed, formulaire }) => {
        const pieces = dossier.pieces.filter(({ id }) => filed.has(id))
        const places = archivePlaces(pieces, formulaire)
        const fichiers = new Map((await deps.dossiers.listFichiers(tx, dossier)).map((each) => [each.pieceId, each]))
        const archived = pieces.flatMap(({ id }, index) => {
          const fichier = fichiers.get(id)
          return fichier ? [{ ...fichier, place: places[index] ?? fichier.id }] : []
        })
        return archived.length === 0 ? undefined : archived
      },
    )
    const nom = `dossier-${numeroOf(request)}.zip`
    // How long it will be is known only at its end.
    const { 'content-length': _unknown, ...headers } = fileHeaders({ nom, type: 'application/zip', octets: 0 })
    return reply.headers(headers).send(zip(deps.files, archive))
  })

  app.get('/agents/dossiers/:numero/dossier.pdf', async (request, reply) => {
    const document = await read(deps, request, { action: 'dossier.pdf' }, async (tx, { dossier, filed }) => ({
      dossier: { ...dossier, ouverte: null, pieces: dossier.pieces.filter(({ id }) => filed.has(id)) },
      messages: await deps.dossiers.listMessages(tx, dossier.id),
      traitements: await deps.dossiers.listTraitements(tx, dossier.id),
    }))
    const bytes = await dossierPdf(deps, { ...document, langue: langueOf(deps, request), lecteur: 'agent' })
    if (!bytes) throw new NotFound()
    const nom = `dossier-${document.dossier.numero}.pdf`
    return reply.headers(fileHeaders({ nom, type: 'application/pdf', octets: bytes.length })).send(Buffer.from(bytes))
  })
}

interface Loaded {
  readonly dossier: Dossier
  readonly formulaire: Formulaire
  /** The files that were filed. */
  readonly filed: ReadonlySet<string>
}

/** Reads something of the dossier of the address, and tells the journal once a quarter of an hour. @throws {NotFound} when there is none. */
async function read<Result>(
  deps: RoutesDeps,
  request: FastifyRequest,
  told: Pick<Fait, 'action' | 'meta'>,
  run: (tx: Transaction<InstructionTables>, loaded: Loaded) => Promise<Result | undefined>,
): Promise<Result> {
  const { agent } = await sessionOf(deps, request)
  return asAgent(deps, agent, async (tx) => {
    const dossier = await deps.dossiers.findForGroupes(tx, { numero: numeroOf(request), groupes: agent.groupes })
    if (!dossier?.depot) throw new NotFound()
    const { formulaire } = await deps.demarches.findRevision(dossier.revisionId)
    const result = await run(tx, { dossier, formulaire, filed: filedPieces(dossier.depot.valeurs, formulaire) })
    if (result === undefined) throw new NotFound()
    await writeRepeated(tx, {
      ...{ at: deps.clock(), role: 'agent', compteId: agent.compteId, organismeId: dossier.organismeId },
      ...{ ...told, objet: `dossier:${dossier.id}` },
    })
    return result
  })
}

interface Archived extends FichierRange {
  readonly place: string
  readonly type: string
  readonly octets: number
}

/**
 * The files one after the other as an archive, never whole in memory: each is opened when the one before has been sent.
 * A file that cannot be read cuts the answer, so that nobody takes a part for the whole.
 */
function zip(store: FileStore, files: readonly Archived[]): Readable {
  const archive = new ZipFile()
  const output = new PassThrough()
  let current: Readable | undefined
  const fail = (error: unknown) => output.destroy(error instanceof Error ? error : new Error('an archive was cut'))
  archive.on('error', fail)
  for (const { place, type, octets, ...fichier } of files) {
    // Texts alone are worth compressing: PDF, images and office documents already are.
    archive.addReadStreamLazy(place, { size: octets, compress: type.startsWith('text/') }, (give) => {
      store.open(fichier).then((stream) => {
        current = stream
        if (output.destroyed) stream.destroy()
        give(null, stream.on('error', fail))
      }, fail)
    })
  }
  archive.end()
  // A reader who leaves in the middle must not leave a file open.
  output.once('close', () => current?.destroy())
  archive.outputStream.pipe(output)
  return output
}
