import type { FastifyInstance, FastifyReply } from 'fastify'
import { pageOrLast } from '../../../infra/db/page-or-last.ts'
import { readWholeForm } from '../../../infra/http/csrf.ts'
import { faitOf, queryOf } from '../../../infra/http/request-texts.ts'
import { formatDate } from '../../../ui/format.ts'
import { parseCourriel, ROLES, roleNom } from '../../comptes/index.ts'
import type { DemarcheGroupes } from '../../demarches/index.ts'
import { cancelInvitation, inviteMembre } from '../actions/invite-membre.ts'
import { tellRead } from '../actions/tell-read.ts'
import { asAdministrateur, type EquipesDeps } from '../deps.ts'
import { EquipePage } from '../pages/equipe-page.tsx'
import { InviterPage } from '../pages/inviter-page.tsx'
import { ROLE_VIERGE, type RoleErreurs, type RoleSaisie } from '../pages/role-fields.tsx'
import { paths } from '../paths.ts'
import { nomDe, PAR_PAGE, readPage, sinceOf } from '../rules.ts'
import { listDemandes } from '../store/demandes.ts'
import { listMembres } from '../store/membres.ts'
import { equipesTexts } from '../texts.ts'
import { around, BASES, type Gestion, gestionOf, sensibleOf, titreOf, vueRole } from './deps.ts'
import { choixOf, erreursOf, readRole, saisieOf } from './role-form.ts'

/** The list of a team, and inviting somebody to it. */
export function equipeRoutes(app: FastifyInstance, deps: EquipesDeps): void {
  for (const base of BASES) {
    app.get(base, async (request, reply) => showEquipe(deps, await gestionOf(deps, request, reply)))

    app.post(`${base}/invitations`, async (request, reply) => {
      const gestion = await sensibleOf(deps, request, reply)
      const courriel = (await readWholeForm(request)).one('courriel') ?? ''
      const { par, now, equipe } = gestion
      await cancelInvitation(deps, { par, courriel, organismeId: equipe.organismeId, now })
      return reply.redirect(`${paths.equipe(equipe.ref)}?fait=annulee`, 303)
    })

    app.get(`${base}/inviter`, async (request, reply) =>
      showInviter(deps, await sensibleOf(deps, request, reply), { courriel: '', saisie: ROLE_VIERGE, erreurs: {} }),
    )

    app.post(`${base}/inviter`, async (request, reply) => invite(deps, await sensibleOf(deps, request, reply)))
  }
}

async function showEquipe(deps: EquipesDeps, gestion: Gestion): Promise<FastifyReply> {
  const { request, reply, langue, csrf, equipe, now, par } = gestion
  const { organismeId } = equipe
  const q = (queryOf(request, 'q') ?? '').trim().slice(0, 100)
  const asked = { page: readPage(queryOf(request, 'page')), parPage: PAR_PAGE }
  const demarches = await demarchesOf(deps, organismeId)
  const { membres, total, page, invitations, candidats } = await asAdministrateur(deps, par, async (tx) => {
    await tellRead(tx, { par, organismeId, now })
    const found = await pageOrLast(asked, (page) => listMembres(tx, { organismeId, q, page }))
    return {
      ...found,
      invitations: await deps.comptes.listInvitations(tx, { organismeId, now }),
      candidats: organismeId === undefined ? [] : await listDemandes(tx, { organismeId, since: sinceOf(now) }),
    }
  })
  const lignes = membres.map(({ compteId, courriel, roles, groupes, vuAt, ...row }) => ({
    membre: deps.references.of(compteId),
    nom: nomDe({ ...row, courriel }),
    courriel: courriel ?? undefined,
    roles: roles.map((role) => vueRole(gestion, role, demarches)),
    groupes,
    visite: vuAt === null ? undefined : formatDate(langue, vuAt),
  }))
  const waiting = invitations.map(({ courriel, role: named, expiresAt }) => {
    const role = ROLES.find((one) => one === named)
    return { courriel, role: role === undefined ? '' : roleNom(langue, role), jour: formatDate(langue, expiresAt) }
  })
  const demandes = candidats.map(({ id, createdAt, ...row }) => ({
    demande: deps.references.of(id),
    nom: nomDe(row),
    jour: formatDate(langue, createdAt),
  }))
  const titre = titreOf(langue, equipe)
  const t = equipesTexts(langue)
  const fait = faitOf(request, { ...t.equipe.faits, ...t.demandes.faits })
  const contenu = (
    <EquipePage
      {...{ langue, csrf, titre, total, q, page, fait, demandes, equipe: equipe.ref }}
      membres={lignes}
      invitations={waiting}
    />
  )
  return reply.html(deps.frame(request, { titre, contenu, ...around(gestion, false) }))
}

/** The démarches of an organisme; the instance has none of its own. */
export async function demarchesOf(
  deps: EquipesDeps,
  organismeId: string | undefined,
): Promise<readonly DemarcheGroupes[]> {
  return organismeId === undefined ? [] : deps.demarches.listDemarchesGroupes({ organismeIds: [organismeId] })
}

interface Typed {
  readonly courriel: string
  readonly saisie: RoleSaisie
  readonly erreurs: RoleErreurs & { readonly courriel?: string }
  readonly status?: number
}

async function showInviter(deps: EquipesDeps, gestion: Gestion, { status, ...typed }: Typed): Promise<FastifyReply> {
  const { request, reply, langue, csrf, equipe } = gestion
  const { choix } = await contextOf(deps, gestion)
  const { titre } = equipesTexts(langue).inviter
  const contenu = <InviterPage {...{ langue, csrf, choix, equipe: equipe.ref, nom: equipe.nom, ...typed }} />
  const erreur = Object.keys(typed.erreurs).length > 0
  return reply.html(deps.frame(request, { titre, contenu, erreur, ...around(gestion) }), status ?? (erreur ? 422 : 200))
}

async function contextOf(deps: EquipesDeps, gestion: Gestion) {
  const { par, equipe } = gestion
  const demarches = await demarchesOf(deps, equipe.organismeId)
  const held = await asAdministrateur(deps, par, (tx) => deps.comptes.listKnownRoles(tx, par))
  return { demarches, choix: choixOf(gestion, { held, demarches }) }
}

async function invite(deps: EquipesDeps, gestion: Gestion): Promise<FastifyReply> {
  const { request, reply, langue, equipe, par, now } = gestion
  const fields = await readWholeForm(request)
  const courriel = fields.one('courriel') ?? ''
  const saisie = saisieOf(fields)
  const { demarches, choix } = await contextOf(deps, gestion)
  const read = readRole(gestion, { saisie, choix, demarches })
  const t = equipesTexts(langue).inviter.erreurs
  if (read.kind === 'erreurs') {
    const bad = parseCourriel(courriel) === undefined ? { courriel: t.courriel } : {}
    return showInviter(deps, gestion, { courriel, saisie, erreurs: { ...bad, ...read.erreurs } })
  }
  const { role, demarcheId, finAt } = read
  const { organismeId } = equipe
  const asked = { courriel, role, organismeId, demarcheId, finAt, par, langue, now }
  const invited = await inviteMembre(deps, asked)
  switch (invited.outcome) {
    case 'invite':
      return reply.redirect(`${paths.equipe(equipe.ref)}?fait=invite`, 303)
    case 'pas_une_adresse':
      return showInviter(deps, gestion, { courriel, saisie, erreurs: { courriel: t.courriel } })
    case 'trop_souvent':
      void reply.header('retry-after', invited.secondes)
      return showInviter(deps, gestion, { courriel, saisie, erreurs: { courriel: t.tropSouvent }, status: 429 })
    case 'bad_end':
    case 'not_allowed':
      return showInviter(deps, gestion, { courriel, saisie, erreurs: erreursOf(gestion, invited.outcome) })
  }
}
