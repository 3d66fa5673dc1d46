import { renderToString } from 'preact-render-to-string'
import { expect, test } from 'vitest'
import { RichText } from './rich-text.tsx'

const html = (texte: string): string => renderToString(<RichText texte={texte} />)

test('a blank line makes a paragraph, one line break stays one', () => {
  expect(html('Bonjour.\nMerci.\n\nAu revoir.')).toBe('<p>Bonjour.<br/>Merci.</p><p>Au revoir.</p>')
})

test('dashes make a list, numbers another, even right after a sentence', () => {
  expect(html('Il faut :\n- un nom ;\n- une adresse.')).toBe(
    '<p>Il faut :</p><ul><li>un nom ;</li><li>une adresse.</li></ul>',
  )
  expect(html('1. Lire\n2. Signer')).toBe('<ol><li>Lire</li><li>Signer</li></ol>')
})

test('tags are printed as they are, never obeyed', () => {
  expect(html('<b>a</b><script>x()</script>')).toBe('<p>&lt;b>a&lt;/b>&lt;script>x()&lt;/script></p>')
})

test('an address alone is a link, without the full stop after it', () => {
  expect(html('Voir https://exemple.fr/a.')).toBe(
    '<p>Voir <a href="https://exemple.fr/a" rel="noopener">https://exemple.fr/a</a>.</p>',
  )
  expect(html('mailto:mairie@exemple.fr')).toBe(
    '<p><a href="mailto:mairie@exemple.fr" rel="noopener">mairie@exemple.fr</a></p>',
  )
  expect(html('tel:+33299048204')).toContain('<a href="tel:+33299048204" rel="noopener">+33299048204</a>')
})

test('words may be given to a link', () => {
  expect(html('Lisez [le règlement](https://exemple.fr/r).')).toBe(
    '<p>Lisez <a href="https://exemple.fr/r" rel="noopener">le règlement</a>.</p>',
  )
})

test('what could run or leave in clear is no link', () => {
  expect(html('[clic](javascript:alert(1))')).not.toContain('<a')
  expect(html('[clic](http://exemple.fr)')).not.toContain('<a')
  expect(html('[clic](data:text/html,x)')).not.toContain('<a')
  expect(html('[clic](https://)')).not.toContain('<a')
  expect(html('[clic](//exemple.fr)')).not.toContain('<a')
})

test('a very long hostile text is printed quickly', () => {
  const started = performance.now()
  html('['.repeat(50_000) + '- '.repeat(50_000))
  expect(performance.now() - started).toBeLessThan(1000)
})
