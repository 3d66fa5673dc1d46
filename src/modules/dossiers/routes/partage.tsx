import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { parseChamp } from '../../../core/champs/index.ts'
import { checkCsrf } from '../../../infra/http/csrf.ts'
import { NotFound } from '../../../infra/http/errors.ts'
import { readForm } from '../../../infra/http/multipart.ts'
import { inviteSomebody, revokeInvitation } from '../actions/share-dossier.ts'
import { asUsager } from '../deps.ts'
import { lecteurOf } from '../lecture.ts'
import { PartagePage } from '../pages/partage-page.tsx'
import { paths } from '../paths.ts'
import { findForUsager } from '../store/load.ts'
import { listInvites } from '../store/partage.ts'
import { textsOf } from '../texts.ts'
import { dossierPage, formOf, langueOf, numeroOf, queryOf, type RoutesDeps, titreOf, usagerOf } from './deps.ts'

/** Filling a dossier together. */
export function partageRoutes(app: FastifyInstance, deps: RoutesDeps): void {
  app.get('/dossiers/:numero/partage', async (request, reply) => partage(deps, { request, reply }))

  app.post('/dossiers/:numero/partage', async (request, reply) => {
    const usager = await usagerOf(deps, request)
    const { fields } = await readForm(request)
    checkCsrf(request, fields)
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
    const parsed = parseChamp(typed, { kind: 'courriel', id: 1, libelle: { fr: 'courriel' }, obligatoire: true }, lecteurOf(deps, now))
    if (parsed.kind !== 'valeur') return partage(deps, { request, reply, courriel: typed, erreur: t.courrielInvalide })
    const invited = await inviteSomebody(deps, { numero, usager, courriel: parsed.valeur.toLowerCase(), now })
    switch (invited.outcome) {
      case 'invited':
        return reply.redirect(`${paths.partage(numero)}?invite=1`, 303)
      case 'not_owner':
        return partage(deps, { request, reply, courriel: typed, erreur: t.pasProprietaire })
      case 'too_many':
        return partage(deps, { request, reply, courriel: typed, erreur: t.trop })
    }
  })
}

function isKey(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
}

interface Asked {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

async function partage(deps: RoutesDeps, { request, reply, courriel = '', erreur }: Asked & { courriel?: string; erreur?: string }) {
  const usager = await usagerOf(deps, request)
  const langue = langueOf(deps, request)
  const { dossier, invites } = await asUsager(deps, usager, async (tx) => {
    const found = await findForUsager(tx, { numero: numeroOf(request), compteId: usager.compteId })
    if (!found) throw new NotFound()
    return { dossier: found, invites: await listInvites(tx, found.id) }
  })
  const contenu = (
    <PartagePage
      langue={langue}
      csrf={formOf(request, reply).csrf}
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
