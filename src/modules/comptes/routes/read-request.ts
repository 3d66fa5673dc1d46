import type { FastifyReply, FastifyRequest } from 'fastify'
import { ulid } from 'ulid'
import type { FormFields } from '../../../infra/http/form-fields.ts'
import { cookieName, cookieOptions, sessionCookie } from '../../../infra/http/site.ts'
import { paths } from '../paths.ts'
import { CONFIANCE_MAX } from '../rules.ts'
import { CONFIANCE_COOKIE } from '../visiteur.ts'

/** The key by which a form has its effect once; one of its own for a form that has none. */
export function cleOf(fields: FormFields): string {
  return fields.one('_cle')?.slice(0, 40) ?? ulid()
}

/** Gives the browser its new session. */
export function setSession(request: FastifyRequest, reply: FastifyReply, token: string): void {
  const { site } = request.server
  void reply.setCookie(sessionCookie(site), token, cookieOptions(site))
}

/** Where somebody who has signed in goes: where they were going, by the second factor that is awaited. */
export function afterSignIn({ attend, retour }: { readonly attend: boolean; readonly retour: string }): string {
  return attend ? paths.preuve(retour) : retour
}

/** Gives the browser what makes it trusted, for thirty days. */
export function setConfiance(request: FastifyRequest, reply: FastifyReply, token: string): void {
  const { site } = request.server
  void reply.setCookie(cookieName(site, CONFIANCE_COOKIE), token, {
    ...cookieOptions(site),
    maxAge: CONFIANCE_MAX / 1000,
  })
}

/** Takes the session's cookie away. */
export function clearSession(request: FastifyRequest, reply: FastifyReply): void {
  const { site } = request.server
  void reply.clearCookie(sessionCookie(site), cookieOptions(site))
}
