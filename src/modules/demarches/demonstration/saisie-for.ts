import { type Champ, type ChampOf, isQuestion } from '../../../core/champs/index.ts'
import type { Commune, Lecteur, Saisie } from '../../../core/champs/kind.ts'
import type { Jour } from '../../../core/jour.ts'
import { addDays, birthday, fictionIban, fictionSiret, fictionTelephone } from './fictions.ts'
import { between, happens, pick, pickSome, type Random } from './random.ts'
import { AUTRES, NOMS, PRENOMS, TEXTES, TEXTES_LONGS, textesFor, VOIES } from './vocabulaire.ts'

/** What the answers of one person have in common. */
export interface Scene {
  readonly random: Random
  readonly lecteur: Lecteur
  readonly communes: readonly string[]
  /** The last day given for something that begins, so that its end comes after. */
  lastJour: Jour | undefined
  /** When the child spoken of was born, so that the class at school suits. */
  naissance: Jour | undefined
  /** The last option chosen, which says what the texts that follow speak of. */
  choix: string
  /** Sum of the amounts of the rows so far, in whole euros. */
  total: number
  /** Whether the row being filled speaks of a person. */
  estPersonne: boolean
  /** Who the champs being filled speak of, so that a first name and an e-mail address go together. */
  personne: Personne | undefined
}

interface Personne {
  readonly prenom: string
  readonly nom: string
}

/** How often a champ that is not mandatory is answered. */
const FACULTATIF_REPONDU = 0.7

/** An answer to that champ as a person could type it; nothing for a file, a title, or an optional champ left blank. */
export function saisieFor(champ: Champ, scene: Scene): Saisie | undefined {
  if (!isQuestion(champ)) return undefined
  const { random } = scene
  if (!champ.obligatoire && !happens(random, FACULTATIF_REPONDU)) return undefined
  switch (champ.kind) {
    case 'texte':
      return texteFor(champ, scene).slice(0, champ.longueurMax)
    case 'texte_long':
      return pick(random, textesFor(TEXTES_LONGS, { libelle: champ.libelle.fr, apres: scene.choix })).slice(
        0,
        champ.longueurMax,
      )
    case 'entier':
      return String(entierFor(champ, scene))
    case 'decimal':
      return decimalFor(champ, scene)
    case 'date':
      return partsOf(dateFor(champ, scene))
    case 'oui_non':
      return String(happens(random, 0.65))
    case 'case_a_cocher':
      return String(champ.obligatoire || happens(random, 0.5))
    case 'choix':
      return choixFor(champ, scene)
    case 'choix_multiple':
      return pickSome(random, champ.options, between(random, 1, 3)).map(({ valeur }) => valeur)
    default:
      return identityFor(champ, scene)
  }
}

type Identity = ChampOf<
  | 'civilite'
  | 'courriel'
  | 'telephone'
  | 'iban'
  | 'siret'
  | 'adresse'
  | 'commune'
  | 'departement'
  | 'region'
  | 'pays'
  | 'piece'
  | 'repetition'
>

function identityFor(champ: Identity, scene: Scene): Saisie | undefined {
  const { random, lecteur } = scene
  switch (champ.kind) {
    case 'civilite':
      return pick(random, ['Mme', 'M.'])
    case 'courriel':
      return courrielOf(personneOf(scene))
    case 'telephone':
      return fictionTelephone(random)
    case 'iban':
      return fictionIban(random)
    case 'siret':
      return fictionSiret(random)
    case 'adresse':
      return adresseFor(scene)
    case 'commune': {
      const { nom, code } = communeOf(scene)
      return { texte: nom, code }
    }
    case 'departement':
      return pick(random, lecteur.referentiels.departements()).code
    case 'region':
      return pick(random, lecteur.referentiels.regions()).code
    case 'pays':
      return pick(random, ['FR', ...lecteur.referentiels.pays()])
    case 'piece':
    case 'repetition':
      return undefined
  }
}

function personneOf(scene: Scene): Personne {
  scene.personne ??= { prenom: pick(scene.random, PRENOMS), nom: pick(scene.random, NOMS) }
  return scene.personne
}

function courrielOf({ prenom, nom }: Personne): string {
  const local = `${prenom}.${nom}`.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  return `${local.replace(/[^a-z.]/g, '')}@exemple.fr`
}

function texteFor({ libelle: { fr } }: ChampOf<'texte'>, scene: Scene): string {
  if (/prénom et nom|responsable|personne à prévenir|contact opérationnel/i.test(fr)) {
    scene.personne = undefined
    const { prenom, nom } = personneOf(scene)
    return `${prenom} ${nom}`
  }
  if (/^prénom/i.test(fr)) return personneOf(scene).prenom
  if (/^nom de (l’enfant|famille)/i.test(fr) || (fr === 'Nom' && scene.estPersonne)) return personneOf(scene).nom
  return pick(scene.random, textesFor(TEXTES, { libelle: fr, apres: scene.choix }))
}

/** Usual sizes of what is counted, by label; within the champ's own bounds. */
const ORDRES: readonly { readonly libelle: RegExp; readonly min: number; readonly max: number }[] = [
  { libelle: /quotient/i, min: 280, max: 1900 },
  { libelle: /adhérents/i, min: 12, max: 340 },
  { libelle: /salariés/i, min: 0, max: 6 },
  { libelle: /volume/i, min: 6, max: 15 },
  { libelle: /places/i, min: 0, max: 3 },
  { libelle: /longueur/i, min: 3, max: 14 },
  { libelle: /largeur/i, min: 1, max: 2 },
  { libelle: /hauteur/i, min: 4, max: 12 },
  { libelle: /autres aides/i, min: 500, max: 20_000 },
  { libelle: /montant|euros/i, min: 150, max: 18_000 },
]

function rangeOf(
  libelle: string,
  { min, max }: { readonly min?: number | undefined; readonly max?: number | undefined },
) {
  const low = min ?? Math.min(0, max ?? 0)
  const usual = ORDRES.find((ordre) => ordre.libelle.test(libelle)) ?? { min: low, max: low + 30 }
  const from = Math.min(Math.max(usual.min, low), max ?? Number.POSITIVE_INFINITY)
  return { from: Math.ceil(from), to: Math.max(Math.ceil(from), Math.min(usual.max, max ?? usual.max)) }
}

function entierFor(champ: ChampOf<'entier'>, { random, lecteur }: Scene): number {
  if (/année/i.test(champ.libelle.fr)) {
    const year = Number(lecteur.today.slice(0, 4)) - between(random, 1, 12)
    return Math.min(Math.max(year, champ.min ?? year), champ.max ?? year)
  }
  const { from, to } = rangeOf(champ.libelle.fr, champ)
  return between(random, from, Math.floor(to))
}

/** An amount asked is a share of what the rows add up to; a total is their sum. */
function decimalFor(champ: ChampOf<'decimal'>, scene: Scene): string {
  const { random } = scene
  const { fr } = champ.libelle
  const min = champ.min === undefined ? undefined : Number(champ.min)
  const max = champ.max === undefined ? undefined : Number(champ.max)
  const clamp = (euros: number): number => Math.min(Math.max(euros, Math.ceil(min ?? 0)), Math.floor(max ?? euros))
  if (scene.total > 0 && /coût total/i.test(fr)) return String(clamp(scene.total))
  if (scene.total > 0 && /demandée/i.test(fr))
    return String(clamp(Math.floor((scene.total * between(random, 6, 20)) / 200) * 10))
  const { from, to } = rangeOf(fr, { min, max })
  const whole = between(random, from, to)
  if (!/montant|euros/i.test(fr)) return half(whole, { random, min, max })
  // People write round amounts.
  const euros = clamp(whole > 1000 ? Math.round(whole / 50) * 50 : whole)
  if (/^montant/i.test(fr)) scene.total += euros
  return String(euros)
}

/** A measure, to the half metre as people write it, when the bounds leave room for it. */
function half(whole: number, bounds: { random: Random; min: number | undefined; max: number | undefined }): string {
  const more = whole + 0.5
  const isAllowed = more <= (bounds.max ?? more) && more >= (bounds.min ?? more)
  return isAllowed && happens(bounds.random, 0.5)
    ? `${whole},5`
    : String(Math.max(whole, bounds.min ?? whole)).replace('.', ',')
}

function dateFor(champ: ChampOf<'date'>, scene: Scene): Jour {
  const jour = drawJour(champ, scene)
  if (champ.min !== undefined && jour < champ.min) return champ.min
  if (champ.max !== undefined && jour > champ.max) return champ.max
  return jour
}

function drawJour(champ: ChampOf<'date'>, scene: Scene): Jour {
  const { random, lecteur } = scene
  const { fr } = champ.libelle
  if (/enfant/i.test(fr)) {
    scene.naissance = birthday(random, lecteur.today, { min: 3, max: 10 })
    return scene.naissance
  }
  if (/naissance/i.test(fr)) return birthday(random, lecteur.today, { min: 19, max: 78 })
  if (champ.passee) return addDays(lecteur.today, -between(random, 3, 900))
  if (/fin |dernier/i.test(fr)) return addDays(scene.lastJour ?? lecteur.today, between(random, 1, 40))
  scene.lastJour = addDays(lecteur.today, between(random, 15, 75))
  return scene.lastJour
}

function partsOf(jour: Jour): Saisie {
  const [annee = '', mois = '', day = ''] = jour.split('-')
  return { jour: String(Number(day)), mois: String(Number(mois)), annee }
}

function choixFor(champ: ChampOf<'choix'>, scene: Scene): Saisie {
  const { random, naissance } = scene
  if (champ.autre && happens(random, 0.12)) return { autre: pick(random, AUTRES) }
  const classe = naissance && /^classe/i.test(champ.libelle.fr) ? champ.options[classeAt(naissance, scene)] : undefined
  const { valeur } = classe ?? pick(random, champ.options)
  scene.choix = valeur
  return valeur
}

/** Rank of the class, from the first of nursery school, which begins in September of the year when the child is three. */
function classeAt(naissance: Jour, { lecteur: { today } }: Scene): number {
  const rentree = Number(today.slice(0, 4)) - (today.slice(5, 7) < '07' ? 1 : 0)
  return Math.min(7, Math.max(0, rentree - Number(naissance.slice(0, 4)) - 3))
}

function adresseFor(scene: Scene): Saisie {
  const commune = communeOf(scene)
  const codePostal = commune.codesPostaux[0] ?? ''
  const sameName = scene.lecteur.referentiels.communesNamed(commune.nom)
  const isAlone = sameName.filter(({ codesPostaux }) => codesPostaux.includes(codePostal)).length === 1
  const voie = `${between(scene.random, 1, 80)} ${pick(scene.random, VOIES)}`
  return { voie, complement: '', codePostal, commune: isAlone ? commune.nom : commune.code, pays: 'FR' }
}

function communeOf({ random, lecteur: { referentiels }, communes }: Scene): Commune {
  const known = communes.flatMap((code) => referentiels.commune(code) ?? [])
  return pick(random, known)
}
