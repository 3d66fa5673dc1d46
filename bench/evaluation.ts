import { aChamp } from '../src/core/cases/a-definition.ts'
import { casesLecteur } from '../src/core/cases/champs/referentiels.ts'
import type { Champ } from '../src/core/champs/index.ts'
import type { Lecteur, Saisie } from '../src/core/champs/kind.ts'
import { compileDefinition } from '../src/core/schema/formulaire.ts'
import { readReponses } from '../src/core/validation/lecture.ts'

/** One figure of a bench, beside what it must be. */
export interface LigneMesure {
  readonly nom: string
  readonly valeur: string
  readonly seuil: string
  readonly tenu: boolean
}

const SEUIL_EN_MS = 5
const SEUIL_DU_RAPPORT = 5
const ESSAIS = 201

/**
 * How long it takes to read a whole dossier: every answer parsed, every condition evaluated.
 *
 * Half of the champs have a condition on one above; kinds are mixed and every question is answered. Times are medians.
 */
export async function run(): Promise<{ titre: string; lignes: readonly LigneMesure[] }> {
  const mille = readerOf(1000)
  const quatreMille = readerOf(4000)
  // Measured in turn, so that what else the machine does weighs on both alike.
  const times: { mille: number[]; quatreMille: number[] } = { mille: [], quatreMille: [] }
  for (let essai = 0; essai < ESSAIS; essai += 1) {
    times.mille.push(timeOf(mille))
    times.quatreMille.push(timeOf(quatreMille))
  }
  const court = median(times.mille)
  // The least disturbed run of each: a ratio of medians would also measure what the neighbours do.
  const rapport = Math.min(...times.quatreMille) / Math.min(...times.mille)
  return {
    titre: 'Lecture des réponses et évaluation des conditions',
    lignes: [
      {
        nom: '1 000 champs, 500 conditions (médiane)',
        valeur: `${court.toFixed(2)} ms`,
        seuil: `≤ ${SEUIL_EN_MS} ms`,
        tenu: court <= SEUIL_EN_MS,
      },
      {
        nom: '4 000 champs par rapport à 1 000 (linéaire : 4 ; meilleurs essais)',
        valeur: `× ${rapport.toFixed(2)}`,
        seuil: `≤ × ${SEUIL_DU_RAPPORT}`,
        tenu: rapport <= SEUIL_DU_RAPPORT,
      },
    ],
  }
}

const CLERMONT = casesLecteur.referentiels.communesNamed('Clermont-Ferrand')
/** Look-ups by name cost one access, as in the annuaire: what is measured is the reading, not the list of the cases. */
const lecteur: Lecteur = {
  ...casesLecteur,
  referentiels: {
    ...casesLecteur.referentiels,
    communesNamed: (texte) => (texte === 'Clermont-Ferrand' ? CLERMONT : []),
  },
}

function readerOf(nombre: number): () => number {
  const champs = Array.from({ length: nombre }, (_, index) => champAt(index + 1))
  const formulaire = compileDefinition({ champs })
  const saisies = Object.fromEntries(champs.map(({ id, kind }) => [String(id), SAISIES.get(kind) ?? '']))
  return () => readReponses(formulaire, { saisies, pieces: {} }, lecteur).reponses.length
}

const KINDS = [
  'oui_non',
  'texte',
  'entier',
  'date',
  'choix',
  'commune',
  'courriel',
  'texte_long',
  'departement',
  'telephone',
]
const SAISIES: ReadonlyMap<string, Saisie> = new Map<string, Saisie>([
  ['oui_non', 'true'],
  ['texte', 'Une réponse d’une ligne'],
  ['entier', '1 234'],
  ['date', { jour: '1', mois: '3', annee: '2026' }],
  ['choix', 'b'],
  ['commune', { texte: 'Clermont-Ferrand', code: '63113' }],
  ['courriel', 'camille.martin@exemple.fr'],
  ['texte_long', 'Une réponse de plusieurs lignes.\nEn voici une autre.\n'.repeat(5)],
  ['departement', '63'],
  ['telephone', '04 73 00 00 00'],
])
const OPTIONS = ['a', 'b', 'c'].map((valeur) => ({ valeur, libelle: { fr: valeur } }))

/** A step every 25 champs; every other champ is shown by the nearest oui/non, number or choice above it. */
function champAt(id: number): Champ {
  const rang = (id - 1) % 10
  const bloc = id - rang
  if (id % 25 === 0) return aChamp({ id, kind: 'section', niveau: 1, ...conditionOf(id, bloc) })
  const kind = KINDS[rang] ?? 'texte'
  const options = kind === 'choix' ? { options: OPTIONS } : {}
  return aChamp({ id, kind, obligatoire: true, ...options, ...conditionOf(id, bloc) })
}

function conditionOf(id: number, bloc: number): { readonly condition?: object } {
  if (id % 2 !== 0) return {}
  // The first block has nothing above it; the others look at the one before.
  const source = Math.max(1, bloc - 10)
  const montre = { op: 'eq', champ: source, valeur: true }
  const nombre = { op: 'gte', champ: source + 2, valeur: '1000' }
  return {
    condition: {
      op: 'and',
      conditions: [montre, { op: 'or', conditions: [nombre, { op: 'not', condition: montre }] }],
    },
  }
}

function timeOf(read: () => number): number {
  const start = performance.now()
  read()
  return performance.now() - start
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN
}
