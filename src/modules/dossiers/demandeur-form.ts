import { parseChamp } from '../../core/champs/index.ts'
import type { Lecteur } from '../../core/champs/kind.ts'
import type { Demandeur } from '../../core/dossier/demandeur.ts'

/** For whom the application is made: oneself, an organisation, or somebody else. */
export const POUR = ['moi', 'organisation', 'autre'] as const

/** For whom the application is made. */
export type Pour = (typeof POUR)[number]

/** The names of the fields, in the order of the page. */
export const DEMANDEUR_FIELDS = {
  moi: ['civilite', 'prenom', 'nom', 'courriel', 'telephone'],
  organisation: ['siret', 'raisonSociale', 'mandataire_prenom', 'mandataire_nom', 'courriel', 'telephone'],
  autre: ['civilite', 'prenom', 'nom', 'mandataire_prenom', 'mandataire_nom', 'courriel', 'telephone'],
} as const satisfies Record<Pour, readonly string[]>

/** What was typed, by name of field. */
export type DemandeurSaisie = Readonly<Record<string, string>>

/** What reading the page gives: who asks, or the fields to correct. */
export type DemandeurRead =
  | { readonly kind: 'demandeur'; readonly demandeur: Demandeur }
  | { readonly kind: 'problemes'; readonly champs: readonly string[] }

const MAX = 150

/** Reads who asks, by the same rules as the champs of a form: an e-mail, a telephone and a SIRET are checked alike everywhere. */
export function readDemandeur(pour: Pour, saisie: DemandeurSaisie, lecteur: Lecteur): DemandeurRead {
  const text = (name: string) => (saisie[name] ?? '').normalize('NFC').trim().slice(0, MAX)
  const checked = {
    courriel: checkedBy('courriel', saisie.courriel, lecteur),
    telephone: checkedBy('telephone', saisie.telephone, lecteur),
    siret: checkedBy('siret', saisie.siret, lecteur),
  }
  const missing = DEMANDEUR_FIELDS[pour].filter((name) => {
    if (name === 'civilite') return false
    if (name === 'telephone') return checked.telephone === 'invalide'
    if (name === 'courriel' || name === 'siret') return checked[name] === 'invalide' || checked[name] === ''
    return text(name) === ''
  })
  if (missing.length > 0) return { kind: 'problemes', champs: missing }
  const contact = { courriel: checked.courriel, ...(checked.telephone && { telephone: checked.telephone }) }
  const mandataire = { nom: text('mandataire_nom'), prenom: text('mandataire_prenom') }
  if (pour === 'organisation') {
    return {
      kind: 'demandeur',
      demandeur: { kind: 'organisation', siret: checked.siret, nom: text('raisonSociale'), mandataire, ...contact },
    }
  }
  const typed = saisie.civilite
  const demandeur: Demandeur = {
    kind: 'personne',
    ...(typed === 'M.' || typed === 'Mme' ? { civilite: typed } : {}),
    nom: text('nom'),
    prenom: text('prenom'),
    ...contact,
    ...(pour === 'autre' ? { mandataire } : {}),
  }
  return { kind: 'demandeur', demandeur }
}

/** The canonical text, `''` when nothing was typed, `'invalide'` when it is wrong. */
function checkedBy(kind: 'courriel' | 'telephone' | 'siret', typed: string | undefined, lecteur: Lecteur): string {
  const parsed = parseChamp(typed ?? '', { kind, id: 1, libelle: { fr: kind }, obligatoire: true }, lecteur)
  if (parsed.kind === 'vide') return ''
  return parsed.kind === 'valeur' && typeof parsed.valeur === 'string' ? parsed.valeur : 'invalide'
}

/** What to show for a known asker, and for whom it was. */
export function writeDemandeur(demandeur: Demandeur): { readonly pour: Pour; readonly saisie: DemandeurSaisie } {
  const common = {
    courriel: demandeur.courriel,
    telephone: demandeur.telephone ?? '',
    mandataire_nom: demandeur.mandataire?.nom ?? '',
    mandataire_prenom: demandeur.mandataire?.prenom ?? '',
  }
  if (demandeur.kind === 'organisation') {
    return { pour: 'organisation', saisie: { ...common, siret: demandeur.siret, raisonSociale: demandeur.nom } }
  }
  const { civilite = '', nom, prenom } = demandeur
  return { pour: demandeur.mandataire ? 'autre' : 'moi', saisie: { ...common, civilite, nom, prenom } }
}
