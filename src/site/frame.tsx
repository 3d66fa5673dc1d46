import type { FastifyRequest } from 'fastify'
import type { Langue } from '../core/texte.ts'
import type { Assets } from '../infra/http/assets.ts'
import type { ErrorPage } from '../infra/http/error-view.ts'
import { auditPaths } from '../modules/audit/index.ts'
import {
  comptesPaths,
  nomAffiche,
  RenvoiForm,
  type Visiteur,
  visiteur as visiteurOf,
} from '../modules/comptes/index.ts'
import { demarchesPaths } from '../modules/demarches/index.ts'
import { paths as dossiersPaths } from '../modules/dossiers/index.ts'
import { equipesPaths } from '../modules/equipes/index.ts'
import { paths as instructionPaths } from '../modules/instruction/index.ts'
import { Actions, LinkButton } from '../ui/button.tsx'
import type { Frame, FramedPage } from '../ui/frame.ts'
import { Page, renderPage } from '../ui/page.tsx'
import type { NavItem } from '../ui/page-header.tsx'
import { siteTexts } from './texts.ts'
import { themeAddress } from './theme-route.ts'

/** What the frame is made of. */
export interface SiteOptions {
  readonly assets: Assets
  readonly demonstration: boolean
}

/** The name of an instance whose page belongs to no organisation in particular. */
const NOM = 'Parvis'

/** The frame of every page: only here is every module's address known. */
export function createFrame(options: SiteOptions): Frame {
  return (request, page) => {
    const visiteur = visiteurOf(request)
    return renderPage(<Page {...around(options, { request, page, visiteur })}>{page.contenu}</Page>)
  }
}

interface Around {
  readonly request: FastifyRequest
  readonly page: FramedPage
  readonly visiteur: Visiteur
}

function around({ assets, demonstration }: SiteOptions, { request, page, visiteur }: Around) {
  const { langue, compte } = visiteur
  const t = siteTexts(langue)
  const theme = page.organisme && themeAddress(page.organisme.accent)
  const agents = page.rubrique === 'agents' || page.rubrique === 'equipes'
  const styles = [assets.url('parvis.css'), ...(theme === undefined ? [] : [theme])]
  const ariane = page.ariane?.map(({ titre, href }) => ({ texte: titre, href })) ?? []
  const retour = request.method === 'GET' ? request.url : demarchesPaths.accueil()
  return {
    langue,
    titre: page.titre,
    enErreur: page.erreur ?? false,
    ressources: {
      styles,
      script: assets.url('parvis.js'),
      police: assets.url('atkinson.woff2'),
      icone: assets.url('icone.svg'),
    },
    org: {
      nom: page.organisme?.nom ?? NOM,
      sousTitre: agents ? t.sousTitreAgents : t.sousTitre,
      accueil: agents ? instructionPaths.accueil() : demarchesPaths.accueil(),
    },
    nav: navigation(visiteur, page.rubrique),
    compte: compte
      ? ({
          kind: 'connecte',
          nom: nomAffiche(compte),
          profil: comptesPaths.compte(),
          deconnexion: comptesPaths.deconnexion(),
          csrf: visiteur.jeton,
        } as const)
      : ({ kind: 'anonyme', connexion: comptesPaths.connexion(retour) } as const),
    langueForm: { action: comptesPaths.langue(), csrf: visiteur.jeton, retour },
    ariane: ariane.length === 0 ? [] : [...ariane, { texte: page.titre }],
    pied: {
      accessibilite: { href: demarchesPaths.accessibilite(), etat: 'non_conforme' as const },
      mentionsLegales: demarchesPaths.mentionsLegales(),
      donneesPersonnelles: demarchesPaths.donneesPersonnelles(),
      ...(page.aide === undefined ? {} : { aide: { href: demarchesPaths.aide(), telephone: page.aide } }),
    },
    demonstration,
    bandeau: page.bandeau,
    ...(visiteur.session === undefined
      ? {}
      : { session: { expireAt: visiteur.session.expiresAt, prolonger: comptesPaths.compte() } }),
    prive: page.publique !== true,
    largeur: page.large === true ? ('pleine' as const) : ('page' as const),
  }
}

function navigation({ langue, compte, roles }: Visiteur, rubrique: FramedPage['rubrique']): readonly NavItem[] {
  const t = siteTexts(langue)
  const item = (texte: string, href: string, own: FramedPage['rubrique']): NavItem =>
    own === rubrique ? { texte, href, actif: 'dedans' } : { texte, href }
  return [
    item(t.demarches, demarchesPaths.liste(), 'demarches'),
    ...(compte ? [item(t.mesDossiers, dossiersPaths.mesDossiers(), 'dossiers')] : []),
    ...(roles.length > 0 ? [item(t.agents, instructionPaths.accueil(), 'agents')] : []),
    ...(roles.some(({ role }) => role === 'auditeur') ? [item(t.journal, auditPaths.journal(), 'audit')] : []),
    ...(roles.length > 0 ? [item(t.equipes, equipesPaths.miennes(), 'equipes')] : []),
    item(t.aide, demarchesPaths.aide(), 'aide'),
  ]
}

/** Draws the pages of errors: plain words, what was kept, what to do. */
export function createErrorPage(frame: Frame, langueOf: (request: FastifyRequest) => Langue): ErrorPage {
  return (request, { titre, explication, reference, saisies = [], renvoi }) => {
    const t = siteTexts(langueOf(request))
    const contenu = (
      <div class="colonne">
        <h1>{titre}</h1>
        <p>{explication}</p>
        {reference !== undefined && <p class="discret">{t.reference(reference)}</p>}
        {saisies.length > 0 && (
          <>
            <h2>{t.saisies}</h2>
            {saisies.map((saisie) => (
              <p class="lignes">{saisie}</p>
            ))}
          </>
        )}
        {renvoi ? (
          <RenvoiForm {...renvoi} />
        ) : (
          <Actions>
            <LinkButton href={demarchesPaths.accueil()}>{t.retour}</LinkButton>
          </Actions>
        )}
      </div>
    )
    return frame(request, { titre, contenu })
  }
}

/** Five things worth trying on a first visit of a demonstration. */
export function demoEssais(langue: Langue) {
  const { essais } = siteTexts(langue)
  const essai = ([titre, texte]: readonly [string, string], href: string) => ({ titre, texte, href })
  return [
    essai(essais.cantine, demarchesPaths.demarche('restauration-scolaire')),
    essai(essais.agents, comptesPaths.connexion(instructionPaths.accueil())),
    essai(essais.fonds, demarchesPaths.demarche('fonds-projets-numeriques-63')),
    essai(essais.courriels, '/_courriels'),
    essai(essais.communes, demarchesPaths.demarche('changement-adresse')),
  ]
}
