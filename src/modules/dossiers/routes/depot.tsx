import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Definition } from '../../../core/schema/definition.ts'
import type { Formulaire } from '../../../core/schema/formulaire.ts'
import { readTexte } from '../../../core/texte.ts'
import { coreTexts } from '../../../core/texts.ts'
import type { Lecture, Manque } from '../../../core/validation/lecture.ts'
import { csrfToken, readWholeForm } from '../../../infra/http/csrf.ts'
import { numeroOf, queryOf } from '../../../infra/http/request-texts.ts'
import { champId } from '../../../ui/champ-id.ts'
import { isEditable } from '../actions/save-etape.ts'
import { submitDossier } from '../actions/submit-dossier.ts'
import { tellReady } from '../actions/tell-ready.ts'
import { readSections } from '../answers.ts'
import { readDossier, shownPieces } from '../lecture.ts'
import { accuseParagraphs, serviceLines } from '../mails.ts'
import { mayFile } from '../mandat.ts'
import { CopiePage } from '../pages/copie-page.tsx'
import { mandantName, NotEntitledPage } from '../pages/not-entitled-page.tsx'
import { RecepissePage } from '../pages/recepisse-page.tsx'
import { VerificationPage } from '../pages/verification-page.tsx'
import { paths } from '../paths.ts'
import type { Dossier } from '../store/load.ts'
import { textsOf } from '../texts.ts'
import { accesOf, dossierPage, langueOf, loadDossier, type RoutesDeps, titreOf, usagerOf } from './deps.ts'
import { askNiveau } from './niveau.tsx'

/** Reading one's answers again, filing them, and the receipt. */
export function depotRoutes(app: FastifyInstance, deps: RoutesDeps): void {
  app.get('/dossiers/:numero/verification', (request, reply) => showVerification(deps, request, reply))
  app.post('/dossiers/:numero/depot', (request, reply) => depot(deps, request, reply))
  app.post('/dossiers/:numero/pret', (request, reply) => pret(deps, request, reply))
  app.get('/dossiers/:numero/recepisse', (request, reply) => showRecepisse(deps, request, reply))
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

async function showVerification(deps: RoutesDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const loaded = await load(deps, request)
  if (hasNothingToFile(loaded.dossier)) return reply.redirect(paths.dossier(loaded.dossier.numero), 303)
  if (!loaded.dossier.demandeur) return reply.redirect(paths.demandeur(loaded.dossier.numero), 303)
  if (loaded.dossier.etat === 'brouillon' && loaded.dossier.fiche.etat !== 'publiee')
    return closed(deps, { request, reply, ...loaded })
  return verification(deps, { request, reply, ...loaded })
}

/** Filed and not changed since, or changed and set aside by an agent who was faster: the page of the dossier says which. */
function hasNothingToFile(dossier: Dossier): boolean {
  return !isEditable(dossier) || (dossier.depot !== null && dossier.ouverte === null)
}

async function depot(deps: RoutesDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const usager = usagerOf(deps, request)
  const fields = await readWholeForm(request)
  const numero = numeroOf(request)
  if (fields.one('engagement') !== 'oui') {
    const loaded = await load(deps, request)
    if (hasNothingToFile(loaded.dossier)) return reply.redirect(paths.dossier(numero), 303)
    return verification(deps, { request, reply, ...loaded, engagementMissing: true, status: 422 })
  }
  const version = UUID.exec(fields.one('_version') ?? '')?.[0]
  const submitted = await submitDossier(deps, { numero, usager, version, now: deps.clock() })
  switch (submitted.outcome) {
    case 'submitted':
    case 'already':
      return reply.redirect(paths.recepisse(numero), 303)
    case 'demandeur_missing':
      return reply.redirect(paths.demandeur(numero), 303)
    case 'not_editable':
      return reply.redirect(paths.dossier(numero), 303)
    case 'closed':
      return closed(deps, { request, reply, ...(await load(deps, request)), status: 409 })
    case 'not_entitled':
      return notEntitled(deps, { request, reply, dossier: submitted.dossier, prevenu: submitted.prevenu })
    case 'level_too_low':
      return lowNiveau(deps, { request, reply, ...(await load(deps, request)) })
    case 'incomplete':
      return verification(deps, {
        request,
        reply,
        ...(await load(deps, request)),
        problemes: submitted.problemes,
        status: 422,
      })
    case 'ineligible': {
      const message = submitted.definition.ineligibilite?.message
      const ineligible = message && readTexte(message, langueOf(deps, request))
      return verification(deps, {
        request,
        reply,
        ...(await load(deps, request)),
        ...(ineligible && { ineligible }),
        status: 409,
      })
    }
  }
}

async function showRecepisse(deps: RoutesDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { dossier, definition } = await load(deps, request)
  if (!dossier.depot || !dossier.deposeAt || !dossier.demandeur)
    return reply.redirect(paths.dossier(dossier.numero), 303)
  const langue = langueOf(deps, request)
  const { presentation } = definition
  const filedAt = new Date(dossier.depot.createdAt)
  // Another date than that of the first filing, earlier even: a clock may have been set back.
  const modifieAt = filedAt.getTime() === dossier.deposeAt.getTime() ? undefined : filedAt
  const contenu = (
    <RecepissePage
      langue={langue}
      numero={dossier.numero}
      demarche={titreOf(dossier, langue)}
      deposeAt={dossier.deposeAt}
      modifieAt={modifieAt}
      courriel={dossier.demandeur.courriel}
      ensuite={readTexte(presentation.apresDepot, langue)}
      delai={readTexte(presentation.delaiHabituel, langue)}
      accuse={accuseParagraphs({ fiche: dossier.fiche, definition, deposeAt: dossier.deposeAt, langue })}
      service={serviceLines(dossier.fiche)}
      pdf={deps.pdf.available}
    />
  )
  const t = textsOf(langue).recepisse
  const titre = `${modifieAt ? t.titreModifie : t.titre} : ${titreOf(dossier, langue)}`
  return reply.html(deps.frame(request, { ...dossierPage(dossier, langue), titre, contenu }))
}

const PREVENUS = ['oui', 'non'] as const

interface Loaded {
  readonly dossier: Dossier
  readonly definition: Definition
  readonly formulaire: Formulaire
  readonly lecture: Lecture
}

async function load(deps: RoutesDeps, request: FastifyRequest): Promise<Loaded> {
  const { dossier } = await loadDossier(deps, request)
  const { definition, formulaire } = await deps.demarches.findRevision(dossier.revisionId)
  return { dossier, definition, formulaire, lecture: readDossier(deps, { dossier, formulaire, now: deps.clock() }) }
}

interface Shown extends Loaded {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly problemes?: readonly Manque[]
  readonly engagementMissing?: boolean
  readonly ineligible?: string
  readonly status?: number
}

function verification(deps: RoutesDeps, shown: Shown): FastifyReply {
  const {
    request,
    reply,
    dossier,
    definition,
    lecture,
    problemes = [],
    engagementMissing = false,
    ineligible,
    status = 200,
  } = shown
  const langue = langueOf(deps, request)
  const t = textsOf(langue).verification
  const contenu = (
    <VerificationPage
      langue={langue}
      csrf={csrfToken(request, reply)}
      caches={dossier.ouverte ? [{ name: '_version', value: dossier.ouverte.id }] : []}
      numero={dossier.numero}
      titre={titreOf(dossier, langue)}
      demandeur={dossier.demandeur}
      sections={readSections(lecture, shownPieces(dossier), { langue, ligne: t.ligne })}
      ensuite={readTexte(definition.presentation.apresDepot, langue)}
      engagement={readTexte(definition.engagement, langue)}
      acces={accesOf(deps, { usager: usagerOf(deps, request), numero: dossier.numero })}
      redepot={dossier.etat !== 'brouillon'}
      mandant={mayFile(dossier) ? undefined : mandantName(langue, dossier)}
      prevenu={PREVENUS.find((one) => one === queryOf(request, 'prevenu'))}
      erreurs={engagementMissing ? [{ id: 'engagement', texte: t.engagementRequis }] : []}
      problemes={problemes.map((manque) => ({
        href: `${paths.etape(dossier.numero, lecture.find(manque.cle)?.etape ?? 1)}?erreurs=1#${champId(manque.cle)}`,
        texte: coreTexts(langue).probleme(manque.probleme, readTexte(manque.champ.libelle, langue)),
      }))}
      ineligible={ineligible}
    />
  )
  const erreur = engagementMissing || problemes.length > 0 || ineligible !== undefined
  const titre = `${t.titre} — ${titreOf(dossier, langue)}`
  return reply.html(deps.frame(request, { ...dossierPage(dossier, langue), titre, contenu, erreur }), status)
}

/** Somebody who helps says that the dossier is ready for its usager to check. */
async function pret(deps: RoutesDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const usager = usagerOf(deps, request)
  await readWholeForm(request)
  const numero = numeroOf(request)
  const told = await tellReady(deps, { numero, usager, now: deps.clock() })
  if (told.outcome === 'not_helped') return reply.redirect(paths.verification(numero), 303)
  return reply.redirect(`${paths.verification(numero)}?prevenu=${told.outcome === 'told' ? 'oui' : 'non'}`, 303)
}

interface NotEntitled extends Pick<Shown, 'request' | 'reply' | 'dossier'> {
  readonly prevenu: boolean
}

/** Filed by somebody who may prepare only: nothing is, and the usager has been told that it is ready. */
function notEntitled(deps: RoutesDeps, { request, reply, dossier, prevenu }: NotEntitled): FastifyReply {
  const langue = langueOf(deps, request)
  const titre = textsOf(langue).mandats.depot.pasLeDroit
  const contenu = <NotEntitledPage langue={langue} dossier={dossier} prevenu={prevenu} />
  return reply.html(deps.frame(request, { ...dossierPage(dossier, langue), titre, contenu }), 403)
}

/** The démarche wants a surer identity: the form waits, and the draft with it. */
async function lowNiveau(deps: RoutesDeps, { request, reply, dossier, definition }: Shown): Promise<FastifyReply> {
  const retour = (await deps.comptes.keepForm(request, reply)) ?? paths.verification(dossier.numero)
  const around = dossierPage(dossier, langueOf(deps, request))
  return askNiveau(deps, { request, reply, slug: dossier.fiche.slug, definition, retour, around })
}

/** The démarche closed while the draft was open: the answers stay readable, to be copied. */
function closed(deps: RoutesDeps, { request, reply, dossier, lecture, status = 200 }: Shown): FastifyReply {
  const langue = langueOf(deps, request)
  const t = textsOf(langue)
  const typed = readSections(lecture, shownPieces(dossier), { langue, ligne: t.verification.ligne }).flatMap(
    ({ answers }) =>
      answers.map(({ cle, libelle, valeur, pieces }) => ({
        cle,
        libelle,
        texte: [valeur, ...pieces.map(({ nom }) => nom)].join('\n').trim(),
      })),
  )
  const contenu = (
    <CopiePage
      langue={langue}
      titre={t.etape.fermee}
      aide={t.etape.fermeeAide}
      typed={typed}
      suite={paths.mesDossiers()}
    />
  )
  return reply.html(deps.frame(request, { ...dossierPage(dossier, langue), titre: t.etape.fermee, contenu }), status)
}
