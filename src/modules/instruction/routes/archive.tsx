import { PassThrough, type Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ZipFile } from 'yazl'
import { type Ouverture, ouvertureOf } from '../../../core/dossier/analyse.ts'
import type { Langue } from '../../../core/texte.ts'
import { confirmationOf, isConfirmed } from '../../../infra/files/confirmation.ts'
import { fileHeaders } from '../../../infra/files/headers.ts'
import type { FichierRange } from '../../../infra/files/sealed-file.ts'
import type { FileStore } from '../../../infra/files/store.ts'
import { csrfToken, readWholeForm } from '../../../infra/http/csrf.ts'
import { queryOf } from '../../../infra/http/request-texts.ts'
import type { Dossier } from '../../dossiers/index.ts'
import { absentText, archivePlaces } from '../archive.ts'
import type { Agent } from '../deps.ts'
import { ArchivePage } from '../pages/archive-page.tsx'
import { paths } from '../paths.ts'
import { textsOf } from '../texts.ts'
import { langueOf, type RoutesDeps } from './deps.ts'
import { dossierPage, readFiled } from './fichiers.ts'

/** The files of a dossier together, after a warning when some were not scanned. */
export function archiveRoutes(app: FastifyInstance, deps: RoutesDeps): void {
  app.get('/agents/dossiers/:numero/pieces.zip', async (request, reply) => {
    const { dossier, files } = await findFiles(deps, request)
    const warned = files.filter(({ ouverture }) => ouverture === 'a_confirmer')
    if (warned.length > 0) return warning(deps, { request, reply, dossier, noms: warned.map(({ nom }) => nom) })
    const nom = `dossier-${dossier.numero}.zip`
    // How long it will be is known only at its end.
    const headers = fileHeaders({ nom, type: 'application/zip' })
    return reply.headers(headers).send(zip(deps.files, files, langueOf(deps, request)))
  })

  app.post('/agents/dossiers/:numero/pieces.zip', async (request, reply) => {
    // Who asks, then the form, then the files: whatever is wrong after, what was sent is given back.
    deps.comptes.requireAgent(request)
    await readWholeForm(request)
    const { agent, dossier } = await findFiles(deps, request)
    const confirme = confirmationOf(deps.keys.csrf, warnedOf(deps, { agent, dossier }))
    return reply.redirect(paths.archiveConfirmee(dossier.numero, confirme), 303)
  })
}

interface FoundFiles {
  readonly agent: Agent
  readonly dossier: Dossier
  readonly files: readonly Archived[]
}

/** The filed files; the journal is told unless a warning stands before them. @throws {NotFound} when there are none. */
async function findFiles(deps: RoutesDeps, request: FastifyRequest): Promise<FoundFiles> {
  const confirme = queryOf(request, 'confirme')
  const told = ({ files }: FoundFiles) =>
    request.method === 'GET' && files.every(({ ouverture }) => ouverture !== 'a_confirmer')
      ? { action: 'dossier.archive' }
      : undefined
  return readFiled(deps, request, told, async (tx, { agent, dossier, filed, formulaire }) => {
    const pieces = dossier.pieces.filter(({ id }) => filed.has(id))
    const places = archivePlaces(pieces, formulaire)
    const fichiers = new Map((await deps.dossiers.listFichiers(tx, dossier)).map((each) => [each.pieceId, each]))
    const confirmed =
      confirme !== undefined && isConfirmed(deps.keys.csrf, confirme, warnedOf(deps, { agent, dossier }))
    const files = pieces.flatMap(({ id }, index): readonly Archived[] => {
      const fichier = fichiers.get(id)
      if (!fichier) return []
      const ouverture = ouvertureOf(fichier.analyse, { compteId: agent.compteId, politique: deps.politique })
      const opens = confirmed && ouverture === 'a_confirmer'
      return [{ ...fichier, place: places[index] ?? fichier.id, ouverture: opens ? 'ouvert' : ouverture }]
    })
    return files.length === 0 ? undefined : { agent, dossier, files }
  })
}

function warnedOf({ clock }: RoutesDeps, { agent, dossier }: Pick<FoundFiles, 'agent' | 'dossier'>) {
  return { fichierId: `archive:${dossier.id}`, compteId: agent.compteId, now: clock() }
}

interface Warning {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly dossier: Dossier
  readonly noms: readonly string[]
}

function warning(deps: RoutesDeps, { request, reply, dossier, noms }: Warning): FastifyReply {
  const langue = langueOf(deps, request)
  const contenu = (
    <ArchivePage
      langue={langue}
      csrf={csrfToken(request, reply)}
      action={paths.archive(dossier.numero)}
      retour={paths.dossier(dossier.numero)}
      noms={noms}
    />
  )
  const titre = textsOf(langue).archive.titre
  return reply.html(deps.frame(request, { ...dossierPage(dossier, langue), titre, contenu }))
}

interface Archived extends FichierRange {
  readonly nom: string
  readonly place: string
  readonly type: string
  readonly octets: number
  readonly ouverture: Ouverture
}

/**
 * The files one after the other as an archive, never whole in memory: each is opened when the one before has been sent.
 * A file that cannot be read cuts the answer, so that nobody takes a part for the whole; those that may not be opened are
 * left out, and a text says which and why.
 */
function zip(store: FileStore, files: readonly Archived[], langue: Langue): Readable {
  const archive = new ZipFile()
  const output = new PassThrough()
  let current: Readable | undefined
  const fail = (error: unknown) => output.destroy(error instanceof Error ? error : new Error('an archive was cut'))
  archive.on('error', fail)
  const absents = absentText(files, langue)
  if (absents !== undefined) archive.addBuffer(Buffer.from(absents.texte), absents.nom)
  for (const { place, type, octets, ouverture, ...fichier } of files) {
    if (ouverture !== 'ouvert') continue
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
