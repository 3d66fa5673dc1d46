import type { FastifyInstance } from 'fastify'
import { pageOrLast } from '../../../infra/db/page-or-last.ts'
import { NotFound } from '../../../infra/http/errors.ts'
import { queryOf } from '../../../infra/http/request-texts.ts'
import { refOf, searchOrganismes } from '../../annuaire/index.ts'
import { tellRead } from '../actions/tell-read.ts'
import { asAdministrateur, type EquipesDeps } from '../deps.ts'
import { OrganismesPage } from '../pages/organismes-page.tsx'
import { paths } from '../paths.ts'
import { nomDe, PAR_PAGE, readPage } from '../rules.ts'
import { listAdministrateurs } from '../store/personnes.ts'
import { equipesTexts } from '../texts.ts'

/** Every organisme, for the administrator of the instance. */
export function organismesRoutes(app: FastifyInstance, deps: EquipesDeps): void {
  app.get('/instance/organismes', async (request, reply) => {
    const compte = deps.comptes.requireAgent(request)
    const visiteur = deps.comptes.visiteur(request)
    if (!deps.comptes.isAdministrateur(visiteur)) throw new NotFound()
    const { langue } = visiteur
    const q = (queryOf(request, 'q') ?? '').trim().slice(0, 100)
    const asked = { page: readPage(queryOf(request, 'page')), parPage: PAR_PAGE }
    const { organismes, total, page } = await pageOrLast(asked, (each) =>
      searchOrganismes(deps.db, { ...asked, q, page: each }),
    )
    const ids = organismes.map(({ id }) => id)
    const now = deps.clock()
    const known = await asAdministrateur(deps, compte.id, async (tx) => {
      await tellRead(tx, { par: compte.id, organismeId: undefined, now })
      return listAdministrateurs(tx, { organismes: ids, now })
    })
    const lignes = organismes.map((organisme) => {
      const row = known.find(({ organismeId }) => organismeId === organisme.id)
      const administrateurs = (row?.administrateurs ?? []).map(nomDe)
      return { ref: refOf(organisme), nom: organisme.nom, administrateurs, membres: row?.membres ?? 0 }
    })
    const t = equipesTexts(langue)
    const contenu = <OrganismesPage {...{ langue, organismes: lignes, total, q, page }} />
    const ariane = [{ titre: t.equipe.titreInstance, href: paths.equipe(undefined) }]
    return reply.html(deps.frame(request, { titre: t.organismes.titre, contenu, ariane, rubrique: 'equipes' }))
  })
}
