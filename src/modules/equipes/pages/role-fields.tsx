import type { Langue } from '../../../core/texte.ts'
import { RadioField, SelectField } from '../../../ui/champs/choice.tsx'
import { DateField } from '../../../ui/champs/date.tsx'
import type { RoleName } from '../../comptes/index.ts'
import type { TypedDay } from '../rules.ts'
import { equipesTexts } from '../texts.ts'

/** What was typed of a role to give. */
export interface RoleSaisie {
  readonly role: string
  /** Public number of a démarche, or blank. */
  readonly demarche: string
  readonly fin: TypedDay
}

/** A form on which nothing was typed yet. */
export const ROLE_VIERGE: RoleSaisie = { role: '', demarche: '', fin: { jour: '', mois: '', annee: '' } }

/** What may be chosen, in words. */
export interface RoleChoix {
  readonly roles: readonly { readonly role: RoleName; readonly nom: string }[]
  readonly demarches: readonly { readonly numero: number; readonly titre: string }[]
  /** Whether a role may be given until a day. */
  readonly delegation: boolean
}

/** The sentences of what is to be mended, by field. */
export type RoleErreurs = Readonly<Partial<Record<'role' | 'demarche' | 'fin', string>>>

interface RoleFieldsProps {
  readonly langue: Langue
  readonly choix: RoleChoix
  readonly saisie: RoleSaisie
  readonly erreurs: RoleErreurs
}

/** Which role, of which démarche, until when. */
export function RoleFields({ langue, choix, saisie, erreurs }: RoleFieldsProps) {
  const t = equipesTexts(langue).inviter
  return (
    <>
      <RadioField
        {...{ langue, id: 'role', name: 'role', libelle: t.role, valeur: saisie.role, erreur: erreurs.role }}
        options={choix.roles.map(({ role, nom }) => ({ value: role, texte: `${nom} : ${t.roleAide[role]}` }))}
      />
      {choix.roles.some(({ role }) => role === 'administrateur_demarche') && choix.demarches.length > 0 && (
        <SelectField
          {...{ langue, id: 'demarche', name: 'demarche', libelle: t.demarche, aide: t.demarcheAide, facultatif: true }}
          valeur={saisie.demarche}
          erreur={erreurs.demarche}
          options={choix.demarches.map(({ numero, titre }) => ({ value: String(numero), texte: titre }))}
        />
      )}
      {choix.delegation && (
        <DateField
          {...{ langue, id: 'fin', name: 'fin', libelle: t.fin, aide: t.finAide, facultatif: true }}
          valeurs={saisie.fin}
          erreur={erreurs.fin}
        />
      )}
    </>
  )
}
