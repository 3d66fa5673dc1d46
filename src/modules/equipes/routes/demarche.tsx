import type { FastifyInstance, FastifyRequest } from 'fastify'
import { readTexte } from '../../../core/texte.ts'
import { readWholeForm } from '../../../infra/http/csrf.ts'
import { NotFound } from '../../../infra/http/errors.ts'
import { numeroOf, parseNumero, queryOf } from '../../../infra/http/request-texts.ts'
import { managesGroupes } from '../../comptes/index.ts'
import { setGroupes } from '../actions/set-groupes.ts'
import { tellRead } from '../actions/tell-read.ts'
import { asAdministrateur, type EquipesDeps } from '../deps.ts'
import { DemarchePage } from '../pages/demarche-page.tsx'
import { paths } from '../paths.ts'
import { nomDe } from '../rules.ts'
import { listInstructeurs } from '../store/personnes.ts'
import { equipesTexts } from '../texts.ts'

/** Who receives the dossiers of a démarche: for its administrator, and for those of its organisme. */
export function demarcheRoutes(app: FastifyInstance, deps: EquipesDeps): void {
  app.get('/agents/demarches/:numero/equipe', async (request, reply) => {
    const compte = deps.comptes.requireAgent(request)
    const demarche = await demarcheOf(deps, request)
    const { langue, jeton: csrf } = deps.comptes.visiteur(request)
    const { organismeId, numero, groupes } = demarche
    const now = deps.clock()
    const found = await asAdministrateur(deps, compte.id, async (tx) => {
      await tellRead(tx, { par: compte.id, organismeId, now })
      return listInstructeurs(tx, { organismeId, demarcheId: demarche.id, now })
    })
    const instructeurs = found.map(({ compteId, groupes: dedans, ...row }) => ({
      membre: deps.references.of(compteId),
      nom: nomDe(row),
      groupes: dedans,
    }))
    const titre = readTexte(demarche.titre, langue)
    const fait = queryOf(request, 'fait') !== undefined
    const contenu = <DemarchePage {...{ langue, csrf, numero, titre, groupes, instructeurs, fait }} />
    const t = equipesTexts(langue)
    const ariane = [{ titre: t.miennes.titre, href: paths.miennes() }]
    return reply.html(deps.frame(request, { titre: t.demarche.titre(titre), contenu, ariane, rubrique: 'equipes' }))
  })

  app.post('/agents/demarches/:numero/equipe', async (request, reply) => {
    const compte = deps.comptes.requireAgent(request)
    const demarche = await demarcheOf(deps, request)
    deps.comptes.requirePreuve(request)
    const fields = await readWholeForm(request)
    const compteId = deps.references.read(fields.one('membre') ?? '')
    if (compteId === undefined) throw new NotFound()
    const wanted = fields.all('groupe').flatMap((text) => parseNumero(text) ?? [])
    const { organismeId, numero } = demarche
    const now = deps.clock()
    const asked = { par: compte.id, compteId, organismeId, demarches: [demarche], wanted, now }
    const { outcome } = await setGroupes(deps, asked)
    if (outcome === 'not_instructeur') throw new NotFound()
    return reply.redirect(`${paths.demarche(numero)}?fait=1`, 303)
  })
}

/** The démarche of the address. @throws {NotFound} when there is none, or who asks does not say who receives its dossiers. */
async function demarcheOf(deps: EquipesDeps, request: FastifyRequest) {
  const [demarche] = await deps.demarches.listDemarchesGroupes({ numero: numeroOf(request) })
  const { roles } = deps.comptes.visiteur(request)
  if (!demarche || !managesGroupes(roles, { organismeId: demarche.organismeId, demarcheId: demarche.id }))
    throw new NotFound()
  return demarche
}
