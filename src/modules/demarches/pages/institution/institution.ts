/** Who answers for this instance, as the legal pages name them. */
export interface Institution {
  /** The public body that publishes the site. */
  readonly nom: string
  readonly adresse?: string | undefined
  readonly courriel?: string | undefined
  readonly telephone?: string | undefined
  /** Who is responsible for what is published (loi du 29 juillet 1982, art. 93-2). */
  readonly directeur?: string | undefined
  /** Name, address and telephone of the host. */
  readonly hebergeur?: string | undefined
  /** Contact of the data protection officer. */
  readonly dpo?: string | undefined
}

/** What the pages are written from. */
export interface InstanceView {
  readonly institution: Institution | undefined
  readonly demonstration: boolean
}

/** The accessibility statement in force: nobody has audited this version yet, so there is no rate to tell. */
export const DECLARATION = {
  etablieLe: '2026-11-23',
  referentiel: 'RGAA 4.1.2',
  formulaireDefenseur: 'https://formulaire.defenseurdesdroits.fr/',
  deleguesDefenseur: 'https://www.defenseurdesdroits.fr/carte-des-delegues',
} as const
