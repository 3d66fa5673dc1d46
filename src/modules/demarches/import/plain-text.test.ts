import { expect, test } from 'vitest'
import { plainText } from './plain-text.ts'

test('a text without any element stays what its author typed', () => {
  expect(plainText('Une ligne.\n\n- a\n- b, si x < 3 et y > 2')).toBe('Une ligne.\n\n- a\n- b, si x < 3 et y > 2')
})

test('line ends of Windows become ordinary ones', () => {
  expect(plainText('Titre I\r\nArrêté\r\n')).toBe('Titre I\nArrêté')
})

test('paragraphs are parted by an empty line, and forced line ends stay line ends', () => {
  expect(plainText('<p>Un.</p>\r\n<p>Deux<br>\r\ntrois.</p>')).toBe('Un.\n\nDeux\ntrois.')
})

test('two forced line ends make an empty line, never more', () => {
  expect(plainText('Un<br><br><br />\r\n<br>Deux')).toBe('Un\n\nDeux')
})

test('elements inside a sentence go and their words stay', () => {
  expect(plainText('le nom <strong> précis </strong> de votre <EM class="x">projet</EM>')).toBe(
    'le nom précis de votre projet',
  )
})

test('lists become lines, numbered when the author numbered them', () => {
  expect(plainText('Joindre :<ul>\n<li>un plan</li>\n<li><p>une photo</p></li>\n</ul>Merci.')).toBe(
    'Joindre :\n\n- un plan\n- une photo\n\nMerci.',
  )
  expect(plainText('<ol><li>lire</li><li>signer<ul><li>ici</li></ul></li></ol>')).toBe('1. lire\n2. signer\n  - ici')
})

test('the address of a link is kept beside its words, unless they already say it', () => {
  expect(plainText('<a href="https://exemple.fr/?a=1&amp;b=2" target=_blank>le guide</a>')).toBe(
    'le guide (https://exemple.fr/?a=1&b=2)',
  )
  expect(plainText("<a href='https://exemple.fr'>https://exemple.fr</a>")).toBe('https://exemple.fr')
})

test('a link that would run something loses its address', () => {
  expect(plainText('<a href="javascript:alert(1)">cliquez</a>')).toBe('cliquez')
})

test('scripts and styles are not texts to read', () => {
  expect(plainText('avant<script>alert("<b>1</b>")</script><style>p{}</style>après<!-- note -->')).toBe('avantaprès')
})

test('entities are decoded once, so that what was escaped twice is not decoded twice', () => {
  expect(plainText('caf&eacute;&nbsp;: l&#39;&#x153;uvre &amp; &amp;lt;b&amp;gt; &lt;script&gt; &inconnu;')).toBe(
    "café\u00a0: l'œuvre & &lt;b&gt; <script> &inconnu;",
  )
})

test('what looks like an element and is none is kept', () => {
  expect(plainText('Écrivez à <votre nom> ou <nom@exemple.fr>')).toBe('Écrivez à <votre nom> ou <nom@exemple.fr>')
})

test('characters that no page may hold are taken out', () => {
  expect(plainText('a\u0000b\u0007c\u007fd')).toBe('abcd')
})

test('hostile texts take a time in proportion to their length', () => {
  const before = performance.now()
  plainText('<a '.repeat(60_000))
  plainText(`${' '.repeat(200_000)}x`)
  plainText('<!--'.repeat(50_000))
  plainText('&'.repeat(200_000))
  expect(performance.now() - before).toBeLessThan(2000)
})
