import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Langue } from '../core/texte.ts'
import type { Assets } from '../infra/http/assets.ts'
import { ComponentsPage } from '../ui/components-page.tsx'
import { renderPage } from '../ui/page.tsx'

interface Options {
  readonly assets: Assets
  readonly langueOf: (request: FastifyRequest) => Langue
}

/** `/_composants`: every component in its states, for who writes pages. */
export function componentsRoute(app: FastifyInstance, { assets, langueOf }: Options): void {
  const ressources = {
    styles: [assets.url('parvis.css')],
    script: assets.url('parvis.js'),
    police: assets.url('atkinson.woff2'),
    icone: assets.url('icone.svg'),
  }
  app.get('/_composants', async (request, reply) =>
    reply.html(renderPage(<ComponentsPage langue={langueOf(request)} ressources={ressources} />)),
  )
}
