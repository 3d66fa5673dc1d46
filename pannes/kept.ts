import type { Etat } from '../src/core/dossier/etat.ts'

/** One line of a dossier's history, as the database keeps it. */
export interface KeptTraitement {
  readonly evenement: string
  readonly etat: Etat
  readonly par: string
  /** The address of who did it. */
  readonly qui: string
  readonly motivation: string
}

/** A set of answers: what was typed in the one text that the load changes, the files apart. */
export interface KeptVersion {
  readonly nature: 'brouillon' | 'depot' | 'tampon' | 'ecarte'
  readonly texte: string
  /** Receipts and mails that acknowledge it; 1 each for a filing. */
  readonly recepisses: number
  readonly courriels: number
}

/** Something written by one side to the other. */
export interface KeptMessage {
  readonly qui: string
  readonly corps: string
}

/** A dossier as the database has it in the end. Lists are in the order in which their rows were written. */
export interface KeptDossier {
  readonly numero: number
  readonly qui: string
  readonly etat: Etat
  readonly supprime: boolean
  readonly traitements: readonly KeptTraitement[]
  readonly versions: readonly KeptVersion[]
  readonly messages: readonly KeptMessage[]
  readonly notes: readonly KeptMessage[]
  /** SHA-256 of every file that hangs from it, one a row. */
  readonly fichiers: readonly string[]
  /** How many lines of the journal tell each event of it. */
  readonly journal: Readonly<Record<string, number>>
}

/** How many dossiers a group has in a state: as counted along the way, and as there are. */
export interface KeptCompteur {
  readonly groupe: string
  readonly etat: string
  readonly compte: number
  readonly vrai: number
}

/** A file asked of the site by who may read it: what it should be, and what came. */
export interface OpenedFile {
  readonly dossier: number
  readonly sha256: string
  /** The SHA-256 of what came, or why nothing did. */
  readonly got: string
}

/** Everything that is left in the end. */
export interface Kept {
  readonly dossiers: readonly KeptDossier[]
  readonly compteurs: readonly KeptCompteur[]
  readonly opened: readonly OpenedFile[]
}
