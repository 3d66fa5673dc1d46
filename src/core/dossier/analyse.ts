/** What an antivirus said of a file. */
export type AnalyseEtat = 'en_attente' | 'sain' | 'infecte' | 'non_analyse'

/** Why it said nothing: too large for it, closed by a password, no answer, a format it may not look into, none plugged. */
export type AnalyseMotif = 'trop_gros' | 'chiffre' | 'indisponible' | 'format' | 'aucun_antivirus'

/** What decides who may open a file, besides their right to see it. */
export interface Analyse {
  readonly etat: AnalyseEtat
  /** Present when, and only when, it was not scanned. */
  readonly motif: AnalyseMotif | null
  /** Somebody who works on the dossier let it be opened although it was not scanned. */
  readonly libere: boolean
  /** The account that brought it; nobody when the house made it. */
  readonly deposant: string | null
}

/** What an instance does with files that were not scanned: closed until released, or opened after a warning. */
export type Politique = 'bloquer' | 'avertir'

/** How a file opens for somebody who may see it. */
export type Ouverture =
  | 'ouvert'
  /** After a warning that they read. */
  | 'a_confirmer'
  /** Not until somebody releases it. */
  | 'bloque'
  /** The antivirus has not answered yet. */
  | 'attente'
  /** Never again, for anybody. */
  | 'infecte'

/** Whether that person may open the file now. Who brought a file has it already: only a virus closes it to them. */
export function ouvertureOf(
  { etat, libere, deposant }: Analyse,
  { compteId, politique }: { compteId: string; politique: Politique },
): Ouverture {
  if (etat === 'infecte') return 'infecte'
  if (etat === 'sain' || libere || deposant === compteId) return 'ouvert'
  if (etat === 'en_attente') return 'attente'
  return politique === 'avertir' ? 'a_confirmer' : 'bloque'
}
