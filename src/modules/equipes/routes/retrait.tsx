import type { FastifyInstance, FastifyReply } from 'fastify'
import { readWholeForm } from '../../../infra/http/csrf.ts'
import { NotFound } from '../../../infra/http/errors.ts'
import type { FormFields } from '../../../infra/http/form-fields.ts'
import { paramOf, parseNumero, queryOf } from '../../../infra/http/request-texts.ts'
import { comptesPaths, delegates, type HeldRole, isSameRole, ROLES } from '../../comptes/index.ts'
import type { DemarcheGroupes } from '../../demarches/index.ts'
import { closeAccess } from '../actions/close-access.ts'
import { restoreOfMembre } from '../actions/restore-of-membre.ts'
import { withdrawFromMembre } from '../actions/withdraw-from-membre.ts'
import type { EquipesDeps } from '../deps.ts'
import { AccesPage, RefusPage, RetraitPage } from '../pages/retrait-page.tsx'
import { paths } from '../paths.ts'
import { nomDe } from '../rules.ts'
import { equipesTexts } from '../texts.ts'
import { around, BASES, type Gestion, sensibleOf, vueRole } from './deps.ts'
import { demarchesOf } from './equipe.tsx'
import { membreOf } from './membre.tsx'

/** Taking a role back, letting a suspended one open again, ending somebody's sessions, having lost factors removed. */
export function retraitRoutes(app: FastifyInstance, deps: EquipesDeps): void {
  for (const base of BASES) {
    app.get(`${base}/membres/:membre/retrait`, async (request, reply) =>
      askRetrait(deps, await sensibleOf(deps, request, reply)),
    )

    app.post(`${base}/membres/:membre/retrait`, async (request, reply) => {
      const gestion = await sensibleOf(deps, request, reply)
      const fields = await readWholeForm(request)
      return withdraw(deps, gestion, fields)
    })

    app.post(`${base}/membres/:membre/retablissement`, async (request, reply) => {
      const gestion = await sensibleOf(deps, request, reply)
      const fields = await readWholeForm(request)
      const { compteId, membre } = await membreOf(deps, gestion)
      const { held } = await namedOf(deps, gestion, { role: fields.one('role'), demarche: fields.one('demarche') })
      const { par, now, equipe } = gestion
      const { outcome } = await restoreOfMembre(deps, { ...held, compteId, par, now })
      const back = paths.membre(equipe.ref, membre)
      return outcome === 'not_allowed'
        ? refuse(deps, gestion, 'not_allowed', back)
        : reply.redirect(`${back}?fait=retabli`, 303)
    })
  }
  accesRoutes(app, deps)
}

function accesRoutes(app: FastifyInstance, deps: EquipesDeps): void {
  for (const base of BASES) {
    app.get(`${base}/membres/:membre/acces`, async (request, reply) => {
      const gestion = await sensibleOf(deps, request, reply)
      const person = await membreOf(deps, gestion)
      const { langue, csrf, equipe, par } = gestion
      // One's own sessions have their page, where each is seen.
      if (person.compteId === par) return reply.redirect(comptesPaths.sessions(), 303)
      const nom = nomDe(person)
      const action = paths.acces(equipe.ref, person.membre)
      const retour = paths.membre(equipe.ref, person.membre)
      const contenu = <AccesPage {...{ langue, csrf, action, retour, nom, caches: [] }} />
      return reply.html(
        deps.frame(request, { titre: equipesTexts(langue).acces.titre(nom), contenu, ...around(gestion) }),
      )
    })

    app.post(`${base}/membres/:membre/acces`, async (request, reply) => {
      const gestion = await sensibleOf(deps, request, reply)
      const fields = await readWholeForm(request)
      const { compteId, membre } = await membreOf(deps, gestion)
      const { par, now, equipe } = gestion
      if (compteId === par) return reply.redirect(comptesPaths.sessions(), 303)
      if (fields.one('facteurs') === 'oui') return askRemise(deps, gestion, { compteId, membre })
      await closeAccess(deps, { compteId, par, organismeId: equipe.organismeId, now })
      return reply.redirect(`${paths.membre(equipe.ref, membre)}?fait=acces`, 303)
    })
  }
}

async function askRemise(
  deps: EquipesDeps,
  gestion: Gestion,
  { compteId, membre }: { readonly compteId: string; readonly membre: string },
): Promise<FastifyReply> {
  const { reply, par, now, equipe } = gestion
  const { outcome } = await deps.comptes.askRemise({ compteId, par, organismeId: equipe.organismeId, now })
  const back = paths.membre(equipe.ref, membre)
  if (outcome !== 'not_allowed') return reply.redirect(`${back}?fait=${REMISE_FAITS[outcome]}`, 303)
  return refuse(deps, gestion, 'facteurs', back)
}

const REMISE_FAITS = { demandee: 'facteurs', deja: 'facteursDeja', aucun: 'facteursAucun' } as const

interface Named {
  readonly role: string | undefined
  readonly demarche: string | undefined
}

/** The role that an address or a form names, in that team. @throws {NotFound} when it names none. */
export async function namedOf(
  deps: EquipesDeps,
  { equipe }: Pick<Gestion, 'equipe'>,
  { role: typed, demarche: numero }: Named,
): Promise<{ readonly held: HeldRole; readonly demarches: readonly DemarcheGroupes[] }> {
  const { organismeId } = equipe
  const demarches = await demarchesOf(deps, organismeId)
  const role = ROLES.find((one) => one === typed)
  const demarche = demarches.find((one) => one.numero === parseNumero(numero))
  if (!role || (role === 'administrateur_demarche') !== (demarche !== undefined)) throw new NotFound()
  const where = organismeId === undefined ? {} : { organismeId }
  return { held: { role, ...where, ...(demarche === undefined ? {} : { demarcheId: demarche.id }) }, demarches }
}

async function askRetrait(deps: EquipesDeps, gestion: Gestion): Promise<FastifyReply> {
  const { request, reply, langue, csrf, equipe } = gestion
  const person = await membreOf(deps, gestion)
  const named = { role: queryOf(request, 'role'), demarche: queryOf(request, 'demarche') }
  const { held, demarches } = await namedOf(deps, gestion, named)
  const row = person.roles.find((one) => isSameRole({ ...one, organismeId: equipe.organismeId }, held))
  if (!row) throw new NotFound()
  const role = vueRole(gestion, row, demarches)
  const nom = nomDe(person)
  const contenu = (
    <RetraitPage
      {...{ langue, csrf, nom, role: role.nom, delegue: delegates(row) }}
      action={paths.retrait(equipe.ref, person.membre)}
      retour={paths.membre(equipe.ref, person.membre)}
      caches={[
        { name: 'role', value: held.role },
        ...(role.demarche === undefined ? [] : [{ name: 'demarche', value: String(role.demarche) }]),
      ]}
    />
  )
  const titre = equipesTexts(langue).retrait.titre(role.nom, nom)
  return reply.html(deps.frame(request, { titre, contenu, ...around(gestion) }))
}

async function withdraw(deps: EquipesDeps, gestion: Gestion, fields: FormFields): Promise<FastifyReply> {
  const { request, reply, equipe, par, now } = gestion
  // Whoever lost their last role there has no page left: asked again, what is done is done.
  const membre = paramOf(request, 'membre')
  const compteId = deps.references.read(membre)
  if (compteId === undefined) throw new NotFound()
  const { held } = await namedOf(deps, gestion, { role: fields.one('role'), demarche: fields.one('demarche') })
  const back = paths.membre(equipe.ref, membre)
  const { outcome } = await withdrawFromMembre(deps, { ...held, compteId, par, now, equipe: equipe.nom })
  switch (outcome) {
    case 'withdrawn':
    case 'not_held': {
      const left = await membreOf(deps, gestion).catch((error: unknown) => {
        if (error instanceof NotFound) return undefined
        throw error
      })
      return reply.redirect(left ? `${back}?fait=retire` : `${paths.equipe(equipe.ref)}?fait=retire`, 303)
    }
    case 'last':
    case 'not_allowed':
      return refuse(deps, gestion, outcome, back)
  }
}

type Refus = 'last' | 'not_allowed' | 'facteurs'

function refuse(deps: EquipesDeps, gestion: Gestion, refus: Refus, retour: string): FastifyReply {
  const { request, reply, langue } = gestion
  const { retrait: t, acces } = equipesTexts(langue)
  const contenu = <RefusPage {...{ langue, refus, retour }} />
  const titre = { last: t.dernierTitre, not_allowed: t.interditTitre, facteurs: acces.facteursInterditTitre }[refus]
  return reply.html(deps.frame(request, { titre, contenu, ...around(gestion) }), refus === 'last' ? 409 : 403)
}
