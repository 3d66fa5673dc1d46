import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ulid } from 'ulid'
import type { Formulaire } from '../../../core/schema/formulaire.ts'
import { type Langue, readTexte } from '../../../core/texte.ts'
import { type Lecture, type Manque, problemesOf, visibleEtapes } from '../../../core/validation/lecture.ts'
import { csrfToken } from '../../../infra/http/csrf.ts'
import { NotFound } from '../../../infra/http/errors.ts'
import { paramOf, queryOf } from '../../../infra/http/request-texts.ts'
import { formatListe } from '../../../ui/format.ts'
import { formatStep } from '../../../ui/step-indicator.tsx'
import { annuairePaths } from '../../annuaire/index.ts'
import { isEditable, type SavedEtape, type SaveEtape, saveEtape } from '../actions/save-etape.ts'
import type { Usager } from '../deps.ts'
import { type PostedForm, readEtapeForm } from '../etape-form.ts'
import { infectedNames, readDossier, shownPieces } from '../lecture.ts'
import { CopiePage } from '../pages/copie-page.tsx'
import { type EtapeNotice, EtapePage } from '../pages/etape-page.tsx'
import { paths } from '../paths.ts'
import type { Dossier } from '../store/load.ts'
import { textsOf } from '../texts.ts'
import { accesOf, dossierPage, langueOf, loadDossier, type RoutesDeps, titreOf, usagerOf } from './deps.ts'

/** One step a page: reading it, saving it, and saving it as one types. */
export function etapeRoutes(app: FastifyInstance, deps: RoutesDeps): void {
  app.get('/dossiers/:numero/etapes/:n', async (request, reply) => {
    const { dossier, formulaire } = await loadEditable(deps, request)
    if (!isEditable(dossier)) return reply.redirect(paths.dossier(dossier.numero), 303)
    const lecture = readDossier(deps, { dossier, formulaire, now: deps.clock() })
    const showErrors = queryOf(request, 'erreurs') === '1'
    return answer(deps, { request, reply, dossier, formulaire, lecture, showErrors, notices: [] })
  })

  app.post('/dossiers/:numero/etapes/:n', { config: { fichiers: true } }, async (request, reply) => {
    const usager = usagerOf(deps, request)
    const { dossier, formulaire } = await loadEditable(deps, request)
    const posted = await readEtapeForm(deps, { request, dossier, formulaire })
    const saved = await saveEtape(deps, asPosted(deps, { request, usager, dossier, posted }))
    return followUp(deps, { request, reply, posted, saved, before: dossier })
  })

  app.post('/dossiers/:numero/etapes/:n/brouillon', { config: { fichiers: true } }, async (request, reply) => {
    const usager = usagerOf(deps, request)
    const { dossier, formulaire } = await loadEditable(deps, request)
    const posted = await readEtapeForm(deps, { request, dossier, formulaire })
    const saved = await saveEtape(deps, {
      ...asPosted(deps, { request, usager, dossier, posted }),
      operation: { kind: 'none' },
    })
    if (saved.outcome === 'no_such_etape') throw new NotFound()
    if (saved.outcome === 'not_editable') return reply.code(409).send({ code: 'not_editable' })
    const n = etapeOf(request)
    return reply.send({
      enregistreA: saved.dossier.updatedAt.toISOString(),
      version: saved.dossier.ouverte?.numero ?? 1,
      champs: saved.lecture.reponses
        .filter((reponse) => reponse.visible && reponse.etape === n && reponse.cle !== sectionCle(formulaire, n))
        .map(({ cle }) => cle),
    })
  })
}

function etapeOf(request: FastifyRequest): number {
  const text = paramOf(request, 'n')
  return /^[1-9]\d{0,3}$/.test(text) ? Number(text) : 0
}

/** The section that opens a step is the title of its page, not one of its questions. */
function sectionCle(formulaire: Formulaire, n: number): string | undefined {
  const section = formulaire.etapes.find((etape) => etape.n === n)?.section
  return section && String(section.id)
}

async function loadEditable(
  deps: RoutesDeps,
  request: FastifyRequest,
): Promise<{ dossier: Dossier; formulaire: Formulaire }> {
  const { dossier } = await loadDossier(deps, request)
  const { formulaire } = await deps.demarches.findRevision(dossier.revisionId)
  if (!formulaire.etapes.some((etape) => etape.n === etapeOf(request))) throw new NotFound()
  return { dossier, formulaire }
}

function asPosted(
  deps: RoutesDeps,
  {
    request,
    usager,
    dossier,
    posted,
  }: { request: FastifyRequest; usager: Usager; dossier: Dossier; posted: PostedForm },
) {
  return {
    numero: dossier.numero,
    usager,
    etape: etapeOf(request),
    asked: posted.asked,
    form: posted.form,
    base: posted.base,
    operation: posted.operation,
    files: posted.files,
    now: deps.clock(),
  }
}

interface FollowUp {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly posted: PostedForm
  readonly saved: SaveEtape
  readonly before: Dossier
}

async function followUp(deps: RoutesDeps, { request, reply, posted, saved, before }: FollowUp) {
  const langue = langueOf(deps, request)
  switch (saved.outcome) {
    case 'no_such_etape':
      throw new NotFound()
    case 'not_editable': {
      const t = textsOf(langue).etape
      const contenu = (
        <CopiePage
          langue={langue}
          titre={t.nonModifiable}
          aide={t.nonModifiableAide}
          typed={posted.typed}
          suite={paths.dossier(before.numero)}
        />
      )
      return reply.html(
        deps.frame(request, { ...dossierPage(saved.dossier, langue), titre: t.nonModifiable, contenu }),
        409,
      )
    }
    case 'saved':
      return afterSave(deps, { request, reply, posted, saved })
  }
}

async function afterSave(
  deps: RoutesDeps,
  { request, reply, posted, saved }: Omit<FollowUp, 'saved' | 'before'> & { saved: SavedEtape },
) {
  const langue = langueOf(deps, request)
  const t = textsOf(langue).etape
  const n = etapeOf(request)
  const { dossier, formulaire, lecture, crossed } = saved
  const label = (cle: string) => readTexte(formulaire.find(Number.parseInt(cle, 10))?.libelle ?? { fr: cle }, langue)
  const notices: EtapeNotice[] = [
    ...(posted.cut === undefined ? [] : [{ sens: 'attention', texte: t.coupe } as const]),
    ...(posted.tooLong ? [{ sens: 'erreur', texte: t.formulaireTropLong } as const] : []),
    ...(crossed.length > 0 ? [{ sens: 'attention', texte: t.croise(crossed.map(label).join(', ')) } as const] : []),
  ]
  const refused: readonly Manque[] = posted.refused.flatMap(({ cle, probleme }) => {
    const champ = formulaire.find(Number.parseInt(cle, 10))
    return champ ? [{ cle, champ, probleme }] : []
  })
  const again = { request, reply, dossier, formulaire, lecture, refused }
  if (notices.length > 0 || refused.length > 0)
    return answer(deps, { ...again, notices, showErrors: false, status: 422 })
  if (posted.operation.kind !== 'none') return reply.redirect(`${paths.etape(dossier.numero, n)}${posted.anchor}`, 303)
  if (posted.suite === 'plus-tard') return reply.redirect(paths.plusTard(dossier.numero), 303)

  const appeared = lecture.reponses.filter(
    (reponse) => reponse.visible && reponse.etape === n && !posted.asked.includes(reponse.cle) && isAsked(reponse),
  )
  if (appeared.length > 0) {
    const texte = t.nouvelles(appeared.length)
    return answer(deps, { ...again, notices: [{ sens: 'information', texte }], showErrors: false })
  }
  if (problemesOf(lecture, { etape: n }).length > 0)
    return answer(deps, { ...again, notices, showErrors: true, status: 422 })
  const next = visibleEtapes(lecture).find((etape) => etape.n > n)
  return reply.redirect(next ? paths.etape(dossier.numero, next.n) : paths.verification(dossier.numero), 303)
}

/** Questions a form sends something for; titles, explanations and the list of rows are not. */
function isAsked({ champ }: { readonly champ: { readonly kind: string } }): boolean {
  return champ.kind !== 'section' && champ.kind !== 'explication' && champ.kind !== 'repetition'
}

interface Answered {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly dossier: Dossier
  readonly formulaire: Formulaire
  readonly lecture: Lecture
  readonly notices: readonly EtapeNotice[]
  readonly refused?: readonly Manque[]
  readonly showErrors: boolean
  readonly status?: number
}

function answer(deps: RoutesDeps, answered: Answered): FastifyReply {
  const { request, reply, dossier, formulaire, lecture, notices, refused = [], showErrors, status = 200 } = answered
  const langue = langueOf(deps, request)
  const n = etapeOf(request)
  const etape = formulaire.etapes.find((candidate) => candidate.n === n)
  if (!etape) throw new NotFound()
  const steps = visibleEtapes(lecture)
  const rang = steps.findIndex((candidate) => candidate.n === n) + 1
  const previous = steps.findLast((candidate) => candidate.n < n)
  const own = showErrors ? problemesOf(lecture, { etape: n }) : []
  const problemes = [...refused, ...own.filter(({ cle }) => refused.every((each) => each.cle !== cle))]
  const demarche = titreOf(dossier, langue)
  const redepot = dossier.etat !== 'brouillon'
  const acces = accesOf(deps, { usager: usagerOf(deps, request), numero: dossier.numero })
  const contenu = (
    <EtapePage
      langue={langue}
      csrf={csrfToken(request, reply)}
      falc={deps.comptes.visiteur(request).falc}
      numero={dossier.numero}
      demarche={demarche}
      etape={etape}
      rang={Math.max(rang, 1)}
      total={Math.max(steps.length, 1)}
      precedente={
        previous
          ? paths.etape(dossier.numero, previous.n)
          : redepot
            ? paths.dossier(dossier.numero)
            : paths.demandeur(dossier.numero)
      }
      lecture={lecture}
      pieces={shownPieces(dossier)}
      acces={acces}
      referentiels={deps.referentiels}
      version={dossier.ouverte?.numero ?? 0}
      problemes={problemes}
      redepot={redepot}
      notices={[...infectedNotices({ ...answered, langue, n }, acces.compteId), ...notices]}
      newLigne={ulid}
      communesUrl={annuairePaths.communes()}
    />
  )
  const step = formatStep({ langue, numero: Math.max(rang, 1), total: Math.max(steps.length, 1) })
  const titre = `${readTexte(etape.titre, langue)} — ${step} — ${demarche}`
  return reply.html(
    deps.frame(request, { ...dossierPage(dossier, langue), titre, contenu, erreur: problemes.length > 0 }),
    status,
  )
}

/** What to do about the files of this step in which a virus was found. */
function infectedNotices(
  { dossier, lecture, langue, n }: Pick<Answered, 'dossier' | 'lecture'> & { langue: Langue; n: number },
  compteId: string,
): readonly EtapeNotice[] {
  const own = shownPieces(dossier).filter(({ cle }) => lecture.find(cle)?.etape === n)
  const noms = infectedNames(own, compteId)
  if (noms.length === 0) return []
  return [{ sens: 'erreur', texte: textsOf(langue).fichiers.ecartes(formatListe(langue, noms)) }]
}
