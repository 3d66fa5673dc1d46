import type { FastifyRequest } from 'fastify'
import { NotFound } from './errors.ts'

/** One named part of the address; blank when absent. */
export function paramOf(request: Pick<FastifyRequest, 'params'>, name: string): string {
  return textIn(request.params, name) ?? ''
}

/** One named value of the query, when it was sent once. */
export function queryOf(request: Pick<FastifyRequest, 'query'>, name: string): string | undefined {
  return textIn(request.query, name)
}

/** The sentence of what has just been done, by the name that the address carries as `fait`; nothing for any other word. */
export function faitOf(
  request: Pick<FastifyRequest, 'query'>,
  textes: Readonly<Record<string, string>>,
): string | undefined {
  return textIn(textes, queryOf(request, 'fait') ?? '')
}

/** The public number in the address. @throws {NotFound} when it is no number. */
export function numeroOf(request: Pick<FastifyRequest, 'params'>): number {
  const numero = parseNumero(paramOf(request, 'numero'))
  if (numero === undefined) throw new NotFound()
  return numero
}

/** A public number as typed or sent; nothing when it cannot be one. */
export function parseNumero(text: string | undefined): number | undefined {
  const numero = text !== undefined && /^[1-9]\d{0,9}$/.test(text) ? Number(text) : 0
  return numero >= 1 && numero < 2 ** 31 ? numero : undefined
}

function textIn(values: unknown, name: string): string | undefined {
  const value: unknown =
    typeof values === 'object' && values !== null && Object.hasOwn(values, name) ? Reflect.get(values, name) : undefined
  return typeof value === 'string' ? value : undefined
}
