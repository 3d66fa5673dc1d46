import { readTexte } from '../../../core/texte.ts'
import type { FormFields } from '../../../infra/http/form-fields.ts'
import { parseNumero } from '../../../infra/http/request-texts.ts'
import { givableRoles, isLive, type KnownRole, mayDelegate, type RoleName, roleNom } from '../../comptes/index.ts'
import type { DemarcheGroupes } from '../../demarches/index.ts'
import type { RoleChoix, RoleErreurs, RoleSaisie } from '../pages/role-fields.tsx'
import { readEnd } from '../rules.ts'
import { equipesTexts } from '../texts.ts'
import type { Gestion } from './deps.ts'

/** What somebody may choose from, given what they hold. */
export function choixOf(
  { langue, equipe, now }: Gestion,
  { held, demarches }: { readonly held: readonly KnownRole[]; readonly demarches: readonly DemarcheGroupes[] },
): RoleChoix {
  const acting = held.filter((one) => isLive(one, now))
  const { organismeId } = equipe
  const roles = givableRoles(acting, organismeId)
    // A role of one démarche needs one to be chosen.
    .filter((role) => role !== 'administrateur_demarche' || demarches.length > 0)
  return {
    roles: roles.map((role) => ({ role, nom: roleNom(langue, role) })),
    demarches: demarches.map(({ numero, titre }) => ({ numero, titre: readTexte(titre, langue) })),
    delegation: roles.some((role) => mayDelegate(acting, { role, organismeId })),
  }
}

/** What the form of a role says, as typed. */
export function saisieOf(fields: FormFields): RoleSaisie {
  const read = (name: string) => fields.one(name) ?? ''
  return {
    role: read('role'),
    demarche: read('demarche'),
    fin: { jour: read('fin-jour'), mois: read('fin-mois'), annee: read('fin-annee') },
  }
}

/** A role to give, understood; or what is to be mended. */
export type ReadRole =
  | {
      readonly kind: 'role'
      readonly role: RoleName
      readonly demarcheId: string | undefined
      readonly finAt: Date | undefined
    }
  | { readonly kind: 'erreurs'; readonly erreurs: RoleErreurs }

/** Understands what was typed, among what may be chosen. */
export function readRole(
  { langue }: Pick<Gestion, 'langue'>,
  { saisie, choix, demarches }: { saisie: RoleSaisie; choix: RoleChoix; demarches: readonly DemarcheGroupes[] },
): ReadRole {
  const t = equipesTexts(langue).inviter.erreurs
  const role = choix.roles.find((one) => one.role === saisie.role)?.role
  const demarche = demarches.find(({ numero }) => numero === parseNumero(saisie.demarche))
  const finAt = readEnd(saisie.fin)
  const ofDemarche = role === 'administrateur_demarche'
  const erreurs: RoleErreurs = {
    ...(role === undefined ? { role: t.role } : {}),
    ...(ofDemarche && demarche === undefined ? { demarche: t.demarche } : {}),
    ...(role !== undefined && !ofDemarche && saisie.demarche !== '' ? { demarche: t.demarcheEnTrop } : {}),
    ...(finAt === 'invalide' ? { fin: t.fin } : {}),
  }
  if (role === undefined || finAt === 'invalide' || Object.keys(erreurs).length > 0) return { kind: 'erreurs', erreurs }
  return { kind: 'role', role, demarcheId: demarche?.id, finAt }
}

/** What is to be mended when the database, or the rights read again there, refused what was understood. */
export function erreursOf(
  { langue }: Pick<Gestion, 'langue'>,
  outcome: 'not_allowed' | 'bad_end' | 'self',
): RoleErreurs {
  const t = equipesTexts(langue)
  switch (outcome) {
    case 'bad_end':
      return { fin: t.inviter.erreurs.finBornes }
    case 'not_allowed':
      return { role: t.inviter.erreurs.interdit }
    case 'self':
      return { role: t.membre.soiMeme }
  }
}
