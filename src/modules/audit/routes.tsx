import { isIP } from 'node:net'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Refused } from '../../infra/http/errors.ts'
import { originOf } from '../../infra/http/origin.ts'
import { readChainState } from '../../infra/journal/state.ts'
import { listOrganismes } from '../annuaire/index.ts'
import { readJournal } from './actions/read-journal.ts'
import type { AuditDeps } from './deps.ts'
import { AuditPage } from './pages/audit-page.tsx'
import { paths } from './paths.ts'
import { type Filtre, type Perimetre, perimetreOf, readFiltre, writeFiltre } from './rules.ts'
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
        organismes={await listOrganismes(deps.db, perimetre === 'instance' ? undefined : perimetre)}
        instance={perimetre === 'instance'}
      />
    )
    const { titre } = textsOf(langue).journal
    return reply.html(deps.frame(request, { titre, contenu, rubrique: 'audit' }))
  })
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
