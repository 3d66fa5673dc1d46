import { type Champ, isQuestion } from '../../core/champs/index.ts'
import { checkCondition, formatConditionProbleme } from '../../core/conditions/check.ts'
import type { Condition } from '../../core/conditions/condition.ts'
import { evaluate, type SourceOf } from '../../core/conditions/evaluate.ts'
import { rankOf } from '../../core/dossier/niveau.ts'
import type { Definition } from '../../core/schema/definition.ts'
import { compileDefinition, enfantsOf, type Formulaire } from '../../core/schema/formulaire.ts'
import { type Langue, readTexte } from '../../core/texte.ts'
import { ALTERNATIVES_NEUTRES } from './import/gaps.ts'

/** What a definition says of the démarche before anybody begins. */
export type Presentation = Definition['presentation']

/** Label of the group that every démarche is born with, and that receives what no rule sends elsewhere. */
export const LABEL_PAR_DEFAUT = 'Par défaut'

/** Whether a text may be the address of a démarche: small letters without accents, figures, single hyphens, 100 at most. */
export function isSlug(texte: string): boolean {
  return texte.length <= 100 && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(texte)
}

/** What routing looks at in a group. */
export interface RoutedGroupe {
  readonly id: string
  readonly parDefaut: boolean
  readonly ferme: boolean
  readonly regle: Condition | null
}

/**
 * The group that receives a dossier: of the open ones, in the order given, the first whose rule is true; otherwise the
 * default one. Nothing when there is no default group, which the database forbids.
 */
export function chooseGroupe<G extends RoutedGroupe>(groupes: readonly G[], sourceOf: SourceOf): G | undefined {
  const routed = groupes.find(({ ferme, regle }) => !ferme && regle !== null && evaluate(regle, sourceOf) === true)
  return routed ?? groupes.find(({ parDefaut }) => parDefaut)
}

/** What is wrong in the rule of a group, in sentences: its sources are looked for in the whole form, rows aside. */
export function explainRegle(regle: Condition, formulaire: Formulaire, langue: Langue): readonly string[] {
  const problemes = checkCondition(regle, (id) => {
    const champ = formulaire.find(id)
    return champ && { champ, place: formulaire.repetitionOf(id) ? 'other_row' : 'above' }
  })
  const libelleOf = (id: number): string | undefined => {
    const champ = formulaire.find(id)
    return champ && readTexte(champ.libelle, langue)
  }
  return problemes.map((probleme) => formatConditionProbleme(probleme, { langue, libelleOf }))
}

/** A kind of personal data that a démarche collects, for its data protection notice. */
export type Categorie =
  | 'identite'
  | 'organisation'
  | 'coordonnees'
  | 'lieu'
  | 'bancaires'
  | 'documents'
  | 'reponses'
  | 'sensibles'

const ORDER: readonly Categorie[] = [
  'identite',
  'organisation',
  'coordonnees',
  'lieu',
  'bancaires',
  'documents',
  'reponses',
  'sensibles',
]

const CATEGORIES: { readonly [K in Champ['kind']]?: Categorie } = {
  civilite: 'identite',
  siret: 'organisation',
  courriel: 'coordonnees',
  telephone: 'coordonnees',
  adresse: 'lieu',
  commune: 'lieu',
  departement: 'lieu',
  region: 'lieu',
  pays: 'lieu',
  iban: 'bancaires',
  piece: 'documents',
}

/** The kinds of personal data that the form asks for, those of the asker included, always in the same order. */
export function categoriesOf({ champs, demandeurs }: Pick<Definition, 'champs' | 'demandeurs'>): readonly Categorie[] {
  // Whoever files gives a name and an e-mail address, were it for an organisation.
  const found = new Set<Categorie>(['identite', 'coordonnees'])
  if (demandeurs !== 'personne') found.add('organisation')
  for (const champ of champs.flatMap((each) => [each, ...enfantsOf(each)])) {
    if (!isQuestion(champ) || champ.kind === 'repetition') continue
    found.add(CATEGORIES[champ.kind] ?? 'reponses')
    if (champ.sensible === true) found.add('sensibles')
  }
  return ORDER.filter((categorie) => found.has(categorie))
}

/** A right of the people whose data are processed (RGPD, articles 15 to 21). */
export type Droit = 'acces' | 'rectification' | 'effacement' | 'limitation' | 'portabilite' | 'opposition' | 'retrait'

const DROITS: Readonly<Record<Definition['donneesPersonnelles']['baseLegale'], readonly Droit[]>> = {
  // Erasure does not apply to a task of public interest nor to a legal obligation (article 17, 3, b); objection applies to
  // the former only (article 21, 1), portability only to a contract or a consent (article 20, 1).
  mission_interet_public: ['acces', 'rectification', 'limitation', 'opposition'],
  obligation_legale: ['acces', 'rectification', 'limitation'],
  contrat: ['acces', 'rectification', 'effacement', 'limitation', 'portabilite'],
  consentement: ['acces', 'rectification', 'effacement', 'limitation', 'portabilite', 'retrait'],
}

/** The rights that people have over the data of a démarche, which depend on its legal ground. */
export function droitsOf({ baseLegale }: Pick<Definition['donneesPersonnelles'], 'baseLegale'>): readonly Droit[] {
  return DROITS[baseLegale]
}

/** Whether usagers have a way to a service: a telephone, an e-mail address or a place, one being enough. */
export function isReachable({
  telephone = '',
  courriel = '',
  adresse = '',
}: {
  readonly telephone?: string | undefined
  readonly courriel?: string | undefined
  readonly adresse?: string | undefined
}): boolean {
  return [telephone, courriel, adresse].some((each) => each.trim() !== '')
}

/** Why a démarche cannot be published yet. */
export type PublicationProbleme =
  /** `phrase` is already in the language that was asked. */
  | { readonly code: 'definition'; readonly chemin: string; readonly phrase: string }
  | { readonly code: 'service_absent' }
  | { readonly code: 'titre_vide' }
  | { readonly code: 'cadre_juridique_absent' }
  /** It asks for an identity that not everybody has, and does not say how to do without. */
  | { readonly code: 'alternative_absente' }
  | { readonly code: 'sans_question' }
  | { readonly code: 'groupe_par_defaut_absent' }
  | { readonly code: 'regle_invalide'; readonly groupe: string; readonly phrase: string }
  | { readonly code: 'regle_double'; readonly groupe: string; readonly autre: string }

/** What a démarche lacks besides a sound definition, in the order in which it is written. */
export function findLacks({
  definition,
  hasService,
  groupes,
  langue,
}: {
  readonly definition: Definition
  readonly hasService: boolean
  readonly groupes: readonly (RoutedGroupe & { readonly label: string })[]
  readonly langue: Langue
}): readonly PublicationProbleme[] {
  const { titre, cadreJuridique, alternatives } = definition.presentation
  const lacks: PublicationProbleme[] = []
  if (titre.fr.trim() === '') lacks.push({ code: 'titre_vide' })
  if (cadreJuridique.length === 0) lacks.push({ code: 'cadre_juridique_absent' })
  if (rankOf(definition.niveauMinimum) > 0 && !saysHow(alternatives)) lacks.push({ code: 'alternative_absente' })
  if (!definition.champs.some(isQuestion)) lacks.push({ code: 'sans_question' })
  if (!hasService) lacks.push({ code: 'service_absent' })
  if (!groupes.some(({ parDefaut }) => parDefaut)) lacks.push({ code: 'groupe_par_defaut_absent' })
  return [...lacks, ...findRuleLacks(groupes, compileDefinition(definition), langue)]
}

/** Whether a text says something of its own: neither blank, nor what an import puts there for want of better. */
function saysHow({ fr }: Presentation['alternatives']): boolean {
  return fr.trim() !== '' && fr !== ALTERNATIVES_NEUTRES.fr
}

function findRuleLacks(
  groupes: readonly (RoutedGroupe & { readonly label: string })[],
  formulaire: Formulaire,
  langue: Langue,
): readonly PublicationProbleme[] {
  const first = new Map<string, string>()
  return groupes.flatMap(({ label, regle, ferme }): readonly PublicationProbleme[] => {
    if (regle === null || ferme) return []
    const wrong = explainRegle(regle, formulaire, langue).map(
      (phrase) => ({ code: 'regle_invalide', groupe: label, phrase }) as const,
    )
    const same = first.get(JSON.stringify(regle))
    if (same !== undefined) return [...wrong, { code: 'regle_double', groupe: label, autre: same }]
    first.set(JSON.stringify(regle), label)
    return wrong
  })
}
