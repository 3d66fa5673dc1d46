import type { FastifyReply, FastifyRequest } from 'fastify'
import { ulid } from 'ulid'
import type { Referentiels } from '../../../core/champs/kind.ts'
import type { Politique } from '../../../core/dossier/analyse.ts'
import type { Langue } from '../../../core/texte.ts'
import type { Keys } from '../../../infra/crypto/keys.ts'
import type { Apercus } from '../../../infra/files/apercus.ts'
import type { FileStore } from '../../../infra/files/store.ts'
import { checkCsrf, csrfToken } from '../../../infra/http/csrf.ts'
import type { FormFields } from '../../../infra/http/form-fields.ts'
import { readForm } from '../../../infra/http/multipart.ts'
import type { Pdf } from '../../../infra/pdf/pdf.ts'
import type { Frame } from '../../../ui/frame.ts'
import { type Comptes, nomAffiche } from '../../comptes/index.ts'
import type { DemarcheOfAgent } from '../../demarches/index.ts'
import type { Agent, InstructionDeps } from '../deps.ts'

/** What the routes need besides the actions'. */
export interface RoutesDeps extends InstructionDeps {
  readonly frame: Frame
  readonly comptes: Pick<Comptes, 'visiteur' | 'requireAgent'>
  readonly files: FileStore
  readonly apercus: Apercus
  /** What the instance does with files that no antivirus scanned. */
  readonly politique: Politique
  readonly keys: Pick<Keys, 'csrf'>
  readonly pdf: Pdf
  readonly referentiels: Referentiels
}

/** Who is at work, and on what. */
export interface Session {
  readonly agent: Agent
  /** The démarches whose dossiers they receive, with their groups. */
  readonly demarches: readonly DemarcheOfAgent[]
}

/** The agent who is signed in, by a second factor; somebody who is in no group has no démarche. @throws {SignInNeeded} or {PreuveNeeded} otherwise. */
export async function sessionOf(deps: RoutesDeps, request: FastifyRequest): Promise<Session> {
  const compte = deps.comptes.requireAgent(request)
  const demarches = await deps.demarches.listDemarchesOfAgent(compte.id)
  const groupes = demarches.flatMap((demarche) => demarche.groupes.map(({ id }) => id))
  return { agent: { compteId: compte.id, nom: nomAffiche(compte), groupes }, demarches }
}

/** The language of the page. */
export function langueOf(deps: Pick<RoutesDeps, 'comptes'>, request: FastifyRequest): Langue {
  return deps.comptes.visiteur(request).langue
}

/** The token of the forms of a page, and the key by which each has its effect once. */
export function formOf(request: FastifyRequest, reply: FastifyReply): { readonly csrf: string; readonly cle: string } {
  return { csrf: csrfToken(request, reply), cle: ulid() }
}

/** A form without files, as it was posted. `cut`: not all of it came, so nothing of it may be recorded. */
export interface Posted {
  readonly fields: FormFields
  readonly cle: string
  readonly cut: boolean
}

/** Reads a form without files. @throws {StaleForm} when its token is wrong. */
export async function postedOf(request: FastifyRequest): Promise<Posted> {
  const { fields, problems, cut } = await readForm(request)
  checkCsrf(request, fields)
  return { fields, cle: (fields.one('_cle') ?? '').slice(0, 40), cut: cut !== undefined || problems.length > 0 }
}
