import { expect, test } from 'vitest'
import { aChamp } from '../../core/cases/a-definition.ts'
import { compileDefinition } from '../../core/schema/formulaire.ts'
import { archivePlaces } from './archive.ts'
import { changesSince, filedPieces } from './changes.ts'
import { isNewVisit, newsOf, numeroTyped, readFiltre, writeFiltre } from './rules.ts'

const ID = '019ab000-0000-7000-8000-000000000001'

test('a table is told by its address: reading what was written gives the same view', () => {
  const filtre = readFiltre({
    ...{
      etat: 'en_instruction',
      q: ' Le Roux ',
      du: '2026-11-01',
      au: '2026-11-30',
      departement: '2A',
      suivis: '1',
      tri: 'nom-asc',
    },
    apres: `${ID}~Le Roux & fils = « 50 % »`,
  })

  const again = readFiltre(Object.fromEntries(new URLSearchParams(writeFiltre(filtre, { apres: filtre.apres }))))

  expect(filtre).toMatchObject({ q: 'Le Roux', tri: 'nom-asc', apres: { id: ID, valeur: 'Le Roux & fils = « 50 % »' } })
  expect(again).toEqual(filtre)
})

test('an address that makes no sense is a table without filters, never an error', () => {
  const nonsense = {
    etat: 'brouillon',
    q: ['a', 'b'],
    du: '2026-02-30',
    departement: "35' or 1=1",
    tri: 'taille',
    apres: 'x',
    avant: `${ID}~hier`,
  }

  expect(readFiltre(nonsense)).toEqual({ suivis: false, tri: 'depot-desc' })
  expect(writeFiltre(readFiltre(undefined))).toBe('')
})

test('a cursor of filings that names no day of the calendar is ignored', () => {
  expect(readFiltre({ apres: `${ID}~2026-02-31 10:00:00.000000+00` }).apres).toBeUndefined()
  expect(readFiltre({ apres: `${ID}~2026-02-28 10:00:00.000000+00` }).apres).toBeDefined()
})

test('changing a filter goes back to the first page', () => {
  const filtre = readFiltre({ q: 'cantine', apres: `${ID}~2026-11-12 09:30:00.123456+00` })

  expect(writeFiltre(filtre, { etat: 'accepte' })).toBe('?etat=accepte&q=cantine')
  expect(writeFiltre(filtre, { q: undefined })).toBe('')
})

test('accents typed in two parts are searched as the same letters', () => {
  expect(readFiltre({ q: 'Ane\u0301mone' }).q).toBe('An\u00e9mone')
})

test('a number is read with its spaces, and only when a dossier may bear it', () => {
  expect(numeroTyped('1\u202f204 873')).toBe(1_204_873)
  expect(numeroTyped('2147483648')).toBeUndefined()
  expect(numeroTyped('12 rue')).toBeUndefined()
})

const at = (day: number) => new Date(Date.UTC(2026, 10, day))
const row = { dernierDepotAt: at(2), messageRecuAt: null, traiteAt: null }

test('a dossier never opened is new; then what came since is told, filings first', () => {
  expect(newsOf(row, null)).toBe('nouveau')
  expect(newsOf(row, at(3))).toBeUndefined()
  expect(newsOf({ ...row, dernierDepotAt: at(5), messageRecuAt: at(6) }, at(3))).toBe('complement')
  expect(newsOf({ ...row, messageRecuAt: at(6) }, at(3))).toBe('message')
})

test('a dossier that a colleague decided is no news, what its usager wrote afterwards is', () => {
  expect(newsOf({ ...row, traiteAt: at(4) }, null)).toBeUndefined()
  expect(newsOf({ ...row, traiteAt: at(4), messageRecuAt: at(5) }, null)).toBe('message')
})

test('a visit lasts a quarter of an hour', () => {
  expect(isNewVisit(null, at(1))).toBe(true)
  expect(isNewVisit(at(1), new Date(at(1).getTime() + 14 * 60_000))).toBe(false)
  expect(isNewVisit(at(1), new Date(at(1).getTime() + 15 * 60_000))).toBe(true)
})

const LIGNE = '01JD0000000000000000000000'
const formulaire = compileDefinition({
  champs: [
    aChamp({ id: 1, kind: 'texte', libelle: { fr: 'Prénom' } }),
    aChamp({
      id: 2,
      kind: 'piece',
      libelle: { fr: 'Justificatif de domicile (moins de 3 mois)' },
      nombreMax: 5,
      octetsMax: 1_000_000,
    }),
    aChamp({
      ...{ id: 3, kind: 'repetition', libelle: { fr: 'Devis' }, min: 0, max: 5 },
      champs: [aChamp({ id: 4, kind: 'piece', libelle: { fr: 'Le devis' }, nombreMax: 5, octetsMax: 1_000_000 })],
    }),
  ],
})
const depots = [
  { createdAt: at(10), valeurs: { '1': 'Anaïs', '2': [ID], '3': [LIGNE] } },
  { createdAt: at(5), valeurs: { '1': 'Anais' } },
]

test('a filing dated before the one that it follows is compared with it all the same', () => {
  const after = [{ createdAt: at(3), valeurs: { '1': 'Anaïs' } }, ...depots.slice(1)]

  const changes = changesSince(after, at(5), { formulaire, langue: 'fr' })

  expect([...changes.byCle]).toEqual([['1', { kind: 'modifiee', avant: 'Anais' }]])
})

test('answers changed, added and removed since the last visit are told apart, with what they were', () => {
  const changes = changesSince(depots, at(6), { formulaire, langue: 'fr' })
  const back = changesSince([{ ...depots[1], createdAt: at(12), valeurs: {} }, ...depots], at(11), {
    formulaire,
    langue: 'fr',
  })

  expect([...changes.byCle]).toEqual([
    ['1', { kind: 'modifiee', avant: 'Anais' }],
    ['2', { kind: 'ajoutee' }],
  ])
  expect(back.effacees.map(({ libelle, avant }) => [libelle, avant])).toEqual([
    ['Prénom', 'Anaïs'],
    ['Justificatif de domicile (moins de 3 mois)', '1\u00a0fichier'],
  ])
})

test('nothing changed for who looked after the last filing, nor for who looks for the first time', () => {
  expect(changesSince(depots, at(10), { formulaire, langue: 'fr' }).byCle.size).toBe(0)
  expect(changesSince(depots, undefined, { formulaire, langue: 'fr' }).byCle.size).toBe(0)
  expect(changesSince(depots, at(1), { formulaire, langue: 'fr' }).byCle.size).toBe(0)
})

test('only files that were filed are an agent’s to see', () => {
  expect([...filedPieces({ '1': ID, '2': ['a'], [`4.${LIGNE}`]: ['b'] }, formulaire)]).toEqual(['a', 'b'])
})

test('an archive has one folder a question, in the order of the form, and no two files at one place', () => {
  const places = archivePlaces(
    [
      { nom: 'Facture.pdf', cle: '2' },
      { nom: 'facture.PDF', cle: '2' },
      { nom: 'devis.pdf', cle: `4.${LIGNE}` },
      { nom: 'sans question.pdf', cle: '99' },
    ],
    formulaire,
  )

  expect(places).toEqual([
    '02-justificatif-de-domicile-moins-de-3-mois/Facture.pdf',
    '02-justificatif-de-domicile-moins-de-3-mois/facture (2).PDF',
    '04-le-devis-1/devis.pdf',
    '00-autres/sans question.pdf',
  ])
})
