import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { parseChamp } from '../../../core/champs/index.ts'
import { csrfToken, readWholeForm } from '../../../infra/http/csrf.ts'
import { NotFound } from '../../../infra/http/errors.ts'
import { openDossier } from '../actions/open-dossier.ts'
import { acceptInvitation, inviteSomebody, revokeInvitation } from '../actions/share-dossier.ts'
import { lecteurOf } from '../lecture.ts'
import { InvitationPage, PartagePage } from '../pages/partage-page.tsx'
import { paths } from '../paths.ts'
import { listInvites } from '../store/partage.ts'
import { textsOf } from '../texts.ts'
import { cleOf, dossierPage, formOf, langueOf, numeroOf, queryOf, type RoutesDeps, titreOf, usagerOf } from './deps.ts'

/** Filling a dossier together. */
export function partageRoutes(app: FastifyInstance, deps: RoutesDeps): void {
  app.get('/dossiers/:numero/partage', async (request, reply) => partage(deps, { request, reply }))

  app.post('/dossiers/:numero/partage', async (request, reply) => {
    const usager = usagerOf(deps, request)
    const fields = await readWholeForm(request)
    const numero = numeroOf(request)
    const now = deps.clock()
    const revoked = fields.one('arreter')
    if (revoked !== undefined) {
      if (!isKey(revoked)) throw new NotFound()
      await revokeInvitation(deps, { numero, usager, id: revoked, now })
      return reply.redirect(paths.partage(numero), 303)
    }
    const t = textsOf(langueOf(deps, request)).partage
    const typed = fields.one('courriel') ?? ''
    const parsed = parseChamp(
      typed,
      { kind: 'courriel', id: 1, libelle: { fr: 'courriel' }, obligatoire: true },
      lecteurOf(deps, now),
    )
    if (parsed.kind !== 'valeur') return partage(deps, { request, reply, courriel: typed, erreur: t.courrielInvalide })
    const courriel = parsed.valeur.toLowerCase()
    const invited = await inviteSomebody(deps, { numero, usager, courriel, cle: cleOf(request, fields), now })
    switch (invited.outcome) {
      case 'invited':
        return reply.redirect(`${paths.partage(numero)}?invite=1`, 303)
      case 'not_owner':
        return partage(deps, { request, reply, courriel: typed, erreur: t.pasProprietaire })
      case 'too_many':
        return partage(deps, { request, reply, courriel: typed, erreur: t.trop })
    }
  })

  app.get('/dossiers/:numero/invitation', async (request, reply) => {
    usagerOf(deps, request)
    return invitation(deps, { request, reply, jeton: queryOf(request, 'jeton') ?? '' })
  })

  app.post('/dossiers/:numero/invitation', async (request, reply) => {
    const usager = usagerOf(deps, request)
    const fields = await readWholeForm(request)
    const asked = { jeton: fields.one('jeton') ?? '', usage: 'invitation_dossier', now: deps.clock() } as const
    const lien = await deps.comptes.consumeLien(asked)
    const accepted =
      lien !== undefined &&
      (await acceptInvitation(deps, {
        dossierId: lien.donnees.dossier ?? '',
        courriel: lien.courriel,
        usager,
        now: asked.now,
      }))
    if (!accepted) return invitation(deps, { request, reply, jeton: '' })
    return reply.redirect(paths.dossier(numeroOf(request)), 303)
  })
}

function isKey(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
}

interface Asked {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

async function partage(
  deps: RoutesDeps,
  { request, reply, courriel = '', erreur }: Asked & { courriel?: string; erreur?: string },
) {
  const usager = usagerOf(deps, request)
  const langue = langueOf(deps, request)
  const asked = { numero: numeroOf(request), usager, now: deps.clock() }
  const { dossier, more: invites } = await openDossier(deps, asked, (tx, { id }) => listInvites(tx, id))
  const contenu = (
    <PartagePage
      langue={langue}
      {...formOf(request, reply)}
      numero={dossier.numero}
      invites={invites}
      owner={dossier.compteId === usager.compteId}
      courriel={courriel}
      erreur={erreur}
      invite={queryOf(request, 'invite') === '1' ? invites.at(-1)?.courriel : undefined}
    />
  )
  const titre = `${textsOf(langue).partage.titre} : ${titreOf(dossier, langue)}`
  const page = { ...dossierPage(dossier, langue), titre, contenu, erreur: erreur !== undefined }
  return reply.html(deps.frame(request, page), erreur === undefined ? 200 : 422)
}

async function invitation(
  deps: RoutesDeps,
  { request, reply, jeton }: Asked & { jeton: string },
): Promise<FastifyReply> {
  const langue = langueOf(deps, request)
  const lien = await deps.comptes.readLien({ jeton, usage: 'invitation_dossier', now: deps.clock() })
  const contenu = (
    <InvitationPage
      langue={langue}
      csrf={csrfToken(request, reply)}
      action={paths.invitation(numeroOf(request))}
      jeton={jeton}
      valid={lien !== undefined}
    />
  )
  const page = { titre: textsOf(langue).partage.invitationTitre, contenu, rubrique: 'dossiers' } as const
  return reply.html(deps.frame(request, page), lien === undefined ? 410 : 200)
}
