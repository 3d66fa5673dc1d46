import { expect, test } from 'vitest'
import { xmlRoot } from './xml-root.ts'

test('the root of a well-formed document is its first element', () => {
  expect(
    xmlRoot('<?xml version="1.0"?><!-- a --><b:Dossier xmlns:b="x"><c d=\'e\'/>é<![CDATA[ < & ]]></b:Dossier>\n'),
  ).toBe('dossier')
})

test('what is not well formed has no root', () => {
  const wrong = [
    '',
    'texte',
    '<a>',
    '<a></b>',
    '</a>',
    '<a/><b/>',
    '<a b=c/>',
    '<a>&b;</a>',
    '<a>&</a>',
    'x<a/>',
    '<a',
    '<a b="<"/>',
  ]

  expect(wrong.filter((xml) => xmlRoot(xml) !== undefined)).toEqual([])
})

test('a document type is refused: it may declare entities', () => {
  expect(xmlRoot('<!DOCTYPE a><a/>')).toBeUndefined()
})

test('a large or deep document is read in a time in proportion', () => {
  const long = `<a>${'x'.repeat(5_000_000)}<!--${'y'.repeat(5_000_000)}--></a>`
  const deep = `${'<a>'.repeat(300_000)}${'</a>'.repeat(300_000)}`
  const spaces = `<a${' '.repeat(1_000_000)}`
  const began = performance.now()

  expect([xmlRoot(long), xmlRoot(deep), xmlRoot(spaces)]).toEqual(['a', 'a', undefined])

  expect(performance.now() - began).toBeLessThan(5_000)
})
