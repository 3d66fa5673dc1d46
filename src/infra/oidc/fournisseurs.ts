import type { ProfilName } from './profils.ts'

/** An identity provider that the environment names. */
export interface OidcSettings {
  readonly profil: ProfilName
  readonly emetteur: string
  readonly client: string
  readonly secret: string | undefined
}

/** The providers that the environment may name: in the order of the page that offers them. */
export const FOURNISSEURS = ['FRANCECONNECT', 'FRANCECONNECTPLUS', 'PROCONNECT', 'OIDC'] as const
/** One of them. */
export type Fournisseur = (typeof FOURNISSEURS)[number]

const PROFIL_OF: Readonly<Record<Fournisseur, ProfilName>> = {
  FRANCECONNECT: 'franceconnect',
  FRANCECONNECTPLUS: 'franceconnectplus',
  PROCONNECT: 'proconnect',
  OIDC: 'oidc',
}

/** What the environment says of one of them. */
export function valuesOf(one: Fournisseur, values: Values) {
  return {
    emetteur: values[`PARVIS_${one}_EMETTEUR`],
    client: values[`PARVIS_${one}_CLIENT`],
    secret: values[`PARVIS_${one}_SECRET`],
  }
}

/** One of them, when the environment names it. */
export function fournisseurOf(one: Fournisseur, values: Values): OidcSettings | undefined {
  const { emetteur, client, secret } = valuesOf(one, values)
  return emetteur === undefined || client === undefined
    ? undefined
    : { profil: PROFIL_OF[one], emetteur, client, secret }
}

type Values = Partial<Readonly<Record<`PARVIS_${Fournisseur}_${'EMETTEUR' | 'CLIENT' | 'SECRET'}`, string | undefined>>>
