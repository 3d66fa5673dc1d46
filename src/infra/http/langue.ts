import type { FastifyRequest } from 'fastify'
import { LANGUES, type Langue } from '../../core/texte.ts'

/** The cookie that remembers the language chosen on this browser; not a secret. */
export const LANGUE_COOKIE = 'langue'

/** The language that this text names, if it is one of ours. */
export function parseLangue(text: string | undefined): Langue | undefined {
  return LANGUES.find((langue) => langue === text)
}

/** The language asked by the browser before any account is known: chosen here, else preferred there, else French. */
export function langueOfRequest(request: FastifyRequest): Langue {
  return parseLangue(request.cookies?.[LANGUE_COOKIE]) ?? preferredLangue(request.headers['accept-language'])
}

/** The best of our languages in an `Accept-Language` header (RFC 9110, 12.5.4); French when none is named. */
export function preferredLangue(header: string | undefined): Langue {
  const wanted = (header ?? '').slice(0, 500).split(',').map(parseRange)
  const best = wanted.filter(({ langue }) => langue !== undefined).toSorted((a, b) => b.weight - a.weight)[0]
  return best?.weight ? (best.langue ?? 'fr') : 'fr'
}

function parseRange(range: string): { langue: Langue | undefined; weight: number } {
  const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase())
  const weight = parameters.find((parameter) => parameter.startsWith('q='))
  const value = weight === undefined ? 1 : Number(weight.slice(2))
  return { langue: parseLangue(tag.split('-')[0]), weight: Number.isFinite(value) ? value : 0 }
}
