import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { fileHeaders } from '../../../infra/files/headers.ts'
import { csrfToken, readWholeForm } from '../../../infra/http/csrf.ts'
import { NotFound } from '../../../infra/http/errors.ts'
import { numeroOf, paramOf, queryOf } from '../../../infra/http/request-texts.ts'
import { acceptMandat } from '../actions/accept-mandat.ts'
import { giveUpMandat, takeBackMandat } from '../actions/end-mandat.ts'
import { listMandatsOf, openSigned } from '../actions/list-mandats.ts'
import { readMessageForm } from '../message-form.ts'
import { OUVERTURE_STATUTS } from '../ouverture.ts'
import { FichierPage, fichierTitre } from '../pages/fichier-page.tsx'
import { InvitationPage, InvitationPerduePage, MandatsPage } from '../pages/mandats-page.tsx'
import { paths } from '../paths.ts'
import { textsOf } from '../texts.ts'
import { langueOf, type RoutesDeps, usagerOf } from './deps.ts'

/** Every mandate of somebody, given and received; ending one; accepting one. */
export function mandatsRoutes(app: FastifyInstance, deps: RoutesDeps): void {
  app.get('/mandats', async (request, reply) => {
    const usager = usagerOf(deps, request)
    const langue = langueOf(deps, request)
    const { donnes, recus } = await listMandatsOf(deps, { usager, now: deps.clock() })
    const arrete = queryOf(request, 'arrete') === '1'
    const contenu = <MandatsPage {...{ langue, csrf: csrfToken(request, reply), donnes, recus, arrete }} />
    const titre = textsOf(langue).mandats.page.titre
    return reply.html(deps.frame(request, { titre, contenu, rubrique: 'dossiers' }))
  })

  app.post('/mandats', async (request, reply) => {
    const usager = usagerOf(deps, request)
    const fields = await readWholeForm(request)
    const now = deps.clock()
    const givenUp = fields.one('renoncer')
    if (givenUp !== undefined) await giveUpMandat(deps, { id: keyOf(givenUp), usager, now })
    else await takeBackMandat(deps, { id: keyOf(fields.one('arreter')), usager, now })
    return reply.redirect(`${backTo(fields.one('retour'))}?arrete=1`, 303)
  })

  app.get('/mandats/:id/fichier', async (request, reply) => {
    const usager = usagerOf(deps, request)
    const id = keyOf(paramOf(request, 'id'))
    const { politique } = deps
    const { fichier, ouverture } = await openSigned(deps, { id, usager, politique, now: deps.clock() })
    if (ouverture !== 'ouvert') {
      const langue = langueOf(deps, request)
      const { nom, analyse } = fichier
      const links = { fichier: paths.mandatSigne(id), retour: paths.mandats() }
      const closed = { langue, csrf: csrfToken(request, reply), nom, ouverture, motif: analyse.motif, ...links }
      const page = {
        titre: fichierTitre(langue, ouverture),
        contenu: <FichierPage {...closed} />,
        rubrique: 'dossiers',
      } as const
      return reply.html(deps.frame(request, page), OUVERTURE_STATUTS[ouverture])
    }
    return reply.headers(fileHeaders(fichier)).send(await deps.files.open(fichier))
  })

  invitationRoutes(app, deps)
}

/** Two addresses: a mandate on a dossier leads to it, one on a démarche to the list of mandates. */
function invitationRoutes(app: FastifyInstance, deps: RoutesDeps): void {
  for (const [address, actionOf, thenOf, signable] of [
    ['/dossiers/:numero/invitation', (r: FastifyRequest) => paths.invitation(numeroOf(r)), toDossier, true],
    ['/mandats/invitation', () => paths.invitationMandat(), () => paths.mandats(), false],
  ] as const) {
    app.get(address, async (request, reply) => {
      usagerOf(deps, request)
      return invitation(deps, {
        request,
        reply,
        action: actionOf(request),
        signable,
        jeton: queryOf(request, 'jeton') ?? '',
      })
    })

    app.post(address, signable ? { config: { fichiers: true } } : {}, async (request, reply) => {
      const usager = usagerOf(deps, request)
      const posted = await readMessageForm(deps, request)
      const jeton = posted.field('jeton')
      const t = textsOf(langueOf(deps, request)).mandats.donner
      const again = { request, reply, action: actionOf(request), signable, jeton }
      const [refused] = posted.refused
      if (posted.cut) return invitation(deps, { ...again, erreur: t.coupe })
      if (refused) return invitation(deps, { ...again, erreur: t.fichierRefuse(refused.nom) })
      const now = deps.clock()
      const lien = await deps.comptes.consumeLien({ jeton, usage: 'invitation_dossier', now })
      const id = lien?.donnees.mandat
      const accepted =
        lien !== undefined &&
        id !== undefined &&
        (await acceptMandat(deps, { id, courriel: lien.courriel, usager, signe: posted.files.at(-1), now }))
      return accepted ? reply.redirect(thenOf(request), 303) : invitation(deps, { ...again, jeton: '' })
    })
  }
}

function toDossier(request: FastifyRequest): string {
  return paths.dossier(numeroOf(request))
}

interface AskedInvitation {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly action: string
  /** Whether a signed mandate may be joined: it is kept with a dossier. */
  readonly signable: boolean
  readonly jeton: string
  readonly erreur?: string
}

async function invitation(
  deps: RoutesDeps,
  { request, reply, action, signable, jeton, erreur }: AskedInvitation,
): Promise<FastifyReply> {
  const langue = langueOf(deps, request)
  const t = textsOf(langue).mandats.invitation
  const lien = await deps.comptes.readLien({ jeton, usage: 'invitation_dossier', now: deps.clock() })
  if (!lien) {
    const contenu = <InvitationPerduePage langue={langue} />
    return reply.html(deps.frame(request, { titre: t.perdueTitre, contenu, rubrique: 'dossiers' }), 410)
  }
  const contenu = <InvitationPage {...{ langue, csrf: csrfToken(request, reply), action, signable, jeton, erreur }} />
  const page = { titre: t.titre, contenu, rubrique: 'dossiers', erreur: erreur !== undefined } as const
  return reply.html(deps.frame(request, page), erreur === undefined ? 200 : 422)
}

/** @throws {NotFound} when it is no key. */
function keyOf(text: string | undefined): string {
  if (text === undefined || !/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)) throw new NotFound()
  return text
}

/** Where a help was stopped from: the page of a dossier or of a démarche, else the list. */
function backTo(text: string | undefined): string {
  return /^\/(?:dossiers\/\d{1,10}\/partage|demarches\/[a-z0-9-]{1,100}\/aide)$/.test(text ?? '')
    ? (text ?? '')
    : paths.mandats()
}
