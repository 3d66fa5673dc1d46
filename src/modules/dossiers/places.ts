/** Where each thing of a dossier is sealed: what is moved from its row or its column no longer opens. */
export const places = {
  cle: (dossierId: string) => `dossiers.cle|chiffree|${dossierId}`,
  /** The key of a file, the same in an answer and in a message. */
  fichier: ({ dossierId, fichierId }: { readonly dossierId: string; readonly fichierId: string }) =>
    `dossiers.piece|cle_fichier|${dossierId}|${fichierId}`,
  saisie: (versionId: string, cle: string) => `dossiers.version|saisies_chiffrees|${versionId}|${cle}`,
  valeur: (versionId: string, cle: string) => `dossiers.version|valeurs_chiffrees|${versionId}|${cle}`,
} as const
