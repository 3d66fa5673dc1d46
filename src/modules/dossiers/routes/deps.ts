import type { FastifyReply, FastifyRequest } from 'fastify'
import { ulid } from 'ulid'
import type { Politique } from '../../../core/dossier/analyse.ts'
import { type Langue, readTexte } from '../../../core/texte.ts'
import type { Keys } from '../../../infra/crypto/keys.ts'
import type { FileStore } from '../../../infra/files/store.ts'
import { csrfToken } from '../../../infra/http/csrf.ts'
import type { FormFields } from '../../../infra/http/form-fields.ts'
import { numeroOf } from '../../../infra/http/request-texts.ts'
import type { Pdf } from '../../../infra/pdf/pdf.ts'
import { formatDate } from '../../../ui/format.ts'
import type { Frame, FramedPage } from '../../../ui/frame.ts'
import { type Comptes, nomAffiche } from '../../comptes/index.ts'
import { openDossier } from '../actions/open-dossier.ts'
import type { DossiersDeps, Usager } from '../deps.ts'
import { lastDay, type Mandat } from '../mandat.ts'
import type { FichierAcces } from '../pages/fichier-list.tsx'
import { mandantName } from '../pages/not-entitled-page.tsx'
import { paths } from '../paths.ts'
import type { Dossier } from '../store/load.ts'
import { textsOf } from '../texts.ts'

/** What the routes need besides the actions'. */
export interface RoutesDeps extends DossiersDeps {
  readonly frame: Frame
  readonly comptes: Comptes
  readonly files: FileStore
  /** What the instance does with files that no antivirus scanned. */
  readonly politique: Politique
  readonly keys: Pick<Keys, 'csrf'>
  readonly pdf: Pdf
}

/** Whoever is signed in. @throws {SignInNeeded} when nobody is. */
export function usagerOf(deps: Pick<RoutesDeps, 'comptes'>, request: FastifyRequest): Usager {
  const compte = deps.comptes.requireCompte(request)
  const { langue, session } = deps.comptes.visiteur(request)
  const nom = nomAffiche(compte) || undefined
  return { compteId: compte.id, courriel: compte.courriel ?? null, nom, acr: session?.acr, langue }
}

/** The language of the page. */
export function langueOf(deps: Pick<RoutesDeps, 'comptes'>, request: FastifyRequest): Langue {
  return deps.comptes.visiteur(request).langue
}

/** The dossier of the address, for who is signed in; the journal is told. @throws {NotFound} when it is not theirs. */
export async function loadDossier(
  deps: RoutesDeps,
  request: FastifyRequest,
): Promise<{ readonly dossier: Dossier; readonly usager: Usager }> {
  const usager = usagerOf(deps, request)
  const asked = { numero: numeroOf(request), usager, now: deps.clock() }
  const { dossier } = await openDossier(deps, asked, async () => {})
  return { dossier, usager }
}

/** What every page of a dossier says around its content. */
export function dossierPage(
  dossier: Dossier,
  langue: Langue,
): Pick<FramedPage, 'organisme' | 'ariane' | 'rubrique' | 'aide' | 'bandeau'> {
  const t = textsOf(langue).mesDossiers
  return {
    organisme: { id: dossier.organismeId, nom: dossier.fiche.organismeNom, accent: dossier.fiche.accent },
    ariane: [{ titre: t.titre, href: paths.mesDossiers() }],
    rubrique: 'dossiers',
    ...(dossier.mandat ? { bandeau: helping(langue, dossier, dossier.mandat) } : {}),
    ...(dossier.fiche.telephone === null ? {} : { aide: dossier.fiche.telephone }),
  }
}

/** « Vous aidez … », with what that allows and until when. */
function helping(langue: Langue, dossier: Dossier, { droit, finAt }: Mandat): string {
  const t = textsOf(langue).mandats
  const date = formatDate(langue, lastDay(new Date(finAt)))
  return `${t.vousAidez(mandantName(langue, dossier), date)} ${t.droitsAide[droit]}`
}

/** What that person may open of the files of a dossier, and where they are. */
export function accesOf(
  { politique }: Pick<RoutesDeps, 'politique'>,
  { usager, numero }: { usager: Pick<Usager, 'compteId'>; numero: number },
): FichierAcces {
  return { compteId: usager.compteId, politique, href: (id) => paths.piece(numero, id) }
}

/** The title of the démarche of a dossier. */
export function titreOf(dossier: Dossier, langue: Langue): string {
  return readTexte(dossier.fiche.titre, langue)
}

/** The key by which a form has its effect once; that of the request when it carries none. */
export function cleOf(request: FastifyRequest, fields: FormFields): string {
  return (fields.one('_cle') ?? request.id).slice(0, 40)
}

/** The hidden fields of a form that has its effect once, and its token. */
export function formOf(request: FastifyRequest, reply: FastifyReply): { readonly csrf: string; readonly cle: string } {
  return { csrf: csrfToken(request, reply), cle: ulid() }
}
