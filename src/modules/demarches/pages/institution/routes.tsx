import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Langue } from '../../../../core/texte.ts'
import type { Frame } from '../../../../ui/frame.ts'
import { paths } from '../../paths.ts'
import { textsOf } from '../../texts.ts'
import type { Institution } from './institution.ts'
import { TextPage } from './text-page.tsx'
import { en } from './texts.en.ts'
import { fr, type InstitutionTexts } from './texts.fr.ts'

interface InstitutionRoutes {
  readonly frame: Frame
  readonly visiteur: (request: FastifyRequest) => { readonly langue: Langue }
  readonly institution?: Institution | undefined
  readonly demonstration?: object | undefined
}

const PAGES: readonly { readonly path: string; readonly page: keyof InstitutionTexts }[] = [
  { path: paths.mentionsLegales(), page: 'mentions' },
  { path: paths.donneesPersonnelles(), page: 'donnees' },
  { path: paths.accessibilite(), page: 'accessibilite' },
  { path: paths.aide(), page: 'aide' },
]

/** The pages that speak of the site itself, the same for everybody. */
export function institutionRoutes(app: FastifyInstance, house: InstitutionRoutes): void {
  const view = { institution: house.institution, demonstration: house.demonstration !== undefined }
  for (const { path, page } of PAGES) {
    app.get(path, async (request, reply) => {
      const { langue } = house.visiteur(request)
      const props = (langue === 'en' ? en : fr)[page](view)
      const body = house.frame(request, {
        titre: props.titre,
        contenu: <TextPage {...props} />,
        ariane: [{ titre: textsOf(langue).filAccueil, href: paths.accueil() }],
        publique: true,
        ...(page === 'aide' ? { rubrique: 'aide' as const } : {}),
      })
      return reply.publicHtml(body)
    })
  }
}
