import type { Langue } from '../../../core/texte.ts'
import type { EquipesDeps } from '../deps.ts'
import type { ProvenanceRow } from '../store/membres.ts'
import { equipesTexts } from '../texts.ts'

/** The identities of somebody in words: each provider, and the establishment where it says that the person works. */
export function provenancesOf(
  { comptes }: Pick<EquipesDeps, 'comptes'>,
  langue: Langue,
  rows: readonly ProvenanceRow[],
): readonly string[] {
  const t = equipesTexts(langue).membre.provenances
  if (rows.length === 0) return [t.courriel]
  return rows.map(({ emetteur, siret }) => {
    const nom = comptes.emetteurNom(emetteur, langue)
    return siret === null ? nom : t.siret(nom, siret)
  })
}
