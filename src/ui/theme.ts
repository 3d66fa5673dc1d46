import { contrast, formatOklch, type Oklch, parseOklch } from './color.ts'

/** The accent of an organisme that has chosen none. */
export const DEFAULT_ACCENT = '#0b5a4a'

/** A scheme of colours, followed by preference of the reader's device. */
export type Scheme = 'clair' | 'sombre'

/** The colours drawn from an accent; the names are those of the custom properties, without the dashes. */
export interface Palette {
  readonly accent: string
  /** The same under the pointer. */
  readonly 'accent-survol': string
  /** What is written on the accent. */
  readonly 'sur-accent': string
  /** The large dark surface of the home page. */
  readonly 'accent-fonce': string
  /** The tinted background of what is chosen or quoted. */
  readonly 'accent-pale': string
  /** What is written on the tinted background. */
  readonly 'sur-pale': string
}

/** The fixed backgrounds that an accent must be readable on; `styles/tokens.css` says the same (a test compares). */
export const SURFACES = {
  clair: { papier: '#faf8f3', carte: '#ffffff', creux: '#f3efe5', encre: '#1d2327' },
  sombre: { papier: '#15191b', carte: '#1e2427', creux: '#283034', encre: '#eeeae0' },
} as const

/** What is written on the dark surface of the home page, in both schemes. */
export const ON_DARK = '#f5f3ec'

/** One pair of colours that cannot be told apart well enough. */
export interface Illisible {
  readonly scheme: Scheme
  readonly texte: keyof Palette | 'accueil'
  readonly fond: keyof Palette | 'papier' | 'carte' | 'creux'
  readonly ratio: number
  /** 4.5 for a text (RGAA 3.2), 3 for a component (RGAA 3.3). */
  readonly minimum: number
}

/** Whether an accent may be used; a refused one comes with the nearest that may. */
export type AccentCheck =
  | { readonly kind: 'accepte' }
  | { readonly kind: 'pas_une_couleur' }
  | { readonly kind: 'refuse'; readonly illisibles: readonly Illisible[]; readonly proposition: string }

function lightPalette(hex: string, { l, c, h }: Oklch): Palette {
  const survol = formatOklch({ l: Math.max(0.12, l - 0.08), c, h })
  const fonce = formatOklch({ l: Math.min(0.33, l * 0.8), c: Math.min(c, 0.09), h })
  return {
    accent: hex,
    'accent-survol': survol,
    'sur-accent': contrast(hex, '#ffffff') >= contrast(hex, SURFACES.clair.encre) ? '#ffffff' : SURFACES.clair.encre,
    'accent-fonce': fonce,
    'accent-pale': formatOklch({ l: 0.945, c: Math.min(c, 0.022), h }),
    'sur-pale': fonce,
  }
}

function darkPalette({ c, h }: Oklch): Palette {
  return {
    accent: formatOklch({ l: 0.82, c: Math.min(c, 0.11), h }),
    'accent-survol': formatOklch({ l: 0.89, c: Math.min(c, 0.08), h }),
    'sur-accent': formatOklch({ l: 0.2, c: Math.min(c, 0.035), h }),
    'accent-fonce': formatOklch({ l: 0.29, c: Math.min(c, 0.06), h }),
    'accent-pale': formatOklch({ l: 0.31, c: Math.min(c, 0.04), h }),
    'sur-pale': formatOklch({ l: 0.9, c: Math.min(c, 0.06), h }),
  }
}

/** Both palettes of an accent `#rrggbb`, or nothing when it is not a colour. In the light scheme the accent is kept as given. */
export function palettes(accent: string): Readonly<Record<Scheme, Palette>> | undefined {
  const color = parseOklch(accent)
  return color && { clair: lightPalette(accent.toLowerCase(), color), sombre: darkPalette(color) }
}

function illisiblesOf(accent: string, scheme: Scheme): readonly Illisible[] {
  const palette = palettes(accent)?.[scheme]
  if (!palette) return []
  const { papier, carte, creux } = SURFACES[scheme]
  const pair = (
    texte: Illisible['texte'],
    fond: Illisible['fond'],
    colors: readonly [string, string],
    minimum: number,
  ): Illisible => ({ scheme, texte, fond, ratio: contrast(...colors), minimum })
  return [
    pair('accent', 'papier', [palette.accent, papier], 4.5),
    pair('accent', 'carte', [palette.accent, carte], 4.5),
    pair('sur-accent', 'accent', [palette['sur-accent'], palette.accent], 4.5),
    pair('sur-accent', 'accent-survol', [palette['sur-accent'], palette['accent-survol']], 4.5),
    pair('sur-pale', 'accent-pale', [palette['sur-pale'], palette['accent-pale']], 4.5),
    pair('accueil', 'accent-fonce', [ON_DARK, palette['accent-fonce']], 4.5),
    pair('accent', 'creux', [palette.accent, creux], 3),
    pair('accent', 'accent-pale', [palette.accent, palette['accent-pale']], 3),
  ].filter(({ ratio, minimum }) => ratio < minimum)
}

/** The pairs that are not readable enough with this accent, in both schemes. */
function illisibles(accent: string): readonly Illisible[] {
  return [...illisiblesOf(accent, 'clair'), ...illisiblesOf(accent, 'sombre')]
}

/** The same hue, darkened just enough; our own accent if even black will not do, which no sRGB colour needs. */
function nearestReadable({ l, c, h }: Oklch): string {
  for (let lightness = l; lightness > 0.15; lightness -= 0.005) {
    const candidate = formatOklch({ l: lightness, c, h })
    if (illisibles(candidate).length === 0) return candidate
  }
  return DEFAULT_ACCENT
}

/** Whether every use of this accent keeps 4.5:1 for texts and 3:1 for components, in light and in dark. */
export function checkAccent(accent: string): AccentCheck {
  const color = parseOklch(accent)
  if (!color) return { kind: 'pas_une_couleur' }
  const found = illisibles(accent)
  return found.length === 0
    ? { kind: 'accepte' }
    : { kind: 'refuse', illisibles: found, proposition: nearestReadable(color) }
}

const declarations = (palette: Palette): string =>
  Object.entries(palette)
    .map(([name, value]) => `--${name}:${value}`)
    .join(';')

/**
 * The stylesheet of an organisme: nothing but the six colours drawn from its accent, in both schemes.
 *
 * An accent that is not a colour, or is not readable, gives the default theme: a page is never unreadable because of a setting.
 */
export function themeCss(accent: string): string {
  const usable = checkAccent(accent).kind === 'accepte' ? accent : DEFAULT_ACCENT
  const palette = palettes(usable)
  if (!palette) return ''
  return `:root{${declarations(palette.clair)}}@media screen and (prefers-color-scheme:dark){:root{${declarations(palette.sombre)}}}`
}
