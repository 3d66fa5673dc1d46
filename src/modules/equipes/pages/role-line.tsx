import type { Langue } from '../../../core/texte.ts'
import { Tag } from '../../../ui/badge.tsx'
import type { RoleName } from '../../comptes/index.ts'
import type { EtatRole } from '../rules.ts'
import { equipesTexts } from '../texts.ts'

/** A role ready to print. */
export interface VueRole {
  readonly role: RoleName
  /** Public number, for the administrator of a démarche. */
  readonly demarche: number | undefined
  /** « Administrateur de démarche « Cantine » ». */
  readonly nom: string
  readonly etat: EtatRole
  readonly depuis: string
  /** The last day, in words. */
  readonly fin: string | undefined
  /** Since when it is suspended, in words. */
  readonly suspendu: string | undefined
}

/** A role in words, with its end and whether it still opens something. */
export function RoleLine({ langue, role }: { readonly langue: Langue; readonly role: VueRole }) {
  const { etats, jusquau } = equipesTexts(langue).equipe
  return (
    <>
      {role.nom}
      {role.fin !== undefined && role.etat !== 'fini' && `, ${jusquau(role.fin)}`}
      {role.etat === 'suspendu' && (
        <>
          {' '}
          <Tag sens="attention" texte={etats.suspendu} />
        </>
      )}
      {role.etat === 'fini' && (
        <>
          {' '}
          <Tag sens="neutre" texte={etats.fini} />
        </>
      )}
    </>
  )
}
