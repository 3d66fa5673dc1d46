// What the fonts can draw: Atkinson Hyperlegible Next, then DejaVu Sans Mono and New Computer Modern, which are inside the
// compiler (Greek, Cyrillic, Armenian, Hebrew, Arabic, Georgian, signs). Measured with the compiler 0.7.0, one character at a
// time; a test draws them all.
const DRAWN =
  '\\u0020-\\u007e\\u00a0-\\u00ac\\u00ae-\\u0377\\u037a-\\u037f\\u0384-\\u038a\\u038c\\u038e-\\u03a1\\u03a3-\\u0477\\u047a-\\u0486\\u0488-\\u04f9' +
  '\\u0531-\\u0556\\u0561-\\u0587\\u0591-\\u05c7\\u05d0-\\u05ea\\u0609-\\u060a\\u060c\\u061b\\u061f\\u0621-\\u063a\\u0640-\\u0655\\u0660-\\u066d\\u067e-\\u0680' +
  '\\u0686\\u0691\\u0698\\u06a4\\u06a9\\u06af\\u06be\\u06cc\\u06f0-\\u06f9\\u10d0-\\u10fa\\u1e00-\\u1e99\\u1e9b\\u1e9e-\\u1ef9' +
  '\\u1f00-\\u1f15\\u1f18-\\u1f1d\\u1f20-\\u1f45\\u1f48-\\u1f4d\\u1f50-\\u1f57\\u1f5f-\\u1f7d\\u1f80-\\u1fb4' +
  '\\u2010-\\u2023\\u2026\\u202f-\\u2037\\u2039-\\u2040\\u2044-\\u2049\\u2070-\\u2071\\u2074-\\u208e\\u20a0-\\u20c0\\u2113\\u2116\\u2117\\u2122\\u2126\\u212e' +
  '\\u2153-\\u215f\\u2190-\\u2213\\u2215\\u2217-\\u2220\\u2227-\\u222d\\u2234-\\u223d\\u2241-\\u2269' +
  '\\u2500-\\u262f\\u2638-\\u268b\\u2690-\\u269c\\u2701-\\u2704\\u2706-\\u2709\\u270c-\\u2727\\ufb00-\\ufb06'
const NOT_DRAWN = new RegExp(`[^${DRAWN}\\n]`, 'u')

/** A character that is there but that no font can draw. */
export const MISSING = '□'

/** Whether one of the fonts draws that character by itself. */
export function isDrawn(sign: string): boolean {
  return !NOT_DRAWN.test(sign)
}

const graphemes = new Intl.Segmenter('fr', { granularity: 'grapheme' })
const LONG_WORD = /[^\s\u200b]{31,}/gu
const PIECE = /.{20}(?=.)(?!\p{M})/gu

/**
 * A text as the PDF can print it: composed accents, line ends as `\n`, no control nor direction character, a `□` for each
 * sign that no font draws, and places to break words that are longer than a line.
 */
export function printable(text: string): string {
  const composed = text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?|[\u0085\u2028\u2029\v\f]/g, '\n')
    .replace(/\t/g, ' ')
  return replaceMissing(composed).replace(LONG_WORD, (word) => word.replace(PIECE, '$&\u200b'))
}

/** What a person sees as one sign (an emoji of several parts) is replaced by one. */
function replaceMissing(text: string): string {
  const visible = removeInvisible(text)
  if (!NOT_DRAWN.test(visible)) return visible
  let out = ''
  for (const { segment } of graphemes.segment(text)) {
    const sign = removeInvisible(segment)
    out += NOT_DRAWN.test(sign) ? MISSING : sign
  }
  return out
}

function removeInvisible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, (sign) => (sign === '\n' ? sign : ''))
}
