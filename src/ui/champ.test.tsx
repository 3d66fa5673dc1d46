import { renderToString } from 'preact-render-to-string'
import { expect, test } from 'vitest'
import { CHAMP_KINDS, type Champ, isQuestion, readChamp } from '../core/champs/index.ts'
import type { FormReader } from '../core/champs/kind.ts'
import { ChampView, readAuthor, withExample } from './champ.tsx'
import { champId, champName } from './champ-id.ts'
import { ChampList, champErreurs, type FormAnswers } from './champ-list.tsx'
import {
  BLOCK_SAMPLES,
  CHOICE_SAMPLES,
  PLACE_SAMPLES,
  SAMPLE_REFERENTIELS,
  type Sample,
  TEXT_SAMPLES,
} from './components-samples.ts'

const SAMPLES = [...TEXT_SAMPLES, ...CHOICE_SAMPLES, ...PLACE_SAMPLES, ...BLOCK_SAMPLES]
const LIGNE = '01K9ZZZZZZZZZZZZZZZZZZZZZA'
const PRENOM: Champ = { kind: 'texte', id: 7, libelle: { fr: 'Prénom' }, obligatoire: true }

function view({ champ, saisie, probleme, pieces }: Sample, cle = String(champ.id)): string {
  const shown = { champ, cle, saisie, probleme, pieces, referentiels: SAMPLE_REFERENTIELS, langue: 'fr' } as const
  return renderToString(<ChampView {...shown} lignes={[{ id: LIGNE, contenu: 'x' }]} />)
}

function namesIn(html: string): readonly string[] {
  return [...html.matchAll(/\sname="(c[^"]+)"/g)].map(([, name = '']) => name)
}

test('a question whose answer is kept sealed says so, and its control is described by it', () => {
  const html = view({ champ: { ...PRENOM, sensible: true } })

  expect(html).toContain('Réponse chiffrée')
  expect(html).toMatch(/aria-describedby="[^"]*-chiffre"/)
  expect(view({ champ: PRENOM })).not.toContain('chiffrée')
})

test('every kind of champ has its sample', () => {
  expect(new Set(SAMPLES.map(({ champ }) => champ.kind))).toEqual(new Set(Object.keys(CHAMP_KINDS)))
})

test.each(SAMPLES.map((sample) => [sample.champ.kind, sample.champ.id, sample] as const))(
  'what a page shows of a champ is what the core reads of a form (%s, %i)',
  (_kind, id, sample) => {
    const { champ } = sample
    const names = namesIn(view(sample))
    if (!isQuestion(champ)) {
      expect(names).toEqual([])
      return
    }
    const asked: string[] = []
    const form: FormReader = {
      one: (partie) => {
        asked.push(champName(String(id), partie))
        return undefined
      },
      all: () => {
        asked.push(champName(String(id)))
        return []
      },
    }
    readChamp(form, champ)
    expect(names.length).toBeGreaterThan(0)
    for (const name of names) expect(asked).toContain(name)
  },
)

test('an id is valid and unique, in a row too, and is where the error summary leads', () => {
  expect(champId('7')).toBe('c7')
  expect(champId(`7.${LIGNE}`, 'jour')).toBe(`c7-${LIGNE}-jour`)
  expect(champName(`7.${LIGNE}`, 'jour')).toBe(`c7.${LIGNE}-jour`)
  expect(view({ champ: PRENOM }, `7.${LIGNE}`)).toContain(`id="c7-${LIGNE}" name="c7.${LIGNE}"`)
})

test('an error is tied to its control and says what it is about', () => {
  const html = view({ champ: PRENOM, probleme: { code: 'requis' } })
  expect(html).toContain('aria-describedby="c7-erreur"')
  expect(html).toContain('aria-invalid="true"')
  expect(html).toMatch(/id="c7-erreur".*Prénom/s)
})

test('a question that may stay blank says so, the others are announced as required', () => {
  expect(view({ champ: { ...PRENOM, obligatoire: false } })).toContain('(facultatif)')
  expect(view({ champ: { ...PRENOM, obligatoire: false } })).not.toContain('aria-required')
  expect(view({ champ: PRENOM })).toContain('aria-required="true"')
})

test('what was typed comes back, whatever it holds', () => {
  expect(view({ champ: PRENOM, saisie: '"><script>' })).toContain('value="&quot;>&lt;script>"')
  const long: Champ = { kind: 'texte_long', id: 8, libelle: { fr: 'Message' }, obligatoire: true }
  // The browser drops the first newline of a textarea: one more is written.
  expect(view({ champ: long, saisie: '\nBonjour' })).toContain('>\n\nBonjour</textarea>')
})

test('five options are radios, six a list', () => {
  const options = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ valeur: `v${index}`, libelle: { fr: `Option ${index}` } }))
  const choice = (count: number): Champ => ({
    kind: 'choix',
    id: 9,
    libelle: { fr: 'Choix' },
    obligatoire: true,
    options: options(count),
  })
  expect(view({ champ: choice(5) })).toContain('type="radio"')
  expect(view({ champ: choice(6) })).toContain('<select')
})

test('communes of one name are chosen from, and the commune of an address is shown by its name', () => {
  const homonyms = PLACE_SAMPLES.find(({ champ }) => champ.id === 42)
  const address = PLACE_SAMPLES.find(({ champ }) => champ.id === 40)
  expect(homonyms && view(homonyms).match(/type="radio"/g)).toHaveLength(3)
  expect(address && view(address)).toContain('value="Vern-sur-Seiche"')
})

test('a text that is not translated is marked as French on an English page', () => {
  expect(readAuthor({ fr: 'Prénom' }, 'en')).toEqual({ texte: 'Prénom', lang: 'fr' })
  expect(readAuthor({ fr: 'Prénom', en: 'First name' }, 'en')).toEqual({ texte: 'First name', lang: undefined })
  expect(readAuthor({ fr: 'Date de naissance', falc: 'Quand êtes-vous né ?' }, 'fr', true).texte).toBe(
    'Quand êtes-vous né ?',
  )
})

test('the format is told before the control unless the author told it', () => {
  expect(withExample(undefined, 'Par exemple : 1')).toBe('Par exemple : 1')
  expect(withExample('Le vôtre.', 'Par exemple : 1')).toBe('Le vôtre.\n\nPar exemple : 1')
  expect(withExample('Exemple : 12', 'Par exemple : 1')).toBe('Exemple : 12')
})

const REPETITION: Champ = {
  kind: 'repetition',
  id: 20,
  libelle: { fr: 'Enfant' },
  obligatoire: true,
  min: 0,
  max: 5,
  champs: [{ kind: 'texte', id: 21, libelle: { fr: 'Prénom' }, obligatoire: true }],
}
const answers: FormAnswers = {
  langue: 'fr',
  referentiels: SAMPLE_REFERENTIELS,
  saisie: (cle) => (cle === '20' ? [LIGNE] : undefined),
  probleme: (cle) => (cle === `21.${LIGNE}` ? { code: 'requis' } : undefined),
  pieces: () => [],
  isVisible: (cle) => cle !== '7',
}

test('the error of a row tells which row, and leads to its control', () => {
  const erreurs = champErreurs({ champs: [PRENOM, REPETITION], formulaire: answers })
  expect(erreurs).toHaveLength(1)
  expect(erreurs[0]?.id).toBe(`c21-${LIGNE}`)
  expect(erreurs[0]?.texte).toMatch(/^Enfant n° 1 : /)
})

test('a hidden champ is not asked, and a row carries its id and its own button', () => {
  const html = renderToString(<ChampList champs={[PRENOM, REPETITION]} formulaire={answers} />)
  expect(html).not.toContain('name="c7"')
  expect(html).toContain(`name="c20" value="${LIGNE}"`)
  expect(html).toContain(`name="c21.${LIGNE}"`)
  expect(html).toContain(`name="_retirer" value="20.${LIGNE}"`)
  expect(html).toContain('name="_ajouter" value="20"')
})
