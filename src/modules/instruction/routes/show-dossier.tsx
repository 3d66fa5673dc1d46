import type { FastifyReply, FastifyRequest } from 'fastify'
import { readTexte } from '../../../core/texte.ts'
import { invariant } from '../../../infra/http/errors.ts'
import { faitOf, numeroOf, queryOf } from '../../../infra/http/request-texts.ts'
import type { Erreur } from '../../../ui/error-summary.tsx'
import { formatInstant, formatNumero } from '../../../ui/format.ts'
import { type FichierAcces, readDossier, readSections, type TraitementRow } from '../../dossiers/index.ts'
import { type Opened, openDossier } from '../actions/open-dossier.ts'
import { changesSince, depotAt, filedPieces } from '../changes.ts'
import { DossierPage } from '../pages/dossier-page.tsx'
import type { Typed } from '../pages/typed.ts'
import { paths, withParam } from '../paths.ts'
import { newsOf, parseInstant, readFiltre } from '../rules.ts'
import { textsOf } from '../texts.ts'
import { formOf, langueOf, type RoutesDeps, type Session } from './deps.ts'
import { vueOf } from './table.tsx'

/** A dossier to show: as it is, or again after a form that could not be done. */
export interface ShownDossier {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly session: Session
  readonly status?: number
  readonly erreurs?: readonly Erreur[]
  readonly typed?: Typed
  /** Somebody was faster: the last thing that happened to the dossier, if it is known. */
  readonly overtaken?: { readonly last: TraitementRow | undefined }
  /** Why nothing was done, in words. */
  readonly refus?: string
}

/** The query that every form of the page carries: the list one came from, and what the dossier is compared with. */
export function keptQuery(request: FastifyRequest): string {
  const vue = vueOf(readFiltre(request.query))
  const vu = parseInstant(queryOf(request, 'vu'))
  return vu ? withParam(vue, 'vu', vu.toISOString()) : vue
}

/** Opens the dossier of the address and sends its page. @throws {NotFound} when it is none of this agent's. */
export async function showDossier(deps: RoutesDeps, shown: ShownDossier): Promise<FastifyReply> {
  const { request, reply, session, status = 200, erreurs = [], typed = {}, overtaken, refus } = shown
  const langue = langueOf(deps, request)
  const filtre = readFiltre(request.query)
  const now = deps.clock()
  const opened = await openDossier(deps, { ...session, numero: numeroOf(request), filtre, now })
  const { dossier, depots } = opened
  const { definition, formulaire } = await deps.demarches.findRevision(dossier.revisionId)
  const [last] = depots
  invariant(last, 'an agent opened a dossier that was never filed')
  const asked = parseInstant(queryOf(request, 'vu'))
  const since = asked ?? opened.seenAt ?? undefined
  const filed = filedPieces(last.valeurs, formulaire)
  const pieces = dossier.pieces.filter(({ id }) => filed.has(id))
  // Read as on the day of the filing: a date that had to be in the future then is still an answer.
  const lecture = readDossier(deps, { dossier: { ...dossier, ouverte: null, pieces }, formulaire, now: last.createdAt })
  const changes = changesSince(depots, since, { formulaire, langue })
  const vue = vueOf(filtre)
  const t = textsOf(langue).dossier
  const changed = changes.byCle.size > 0 || changes.effacees.length > 0
  const contenu = (
    <DossierPage
      {...formOf(request, reply)}
      {...opened}
      langue={langue}
      compteId={session.agent.compteId}
      sections={readSections(lecture, pieces, { langue, ligne: t.ligne })}
      pieces={pieces}
      changes={changes}
      compareeAu={asked && changed ? formatInstant(langue, (depotAt(depots, asked) ?? last).createdAt) : undefined}
      depotPrecedent={
        depots[1] && paths.dossier(dossier.numero, withParam(vue, 'vu', depots[1].createdAt.toISOString()))
      }
      nouveaute={opened.seenAt === null ? undefined : newsOf(datesOf(opened), opened.seenAt)}
      liste={paths.table(dossier.fiche.numero, vue)}
      vue={vue}
      query={changed && since ? withParam(vue, 'vu', since.toISOString()) : vue}
      tacite={definition.silence.effet === 'accord'}
      fait={faitOf(request, t.fait)}
      depasse={overtaken && overtakenText(langue, overtaken.last)}
      refus={refus}
      erreurs={erreurs}
      typed={typed}
      pdf={deps.pdf.available}
      acces={accesOf(deps, { compteId: session.agent.compteId, numero: dossier.numero })}
    />
  )
  const titre = t.titre(formatNumero(dossier.numero), dossier.demandeurNom ?? '')
  const { fiche } = dossier
  return reply.html(
    deps.frame(request, {
      titre,
      contenu,
      erreur: erreurs.length > 0,
      organisme: { id: dossier.organismeId, nom: fiche.organismeNom, accent: fiche.accent },
      ariane: [
        { titre: textsOf(langue).accueil.titre, href: paths.accueil() },
        { titre: readTexte(fiche.titre, langue), href: paths.table(fiche.numero, vue) },
      ],
      rubrique: 'agents',
      ...(fiche.telephone === null ? {} : { aide: fiche.telephone }),
    }),
    status,
  )
}

/** What that agent may open of the files of a dossier, and where they are and are drawn. */
function accesOf(
  { politique }: Pick<RoutesDeps, 'politique'>,
  { compteId, numero }: { readonly compteId: string; readonly numero: number },
): FichierAcces {
  return { compteId, politique, href: (id) => paths.piece(numero, id), apercu: (id) => paths.apercu(numero, id) }
}

function datesOf({ dossier, depots, messages }: Opened): Parameters<typeof newsOf>[0] {
  return {
    dernierDepotAt: depots[0]?.createdAt ?? dossier.updatedAt,
    messageRecuAt: messages.findLast(({ auteur }) => auteur === 'usager')?.createdAt ?? null,
    traiteAt: dossier.traiteAt,
  }
}

function overtakenText(langue: Parameters<typeof textsOf>[0], last: TraitementRow | undefined): string {
  const t = textsOf(langue).dossier
  if (!last) return t.depasseInconnu
  const who = last.agent ?? (last.par === 'usager' ? t.usager : t.collegue)
  return t.depasse(who, t.evenements[last.evenement] ?? last.evenement, formatInstant(langue, last.at))
}
