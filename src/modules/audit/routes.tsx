import { isIP } from 'node:net'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { jourOf } from '../../core/jour.ts'
import { csvOf } from '../../infra/files/csv.ts'
import { fileHeaders } from '../../infra/files/headers.ts'
import { Refused, TooMany } from '../../infra/http/errors.ts'
import { hit } from '../../infra/http/limits.ts'
import { originOf } from '../../infra/http/origin.ts'
import { readChainState } from '../../infra/journal/state.ts'
import { listOrganismes } from '../annuaire/index.ts'
import { exportJournal } from './actions/export-journal.ts'
import { readJournal } from './actions/read-journal.ts'
import type { AuditDeps } from './deps.ts'
import { AuditPage } from './pages/audit-page.tsx'
import { paths } from './paths.ts'
import { EXPORTS_PAR_HEURE, type Filtre, type Perimetre, perimetreOf, readFiltre, writeFiltre } from './rules.ts'
import { textsOf } from './texts.ts'

/** The pages of auditors, who see the journal and nothing else. */
export function auditRoutes(app: FastifyInstance, deps: AuditDeps): void {
  app.get('/audit', async (request, reply) => {
    const { compteId, perimetre } = auditeurOf(deps, request)
    const filtre = named(deps, readFiltre(request.query))
    const vue = writeFiltre(filtre, { apres: filtre.apres, avant: filtre.avant })
    // A form sends its blank fields too, and an address is not to be kept: what is shared says only what was asked.
    if (isToRewrite(request.query, filtre)) return reply.redirect(paths.journal(vue), 303)
    const { page, noms } = await readJournal(deps, { compteId, perimetre, filtre, now: deps.clock() })
    const { langue } = deps.comptes.visiteur(request)
    const contenu = (
      <AuditPage
        {...{ langue, filtre, page, noms }}
        etat={await readChainState(deps.db)}
        organismes={await listLus(deps, perimetre)}
        instance={perimetre === 'instance'}
      />
    )
    const { titre } = textsOf(langue).journal
    return reply.html(deps.frame(request, { titre, contenu, rubrique: 'audit' }))
  })

  app.get('/audit/export', async (request, reply) => {
    const { compteId, perimetre } = auditeurOf(deps, request)
    deps.comptes.requirePreuve(request)
    const now = deps.clock()
    const counted = await hit(deps.db, {
      cle: `export|${compteId}`,
      ...{ max: EXPORTS_PAR_HEURE, secondes: 3_600, now },
    })
    if (!counted.permis) throw new TooMany(counted.secondes)
    const { langue } = deps.comptes.visiteur(request)
    const filtre = named(deps, readFiltre(request.query))
    const organismes = new Map((await listLus(deps, perimetre)).map(({ id, nom }) => [id, nom]))
    const lignes = await exportJournal(deps, { compteId, perimetre, filtre, now, langue, organismes })
    const headers = fileHeaders({ nom: `journal-${jourOf(now)}.csv`, type: 'text/csv' })
    return reply.headers(headers).send(csvOf(lignes, textsOf(langue).colonnes))
  })
}

/** The organismes whose journal may be read. */
function listLus({ db }: AuditDeps, perimetre: Perimetre) {
  return listOrganismes(db, perimetre === 'instance' ? undefined : perimetre)
}

/** Who audits, and what they may read. @throws {SignInNeeded}, {@link PreuveNeeded} or {@link Refused} for anybody else. */
function auditeurOf(
  { comptes }: AuditDeps,
  request: FastifyRequest,
): { readonly compteId: string; readonly perimetre: Perimetre } {
  const compte = comptes.requireAgent(request)
  const perimetre = perimetreOf(comptes.visiteur(request).roles)
  if (perimetre === undefined) throw new Refused(403, 'not_auditor')
  return { compteId: compte.id, perimetre }
}

/** A filter whose network is named by its reference, when it was by an address. */
function named({ origines }: AuditDeps, filtre: Filtre): Filtre {
  const { origine } = filtre
  return origine !== undefined && isIP(origine) !== 0 ? { ...filtre, origine: originOf(origines, origine) } : filtre
}

function isToRewrite(query: unknown, { origine }: Filtre): boolean {
  if (typeof query !== 'object' || query === null) return false
  return Object.values(query).includes('') || (origine !== undefined && Reflect.get(query, 'origine') !== origine)
}
