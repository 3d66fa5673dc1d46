import type { Langue } from '../../core/texte.ts'

/** A name and what it is worth, ready to print; a line break stays one. */
export interface Ligne {
  readonly libelle: string
  readonly valeur: string
}

/** Answers under one title, in page order. */
export interface SectionImprimee {
  readonly titre: string
  /** 1 for a step, more for what is inside it. A level that is skipped is closed up. */
  readonly niveau: number
  readonly lignes: readonly Ligne[]
}

/** A title and what is said under it. */
export interface Bloc {
  readonly titre: string
  readonly paragraphes: readonly string[]
}

interface Imprime {
  readonly langue: Langue
  /** Title of the document, shown first and told by the reader: « Accusé de réception ». */
  readonly titre: string
  /** What it is about: the démarche. */
  readonly objet: string
  /** Who gives it, and its author. */
  readonly organisme: string
  /** Colour of the organisme, `#rrggbb`: one line under its name. */
  readonly accent?: string | undefined
  /** Number, dates, state: what identifies the dossier. */
  readonly faits: readonly Ligne[]
  /** Title above the answers: « Vos réponses ». */
  readonly titreReponses: string
  readonly sections: readonly SectionImprimee[]
}

/** The acknowledgement of a filing. */
export interface RecepisseData extends Imprime {
  /** The service in charge: name, telephone, hours, address, e-mail. */
  readonly service: { readonly titre: string; readonly lignes: readonly Ligne[] }
  /** What happens next, what the law says of silence and appeals, what becomes of the data: in that order. */
  readonly blocs: readonly Bloc[]
}

/** A whole dossier, to keep or to print. */
export interface DossierData extends Imprime {
  /** Messages, decision and its reasons. */
  readonly blocs: readonly Bloc[]
  /** What happened, oldest first; `libelle` is the date. */
  readonly historique: { readonly titre: string; readonly lignes: readonly Ligne[] }
}

/** Every document that can be made: the name of its template, and what it wants to know. */
export interface Documents {
  readonly recepisse: RecepisseData
  readonly dossier: DossierData
}
