/** A colour in OKLCH: lightness 0–1, chroma ≥ 0, hue in degrees. */
export interface Oklch {
  readonly l: number
  readonly c: number
  readonly h: number
}

type Triple = readonly [number, number, number]

const toLinear = (channel: number): number =>
  channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4

const fromLinear = (channel: number): number =>
  channel <= 0.0031308 ? channel * 12.92 : 1.055 * channel ** (1 / 2.4) - 0.055

/** The sRGB channels (0–1) of `#rrggbb`, or nothing when it is not written so. */
function parseHex(hex: string): Triple | undefined {
  const parts = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex)
  if (!parts) return undefined
  const [, red = '0', green = '0', blue = '0'] = parts
  return [Number.parseInt(red, 16) / 255, Number.parseInt(green, 16) / 255, Number.parseInt(blue, 16) / 255]
}

function toHex(channels: Triple): string {
  const digits = channels.map((channel) =>
    Math.round(Math.min(1, Math.max(0, channel)) * 255)
      .toString(16)
      .padStart(2, '0'),
  )
  return `#${digits.join('')}`
}

// The matrices are those of Björn Ottosson, « A perceptual color space for image processing » (2020).
function linearToOklab([r, g, b]: Triple): Triple {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}

function oklabToLinear([lightness, a, b]: Triple): Triple {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
}

function oklchToLinear({ l, c, h }: Oklch): Triple {
  const angle = (h * Math.PI) / 180
  return oklabToLinear([l, c * Math.cos(angle), c * Math.sin(angle)])
}

const isDisplayable = (linear: Triple): boolean => linear.every((channel) => channel >= -0.0005 && channel <= 1.0005)

/** A colour `#rrggbb` in OKLCH, or nothing when it is not written so. */
export function parseOklch(hex: string): Oklch | undefined {
  const channels = parseHex(hex)
  if (!channels) return undefined
  const [r, g, b] = channels
  const [l, a, bb] = linearToOklab([toLinear(r), toLinear(g), toLinear(b)])
  return { l, c: Math.hypot(a, bb), h: ((Math.atan2(bb, a) * 180) / Math.PI + 360) % 360 }
}

/**
 * The colour as `#rrggbb`. One that a screen cannot show loses chroma until it can: lightness, which carries the
 * contrast, and hue are kept.
 */
export function formatOklch(color: Oklch): string {
  let inside = 0
  let outside = color.c
  if (isDisplayable(oklchToLinear(color))) inside = color.c
  for (let step = 0; step < 24 && outside - inside > 0.0001; step += 1) {
    const middle = (inside + outside) / 2
    if (isDisplayable(oklchToLinear({ ...color, c: middle }))) inside = middle
    else outside = middle
  }
  const [r, g, b] = oklchToLinear({ ...color, c: inside })
  return toHex([fromLinear(Math.max(0, r)), fromLinear(Math.max(0, g)), fromLinear(Math.max(0, b))])
}

function luminance(hex: string): number {
  const [r, g, b] = parseHex(hex) ?? [0, 0, 0]
  return 0.2126 * toLinear(r) + 0.7152 * toLinear(g) + 0.0722 * toLinear(b)
}

/** Contrast of two colours `#rrggbb`, from 1 to 21 (WCAG 2.2, “contrast ratio”). */
export function contrast(first: string, second: string): number {
  const one = luminance(first)
  const other = luminance(second)
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)
}
