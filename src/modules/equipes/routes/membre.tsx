import type { FastifyInstance, FastifyReply } from 'fastify'
import { readTexte } from '../../../core/texte.ts'
import { readWholeForm } from '../../../infra/http/csrf.ts'
import { invariant, NotFound } from '../../../infra/http/errors.ts'
import { faitOf, paramOf, parseNumero } from '../../../infra/http/request-texts.ts'
import { formatDate } from '../../../ui/format.ts'
import { isLive, mayGive } from '../../comptes/index.ts'
import type { DemarcheGroupes } from '../../demarches/index.ts'
import { giveToMembre } from '../actions/give-to-membre.ts'
import { setGroupes } from '../actions/set-groupes.ts'
import { tellRead } from '../actions/tell-read.ts'
import { asAdministrateur, type EquipesDeps } from '../deps.ts'
import { MembrePage, type VueDemarche } from '../pages/membre-page.tsx'
import { ROLE_VIERGE, type RoleErreurs, type RoleSaisie } from '../pages/role-fields.tsx'
import { paths } from '../paths.ts'
import { nomDe } from '../rules.ts'
import { findMembre, listAffectations, listProvenances } from '../store/membres.ts'
import { equipesTexts } from '../texts.ts'
import { around, BASE_ORGANISME, BASES, type Gestion, gestionOf, sensibleOf, vueRole } from './deps.ts'
import { demarchesOf } from './equipe.tsx'
import { provenancesOf } from './provenance.ts'
import { choixOf, erreursOf, readRole, saisieOf } from './role-form.ts'

/** Somebody of a team: what they hold, and what an administrator changes of it. */
export function membreRoutes(app: FastifyInstance, deps: EquipesDeps): void {
  for (const base of BASES) {
    app.get(`${base}/membres/:membre`, async (request, reply) =>
      showMembre(deps, await gestionOf(deps, request, reply), { saisie: ROLE_VIERGE, erreurs: {} }),
    )

    app.post(`${base}/membres/:membre/roles`, async (request, reply) => {
      const gestion = await sensibleOf(deps, request, reply)
      const fields = await readWholeForm(request)
      return give(deps, gestion, saisieOf(fields))
    })
  }
  groupesRoutes(app, deps)
}

/** The instance has no démarche, hence no group. */
function groupesRoutes(app: FastifyInstance, deps: EquipesDeps): void {
  app.post(`${BASE_ORGANISME}/membres/:membre/groupes`, async (request, reply) => {
    const gestion = await sensibleOf(deps, request, reply)
    const fields = await readWholeForm(request)
    const { equipe, par, now } = gestion
    const { compteId, membre } = await membreOf(deps, gestion)
    invariant(equipe.organismeId !== undefined, 'an address of the instance')
    const demarches = await demarchesOf(deps, equipe.organismeId)
    const wanted = fields.all('groupe').flatMap((text) => parseNumero(text) ?? [])
    const asked = { par, compteId, organismeId: equipe.organismeId, demarches, wanted, now }
    const { outcome } = await setGroupes(deps, asked)
    if (outcome === 'not_instructeur')
      return showMembre(deps, gestion, { saisie: ROLE_VIERGE, erreurs: {}, status: 409 })
    return reply.redirect(`${paths.membre(equipe.ref, membre)}?fait=groupes`, 303)
  })
}

/** The member that the address names; a page that shows them is told to the journal. @throws {NotFound} when nobody of that team has that reference. */
export async function membreOf(deps: EquipesDeps, { request, par, equipe, now }: Gestion) {
  const membre = paramOf(request, 'membre')
  const compteId = deps.references.read(membre)
  const { organismeId } = equipe
  const found =
    compteId === undefined
      ? undefined
      : await asAdministrateur(deps, par, async (tx) => {
          const row = await findMembre(tx, { organismeId, compteId })
          if (row && request.method === 'GET') await tellRead(tx, { par, organismeId, compteId, now })
          return row
        })
  if (!found) throw new NotFound()
  return { ...found, membre }
}

interface Typed {
  readonly saisie: RoleSaisie
  readonly erreurs: RoleErreurs
  readonly status?: number
}

async function readMembre(deps: EquipesDeps, gestion: Gestion) {
  const { equipe, par, langue, now } = gestion
  const { organismeId } = equipe
  const person = await membreOf(deps, gestion)
  const { compteId } = person
  const demarches = await demarchesOf(deps, organismeId)
  const read = await asAdministrateur(deps, par, async (tx) => ({
    provenances: await listProvenances(tx, compteId),
    dedans: organismeId === undefined ? new Set<string>() : await listAffectations(tx, { compteId, organismeId }),
    held: await deps.comptes.listKnownRoles(tx, par),
  }))
  const acting = read.held.filter((one) => isLive(one, now))
  const soi = compteId === par
  return {
    ...{ person, demarches, soi },
    dedans: read.dedans,
    choix: choixOf(gestion, { held: read.held, demarches }),
    provenances: provenancesOf(deps, langue, read.provenances),
    roles: person.roles.map((row) => ({
      ...vueRole(gestion, row, demarches),
      retirable: !soi && mayGive(acting, { role: row.role, organismeId }),
    })),
    instructeur: person.roles.some((row) => row.role === 'instructeur' && isLive(row, now)),
  }
}

async function showMembre(deps: EquipesDeps, gestion: Gestion, { status, ...typed }: Typed): Promise<FastifyReply> {
  const { request, reply, langue, csrf, equipe } = gestion
  const { person, demarches, dedans, choix, soi, ...read } = await readMembre(deps, gestion)
  const nom = nomDe(person)
  const { membre, vuAt } = person
  const contenu = (
    <MembrePage
      {...{ langue, csrf, nom, membre, soi, ...read, ...typed }}
      equipe={equipe.ref}
      courriel={person.courriel ?? undefined}
      visite={vuAt === null ? undefined : formatDate(langue, vuAt)}
      choix={soi ? undefined : choix}
      demarches={equipe.organismeId === undefined ? undefined : vueDemarches(gestion, demarches, dedans)}
      fait={faitOf(request, equipesTexts(langue).membre.faits)}
    />
  )
  const erreur = Object.keys(typed.erreurs).length > 0
  return reply.html(
    deps.frame(request, { titre: nom, contenu, erreur, ...around(gestion) }),
    status ?? (erreur ? 422 : 200),
  )
}

function vueDemarches(
  { langue }: Gestion,
  demarches: readonly DemarcheGroupes[],
  dedans: ReadonlySet<string>,
): readonly VueDemarche[] {
  return demarches.map(({ numero, titre, groupes }) => ({
    numero,
    titre: readTexte(titre, langue),
    groupes: groupes.map(({ id, numero: groupe, label }) => ({ numero: groupe, label, dedans: dedans.has(id) })),
  }))
}

async function give(deps: EquipesDeps, gestion: Gestion, saisie: RoleSaisie): Promise<FastifyReply> {
  const { reply, equipe, par, now } = gestion
  const { person, choix, demarches } = await readMembre(deps, gestion)
  const read = readRole(gestion, { saisie, choix, demarches })
  if (read.kind === 'erreurs') return showMembre(deps, gestion, { saisie, erreurs: read.erreurs })
  const { organismeId, nom } = equipe
  const { compteId, membre } = person
  const { role, demarcheId, finAt } = read
  const given = await giveToMembre(deps, { par, compteId, role, organismeId, demarcheId, finAt, now, equipe: nom })
  switch (given.outcome) {
    case 'given':
      return reply.redirect(`${paths.membre(equipe.ref, membre)}?fait=role`, 303)
    case 'already':
      return reply.redirect(`${paths.membre(equipe.ref, membre)}?fait=deja`, 303)
    case 'bad_end':
    case 'not_allowed':
    case 'self':
      return showMembre(deps, gestion, { saisie, erreurs: erreursOf(gestion, given.outcome) })
  }
}
