import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FAMILLE_NAMES, FAMILLES, isOfFamille } from '../../core/champs/familles.ts'
import { cleanName } from './clean-name.ts'
import { fileHeaders } from './headers.ts'
import { KNOWN_TYPES, nameForType, TYPES_BY_FAMILY } from './types.ts'

test('a name keeps its accents, composed', () => {
  expect(cleanName('relevé d’e\u0301té.pdf')).toBe('relevé d’été.pdf')
})

test('a name is never a path', () => {
  expect(cleanName('../../etc/passwd')).toBe('passwd')
  expect(cleanName('C:\\Documents\\avis.pdf')).toBe('avis.pdf')
  expect(cleanName('..')).toBe('fichier')
  expect(cleanName('.htaccess')).toBe('htaccess')
  expect(cleanName('')).toBe('fichier')
})

test('nothing invisible changes how a name is read', () => {
  expect(cleanName('facture\u202efdp.exe')).toBe('facturefdp.exe')
  expect(cleanName('a\u0000b\u200bc\r\nd\u2028e.txt')).toBe('abcde.txt')
  expect(cleanName('a\ud800b.txt')).toBe('a\ufffdb.txt')
})

test('a name has at most 150 characters and keeps its ending', () => {
  const cut = cleanName(`${'é'.repeat(300)}.pdf`)

  expect(cut).toBe(`${'é'.repeat(146)}.pdf`)
  expect(Array.from(cleanName('🎉'.repeat(200)))).toHaveLength(150)
})

test('whatever the name, what is kept is short, visible, and no path', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (nom) => {
      const cleaned = cleanName(nom)
      expect(Array.from(cleaned).length).toBeGreaterThan(0)
      expect(Array.from(cleaned).length).toBeLessThanOrEqual(150)
      expect(cleaned).not.toMatch(/[\p{Cc}\p{Cf}/\\]/u)
      expect(cleanName(cleaned)).toBe(cleaned)
    }),
  )
})

test('the ending of a name agrees with what the file is', () => {
  expect(nameForType('photo.png', 'image/jpeg')).toBe('photo.png.jpg')
  expect(nameForType('photo.JPEG', 'image/jpeg')).toBe('photo.JPEG')
  expect(nameForType('avis', 'application/pdf')).toBe('avis.pdf')
  expect(nameForType('virus.exe', 'application/pdf')).toBe('virus.exe.pdf')
})

test('every type that an author may accept is known here, and the other way round, but for the photos of telephones', () => {
  const families = [...TYPES_BY_FAMILY.values()].flat()

  expect([...KNOWN_TYPES.keys()].filter((type) => !families.includes(type))).toEqual([
    'image/webp',
    'image/heic',
    'image/heif',
  ])
  expect(FAMILLE_NAMES.filter((famille) => (TYPES_BY_FAMILY.get(famille) ?? []).length === 0)).toEqual([])
  expect(TYPES_BY_FAMILY.get('image_scan')).toEqual(FAMILLES.image_scan.types)
  expect(isOfFamille({ nom: nameForType('lettre', 'text/plain'), type: 'text/plain' }, 'document_texte')).toBe(true)
})

// RFC 8187, section 3.2.2: « £ and € rates » is UTF-8''%c2%a3%20and%20%e2%82%ac%20rates.
test('a file is sent as an attachment, its name in both writings', () => {
  const headers = fileHeaders({ nom: '£ and € rates', type: 'application/pdf', octets: 12 })

  expect(headers).toEqual({
    'content-type': 'application/pdf',
    'content-length': '12',
    'content-disposition': `attachment; filename="_ and _ rates"; filename*=UTF-8''%C2%A3%20and%20%E2%82%AC%20rates`,
    'x-content-type-options': 'nosniff',
    'content-security-policy':
      "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    'cache-control': 'no-store',
  })
})

test('a name cannot write a header', () => {
  const { 'content-disposition': header } = fileHeaders({
    nom: 'a"; x=\\"b\'(c)*%41.pdf',
    type: 'text/plain',
    octets: 1,
  })

  expect(header).toBe(
    `attachment; filename="a_; x=__b'(c)*_41.pdf"; filename*=UTF-8''a%22%3B%20x%3D%5C%22b%27%28c%29%2A%2541.pdf`,
  )
})

test('accents become letters where only letters are understood', () => {
  const { 'content-disposition': header } = fileHeaders({ nom: 'Élève – cœur.pdf', type: 'application/pdf', octets: 1 })

  expect(header).toContain('filename="Eleve _ coeur.pdf"')
})

test('a text says how it is written', () => {
  expect(fileHeaders({ nom: 'a.csv', type: 'text/csv', octets: 1 })['content-type']).toBe('text/csv; charset=utf-8')
})
