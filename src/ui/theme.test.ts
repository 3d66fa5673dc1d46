import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contrast, formatOklch, parseOklch } from './color.ts'
import { checkAccent, DEFAULT_ACCENT, ON_DARK, palettes, SURFACES, themeCss } from './theme.ts'

const tokens = readFileSync(new URL('./styles/tokens.css', import.meta.url), 'utf8')

/** The custom properties of one scheme, as written in the stylesheet. */
function tokensOf(scheme: 'clair' | 'sombre'): Map<string, string> {
  const [light = '', dark = ''] = tokens.split('@media screen and (prefers-color-scheme: dark)')
  const block = scheme === 'clair' ? light : dark
  return new Map(
    [...block.matchAll(/--([a-z0-9-]+):\s*(#[0-9a-f]{6})/g)].map(([, name = '', value = '']) => [name, value]),
  )
}

const hex = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`)

test('the contrast of black on white is 21, of a colour on itself 1 (WCAG 2.2)', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 10)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
  expect(contrast('#a3172e', '#a3172e')).toBe(1)
})

test('a colour goes to OKLCH and back unchanged', () => {
  fc.assert(
    fc.property(hex, (color) => {
      const oklch = parseOklch(color)
      expect(oklch && formatOklch(oklch)).toBe(color)
    }),
  )
})

test('pure red has the OKLCH coordinates published in CSS Color 4', () => {
  const red = parseOklch('#ff0000')
  expect(red?.l).toBeCloseTo(0.628, 3)
  expect(red?.c).toBeCloseTo(0.2577, 3)
  expect(red?.h).toBeCloseTo(29.23, 1)
})

test('a colour no screen can show keeps its lightness', () => {
  const shown = parseOklch(formatOklch({ l: 0.82, c: 0.4, h: 150 }))
  expect(shown?.l).toBeCloseTo(0.82, 1)
})

test('the default accent is accepted', () => {
  expect(checkAccent(DEFAULT_ACCENT)).toEqual({ kind: 'accepte' })
})

test('a yellow is refused as the colour of links, and a darker one is proposed', () => {
  const check = checkAccent('#ffd84d')
  expect(check.kind).toBe('refuse')
  if (check.kind !== 'refuse') return
  expect(check.illisibles[0]).toMatchObject({ scheme: 'clair', texte: 'accent', fond: 'papier', minimum: 4.5 })
  expect(checkAccent(check.proposition)).toEqual({ kind: 'accepte' })
})

test('what is not written #rrggbb is no colour', () => {
  expect(checkAccent('red').kind).toBe('pas_une_couleur')
  expect(checkAccent('#fff').kind).toBe('pas_une_couleur')
  expect(checkAccent('#0b5a4a}body{display:none').kind).toBe('pas_une_couleur')
})

test('whatever is asked, the theme served is readable in both schemes', () => {
  fc.assert(
    fc.property(fc.oneof(hex, fc.string()), (accent) => {
      const css = themeCss(accent)
      const used = /--accent:(#[0-9a-f]{6})/.exec(css)?.[1] ?? ''
      const palette = palettes(used)
      expect(contrast(used, SURFACES.clair.papier)).toBeGreaterThanOrEqual(4.5)
      expect(contrast(palette?.sombre.accent ?? '', SURFACES.sombre.carte)).toBeGreaterThanOrEqual(4.5)
      expect(contrast(palette?.clair['sur-accent'] ?? '', used)).toBeGreaterThanOrEqual(4.5)
    }),
  )
})

test('every refused colour comes with one that is accepted', () => {
  fc.assert(
    fc.property(hex, (accent) => {
      const check = checkAccent(accent)
      if (check.kind === 'refuse') expect(checkAccent(check.proposition).kind).toBe('accepte')
    }),
    { numRuns: 60 },
  )
})

test.each(['clair', 'sombre'] as const)('the stylesheet holds the colours of the default theme (%s)', (scheme) => {
  const found = tokensOf(scheme)
  const expected = { ...palettes(DEFAULT_ACCENT)?.[scheme], ...SURFACES[scheme] }
  expect(Object.fromEntries([...found].filter(([name]) => name in expected))).toEqual(expected)
})

test.each(['clair', 'sombre'] as const)('every text of the stylesheet keeps 4.5:1 on its background (%s)', (scheme) => {
  const color = tokensOf(scheme)
  const ratio = (text: string, back: string) => contrast(color.get(text) ?? '', color.get(back) ?? '')
  for (const back of ['papier', 'carte', 'creux']) {
    expect(ratio('encre', back), `encre sur ${back}`).toBeGreaterThanOrEqual(4.5)
    expect(ratio('encre-2', back), `encre-2 sur ${back}`).toBeGreaterThanOrEqual(4.5)
    expect(ratio('bord', back), `bord sur ${back}`).toBeGreaterThanOrEqual(3)
    expect(ratio('erreur', back), `erreur sur ${back}`).toBeGreaterThanOrEqual(4.5)
    expect(ratio('succes', back), `succes sur ${back}`).toBeGreaterThanOrEqual(4.5)
  }
  for (const sens of ['info', 'succes', 'attention', 'erreur', 'neutre']) {
    expect(ratio(sens, `${sens}-pale`), sens).toBeGreaterThanOrEqual(4.5)
    expect(ratio('encre', `${sens}-pale`), sens).toBeGreaterThanOrEqual(4.5)
  }
})

test('both colours of the focus ring cannot be missed together on any surface', () => {
  for (const scheme of ['clair', 'sombre'] as const) {
    const color = tokensOf(scheme)
    for (const back of [
      ...Object.values(SURFACES[scheme]),
      color.get('accent-fonce') ?? '',
      color.get('accent') ?? '',
    ]) {
      const best = Math.max(contrast(color.get('focus') ?? '', back), contrast(color.get('focus-halo') ?? '', back))
      expect(best).toBeGreaterThanOrEqual(3)
    }
  }
  expect(contrast(ON_DARK, palettes(DEFAULT_ACCENT)?.clair['accent-fonce'] ?? '')).toBeGreaterThanOrEqual(4.5)
})
