import type { FastifyInstance, FastifyReply } from 'fastify'
import { readWholeForm } from '../../../infra/http/csrf.ts'
import { invariant, NotFound } from '../../../infra/http/errors.ts'
import type { FormFields } from '../../../infra/http/form-fields.ts'
import { paramOf } from '../../../infra/http/request-texts.ts'
import { formatDate } from '../../../ui/format.ts'
import { acceptDemande, refuseDemande } from '../actions/answer-demande.ts'
import { tellRead } from '../actions/tell-read.ts'
import { asAdministrateur, type EquipesDeps } from '../deps.ts'
import { DemandePage, type ReponseSaisie } from '../pages/demande-page.tsx'
import { ROLE_VIERGE } from '../pages/role-fields.tsx'
import { paths } from '../paths.ts'
import { MESSAGE_MAX, nomDe, sinceOf } from '../rules.ts'
import { findDemande } from '../store/demandes.ts'
import { listProvenances } from '../store/membres.ts'
import { equipesTexts } from '../texts.ts'
import { around, BASE_ORGANISME, type Gestion, sensibleOf } from './deps.ts'
import { demarchesOf } from './equipe.tsx'
import { provenancesOf } from './provenance.ts'
import { choixOf, erreursOf, readRole, saisieOf } from './role-form.ts'

/** Answering those who ask to join the team of an organisme. */
export function demandesRoutes(app: FastifyInstance, deps: EquipesDeps): void {
  const base = `${BASE_ORGANISME}/demandes/:demande` as const

  app.get(base, async (request, reply) => {
    const gestion = await sensibleOf(deps, request, reply)
    return showDemande(deps, gestion, VIERGE)
  })

  app.post(`${base}/acceptation`, async (request, reply) => {
    const gestion = await sensibleOf(deps, request, reply)
    return accept(deps, gestion, await readWholeForm(request))
  })

  app.post(`${base}/refus`, async (request, reply) => {
    const gestion = await sensibleOf(deps, request, reply)
    return refuse(deps, gestion, await readWholeForm(request))
  })
}

// Whoever joins a town hall mostly comes to instruct.
const VIERGE: ReponseSaisie = { saisie: { ...ROLE_VIERGE, role: 'instructeur' }, motif: '', erreurs: {} }

/** The request that the address names, and the organisme. @throws {NotFound} when that organisme received none of that reference. */
async function demandeOf(deps: EquipesDeps, { request, par, equipe, now }: Gestion) {
  const { organismeId } = equipe
  invariant(organismeId !== undefined, 'an address of the instance')
  const demande = paramOf(request, 'demande')
  const id = deps.references.read(demande)
  if (id === undefined) throw new NotFound()
  const read = await asAdministrateur(deps, par, async (tx) => {
    const row = await findDemande(tx, { id, organismeId })
    if (!row) return undefined
    const { compteId } = row
    if (request.method === 'GET') await tellRead(tx, { par, organismeId, compteId, now })
    return {
      row,
      provenances: await listProvenances(tx, compteId),
      held: await deps.comptes.listKnownRoles(tx, par),
    }
  })
  if (!read) throw new NotFound()
  return { ...read, demande, organismeId, demarches: await demarchesOf(deps, organismeId) }
}

type Read = Awaited<ReturnType<typeof demandeOf>>

async function showDemande(deps: EquipesDeps, gestion: Gestion, typed: ReponseSaisie, known?: Read) {
  const { request, reply, langue, csrf, equipe, now } = gestion
  const read = known ?? (await demandeOf(deps, gestion))
  const { row, provenances, demande } = read
  if (row.reponse !== null || row.createdAt <= sinceOf(now)) return over(gestion)
  const nom = nomDe(row)
  const contenu = (
    <DemandePage
      {...{ langue, csrf, demande, nom, equipe: equipe.ref, message: row.message, ...typed }}
      courriel={row.courriel ?? undefined}
      provenances={provenancesOf(deps, langue, provenances)}
      jour={formatDate(langue, row.createdAt)}
      choix={choixOf(gestion, read)}
    />
  )
  const titre = equipesTexts(langue).demande.titre(nom)
  const erreur = Object.keys(typed.erreurs).length > 0
  return reply.html(deps.frame(request, { titre, contenu, erreur, ...around(gestion) }), erreur ? 422 : 200)
}

/** It was answered meanwhile, perhaps by the same form sent twice. */
function over({ reply, equipe }: Gestion): FastifyReply {
  return reply.redirect(`${paths.equipe(equipe.ref)}?fait=repondue`, 303)
}

async function accept(deps: EquipesDeps, gestion: Gestion, fields: FormFields): Promise<FastifyReply> {
  const { reply, par, equipe, now } = gestion
  const read = await demandeOf(deps, gestion)
  const { row, organismeId, demarches } = read
  const saisie = saisieOf(fields)
  const chosen = readRole(gestion, { saisie, choix: choixOf(gestion, read), demarches })
  if (chosen.kind === 'erreurs') return showDemande(deps, gestion, { ...VIERGE, saisie, erreurs: chosen.erreurs }, read)
  const { role, demarcheId, finAt } = chosen
  const { id, compteId } = row
  const asked = { id, compteId, organismeId, par, equipe: equipe.nom, role, demarcheId, finAt, now }
  const { outcome } = await acceptDemande(deps, asked)
  switch (outcome) {
    case 'given':
    case 'already':
      return reply.redirect(`${paths.equipe(equipe.ref)}?fait=acceptee`, 303)
    case 'over':
      return over(gestion)
    case 'bad_end':
    case 'not_allowed':
    case 'self':
      return showDemande(deps, gestion, { ...VIERGE, saisie, erreurs: erreursOf(gestion, outcome) }, read)
  }
}

async function refuse(deps: EquipesDeps, gestion: Gestion, fields: FormFields): Promise<FastifyReply> {
  const { reply, par, equipe, now, langue } = gestion
  const read = await demandeOf(deps, gestion)
  const t = equipesTexts(langue).demande
  const motif = (fields.one('motif') ?? '').trim()
  const wrong = motif === '' ? t.motifVide : motif.length > MESSAGE_MAX ? t.motifLong : undefined
  if (wrong !== undefined) return showDemande(deps, gestion, { ...VIERGE, motif, erreurs: { motif: wrong } }, read)
  const { row, organismeId } = read
  const asked = { id: row.id, compteId: row.compteId, organismeId, par, equipe: equipe.nom, motif, now }
  const { outcome } = await refuseDemande(deps, asked)
  return outcome === 'over' ? over(gestion) : reply.redirect(`${paths.equipe(equipe.ref)}?fait=refusee`, 303)
}
