import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { expiresAt } from '../../../core/dossier/retention.ts'
import { jourOf } from '../../../core/jour.ts'
import { visibleEtapes } from '../../../core/validation/lecture.ts'
import { withContext } from '../../../infra/db/with-context.ts'
import { csrfToken, readWholeForm } from '../../../infra/http/csrf.ts'
import { Refused } from '../../../infra/http/errors.ts'
import { numeroOf, queryOf } from '../../../infra/http/request-texts.ts'
import { ConfirmBlock } from '../../../ui/confirm-block.tsx'
import { formatJour } from '../../../ui/format.ts'
import { Notice } from '../../../ui/notice.tsx'
import { copyDossier } from '../actions/copy-dossier.ts'
import { deleteDossier, leavingOf, restoreDossier } from '../actions/delete-dossier.ts'
import { sendMessage } from '../actions/send-message.ts'
import { sendReprise } from '../actions/send-reprise.ts'
import { readSections } from '../answers.ts'
import { asUsager, type Usager } from '../deps.ts'
import { infectedNames, readDossier, readSaisies, shownPieces } from '../lecture.ts'
import { serviceLines } from '../mails.ts'
import { readMessageForm, refusedText } from '../message-form.ts'
import { ConsultationsPage } from '../pages/consultations-page.tsx'
import { PlusTardPage } from '../pages/plus-tard-page.tsx'
import { SuiviPage } from '../pages/suivi-page.tsx'
import { paths } from '../paths.ts'
import { listConsultations } from '../store/consultations.ts'
import { listMessages, listTraitements } from '../store/lists.ts'
import type { Dossier } from '../store/load.ts'
import { findEcarte } from '../store/versions.ts'
import { textsOf } from '../texts.ts'
import {
  accesOf,
  cleOf,
  dossierPage,
  formOf,
  langueOf,
  loadDossier,
  type RoutesDeps,
  titreOf,
  usagerOf,
} from './deps.ts'
import { askNiveau } from './niveau.tsx'

/** Following a filed dossier, coming back to a draft, leaving it. */
export function suiviRoutes(app: FastifyInstance, deps: RoutesDeps): void {
  app.get('/dossiers/:numero', async (request, reply) => {
    const { dossier, usager } = await loadDossier(deps, request)
    if (dossier.etat === 'brouillon') return reply.redirect(await resumeAt(deps, dossier), 303)
    return suivi(deps, { request, reply, dossier, usager, sent: queryOf(request, 'envoye') === '1' })
  })

  app.post('/dossiers/:numero/messages', { config: { fichiers: true } }, async (request, reply) => {
    const { dossier, usager } = await loadDossier(deps, request)
    const posted = await readMessageForm(deps, request)
    const langue = langueOf(deps, request)
    const t = textsOf(langue)
    const again = { request, reply, dossier, usager, sent: false, corps: posted.corps, status: 422 }
    if (posted.cut) return suivi(deps, { ...again, erreur: t.etape.coupe })
    const [refused] = posted.refused
    if (refused !== undefined) {
      const erreur = refusedText(refused, { langue, champ: t.suivi.message, inconnu: t.etape.fichierRefuse })
      return suivi(deps, { ...again, erreur })
    }
    const sent = await sendMessage(deps, { numero: dossier.numero, usager, now: deps.clock(), ...posted })
    switch (sent.outcome) {
      case 'sent':
        return reply.redirect(`${paths.dossier(dossier.numero)}?envoye=1#messages`, 303)
      case 'too_long':
        return suivi(deps, { ...again, erreur: t.suivi.messageTropLong })
      case 'empty':
        return suivi(deps, { ...again, erreur: t.suivi.messageVide })
      case 'not_entitled':
        return suivi(deps, { ...again, erreur: t.mandats.depot.message, status: 403 })
      case 'not_filed':
        return reply.redirect(paths.dossier(dossier.numero), 303)
    }
  })

  app.get('/dossiers/:numero/consultations', async (request, reply) => {
    const { dossier } = await loadDossier(deps, request)
    const langue = langueOf(deps, request)
    const consultations = await withContext(deps.db, { role: 'systeme' }, (tx) => listConsultations(tx, dossier.id))
    const { fiche, numero } = dossier
    const service = fiche.serviceNom ?? fiche.organismeNom
    const demarche = titreOf(dossier, langue)
    const contenu = <ConsultationsPage {...{ langue, numero, demarche, service, consultations }} />
    const titre = `${textsOf(langue).consultations.titre} : ${demarche}`
    return reply.html(deps.frame(request, { ...dossierPage(dossier, langue), titre, contenu }))
  })

  app.post('/dossiers/:numero/copie', (request, reply) => copy(deps, request, reply))
  leavingRoutes(app, deps)
}

/** Beginning another from an old one. */
async function copy(deps: RoutesDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const usager = usagerOf(deps, request)
  const fields = await readWholeForm(request)
  const numero = numeroOf(request)
  const cle = cleOf(request, fields)
  const copied = await copyDossier(deps, { numero, usager, cle, now: deps.clock() })
  switch (copied.outcome) {
    case 'started':
      return reply.redirect(paths.demandeur(copied.numero), 303)
    case 'not_owner':
      throw new Refused(403, 'not_owner')
    case 'level_too_low': {
      const { dossier } = await loadDossier(deps, request)
      const around = dossierPage(dossier, langueOf(deps, request))
      const retour = (await deps.comptes.keepForm(request, reply)) ?? paths.dossier(numero)
      const { definition } = copied
      return askNiveau(deps, { request, reply, slug: dossier.fiche.slug, definition, retour, around })
    }
    case 'closed':
      return reply.redirect(paths.dossier(numero), 303)
  }
}

function leavingRoutes(app: FastifyInstance, deps: RoutesDeps): void {
  app.get('/dossiers/:numero/plus-tard', async (request, reply) => {
    const { dossier, usager } = await loadDossier(deps, request)
    return plusTard(deps, { request, reply, dossier, usager })
  })

  app.post('/dossiers/:numero/plus-tard', async (request, reply) => {
    const { dossier, usager } = await loadDossier(deps, request)
    const fields = await readWholeForm(request)
    const cle = cleOf(request, fields)
    const sent = await sendReprise(deps, { numero: dossier.numero, usager, cle, now: deps.clock() })
    return plusTard(deps, {
      request,
      reply,
      dossier,
      usager,
      ...(sent.outcome === 'sent' ? { sentTo: sent.courriel } : { noAddress: true }),
    })
  })

  app.get('/dossiers/:numero/suppression', async (request, reply) => {
    const { dossier } = await loadDossier(deps, request)
    return suppression(deps, { request, reply, dossier })
  })

  app.post('/dossiers/:numero/suppression', async (request, reply) => {
    const usager = usagerOf(deps, request)
    const fields = await readWholeForm(request)
    const numero = numeroOf(request)
    const event = (['delete_brouillon', 'withdraw'] as const).find((one) => one === fields.one('quoi'))
    const deleted = await deleteDossier(deps, { numero, usager, event, now: deps.clock() })
    switch (deleted.outcome) {
      case 'deleted':
        return reply.redirect(`${paths.mesDossiers()}?supprime=${numero}`, 303)
      case 'not_allowed':
        return suppression(deps, { request, reply, dossier: (await loadDossier(deps, request)).dossier, refused: true })
    }
  })

  app.post('/dossiers/:numero/restauration', async (request, reply) => {
    const usager = usagerOf(deps, request)
    await readWholeForm(request)
    await restoreDossier(deps, { numero: numeroOf(request), usager, now: deps.clock() })
    return reply.redirect(`${paths.mesDossiers()}?restaure=1`, 303)
  })
}

/** Where a draft goes on: who asks if nobody said so, otherwise the first step that still lacks something, or the check. */
async function resumeAt(deps: RoutesDeps, dossier: Dossier): Promise<string> {
  if (!dossier.demandeur) return paths.demandeur(dossier.numero)
  const { formulaire } = await deps.demarches.findRevision(dossier.revisionId)
  const lecture = readDossier(deps, { dossier, formulaire, now: deps.clock() })
  const untouched = visibleEtapes(lecture).find((etape) =>
    lecture.reponses.every(
      (reponse) => reponse.etape !== etape.n || (reponse.saisie === undefined && reponse.pieces.length === 0),
    ),
  )
  return untouched ? paths.etape(dossier.numero, untouched.n) : paths.verification(dossier.numero)
}

interface Shown {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly dossier: Dossier
  readonly usager: Usager
}

async function suivi(
  deps: RoutesDeps,
  shown: Shown & { sent: boolean; corps?: string; erreur?: string; status?: number },
): Promise<FastifyReply> {
  const { request, reply, dossier, usager, sent, corps = '', erreur, status = 200 } = shown
  const langue = langueOf(deps, request)
  const now = deps.clock()
  const { formulaire } = await deps.demarches.findRevision(dossier.revisionId)
  const { traitements, messages, ecarte } = await asUsager(deps, usager, async (tx) => ({
    traitements: await listTraitements(tx, dossier.id),
    messages: await listMessages(tx, dossier.id),
    ecarte: await findEcarte(tx, { dossier, now }),
  }))
  const words = { langue, ligne: textsOf(langue).verification.ligne }
  const filed = readDossier(deps, {
    dossier: { ...dossier, ouverte: null },
    formulaire,
    // As on the day of the filing: a date that had to be in the future then is still an answer.
    now: dossier.depot ? new Date(dossier.depot.createdAt) : now,
  })
  const aside = ecarte ? readSaisies(deps, { saisies: ecarte, pieces: [], formulaire, now }) : undefined
  const titre = titreOf(dossier, langue)
  const contenu = (
    <SuiviPage
      langue={langue}
      {...formOf(request, reply)}
      titre={titre}
      dossier={dossier}
      owner={dossier.compteId === usager.compteId}
      sections={readSections(filed, shownPieces({ ...dossier, ouverte: null }), words)}
      traitements={traitements}
      messages={messages}
      service={serviceLines(dossier.fiche)}
      ecartes={aside ? readSections(aside, [], words) : []}
      sent={sent}
      brouillonMessage={corps}
      erreurMessage={erreur}
      pdf={deps.pdf.available}
      infectes={infectedNames([...shownPieces(dossier), ...messages.flatMap(({ pieces }) => pieces)], usager.compteId)}
      acces={accesOf(deps, { usager, numero: dossier.numero })}
    />
  )
  const page = {
    ...dossierPage(dossier, langue),
    titre: textsOf(langue).suivi.titre(titre),
    contenu,
    erreur: erreur !== undefined,
  }
  return reply.html(deps.frame(request, page), status)
}

async function plusTard(
  deps: RoutesDeps,
  shown: Shown & { sentTo?: string; noAddress?: boolean },
): Promise<FastifyReply> {
  const { request, reply, dossier, usager, sentTo, noAddress = false } = shown
  const langue = langueOf(deps, request)
  const { definition } = await deps.demarches.findRevision(dossier.revisionId)
  const jour =
    dossier.etat === 'brouillon'
      ? expiresAt(
          { etat: 'brouillon', createdOn: jourOf(dossier.createdAt), editedOn: jourOf(dossier.updatedAt) },
          { conservationEnMois: definition.donneesPersonnelles.conservationEnMois },
        )
      : undefined
  const contenu = (
    <PlusTardPage
      langue={langue}
      {...formOf(request, reply)}
      numero={dossier.numero}
      effaceLe={jour && formatJour(langue, jour)}
      sentTo={sentTo}
      noAddress={noAddress}
      owner={dossier.compteId === usager.compteId}
    />
  )
  const titre = `${textsOf(langue).plusTard.titre} : ${titreOf(dossier, langue)}`
  return reply.html(deps.frame(request, { ...dossierPage(dossier, langue), titre, contenu }))
}

function suppression(deps: RoutesDeps, shown: Omit<Shown, 'usager'> & { refused?: boolean }): FastifyReply {
  const { request, reply, dossier, refused = false } = shown
  const langue = langueOf(deps, request)
  const t = textsOf(langue).suppression
  const draft = dossier.etat === 'brouillon'
  const titre = draft ? t.titreBrouillon : t.titreRetrait
  const contenu = refused ? (
    <Notice langue={langue} sens="attention" annonce>
      <p>{t.impossible}</p>
    </Notice>
  ) : (
    <ConfirmBlock
      titre={titre}
      action={paths.suppression(dossier.numero)}
      csrf={csrfToken(request, reply)}
      caches={[{ name: 'quoi', value: leavingOf(dossier) }]}
      bouton={draft ? t.supprimer : t.retirer}
      annuler={{ href: paths.dossier(dossier.numero), texte: t.garder }}
    >
      <p>{draft ? t.aideBrouillon : t.aideRetrait}</p>
    </ConfirmBlock>
  )
  return reply.html(deps.frame(request, { ...dossierPage(dossier, langue), titre, contenu }), refused ? 409 : 200)
}
