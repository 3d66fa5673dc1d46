import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { visibleEtapes } from '../../../core/validation/lecture.ts'
import { csrfToken, readWholeForm } from '../../../infra/http/csrf.ts'
import { queryOf } from '../../../infra/http/request-texts.ts'
import { saveDemandeur } from '../actions/save-demandeur.ts'
import {
  DEMANDEUR_FIELDS,
  type DemandeurSaisie,
  POUR,
  type Pour,
  readDemandeur,
  writeDemandeur,
} from '../demandeur-form.ts'
import { lecteurOf, readDossier } from '../lecture.ts'
import type { Mandat } from '../mandat.ts'
import { DemandeurPage } from '../pages/demandeur-page.tsx'
import { paths } from '../paths.ts'
import type { Dossier } from '../store/load.ts'
import { textsOf } from '../texts.ts'
import { dossierPage, langueOf, loadDossier, type RoutesDeps, titreOf, usagerOf } from './deps.ts'

const ALLOWED = {
  personne: ['moi', 'autre'],
  organisation: ['organisation'],
  tous: POUR,
} as const satisfies Record<string, readonly Pour[]>

/** The first step: who asks. */
export function demandeurRoutes(app: FastifyInstance, deps: RoutesDeps): void {
  app.get('/dossiers/:numero/demandeur', async (request, reply) => {
    const { dossier, choix } = await loadDraft(deps, request)
    if (dossier.etat !== 'brouillon') return reply.redirect(paths.dossier(dossier.numero), 303)
    const known = dossier.demandeur ? writeDemandeur(dossier.demandeur) : undefined
    // Who helps fills for somebody else, unless the démarche is for organisations.
    const usual = dossier.mandat ? (askedPour('autre', choix) ?? choix[0]) : choix[0]
    const pour = askedPour(queryOf(request, 'pour'), choix) ?? known?.pour ?? usual ?? 'moi'
    const saisie = known?.pour === pour ? known.saisie : prefill(deps, { request, pour, mandat: dossier.mandat })
    return reply.html(render(deps, { request, reply, dossier, choix, pour, saisie, problemes: [] }))
  })

  app.post('/dossiers/:numero/demandeur', async (request, reply) => {
    const usager = usagerOf(deps, request)
    const fields = await readWholeForm(request)
    const { dossier, choix } = await loadDraft(deps, request)
    const pour = askedPour(queryOf(request, 'pour'), choix) ?? choix[0] ?? 'moi'
    const saisie = Object.fromEntries(DEMANDEUR_FIELDS[pour].map((name) => [name, fields.one(name) ?? '']))
    const now = deps.clock()
    const read = readDemandeur(pour, saisie, lecteurOf(deps, now))
    if (read.kind === 'problemes') {
      return reply.html(render(deps, { request, reply, dossier, choix, pour, saisie, problemes: read.champs }), 422)
    }
    const saved = await saveDemandeur(deps, { numero: dossier.numero, usager, demandeur: read.demandeur, now })
    switch (saved.outcome) {
      case 'saved':
        return reply.redirect(await firstEtape(deps, dossier, now), 303)
      case 'not_editable':
        return reply.redirect(paths.dossier(dossier.numero), 303)
    }
  })
}

async function loadDraft(deps: RoutesDeps, request: FastifyRequest) {
  const { dossier } = await loadDossier(deps, request)
  const { definition } = await deps.demarches.findRevision(dossier.revisionId)
  return { dossier, choix: ALLOWED[definition.demandeurs] }
}

function askedPour(text: string | undefined, choix: readonly Pour[]): Pour | undefined {
  return choix.find((candidate) => candidate === text)
}

interface Prefill {
  readonly request: FastifyRequest
  readonly pour: Pour
  readonly mandat: Mandat | null
}

/** What the account already knows is not asked again: it is shown, to be corrected. For who helps, it is of whom they help. */
function prefill(deps: RoutesDeps, { request, pour, mandat }: Prefill): DemandeurSaisie {
  const { compte } = deps.comptes.visiteur(request)
  const nom = compte?.nom ?? ''
  const prenom = compte?.prenom ?? ''
  const mandataire = { mandataire_nom: nom, mandataire_prenom: prenom }
  if (mandat) {
    const { mandant } = mandat
    const own = {
      nom: mandant.nom ?? '',
      prenom: mandant.prenom ?? '',
      courriel: mandant.courriel ?? '',
      telephone: '',
    }
    return pour === 'moi' ? own : { ...own, ...mandataire }
  }
  const contact = { courriel: compte?.courriel ?? '', telephone: compte?.telephone ?? '' }
  return pour === 'moi' ? { ...contact, nom, prenom, civilite: compte?.civilite ?? '' } : { ...contact, ...mandataire }
}

async function firstEtape(deps: RoutesDeps, dossier: Dossier, now: Date): Promise<string> {
  const { formulaire } = await deps.demarches.findRevision(dossier.revisionId)
  const [first] = visibleEtapes(readDossier(deps, { dossier, formulaire, now }))
  return first ? paths.etape(dossier.numero, first.n) : paths.verification(dossier.numero)
}

interface Rendered {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly dossier: Dossier
  readonly choix: readonly Pour[]
  readonly pour: Pour
  readonly saisie: DemandeurSaisie
  readonly problemes: readonly string[]
}

function render(deps: RoutesDeps, { request, reply, dossier, choix, pour, saisie, problemes }: Rendered): string {
  const langue = langueOf(deps, request)
  const contenu = (
    <DemandeurPage
      langue={langue}
      csrf={csrfToken(request, reply)}
      numero={dossier.numero}
      choix={choix}
      pour={pour}
      saisie={saisie}
      problemes={problemes}
    />
  )
  const titre = `${textsOf(langue).demandeur.titre} : ${titreOf(dossier, langue)}`
  return deps.frame(request, { ...dossierPage(dossier, langue), titre, contenu, erreur: problemes.length > 0 })
}
