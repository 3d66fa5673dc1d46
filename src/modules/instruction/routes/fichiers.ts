import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Transaction } from 'kysely'
import type { Formulaire } from '../../../core/schema/formulaire.ts'
import type { Langue } from '../../../core/texte.ts'
import { fileHeaders } from '../../../infra/files/headers.ts'
import { NotFound } from '../../../infra/http/errors.ts'
import { numeroOf } from '../../../infra/http/request-texts.ts'
import { type Fait, writeRepeated } from '../../../infra/journal/journal.ts'
import { formatNumero } from '../../../ui/format.ts'
import type { FramedPage } from '../../../ui/frame.ts'
import { type Dossier, dossierPdf } from '../../dossiers/index.ts'
import { filedPieces } from '../changes.ts'
import { type Agent, asAgent } from '../deps.ts'
import { paths } from '../paths.ts'
import type { InstructionTables } from '../tables.ts'
import { textsOf } from '../texts.ts'
import { langueOf, type RoutesDeps, sessionOf } from './deps.ts'

/** The dossier as a document: downloaded, never displayed. */
export function fichiersRoutes(app: FastifyInstance, deps: RoutesDeps): void {
  app.get('/agents/dossiers/:numero/dossier.pdf', async (request, reply) => {
    const document = await readFiled(deps, request, { action: 'dossier.pdf' }, async (tx, { dossier, filed }) => ({
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

/** What the journal is told of a reading. */
type Told = Pick<Fait, 'action' | 'meta'>

/** A filed dossier as its agent reads it. */
interface Loaded {
  readonly agent: Agent
  readonly dossier: Dossier
  readonly formulaire: Formulaire
  /** The files that were filed. */
  readonly filed: ReadonlySet<string>
}

/**
 * Reads something of the dossier of the address, and tells the journal once a quarter of an hour, unless nothing was shown.
 * @throws {NotFound} when there is none.
 */
export async function readFiled<Result>(
  deps: RoutesDeps,
  request: FastifyRequest,
  told: Told | ((result: Result) => Told | undefined),
  run: (tx: Transaction<InstructionTables>, loaded: Loaded) => Promise<Result | undefined>,
): Promise<Result> {
  const { agent } = await sessionOf(deps, request)
  return asAgent(deps, agent, async (tx) => {
    const dossier = await deps.dossiers.findForGroupes(tx, { numero: numeroOf(request), groupes: agent.groupes })
    if (!dossier?.depot) throw new NotFound()
    const { formulaire } = await deps.demarches.findRevision(dossier.revisionId, tx)
    const result = await run(tx, { agent, dossier, formulaire, filed: filedPieces(dossier.depot.valeurs, formulaire) })
    if (result === undefined) throw new NotFound()
    const shown = typeof told === 'function' ? told(result) : told
    if (shown === undefined) return result
    await writeRepeated(tx, {
      ...{ at: deps.clock(), role: 'agent', compteId: agent.compteId, organismeId: dossier.organismeId },
      ...{ ...shown, objet: `dossier:${dossier.id}` },
    })
    return result
  })
}

/** What a page about a file of a dossier says around its content. */
export function dossierPage(dossier: Dossier, langue: Langue): Pick<FramedPage, 'organisme' | 'ariane' | 'rubrique'> {
  const { fiche, numero } = dossier
  const titre = textsOf(langue).dossier.titre(formatNumero(numero), dossier.demandeurNom ?? '')
  return {
    organisme: { id: dossier.organismeId, nom: fiche.organismeNom, accent: fiche.accent },
    ariane: [
      { titre: textsOf(langue).accueil.titre, href: paths.accueil() },
      { titre, href: paths.dossier(numero) },
    ],
    rubrique: 'agents',
  }
}
