import { aChamp, aDefinition } from '../src/core/cases/a-definition.ts'
import type { Definition } from '../src/core/schema/definition.ts'

const KINDS = [
  { kind: 'texte' },
  { kind: 'texte' },
  { kind: 'courriel' },
  { kind: 'telephone' },
  { kind: 'date' },
  { kind: 'entier' },
  { kind: 'oui_non' },
  { kind: 'choix', options: ['Matin', 'Midi', 'Soir'].map((valeur) => ({ valeur, libelle: { fr: valeur } })) },
  { kind: 'texte_long' },
] as const

/** A démarche of one step of 25 questions of ordinary kinds, an address among them, every other one with a hint. */
const { presentation } = aDefinition()
export const VINGT_CINQ: Definition = aDefinition({
  presentation: { ...presentation, cadreJuridique: [{ texte: { fr: 'Délibération du 3 mars 2025' } }] },
  champs: [
    aChamp({ id: 100, kind: 'adresse' }),
    ...Array.from({ length: 24 }, (_, rank) => {
      const kind = KINDS[rank % KINDS.length] ?? KINDS[0]
      const aide = { fr: `Regardez le document n° ${rank}, ou [la page d’aide](https://exemple.fr/aide).` }
      return aChamp({ id: rank + 1, ...kind, ...(rank % 2 === 0 ? { aide } : {}) })
    }),
  ],
})

/** What half of its questions are answered with, as typed in the page. */
export const MOITIE: Readonly<Record<string, string>> = {
  'c100-voie': '12 rue des Écoles',
  'c100-codePostal': '35770',
  'c100-commune': 'Vern-sur-Seiche',
  c1: 'Le Roux',
  c2: 'Anaïs',
  c3: 'anais@exemple.fr',
  c4: '06 39 98 12 34',
  'c5-jour': '27',
  'c5-mois': '3',
  'c5-annee': '1980',
  c6: '4',
  c7: 'true',
  c8: 'Midi',
  c9: 'Nous demandons une place dès la rentrée,\net pour toute l’année.',
  c10: 'Kerdoncuff',
}
