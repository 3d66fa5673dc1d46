import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { parseChamp } from '../../../core/champs/index.ts'
import { readTexte } from '../../../core/texte.ts'
import { NotFound } from '../../../infra/http/errors.ts'
import { numeroOf, paramOf, queryOf } from '../../../infra/http/request-texts.ts'
import type { FramedPage } from '../../../ui/frame.ts'
import { type AskedPortee, giveMandat } from '../actions/give-mandat.ts'
import { listMandatsOf } from '../actions/list-mandats.ts'
import { openDossier } from '../actions/open-dossier.ts'
import { lecteurOf } from '../lecture.ts'
import { DROITS, DUREES } from '../mandat.ts'
import { readMessageForm } from '../message-form.ts'
import { DonnerPage, MANDAT_VIDE, type MandatErreur, type MandatSaisie } from '../pages/donner-page.tsx'
import { paths } from '../paths.ts'
import { listMandats, type MandatRow } from '../store/mandats.ts'
import { textsOf } from '../texts.ts'
import { dossierPage, formOf, langueOf, type RoutesDeps, titreOf, usagerOf } from './deps.ts'

/** Asking somebody to help: with one dossier, or with every dossier of one démarche. */
export function donnerRoutes(app: FastifyInstance, deps: RoutesDeps): void {
  app.get('/dossiers/:numero/partage', (request, reply) => showDossier(deps, { request, reply }))
  app.post('/dossiers/:numero/partage', { config: { fichiers: true } }, (request, reply) =>
    give(deps, { request, reply, portee: { kind: 'dossier', numero: numeroOf(request) }, show: showDossier }),
  )
  app.get('/demarches/:slug/aide', (request, reply) => showDemarche(deps, { request, reply }))
  app.post('/demarches/:slug/aide', (request, reply) =>
    give(deps, { request, reply, portee: { kind: 'demarche', slug: paramOf(request, 'slug') }, show: showDemarche }),
  )
}

interface Shown {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly saisie?: MandatSaisie
  readonly erreur?: MandatErreur
}

interface Giving extends Shown {
  readonly portee: AskedPortee
  readonly show: (deps: RoutesDeps, shown: Shown) => Promise<FastifyReply>
}

async function give(deps: RoutesDeps, { request, reply, portee, show }: Giving): Promise<FastifyReply> {
  const usager = usagerOf(deps, request)
  const posted = await readMessageForm(deps, request)
  const t = textsOf(langueOf(deps, request)).mandats.donner
  const saisie: MandatSaisie = {
    courriel: posted.field('courriel'),
    droit: posted.field('droit') || MANDAT_VIDE.droit,
    mois: posted.field('mois') || MANDAT_VIDE.mois,
  }
  const again = (erreur: MandatErreur) => show(deps, { request, reply, saisie, erreur })
  const [refused] = posted.refused
  if (posted.cut) return again({ champ: 'fichiers', texte: t.coupe })
  if (refused) return again({ champ: 'fichiers', texte: t.fichierRefuse(refused.nom) })
  const now = deps.clock()
  const champ = { kind: 'courriel', id: 1, libelle: { fr: 'courriel' }, obligatoire: true } as const
  const parsed = parseChamp(saisie.courriel, champ, lecteurOf(deps, now))
  if (parsed.kind !== 'valeur') return again({ champ: 'courriel', texte: t.courrielInvalide })
  const given = await giveMandat(deps, {
    portee,
    usager,
    courriel: parsed.valeur.toLowerCase(),
    droit: DROITS.find((one) => one === saisie.droit) ?? 'preparer',
    mois: DUREES.find((one) => String(one) === saisie.mois) ?? 1,
    signe: posted.files.at(-1),
    cle: posted.cle,
    now,
  })
  switch (given.outcome) {
    case 'given':
      return reply.redirect(`${addressOf(portee)}?invite=1`, 303)
    case 'not_owner':
      return again({ champ: 'courriel', texte: t.pasProprietaire })
    case 'too_many':
      return again({ champ: 'courriel', texte: t.trop })
  }
}

function addressOf(portee: AskedPortee): string {
  return portee.kind === 'dossier' ? paths.partage(portee.numero) : paths.aideDemarche(portee.slug)
}

async function showDossier(deps: RoutesDeps, shown: Shown): Promise<FastifyReply> {
  const { request } = shown
  const usager = usagerOf(deps, request)
  const langue = langueOf(deps, request)
  const asked = { numero: numeroOf(request), usager, now: deps.clock() }
  const { dossier, more: mandats } = await openDossier(deps, asked, listMandats)
  return page(deps, {
    ...shown,
    portee: 'dossier',
    action: paths.partage(dossier.numero),
    titre: titreOf(dossier, langue),
    owner: dossier.mandat === null,
    mandats,
    retour: { href: paths.dossier(dossier.numero), texte: textsOf(langue).mandats.depot.revenir },
    around: dossierPage(dossier, langue),
  })
}

async function showDemarche(deps: RoutesDeps, shown: Shown): Promise<FastifyReply> {
  const { request } = shown
  const usager = usagerOf(deps, request)
  const langue = langueOf(deps, request)
  const demarche = await deps.demarches.findPublished(paramOf(request, 'slug'))
  if (!demarche) throw new NotFound()
  const { definition } = await deps.demarches.findRevision(demarche.revisionId)
  const { donnes } = await listMandatsOf(deps, { usager, now: deps.clock() })
  return page(deps, {
    ...shown,
    portee: 'demarche',
    action: paths.aideDemarche(demarche.slug),
    titre: readTexte(definition.presentation.titre, langue),
    owner: true,
    mandats: donnes.filter(({ objet }) => objet === `demarche:${demarche.id}`),
    retour: { href: paths.commencer(demarche.slug), texte: textsOf(langue).commencer.titre },
    around: { organisme: demarche.organisme, rubrique: 'demarches' },
  })
}

interface Paged extends Shown {
  readonly portee: 'dossier' | 'demarche'
  readonly action: string
  readonly titre: string
  readonly owner: boolean
  readonly mandats: readonly MandatRow[]
  readonly retour: { readonly href: string; readonly texte: string }
  readonly around: Omit<FramedPage, 'titre' | 'contenu'>
}

function page(deps: RoutesDeps, { request, reply, saisie = MANDAT_VIDE, erreur, around, ...own }: Paged): FastifyReply {
  const langue = langueOf(deps, request)
  const t = textsOf(langue).mandats.donner
  const invite = queryOf(request, 'invite') === '1' ? own.mandats.at(-1)?.courriel : undefined
  const contenu = <DonnerPage {...own} {...formOf(request, reply)} {...{ langue, saisie, erreur, invite }} />
  const titre = `${own.portee === 'dossier' ? t.titreDossier : t.titreDemarche} : ${own.titre}`
  const framed = { ...around, titre, contenu, erreur: erreur !== undefined }
  return reply.html(deps.frame(request, framed), erreur === undefined ? 200 : 422)
}
