import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Langue } from '../../../core/texte.ts'
import { readWholeForm } from '../../../infra/http/csrf.ts'
import { NotFound } from '../../../infra/http/errors.ts'
import { faitOf, queryOf } from '../../../infra/http/request-texts.ts'
import { formatDate } from '../../../ui/format.ts'
import { findOrganismeByRef, listOrganismes, refOf } from '../../annuaire/index.ts'
import { isOver, isSameRole } from '../../comptes/index.ts'
import { askToJoin, type Joignable, readJoignable } from '../actions/ask-to-join.ts'
import { withdrawFromMembre } from '../actions/withdraw-from-membre.ts'
import { asAdministrateur, type EquipesDeps } from '../deps.ts'
import type { VueJoignable } from '../pages/demande-page.tsx'
import { MiennesPage, type VueEquipe } from '../pages/miennes-page.tsx'
import { DepartPage, RefusPage } from '../pages/retrait-page.tsx'
import { paths } from '../paths.ts'
import { DEMANDE_MAX, MESSAGE_MAX, sinceOf } from '../rules.ts'
import { equipesTexts } from '../texts.ts'
import { type Gestion, vueRole } from './deps.ts'
import { namedOf } from './retrait.tsx'

/** The teams that one belongs to, and leaving them. */
export function miennesRoutes(app: FastifyInstance, deps: EquipesDeps): void {
  app.get('/compte/equipes', async (request, reply) => {
    deps.comptes.requireCompte(request)
    return showMiennes(deps, request, reply, { message: '', erreur: undefined })
  })

  app.post('/compte/equipes/demandes', async (request, reply) => {
    const { id: compteId } = deps.comptes.requireCompte(request)
    const message = ((await readWholeForm(request)).one('message') ?? '').trim()
    if (message.length > MESSAGE_MAX) {
      const erreur = equipesTexts(deps.comptes.visiteur(request).langue).rejoindre.tropLong
      return showMiennes(deps, request, reply, { message, erreur })
    }
    const { outcome } = await askToJoin(deps, { compteId, message, now: deps.clock() })
    if (outcome === 'not_allowed') throw new NotFound()
    return reply.redirect(`${paths.miennes()}?fait=demande`, 303)
  })

  app.get('/compte/equipes/depart', async (request, reply) => {
    const asked = await askedOf(deps, request, reply, (name) => queryOf(request, name))
    const { langue, csrf, equipe, role, held, demarche } = asked
    const caches = [
      { name: 'role', value: held.role },
      ...(equipe.ref === undefined ? [] : [{ name: 'organisme', value: equipe.ref }]),
      ...(demarche === undefined ? [] : [{ name: 'demarche', value: String(demarche) }]),
    ]
    const form = { action: paths.depart(undefined), retour: paths.miennes(), caches }
    const contenu = <DepartPage {...{ langue, csrf, role, ...form }} equipe={equipe.nom} />
    return reply.html(deps.frame(request, { titre: equipesTexts(langue).miennes.depart.titre(role), contenu, ...OWN }))
  })

  app.post('/compte/equipes/depart', async (request, reply) => {
    deps.comptes.requireAgent(request)
    const fields = await readWholeForm(request)
    // Not whether one still holds it: a form sent twice finds that one has left.
    const { langue, equipe, held, par, now } = await placeOf(deps, request, reply, (name) => fields.one(name))
    const left = { ...held, compteId: par, par, now, equipe: equipe.nom }
    const { outcome } = await withdrawFromMembre(deps, left)
    if (outcome !== 'last') return reply.redirect(`${paths.miennes()}?fait=quitte`, 303)
    const titre = equipesTexts(langue).retrait.dernierTitre
    const contenu = <RefusPage {...{ langue, refus: 'last', retour: paths.miennes() }} />
    return reply.html(deps.frame(request, { titre, contenu, ...OWN }), 409)
  })
}

const OWN = { rubrique: 'equipes' } as const

async function showMiennes(
  deps: EquipesDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  typed: Pick<VueJoignable, 'message' | 'erreur'>,
): Promise<FastifyReply> {
  const compte = deps.comptes.requireCompte(request)
  const { langue, jeton: csrf } = deps.comptes.visiteur(request)
  const { miennes: t, rejoindre } = equipesTexts(langue)
  const equipes = await readEquipes(deps, request, compte.id)
  const now = deps.clock()
  const found = await readJoignable(deps, { compteId: compte.id, now })
  const joignable = found && { ...vueJoignable({ langue, now }, found), ...typed }
  const fait = faitOf(request, { quitte: t.depart.fait, demande: rejoindre.fait })
  const contenu = <MiennesPage {...{ langue, equipes, fait, csrf, joignable }} />
  const erreur = typed.erreur !== undefined
  return reply.html(deps.frame(request, { titre: t.titre, contenu, erreur, ...OWN }), erreur ? 422 : 200)
}

function vueJoignable(
  { langue, now }: { readonly langue: Langue; readonly now: Date },
  { organisme, demande }: Joignable,
): Pick<VueJoignable, 'nom' | 'enAttente' | 'avant'> {
  const { nom } = organisme
  if (demande?.reponse === null && demande.createdAt > sinceOf(now)) {
    const fin = new Date(demande.createdAt.getTime() + DEMANDE_MAX)
    const enAttente = { jour: formatDate(langue, demande.createdAt), fin: formatDate(langue, fin) }
    return { nom, enAttente, avant: undefined }
  }
  const refusee =
    demande?.reponse === 'refusee' ? ({ kind: 'refusee', motif: demande.motif ?? '' } as const) : undefined
  const expiree = demande?.reponse === 'expiree' ? ({ kind: 'expiree' } as const) : undefined
  return { nom, enAttente: undefined, avant: refusee ?? expiree }
}

async function readEquipes(
  deps: EquipesDeps,
  request: FastifyRequest,
  compteId: string,
): Promise<readonly VueEquipe[]> {
  const visiteur = deps.comptes.visiteur(request)
  const { langue } = visiteur
  const now = deps.clock()
  const held = await asAdministrateur(deps, compteId, (tx) => deps.comptes.listKnownRoles(tx, compteId))
  // One's suspended roles too: they may be restored.
  const live = held.filter((one) => !isOver(one, now))
  const ids = [...new Set(live.flatMap(({ organismeId }) => organismeId ?? []))]
  const organismes = ids.length === 0 ? [] : await listOrganismes(deps.db, ids)
  // Only those that a role is held on are named.
  const onDemarche = live.flatMap(({ organismeId, demarcheId }) => (demarcheId && organismeId) ?? [])
  const demarches =
    onDemarche.length === 0 ? [] : await deps.demarches.listDemarchesGroupes({ organismeIds: onDemarche })
  const equipes = organismes.map((organisme) => {
    const here = live.filter(({ organismeId }) => organismeId === organisme.id)
    return {
      equipe: refOf(organisme),
      nom: organisme.nom,
      roles: here.map((role) => vueRole({ langue, now }, role, demarches)),
      gere: deps.comptes.isAdministrateur(visiteur, organisme.id),
    }
  })
  const instance = live.filter(({ organismeId }) => organismeId === undefined)
  if (instance.length === 0) return equipes
  const roles = instance.map((role) => vueRole({ langue, now }, role, []))
  const gere = deps.comptes.isAdministrateur(visiteur)
  return [{ equipe: undefined, nom: equipesTexts(langue).instance, roles, gere }, ...equipes]
}

type Read = (name: string) => string | undefined

/** A role and its place, as an address or a form names them. @throws {NotFound} when there is no such place or role. */
async function placeOf(deps: EquipesDeps, request: FastifyRequest, reply: FastifyReply, read: Read) {
  const compte = deps.comptes.requireAgent(request)
  const { langue, jeton: csrf } = deps.comptes.visiteur(request)
  const ref = read('organisme')
  const organisme = ref === undefined ? undefined : await findOrganismeByRef(deps.db, ref)
  if (ref !== undefined && !organisme) throw new NotFound()
  const nom = organisme?.nom ?? equipesTexts(langue).instance
  const equipe = { ref: organisme && refOf(organisme), organisme, organismeId: organisme?.id, nom }
  const named = await namedOf(deps, { equipe }, { role: read('role'), demarche: read('demarche') })
  const gestion: Gestion = { request, reply, par: compte.id, langue, csrf, equipe, now: deps.clock() }
  return { ...gestion, ...named }
}

/** The same, for a role that one holds. @throws {NotFound} when one does not. */
async function askedOf(deps: EquipesDeps, request: FastifyRequest, reply: FastifyReply, read: Read) {
  const { demarches, ...place } = await placeOf(deps, request, reply, read)
  const { held, par, langue, now } = place
  const own = await asAdministrateur(deps, par, (tx) => deps.comptes.listKnownRoles(tx, par))
  const known = own.find((one) => isSameRole(one, held))
  if (!known) throw new NotFound()
  const vue = vueRole({ langue, now }, known, demarches)
  return { ...place, role: vue.nom, demarche: vue.demarche }
}
