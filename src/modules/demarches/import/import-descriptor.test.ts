import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Champ } from '../../../core/champs/index.ts'
import type { Definition } from '../../../core/schema/definition.ts'
import { compileDefinition } from '../../../core/schema/formulaire.ts'
import { packageRoot } from '../../../infra/package-root.ts'
import { type Importation, importDescriptor } from './import-descriptor.ts'
import type { LigneRapport, Remarque } from './report.ts'
import { formatRapport } from './texts.ts'

const FIXTURE: unknown = JSON.parse(
  readFileSync(join(packageRoot(), 'acceptance/fixtures/demarche-publique.json'), 'utf8'),
)
const REELLE = join(packageRoot(), '../shared/data/demarches/derogation-especes-protegees.json')

test('every descriptor has one line of report, children and annotations included', () => {
  const { rapport } = imported(FIXTURE)
  expect(rapport.filter(({ portee }) => portee === 'champ')).toHaveLength(32)
  expect(rapport.filter(({ portee }) => portee === 'annotation')).toHaveLength(1)
  expect(rapport.flatMap((ligne) => (ligne.portee === 'champ' ? [ligne.rang] : [])).slice(23, 28)).toEqual([
    ...['24', '24.1', '24.2', '24.3', '25'],
  ])
})

test('the object, the answer of the API and the démarche that agents ask for give the same definition', () => {
  const { definition } = imported(FIXTURE)
  expect(imported({ data: { demarcheDescriptor: FIXTURE } }).definition).toEqual(definition)
  expect(imported({ data: { demarche: FIXTURE } }).definition).toEqual(definition)
  expect(imported({ demarche: FIXTURE }).definition).toEqual(definition)
})

test('the stable id is the one that the identifier names, with or without padding', () => {
  expect(champ('Avant de commencer').id).toBe(4_700_007)
  expect(champ('Civilité').id).toBe(4_700_105)
})

test('a second descriptor with the same id gets another, told in the report and the same at each import', () => {
  const other = champ('Champ d’un autre formulaire')
  expect(other.id).not.toBe(champ('Nom de la manifestation').id)
  expect(codesOf('Champ d’un autre formulaire')).toEqual(['id_attribue'])
  expect(imported(FIXTURE).definition.champs.at(-1)?.id).toBe(other.id)
})

test('HTML becomes paragraphs and lists, decoded once, and the original is kept', () => {
  const { texte, depliable } = { texte: undefined, depliable: undefined, ...champ('Avant de commencer') }
  expect(texte).toEqual({
    fr: [
      ...['Cette demande concerne les salles municipales.', '', '- prévoyez un délai de trois semaines\u00a0;'],
      ...['- lisez le règlement (https://salles.exemple.fr/reglement?version=2&langue=fr).', ''],
      'Le tarif d’une association < 50 adhérents est réduit &amp; affiché.',
    ].join('\n'),
  })
  expect(depliable).toEqual({ fr: 'Salles fermées\n- du 1er au 15 août\n- le 25 décembre' })
  expect(kept('Champ-4700007')).toMatchObject({ description: expect.stringContaining('<strong>') })
})

test('a help on several lines loses only its Windows line ends', () => {
  expect(champ('Nom de la manifestation').aide).toEqual({ fr: 'Le nom qui sera\naffiché à l’entrée' })
})

test('option values are kept byte for byte, double spaces and slips included', () => {
  const salle = champ('Quelle salle souhaitez-vous ?')
  expect(salle).toMatchObject({ kind: 'choix', autre: true })
  expect(valeursOf(salle)).toEqual([
    'Salle des fêtes -  rez-de-chaussée',
    'Salle des fêtes - étage (accès  par escalier)',
    'Préau de l’école, cour comprise',
    'Salle « Louise-Michel »',
    "Salle d'expostion",
  ])
})

test('« Autre » is an ordinary option where the form does not open it', () => {
  const preau = champ('Préau de l’école - Votre demande concerne :')
  expect(valeursOf(preau)).toContain('Autre')
  expect(preau).not.toHaveProperty('autre')
})

test('an option twice or blank is left out, and the report says so', () => {
  expect(valeursOf(champ('Présence prévue'))).toEqual(['Secouristes', 'Agents de sécurité'])
  expect(remarquesOf('Présence prévue')).toEqual([{ code: 'options_ecartees', options: ['Secouristes', ''] }])
})

test('what we do not offer yet becomes an optional free answer with its id, and is kept verbatim', () => {
  expect(champ('Emplacement des stands')).toMatchObject({ id: 4_700_091, kind: 'texte_long', obligatoire: false })
  expect(champ('Emplacement des stands').aide?.fr).toContain('la carte n’est pas encore proposée')
  expect(remarquesOf('Emplacement des stands')).toEqual([{ code: 'type_remplace', type: 'Carte' }])
  expect(kept('Champ-4700091')).toMatchObject({ __typename: 'CarteChampDescriptor', required: true })
})

test('a type that nobody knows is replaced as well, and told apart', () => {
  expect(champ('Signature')).toMatchObject({ kind: 'texte_long', obligatoire: false })
  expect(remarquesOf('Signature')).toEqual([{ code: 'type_inconnu', type: 'SignatureManuscrite' }])
  expect(kept('Champ-4700203')).toMatchObject({ epaisseur: 2 })
})

test('two linked menus become one choice, written as the API writes the answers', () => {
  expect(valeursOf(champ('Catégorie'))).toEqual([
    'Association / Sport',
    'Association / Culture',
    'Particulier / Fête de famille',
  ])
})

test('a choice without any option asks freely, for nothing could be chosen', () => {
  expect(champ('Liste en préparation')).toMatchObject({ kind: 'texte', obligatoire: false })
  expect(codesOf('Liste en préparation')).toEqual(['options_absentes'])
})

test('mandatory champs that nothing shows as conditional stay mandatory', () => {
  const mandatory = champsOf(imported(FIXTURE).definition).filter((each) => 'obligatoire' in each && each.obligatoire)
  expect(mandatory.map(({ libelle }) => libelle.fr)).toEqual([
    ...['Nom de la manifestation', 'Commune du demandeur', 'Quelle salle souhaitez-vous ?', 'Civilité'],
    ...['Adresse électronique', 'Catégorie', 'Jour', 'Je m’engage à respecter le règlement'],
  ])
})

test('a mandatory champ worded as depending on an answer becomes optional', () => {
  const formule = { code: 'probablement_conditionnel', motif: 'formule' }
  expect(remarquesOf('Nombre de repas servis')).toContainEqual(formule)
  expect(remarquesOf('Préau de l’école - Votre demande concerne :')).toContainEqual(formule)
  expect(kept('Champ-4700049')).toMatchObject({ required: true })
})

test('a mandatory champ that takes up the words of an option above becomes optional', () => {
  const { rapport } = imported(
    form([
      {
        __typename: 'DropDownListChampDescriptor',
        id: 'Champ-1',
        label: 'Activité',
        options: ["Destruction de nids d'Hirondelles", 'Autre'],
      },
      { __typename: 'HeaderSectionChampDescriptor', id: 'Champ-2', label: 'Projet', level: 1 },
      { __typename: 'TextChampDescriptor', id: 'Champ-3', label: 'Nom', required: true },
      {
        __typename: 'IntegerNumberChampDescriptor',
        id: 'Champ-4',
        label: 'Nombre de nids d’hirondelle détruits',
        required: true,
      },
    ]),
  )
  const source = { code: 'probablement_conditionnel', motif: 'option', source: 'Activité' }
  expect(lineOf(rapport, 'Nombre de nids d’hirondelle détruits')?.remarques).toEqual([source])
  expect(lineOf(rapport, 'Nom')?.remarques).toEqual([{ code: 'reste_obligatoire' }])
})

test('a mandatory champ after a choice of its section becomes optional; a box to tick does not', () => {
  expect(codesOf('Créneaux demandés')).toContain('probablement_conditionnel')
  expect(codesOf('Je m’engage à respecter le règlement')).toEqual(['reste_obligatoire'])
})

test('an explanation after a choice was probably conditional: it will always be shown, and the report says so', () => {
  expect(codesOf('Le préau n’est pas chauffé.')).toEqual(['toujours_affiche'])
})

test('levels of titles are kept, except those that would skip one', () => {
  const titles = imported(FIXTURE).definition.champs.flatMap((each) => (each.kind === 'section' ? [each.niveau] : []))
  expect(titles).toEqual([1, 2, 1])
  expect(remarquesOf('Mesures de sécurité')).toContainEqual({ code: 'niveau_corrige', de: 3, a: 2 })
})

test('a title inside a repeatable block becomes an explanation', () => {
  const creneaux = champ('Créneaux demandés')
  expect(creneaux.kind === 'repetition' && creneaux.champs.map(({ kind }) => kind)).toEqual([
    'date',
    'explication',
    'texte',
  ])
})

test('two champs may have the same label', () => {
  const qualites = imported(FIXTURE).definition.champs.filter(({ libelle }) => libelle.fr === 'Qualité')
  expect(qualites.map(({ id }) => id)).toEqual([4_700_112, 4_700_119])
})

test('a label of more than 255 characters is whole', () => {
  const longest = Math.max(...imported(FIXTURE).definition.champs.map(({ libelle }) => libelle.fr.length))
  expect(longest).toBeGreaterThan(255)
})

test('keys without equivalent are kept: file template, notice, declarative state, annotations', () => {
  expect(kept('Champ-4700084')).toMatchObject({ fileTemplate: { filename: 'modele-plan.pdf' } })
  expect(remarquesOf('Plan d’installation')).toEqual([{ code: 'cles_conservees', cles: ['fileTemplate'] }])
  expect(kept('demarche')).toMatchObject({
    declarative: 'en_instruction',
    notice: { filename: 'notice.pdf' },
    number: 12_012,
  })
  expect(kept('annotation 1')).toMatchObject({ label: 'Caution reçue' })
})

test('what the format says of the démarche is used, what it does not say is to complete', () => {
  const { definition, rapport } = imported(FIXTURE)
  expect(definition.presentation.titre).toEqual({ fr: 'Demande de salle municipale' })
  expect(definition.presentation.cadreJuridique).toEqual([
    { texte: { fr: 'Délibération du conseil municipal du 12 décembre 2024' } },
  ])
  expect(definition.donneesPersonnelles.conservationEnMois).toBe(6)
  expect(
    rapport.flatMap((ligne) => (ligne.issue === 'a_completer' && ligne.portee === 'demarche' ? [ligne.sujet] : [])),
  ).toEqual([
    ...['conditions', 'validations', 'service', 'presentation', 'silence', 'demandeurs', 'engagement', 'base_legale'],
  ])
})

test('what the person who imports knows is no longer to complete', () => {
  const silence = { effet: 'accord', delaiEnMois: 3 } as const
  const { definition, rapport } = imported(FIXTURE, { demarcheDefaults: { silence, conservationEnMois: 24 } })
  expect([definition.silence, definition.donneesPersonnelles.conservationEnMois]).toEqual([silence, 24])
  expect(rapport.some((ligne) => ligne.portee === 'demarche' && ligne.sujet === 'silence')).toBe(false)
})

test('the report reads line by line in both languages', () => {
  const { rapport } = imported(FIXTURE)
  const [fr, en] = [formatRapport(rapport, 'fr'), formatRapport(rapport, 'en')]
  expect([fr.length, en.length]).toEqual([rapport.length + 1, rapport.length + 1])
  expect(fr).toContain(
    '13  « Emplacement des stands » (Carte) : remplacé par une réponse libre. Le type « Carte » n’est pas encore proposé : la personne répond librement, sans obligation.',
  )
  expect(fr.at(-1)).toMatch(
    /^Champs lus : 32 \(repris : \d+, adaptés : \d+, remplacés : 5, conservés tels quels : 0\)\.$/,
  )
  expect([...fr, ...en].filter((line) => /undefined|\[object/.test(line))).toEqual([])
})

test.each([
  ['a text', 'bonjour'],
  ['nothing', null],
  ['an answer without démarche', { data: { demarcheDescriptor: null }, errors: [{ message: 'Demarche not found' }] }],
  ['a title that is missing', { revision: { champDescriptors: [] } }],
  ['a descriptor that is a number', form([3])],
  ['a label that is a number', form([{ __typename: 'TextChampDescriptor', id: 'Champ-1', label: 7 }])],
])('%s is told to be unreadable, with where and why', (_, contenu) => {
  const result = importDescriptor(contenu)
  expect(result.kind).toBe('illisible')
  expect(result.kind === 'illisible' && result.problemes.every(({ message }) => message !== '')).toBe(true)
})

test('the place of a fault is told', () => {
  const result = importDescriptor(form([{ __typename: 'TextChampDescriptor', id: 'Champ-1', label: 7 }]))
  expect(result).toMatchObject({ problemes: [{ chemin: 'revision.champDescriptors[0].label' }] })
})

test('a document nested without end is refused, not followed', () => {
  const deep: unknown = JSON.parse('['.repeat(5000) + ']'.repeat(5000))
  const itself: { soi?: unknown; autre?: unknown } = {}
  itself.soi = itself
  itself.autre = itself
  expect([importDescriptor(deep).kind, importDescriptor(itself).kind]).toEqual(['illisible', 'illisible'])
})

test('characters that a database cannot keep are replaced, and the report says so', () => {
  const { definition, rapport } = imported(
    form([{ __typename: 'TextChampDescriptor', id: 'Champ-1', label: 'a\u0000\ud800b' }]),
  )
  expect(definition.champs[0]?.libelle.fr).toBe('a\ufffdb')
  expect(rapport.some((ligne) => ligne.portee === 'demarche' && ligne.sujet === 'caracteres')).toBe(true)
})

test('the older `type` is understood where `__typename` was not asked for', () => {
  const champs = [
    { type: 'yes_no', id: 'Champ-1', label: 'Un' },
    { type: 'communes', id: 'Champ-2', label: 'Deux' },
  ]
  expect(imported(form(champs)).definition.champs.map(({ kind }) => kind)).toEqual(['oui_non', 'commune'])
})

test('whatever the descriptors, nothing is lost and nothing throws', () => {
  const types = [
    'Text',
    'YesNo',
    'DropDownList',
    'HeaderSection',
    'Repetition',
    'Carte',
    'LinkedDropDownList',
    'Explication',
    'Zut',
    '',
  ]
  const leaf = fc.record(
    {
      __typename: fc.constantFrom(...types).map((type) => `${type}ChampDescriptor`),
      id: fc.oneof(fc.constantFrom('Champ-1', 'Q2hhbXAtNw', 'x', ''), fc.string()),
      label: fc.string({ unit: 'binary' }),
      description: fc.oneof(fc.string(), fc.constant('<p>a</p>'), fc.constant(null)),
      required: fc.boolean(),
      level: fc.integer({ min: -2, max: 7 }),
      options: fc.array(fc.oneof(fc.string(), fc.constant('--A--'))),
      inconnu: fc.jsonValue(),
    },
    { requiredKeys: ['__typename', 'label'] },
  )
  const any = fc.tuple(leaf, fc.array(fc.tuple(leaf, fc.array(leaf, { maxLength: 2 })), { maxLength: 3 }))
  fc.assert(
    fc.property(fc.array(any, { maxLength: 8 }), (drawn) => {
      const champs = drawn.map(([one, inside]) => ({
        ...one,
        champDescriptors: inside.map(([child, grandchildren]) => ({ ...child, champDescriptors: grandchildren })),
      }))
      const { definition } = imported(form(champs))
      expect(imported(form(champs)).definition).toEqual(definition)
      expect(definition.champs).toHaveLength(champs.length)
    }),
    { numRuns: 200 },
  )
})

test('the real démarche: 103 descriptors, 9 mandatory of which 5 probably conditional, all accounted for', () => {
  if (!existsSync(REELLE)) {
    process.stdout.write('non joué : données réelles absentes\n')
    return
  }
  const { definition, rapport } = imported(JSON.parse(readFileSync(REELLE, 'utf8')))
  const lines = rapport.flatMap((ligne) => (ligne.portee === 'champ' ? [ligne] : []))
  const has = (code: Remarque['code']) => lines.filter(({ remarques }) => remarques.some((each) => each.code === code))
  expect([definition.champs.length, lines.length]).toEqual([96, 103])
  expect(new Set(champsOf(definition).map(({ id }) => id)).size).toBe(103)
  expect(definition.champs.filter(({ kind }) => kind === 'repetition')).toHaveLength(5)
  expect(definition.champs[0]?.id).toBe(4_483_176)
  expect(lines.filter(({ issue }) => issue === 'remplace').map(({ type }) => type)).toEqual(['Carte'])
  expect(has('html_en_texte')).toHaveLength(3)
  expect(has('reste_obligatoire').map(({ libelle }) => libelle)).toEqual([
    ...[
      "Nom du projet premettant de l'identifier clairement",
      'Dans quel département se localise majoritairement votre projet ?',
    ],
    ...['Activité principale', 'Le demandeur est…'],
  ])
  expect(has('probablement_conditionnel')).toHaveLength(5)
  expect(JSON.stringify(definition)).toContain('Éolien -  Suivi mortalité')
})

function imported(contenu: unknown, options: Parameters<typeof importDescriptor>[1] = {}) {
  const result: Importation = importDescriptor(contenu, options)
  if (result.kind === 'illisible') throw new Error(JSON.stringify(result.problemes))
  return result
}

function form(champDescriptors: readonly unknown[]) {
  return { title: 'Essai', revision: { champDescriptors } }
}

function champsOf(definition: Definition): readonly Champ[] {
  return compileDefinition(definition).champs
}

function champ(libelle: string): Champ {
  const found = champsOf(imported(FIXTURE).definition).find((each) => each.libelle.fr === libelle)
  if (!found) throw new Error(`no champ « ${libelle} »`)
  return found
}

function valeursOf(each: Champ): readonly string[] {
  return 'options' in each ? each.options.map(({ valeur }) => valeur) : []
}

function lineOf(rapport: readonly LigneRapport[], libelle: string) {
  return rapport.flatMap((ligne) => (ligne.portee === 'champ' && ligne.libelle === libelle ? [ligne] : []))[0]
}

function remarquesOf(libelle: string): readonly Remarque[] {
  return lineOf(imported(FIXTURE).rapport, libelle)?.remarques ?? []
}

function codesOf(libelle: string): readonly string[] {
  return remarquesOf(libelle).map(({ code }) => code)
}

function kept(origine: string): unknown {
  return imported(FIXTURE).definition.conserve?.find((each) => each.origine === origine)?.contenu
}
