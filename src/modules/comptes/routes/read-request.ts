import type { FastifyReply, FastifyRequest } from 'fastify'
import { cookieOptions, sessionCookie } from '../../../infra/http/site.ts'

/** One named part of the address, at most as long as a token; blank when absent. */
export function paramOf(request: FastifyRequest, name: string): string {
  return textOf(request.params, name) ?? ''
}

/** One named value of the query, when it was sent once. */
export function queryOf(request: FastifyRequest, name: string): string | undefined {
  return textOf(request.query, name)
}

/** Gives the browser its new session. */
export function setSession(request: FastifyRequest, reply: FastifyReply, token: string): void {
  const { site } = request.server
  void reply.setCookie(sessionCookie(site), token, cookieOptions(site))
}

/** Takes the session's cookie away. */
export function clearSession(request: FastifyRequest, reply: FastifyReply): void {
  const { site } = request.server
  void reply.clearCookie(sessionCookie(site), cookieOptions(site))
}

function textOf(values: unknown, name: string): string | undefined {
  const value: unknown = typeof values === 'object' && values !== null ? Reflect.get(values, name) : undefined
  return typeof value === 'string' ? value : undefined
}
