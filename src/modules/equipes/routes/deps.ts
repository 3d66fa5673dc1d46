import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Langue } from '../../../core/texte.ts'
import { readTexte } from '../../../core/texte.ts'
import { NotFound } from '../../../infra/http/errors.ts'
import { paramOf } from '../../../infra/http/request-texts.ts'
import { formatDate, formatJour } from '../../../ui/format.ts'
import type { FramedPage } from '../../../ui/frame.ts'
import { findOrganismeByRef, type Organisme, refOf } from '../../annuaire/index.ts'
import { roleNom } from '../../comptes/index.ts'
import type { DemarcheGroupes } from '../../demarches/index.ts'
import type { EquipesDeps } from '../deps.ts'
import type { VueRole } from '../pages/role-line.tsx'
import { type EquipeRef, paths } from '../paths.ts'
import { etatOf, lastDay } from '../rules.ts'
import type { RoleRow } from '../store/membres.ts'
import { equipesTexts } from '../texts.ts'

/** A team: that of an organisme, or of the instance when there is none. */
export interface Equipe {
  readonly ref: EquipeRef
  readonly organisme: Organisme | undefined
  readonly organismeId: string | undefined
  /** In the reader's language. */
  readonly nom: string
}

/** Somebody who manages a team, at one of its pages. */
export interface Gestion {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly par: string
  readonly langue: Langue
  /** The token of the forms of the page. */
  readonly csrf: string
  readonly equipe: Equipe
  readonly now: Date
}

/** The address of the team of an organisme. */
export const BASE_ORGANISME = '/organismes/:ref/equipe'
/** The addresses of the two kinds of teams: each page is served under both, but where it says otherwise. */
export const BASES = [BASE_ORGANISME, '/instance/equipe'] as const

/**
 * Who asks and about which team, for a page that is read.
 * @throws {NotFound} when they do not administer it, exactly as when it does not exist; what `requireAgent` throws.
 */
export async function gestionOf(deps: EquipesDeps, request: FastifyRequest, reply: FastifyReply): Promise<Gestion> {
  const compte = deps.comptes.requireAgent(request)
  const visiteur = deps.comptes.visiteur(request)
  const { langue, jeton: csrf } = visiteur
  const ref = paramOf(request, 'ref')
  const organisme = ref === '' ? undefined : await findOrganismeByRef(deps.db, ref)
  if (ref !== '' && !organisme) throw new NotFound()
  if (!deps.comptes.isAdministrateur(visiteur, organisme?.id)) throw new NotFound()
  const nom = organisme?.nom ?? equipesTexts(langue).instance
  const equipe = { ref: organisme && refOf(organisme), organisme, organismeId: organisme?.id, nom }
  return { request, reply, par: compte.id, langue, csrf, equipe, now: deps.clock() }
}

/** The same, for what changes somebody's rights: a second factor was proved less than ten minutes ago. */
export async function sensibleOf(deps: EquipesDeps, request: FastifyRequest, reply: FastifyReply): Promise<Gestion> {
  const gestion = await gestionOf(deps, request, reply)
  deps.comptes.requirePreuve(request)
  return gestion
}

/** What every page of a team says around its content; `dedans`: the page stands below that of the team. */
export function around(
  { langue, equipe }: Pick<Gestion, 'langue' | 'equipe'>,
  dedans = true,
): Pick<FramedPage, 'organisme' | 'ariane' | 'rubrique'> {
  const { organisme, ref } = equipe
  const above = [
    { titre: equipesTexts(langue).miennes.titre, href: paths.miennes() },
    { titre: titreOf(langue, equipe), href: paths.equipe(ref) },
  ]
  return {
    rubrique: 'equipes',
    ariane: dedans ? above : above.slice(0, 1),
    ...(organisme === undefined ? {} : { organisme }),
  }
}

/** The title of a team's own page. */
export function titreOf(langue: Langue, { organisme }: Pick<Equipe, 'organisme'>): string {
  const t = equipesTexts(langue).equipe
  return organisme === undefined ? t.titreInstance : t.titre(organisme.nom)
}

/** A role ready to print; the démarche that it administers is among these. */
export function vueRole(
  { langue, now }: Pick<Gestion, 'langue' | 'now'>,
  { role, demarcheId, createdAt, finAt, suspenduAt }: RoleRow,
  demarches: readonly DemarcheGroupes[],
): VueRole {
  const demarche = demarches.find(({ id }) => id === demarcheId)
  const nom = roleNom(langue, role)
  return {
    role,
    demarche: demarche?.numero,
    nom: demarche === undefined ? nom : equipesTexts(langue).equipe.roleDe(nom, readTexte(demarche.titre, langue)),
    etat: etatOf({ finAt, suspenduAt }, now),
    depuis: formatDate(langue, createdAt),
    fin: finAt && formatJour(langue, lastDay(finAt)),
    suspendu: suspenduAt && formatDate(langue, suspenduAt),
  }
}
