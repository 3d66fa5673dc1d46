import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Documents, DossierData, RecepisseData } from './documents.ts'
import { createPdf } from './pdf.ts'
import { isDrawn } from './printable.ts'
import { type ReadPdf, readPdf } from './read-pdf.ts'

const AT = new Date('2026-03-02T09:30:00Z')

const pdf = createPdf()
const onThisMachine = test.skipIf(!pdf.available)

test.skipIf(pdf.available)('non joué : le compilateur de PDF n’existe pas pour cette machine', ({ skip }) => skip())

onThisMachine('an acknowledgement is an accessible PDF: tagged, in its language, with its title', async () => {
  const read = await readRecepisse({})

  expect(read.source.startsWith('%PDF-1.7')).toBe(true)
  expect(read.source).toContain('/StructTreeRoot')
  expect(read.source).toMatch(/\/MarkInfo <<\s+\/Marked true/)
  expect(read.source).toContain('<pdfuaid:part>1</pdfuaid:part>')
  expect(read.source).toContain('/DisplayDocTitle true')
  expect(read.lang).toBe('fr-FR')
  expect(read.title).toBe('Accusé de réception – Inscription à la cantine')
})

onThisMachine('its titles follow one another without a gap, and its answers are tables with headers', async () => {
  const { roles } = await readRecepisse({
    sections: [
      { titre: 'Votre enfant', niveau: 1, lignes: [{ libelle: 'Nom', valeur: 'Le Roux' }] },
      { titre: 'Santé', niveau: 4, lignes: [{ libelle: 'Allergies', valeur: 'Aucune' }] },
      { titre: 'Étape vide', niveau: 1, lignes: [] },
    ],
  })

  const levels = roles.filter((role) => /^H\d$/.test(role)).map((role) => Number(role.slice(1)))
  expect(levels.filter((level) => level === 1)).toHaveLength(1)
  expect(levels.filter((level) => level === 3)).toHaveLength(2)
  expect(levels.filter((level) => level === 4)).toHaveLength(1)
  expect(levels.filter((level) => level > 4)).toEqual([])
  expect(roles.filter((role) => role === 'Table')).toHaveLength(2)
  expect(roles.filter((role) => role === 'TH')).toHaveLength(4)
  expect(roles).toContain('L')
})

onThisMachine('everything that the law and the usager want to read is printed', async () => {
  const { text } = await readRecepisse({})

  const wanted = [
    'Ville de Thiers',
    'Accusé de réception',
    'Inscription à la cantine',
    '1 204 873',
    '2 mars 2026 à 10:31',
    '04 73 80 00 00',
    'du lundi au vendredi',
    '63300 Thiers',
    'cantine@exemple.fr',
    'Et maintenant',
    'considérée comme acceptée',
    'dpo@exemple.fr',
    'Vos réponses',
    'Votre enfant',
    'Le Roux',
    'Page 1 sur 1',
  ]
  expect(wanted.filter((words) => !text.includes(words))).toEqual([])
})

onThisMachine('in English the document says so, words of the layout included', async () => {
  const read = await readRecepisse({ langue: 'en', titre: 'Acknowledgement', titreReponses: 'Your answers' })

  expect(read.lang).toBe('en-GB')
  expect(read.text).toContain('Page 1 of 1')
  expect(read.text).toContain('QuestionAnswer')
})

onThisMachine('a whole dossier has its answers, its history and its messages', async () => {
  const { text, roles } = await readDossier({})

  expect(text.indexOf('Vos réponses')).toBeLessThan(text.indexOf('Vos échanges'))
  expect(text.indexOf('Vos échanges')).toBeLessThan(text.indexOf('Ce qui s’est passé'))
  expect(text).toContain('Demande déposée')
  expect(roles.filter((role) => role === 'H1')).toHaveLength(1)
})

onThisMachine('a dossier without answers, messages nor history is still a document', async () => {
  const read = await readDossier({ sections: [], blocs: [], faits: [], historique: { titre: '', lignes: [] } })

  expect(read.pages).toBe(1)
  expect(read.text).not.toContain('Vos réponses')
})

onThisMachine('many answers make many pages, each with its number', async () => {
  const lignes = Array.from({ length: 200 }, (_, index) => ({
    libelle: `Question ${index}`,
    valeur: 'Réponse\nsur deux lignes',
  }))

  const read = await readDossier({ sections: [{ titre: 'Étape', niveau: 1, lignes }] })

  expect(read.pages).toBeGreaterThan(5)
  expect(read.text).toContain(`Page ${read.pages} sur ${read.pages}`)
  expect(read.text).toContain('Question 199')
})

onThisMachine('the same data and date give the same bytes, another date does not', async () => {
  const first = await bytesOf('recepisse', aRecepisse({}), AT)
  const second = await bytesOf('recepisse', aRecepisse({}), AT)
  const later = await bytesOf('recepisse', aRecepisse({}), new Date('2026-03-03T09:30:00Z'))

  expect(Buffer.compare(first, second)).toBe(0)
  expect(Buffer.compare(first, later)).not.toBe(0)
})

onThisMachine('nothing that people type is read as markup', async () => {
  const typed = '#[x] $y$ *z* _a_ `b` <c> @d = e \\ #panic("f") #read("/etc/passwd") // g'

  const { text } = await readRecepisse({
    titre: typed,
    objet: typed,
    organisme: typed,
    faits: [{ libelle: typed, valeur: typed }],
    sections: [{ titre: typed, niveau: 1, lignes: [{ libelle: typed, valeur: typed }] }],
  })

  // Spaces where a word is cut are those of the page, and long words may be cut.
  const letters = typed.replaceAll(' ', '')
  expect(text.replace(/[\s\u200b]/g, '').split(letters).length - 1).toBeGreaterThanOrEqual(6)
})

onThisMachine('a name in another alphabet is printed', async () => {
  const { text, fonts } = await readRecepisse({
    faits: [{ libelle: 'Nom', valeur: 'Ελληνικά Кириллица Հայերեն Đặng' }],
  })

  expect(text).toContain('Ελληνικά Кириллица Հայերեն Đặng')
  expect(fonts).toContain('AtkinsonHyperlegibleNext-Regular')
})

onThisMachine('what no font draws is a square, and the document says why', async () => {
  const drawn = await readRecepisse({ faits: [{ libelle: 'Nom', valeur: 'Zoé 👨‍👩‍👧 日本 \ue000' }] })
  const plain = await readRecepisse({})

  expect(drawn.text).toContain('Zoé □ □□ □')
  expect(drawn.text).toContain('un carré (□) les remplace')
  expect(plain.text).not.toContain('un carré')
})

onThisMachine('a square that was typed is not an excuse', async () => {
  expect((await readRecepisse({ objet: 'Cocher □' })).text).not.toContain('les remplace')
})

onThisMachine('signs that two fonts would have to share do not stop the document', async () => {
  const { pages } = await readRecepisse({
    objet: 'ש\u0336\u0489\u0301 a\u0336\u05b0 Ա\u0301\u0651 مر\u0336حبا \u0301 \u05b0',
  })

  expect(pages).toBe(1)
})

onThisMachine('very long words stay on the page', async () => {
  const word = 'anticonstitutionnellement'.repeat(40)

  const { text, lines } = await readRecepisse({
    sections: [{ titre: word, niveau: 1, lignes: [{ libelle: word, valeur: word }] }],
  })

  const cut = lines.filter((line) => line.includes('constitution'))
  // At most 90 letters of this size hold in the width of the page.
  expect(cut.filter((line) => line.length > 100)).toEqual([])
  expect(text.replaceAll('\u200b', '')).toContain(word)
})

onThisMachine('any text at all makes a document', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({ unit: 'grapheme', maxLength: 100 }),
      async (a, b) => {
        const data = aRecepisse({
          titre: a,
          objet: b,
          sections: [{ titre: b, niveau: 9, lignes: [{ libelle: a, valeur: b }] }],
        })
        expect((await pdf.render('recepisse', data, { createdAt: AT })).kind).toBe('pdf')
      },
    ),
    { numRuns: 100 },
  )
})

onThisMachine('every character said to be drawn is drawn, in both weights', { timeout: 120_000 }, async () => {
  const all = Array.from({ length: 0xffff }, (_, code) => String.fromCodePoint(code)).filter(
    (sign) => isDrawn(sign) && /\S/.test(sign),
  )

  const read = await readDossier({
    faits: [],
    sections: [{ titre: 'x', niveau: 1, lignes: [{ libelle: all.join(' '), valeur: all.join(' ') }] }],
  })

  expect(all.length).toBeGreaterThan(2_500)
  expect(read.text).not.toContain('un carré')
})

onThisMachine('a template that does not exist is an error of ours', async () => {
  const broken = new Map([['absent', aRecepisse({})]])

  for (const [name, data] of broken) {
    await expect(Reflect.apply(pdf.render, pdf, [name, data, { createdAt: AT }])).rejects.toThrow('Typst')
  }
})

async function bytesOf<Name extends keyof Documents>(
  name: Name,
  data: Documents[Name],
  createdAt = AT,
): Promise<Uint8Array> {
  const rendered = await pdf.render(name, data, { createdAt })
  if (rendered.kind !== 'pdf') throw new Error(rendered.kind)
  return rendered.bytes
}

async function readRecepisse(given: Partial<RecepisseData>): Promise<ReadPdf> {
  return readPdf(await bytesOf('recepisse', aRecepisse(given)))
}

async function readDossier(given: Partial<DossierData>): Promise<ReadPdf> {
  const historique = { titre: 'Ce qui s’est passé', lignes: [{ libelle: '2 mars 2026', valeur: 'Demande déposée' }] }
  const blocs = [{ titre: 'Vos échanges', paragraphes: ['Bonjour,\nmerci.'] }]
  const { service: _service, ...common } = aRecepisse({})
  return readPdf(await bytesOf('dossier', { ...common, blocs, historique, ...given }))
}

function aRecepisse(given: Partial<RecepisseData>): RecepisseData {
  return {
    langue: 'fr',
    titre: 'Accusé de réception',
    objet: 'Inscription à la cantine',
    organisme: 'Ville de Thiers',
    faits: [
      { libelle: 'Numéro de dossier', valeur: '1 204 873' },
      { libelle: 'Reçu le', valeur: '2 mars 2026 à 10:31' },
    ],
    service: {
      titre: 'Le service qui s’occupe de votre demande',
      lignes: [
        { libelle: 'Téléphone', valeur: '04 73 80 00 00' },
        { libelle: 'Horaires', valeur: 'du lundi au vendredi, de 9 h à 17 h' },
        { libelle: 'Adresse', valeur: '1 rue de la Mairie\n63300 Thiers' },
        { libelle: 'Courriel', valeur: 'cantine@exemple.fr' },
      ],
    },
    blocs: [
      { titre: 'Et maintenant', paragraphes: ['Le service lit votre demande.'] },
      { titre: 'Ce que dit la loi', paragraphes: ['Sans réponse, votre demande sera considérée comme acceptée.'] },
      { titre: 'Vos données', paragraphes: ['Écrivez à dpo@exemple.fr.'] },
    ],
    titreReponses: 'Vos réponses',
    sections: [{ titre: 'Votre enfant', niveau: 1, lignes: [{ libelle: 'Nom', valeur: 'Le Roux' }] }],
    ...given,
  }
}
