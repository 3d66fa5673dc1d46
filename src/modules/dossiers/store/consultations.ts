import { listFaits } from '../../../infra/journal/read.ts'
import type { Tx } from './load.ts'

/** What an agent may have read of a dossier. */
export const CONSULTATIONS = ['dossier.read', 'fichier.read', 'dossier.archive', 'dossier.pdf'] as const

/** Somebody of the administration read a dossier: when, who, and what. */
export interface Consultation {
  readonly at: Date
  readonly nom: string | null
  readonly action: string
}

const MAX = 200

/** Who of the administration read a dossier, latest first, from the journal. In a transaction of the house's own role. */
export async function listConsultations(tx: Tx, dossierId: string): Promise<readonly Consultation[]> {
  const faits = await listFaits(tx, {
    ...{ objet: `dossier:${dossierId}`, role: 'agent', actions: CONSULTATIONS, limit: MAX },
  })
  const ids = [...new Set(faits.flatMap(({ compteId }) => compteId ?? []))]
  const people =
    ids.length === 0
      ? []
      : await tx.selectFrom('comptes.personne').select(['id', 'nom', 'prenom']).where('id', 'in', ids).execute()
  const noms = new Map(people.map(({ id, nom, prenom }) => [id, [prenom, nom].filter(Boolean).join(' ')]))
  return faits.map(({ at, compteId, action }) => ({ at, action, nom: noms.get(compteId ?? '') || null }))
}
