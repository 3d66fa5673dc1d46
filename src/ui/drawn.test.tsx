import type { JSX } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { expect, test } from 'vitest'
import { drawnOnce, keepAround, keepDrawn } from './drawn.tsx'

const html = (node: JSX.Element) => renderToString(node)

test('what is kept is drawn once for each key, and the same', () => {
  let draws = 0
  const drawn = keepDrawn(10)
  const draw = () => {
    draws += 1
    return <p class="a">Élève &amp; cie</p>
  }

  expect([html(drawn('a', draw)), html(drawn('a', draw)), html(<div>{drawn('b', draw)}</div>)]).toEqual([
    '<p class="a">Élève &amp; cie</p>',
    '<p class="a">Élève &amp; cie</p>',
    '<div><p class="a">Élève &amp; cie</p></div>',
  ])
  expect(draws).toBe(2)
})

test('what was typed is escaped, goes where it was put, and is never seen by the next reader', () => {
  const around = keepAround(10)
  const draw = ([nom = '', note = '']: readonly string[]) => (
    <>
      <textarea>{note}</textarea>
      <input value={nom} />
    </>
  )

  const first = html(around('k', ['"><script>alert(1)</script>', '</textarea>&amp;'], draw))
  const second = html(around('k', ['$1 $& 0', ''], draw))

  expect(first).toBe(
    '<textarea>&lt;/textarea>&amp;amp;</textarea><input value="&quot;>&lt;script>alert(1)&lt;/script>"/>',
  )
  expect(second).toBe('<textarea></textarea><input value="$1 $& 0"/>'.replace('$&', '$&amp;'))
  expect(second).not.toContain('script')
})

test('a component kept once depends on all its props', () => {
  const Title = drawnOnce(({ texte, niveau }: { readonly texte: string; readonly niveau: number }) => (
    <p data-niveau={niveau}>{texte}</p>
  ))

  const pages = [<Title texte="a" niveau={1} />, <Title texte="a" niveau={2} />, <Title texte="b" niveau={1} />]

  expect(new Set(pages.map((page) => html(page))).size).toBe(3)
})

test('beyond its size it forgets, and draws again the same', () => {
  const drawn = keepDrawn(2)
  const texts = ['a', 'b', 'c', 'a']

  expect(texts.map((texte) => html(drawn(texte, () => <b>{texte}</b>)))).toEqual(
    texts.map((texte) => `<b>${texte}</b>`),
  )
})
