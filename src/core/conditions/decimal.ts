const SHAPE = /^(-?)(\d+)(?:\.(\d+))?$/

/**
 * The order of two numbers written as decimal texts (`-12.50`): negative, zero or positive; nothing when one is not such a text.
 *
 * Compared digit by digit, so any length is exact; `-0` equals `0` and `1.50` equals `1.5`.
 */
export function compareDecimals(a: string, b: string): number | undefined {
  const left = read(a)
  const right = read(b)
  if (!left || !right) return undefined
  if (left.negatif !== right.negatif) return left.negatif ? -1 : 1
  const order = compareMagnitudes(left, right)
  // Not `-order`: two equal negative numbers would be a negative zero apart.
  return left.negatif ? 0 - order : order
}

interface Decimal {
  readonly negatif: boolean
  readonly entier: string
  readonly fraction: string
}

function read(text: string): Decimal | undefined {
  const parts = SHAPE.exec(text)
  if (!parts) return undefined
  const entier = (parts[2] ?? '').replace(/^0+/, '')
  const fraction = withoutTrailingZeros(parts[3] ?? '')
  return { negatif: parts[1] === '-' && entier + fraction !== '', entier, fraction }
}

/** Written as a loop: the expression `/0+$/` takes quadratic time on a long run of zeros. */
function withoutTrailingZeros(digits: string): string {
  let end = digits.length
  while (end > 0 && digits[end - 1] === '0') end -= 1
  return digits.slice(0, end)
}

function compareMagnitudes(a: Decimal, b: Decimal): number {
  if (a.entier.length !== b.entier.length) return a.entier.length - b.entier.length
  return compareTexts(a.entier, b.entier) || compareTexts(a.fraction, b.fraction)
}

/** Order by character, which is that of digits; a fraction that goes on is greater than the same one that stops. */
function compareTexts(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
