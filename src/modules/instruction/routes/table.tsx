import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { jourOf } from '../../../core/jour.ts'
import { readTexte } from '../../../core/texte.ts'
import { invariant, NotFound } from '../../../infra/http/errors.ts'
import { numeroOf } from '../../../infra/http/request-texts.ts'
import { writeJournal } from '../../../infra/journal/journal.ts'
import type { DemarcheOfAgent } from '../../demarches/index.ts'
import { asAgent } from '../deps.ts'
import { AccueilPage } from '../pages/accueil-page.tsx'
import { TablePage } from '../pages/table-page.tsx'
import { paths } from '../paths.ts'
import { countByEtat, type Filtre, readFiltre, writeFiltre } from '../rules.ts'
import { countByGroupe, findEnseigne } from '../store/demarche.ts'
import { listDossiers } from '../store/table.ts'
import { textsOf } from '../texts.ts'
import { langueOf, type RoutesDeps, type Session, sessionOf } from './deps.ts'

/** The démarches of an agent, and the table of the dossiers of each. */
export function tableRoutes(app: FastifyInstance, deps: RoutesDeps): void {
  app.get('/agents', async (request, reply) => {
    const { agent, demarches } = await sessionOf(deps, request)
    const effectifs = await asAgent(deps, agent, (tx) => countByGroupe(tx, agent.groupes))
    const langue = langueOf(deps, request)
    const lignes = demarches.map((demarche) => ({
      numero: demarche.numero,
      titre: readTexte(demarche.titre, langue),
      organisme: demarche.organismeNom,
      close: demarche.etat === 'close',
      effectifs: countByEtat(effectifs, keysOf(demarche)),
    }))
    const { roles } = deps.comptes.visiteur(request)
    const administrateur = roles.some(({ role }) => role === 'administrateur_instance')
    const contenu = <AccueilPage langue={langue} demarches={lignes} administrateur={administrateur} />
    return reply.html(deps.frame(request, { titre: textsOf(langue).accueil.titre, contenu, rubrique: 'agents' }))
  })

  app.get('/agents/demarches/:numero', async (request, reply) => {
    const session = await sessionOf(deps, request)
    const demarche = session.demarches.find((candidate) => candidate.numero === numeroOf(request))
    if (!demarche) throw new NotFound()
    const filtre = readFiltre(request.query)
    // A form sends its blank fields too: the address that is shared says only what was asked.
    if (hasBlank(request.query)) return reply.redirect(paths.table(demarche.numero, vueOf(filtre)), 303)
    return table(deps, { request, reply, session, demarche, filtre })
  })
}

/** The query that shows the same page of the same list again. */
export function vueOf(filtre: Filtre): string {
  return writeFiltre(filtre, { apres: filtre.apres, avant: filtre.avant })
}

function keysOf({ groupes }: DemarcheOfAgent): readonly string[] {
  return groupes.map(({ id }) => id)
}

function hasBlank(query: unknown): boolean {
  return typeof query === 'object' && query !== null && Object.values(query).includes('')
}

interface Shown {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly session: Session
  readonly demarche: DemarcheOfAgent
  readonly filtre: Filtre
}

async function table(deps: RoutesDeps, { request, reply, session, demarche, filtre }: Shown): Promise<FastifyReply> {
  const { agent } = session
  const groupes = keysOf(demarche)
  const { page, effectifs, enseigne } = await asAgent(deps, agent, async (tx) => {
    const found = await findEnseigne(tx, demarche.id)
    invariant(found, 'a démarche without its organisme')
    const listed = await listDossiers(tx, { compteId: agent.compteId, groupes, filtre })
    await writeJournal(tx, {
      ...{ at: deps.clock(), role: 'agent', compteId: agent.compteId, organismeId: found.id },
      ...{ action: 'table.read', objet: `demarche:${demarche.id}`, meta: { lignes: listed.lignes.length } },
    })
    return { page: listed, effectifs: await countByGroupe(tx, groupes), enseigne: found }
  })
  const langue = langueOf(deps, request)
  const t = textsOf(langue)
  const titre = t.table.titre(readTexte(demarche.titre, langue))
  const { telephone, ...organisme } = enseigne
  const contenu = (
    <TablePage
      langue={langue}
      titre={titre}
      numero={demarche.numero}
      filtre={filtre}
      page={page}
      effectifs={countByEtat(effectifs)}
      departements={deps.referentiels.departements()}
      today={jourOf(deps.clock())}
    />
  )
  return reply.html(
    deps.frame(request, {
      titre: `${titre} — ${filtre.etat ? t.etats[filtre.etat] : t.table.tous}`,
      contenu,
      organisme,
      ariane: [{ titre: t.accueil.titre, href: paths.accueil() }],
      rubrique: 'agents',
      ...(telephone === null ? {} : { aide: telephone }),
    }),
  )
}
