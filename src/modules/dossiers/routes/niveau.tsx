import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Niveau } from '../../../core/dossier/niveau.ts'
import type { Definition } from '../../../core/schema/definition.ts'
import { readTexte } from '../../../core/texte.ts'
import type { FramedPage } from '../../../ui/frame.ts'
import { demarchesPaths } from '../../demarches/index.ts'
import { NiveauPage, niveauTitle } from '../pages/niveau-page.tsx'
import { langueOf, type RoutesDeps } from './deps.ts'

/** A démarche that wants a surer identity, and where to come back with one. */
export interface AskedNiveau {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly slug: string
  readonly definition: Definition
  readonly retour: string
  /** What the page says around its content. */
  readonly around: Omit<FramedPage, 'titre' | 'contenu'>
}

/** The page that asks for it: 403 for who is signed in, an invitation like another for who is not yet. */
export function askNiveau(
  deps: RoutesDeps,
  { request, reply, slug, definition, retour, around }: AskedNiveau,
): FastifyReply {
  const langue = langueOf(deps, request)
  const niveau: Niveau = definition.niveauMinimum ?? 'aucun'
  const connecte = deps.comptes.visiteur(request).compte !== undefined
  const titre = readTexte(definition.presentation.titre, langue)
  const contenu = (
    <NiveauPage
      {...{ langue, titre, niveau, connecte }}
      portes={deps.comptes.portesOf({ niveau, retour, langue })}
      alternatives={readTexte(definition.presentation.alternatives, langue)}
      demarche={demarchesPaths.demarche(slug)}
    />
  )
  const page = { ...around, titre: `${niveauTitle(langue, niveau)} : ${titre}`, contenu }
  return reply.html(deps.frame(request, page), connecte ? 403 : 200)
}
