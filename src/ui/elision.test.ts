import { expect, test } from 'vitest'
import { de } from './elision.ts'

test.each([
  ['Anne Kerdoncuff', 'd’Anne Kerdoncuff'],
  ['Élodie', 'd’Élodie'],
  ['Œdipe', 'd’Œdipe'],
  ['Yves', 'd’Yves'],
  ['Yann', 'de Yann'],
  ['Hugo', 'de Hugo'],
  ['camille@exemple.fr', 'de camille@exemple.fr'],
  ['', 'de '],
])('%j', (nom, said) => {
  expect(de(nom)).toBe(said)
})
