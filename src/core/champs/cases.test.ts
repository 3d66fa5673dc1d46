import { expect, test } from 'vitest'
import { z } from 'zod'
import adresse from '../cases/champs/adresse.json' with { type: 'json' }
import caseACocher from '../cases/champs/case-a-cocher.json' with { type: 'json' }
import choix from '../cases/champs/choix.json' with { type: 'json' }
import choixMultiple from '../cases/champs/choix-multiple.json' with { type: 'json' }
import civilite from '../cases/champs/civilite.json' with { type: 'json' }
import commune from '../cases/champs/commune.json' with { type: 'json' }
import courriel from '../cases/champs/courriel.json' with { type: 'json' }
import date from '../cases/champs/date.json' with { type: 'json' }
import decimal from '../cases/champs/decimal.json' with { type: 'json' }
import departement from '../cases/champs/departement.json' with { type: 'json' }
import entier from '../cases/champs/entier.json' with { type: 'json' }
import iban from '../cases/champs/iban.json' with { type: 'json' }
import ouiNon from '../cases/champs/oui-non.json' with { type: 'json' }
import pays from '../cases/champs/pays.json' with { type: 'json' }
import piece from '../cases/champs/piece.json' with { type: 'json' }
import { casesLecteur } from '../cases/champs/referentiels.ts'
import region from '../cases/champs/region.json' with { type: 'json' }
import repetition from '../cases/champs/repetition.json' with { type: 'json' }
import siret from '../cases/champs/siret.json' with { type: 'json' }
import telephone from '../cases/champs/telephone.json' with { type: 'json' }
import texte from '../cases/champs/texte.json' with { type: 'json' }
import texteLong from '../cases/champs/texte-long.json' with { type: 'json' }
import {
  CHAMP_KINDS,
  champSchema,
  formatChamp,
  isQuestion,
  parseChamp,
  type Question,
  sourceOfParsed,
  unparseChamp,
  valeurSchema,
} from './index.ts'

const caseSchema = z.strictObject({
  titre: z.string(),
  champ: z
    .looseObject({})
    .transform((settings) =>
      champSchema.parse({ id: 1, libelle: { fr: 'Question' }, obligatoire: false, ...settings }),
    ),
  saisie: z.union([z.string(), z.array(z.string()), z.record(z.string(), z.string())]),
  attendu: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('vide') }),
    z.strictObject({ kind: z.literal('valeur'), valeur: z.json() }),
    z.strictObject({ kind: z.literal('probleme'), code: z.string(), params: z.json().optional() }),
  ]),
  source: z.json().optional(),
  lu: z.strictObject({ fr: z.string(), en: z.string() }).optional(),
})

const files = [
  texte,
  texteLong,
  entier,
  decimal,
  date,
  ouiNon,
  caseACocher,
  choix,
  choixMultiple,
  civilite,
  courriel,
  telephone,
  iban,
  siret,
  adresse,
  commune,
  departement,
  region,
  pays,
  piece,
  repetition,
]
const cases = files.flatMap((file) => z.array(caseSchema).parse(file))

function questionOf({ champ }: (typeof cases)[number]): Question {
  if (!isQuestion(champ)) throw new Error(`${champ.kind} is not answered`)
  return champ
}

test('every kind that is answered has its cases', () => {
  const questions = Object.values(CHAMP_KINDS).filter((kind) => kind.role === 'question')

  const covered = new Set(cases.map(({ champ }) => champ.kind))

  expect([...covered].sort()).toEqual(questions.map(({ kind }) => kind).sort())
})

test.each(cases)('$champ.kind : $titre', (each) => {
  const champ = questionOf(each)

  const parsed = parseChamp(each.saisie, champ, casesLecteur)

  expect(parsed.kind === 'probleme' ? { kind: 'probleme', ...parsed.probleme } : parsed).toEqual(each.attendu)
  if (each.source) expect(sourceOfParsed(parsed, champ)).toEqual(each.source)
})

test.each(cases.filter(({ lu }) => lu))('$champ.kind, lu : $titre', (each) => {
  const champ = questionOf(each)
  const valeur = each.attendu.kind === 'valeur' ? each.attendu.valeur : undefined

  const lu = { fr: formatChamp(valeur, champ, 'fr'), en: formatChamp(valeur, champ, 'en') }

  expect(lu).toEqual(each.lu)
})

test.each(cases.filter(({ attendu }) => attendu.kind === 'valeur'))('$champ.kind, aller et retour : $titre', (each) => {
  const champ = questionOf(each)
  const valeur = each.attendu.kind === 'valeur' ? each.attendu.valeur : undefined

  const again = parseChamp(unparseChamp(valeur, champ), champ, casesLecteur)

  expect(valeurSchema(champ).parse(JSON.parse(JSON.stringify(valeur)))).toEqual(valeur)
  expect(again).toEqual(each.attendu)
})
