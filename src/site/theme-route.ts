import type { FastifyInstance } from 'fastify'
import { NotFound } from '../infra/http/errors.ts'
import { paramOf } from '../infra/http/request-texts.ts'
import { checkAccent, DEFAULT_ACCENT, themeCss } from '../ui/theme.ts'

/** The address of the colours of an accent; nothing for the default one, which the stylesheet already has. */
export function themeAddress(accent: string): string | undefined {
  return accent === DEFAULT_ACCENT ? undefined : `/ressources/theme-${accent.slice(1)}.css`
}

/** Serves the colours of an accent as a stylesheet, since pages hold no inline style. The same accent always gives the same. */
export function themeRoute(app: FastifyInstance): void {
  app.get('/ressources/theme-:accent([0-9a-f]{6}).css', async (request, reply) => {
    const accent = paramOf(request, 'accent')
    if (checkAccent(`#${accent}`).kind !== 'accepte') throw new NotFound()
    return reply
      .type('text/css; charset=utf-8')
      .header('cache-control', 'public, max-age=31536000, immutable')
      .send(themeCss(`#${accent}`))
  })
}
