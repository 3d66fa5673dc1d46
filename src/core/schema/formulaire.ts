import type { Champ, Repetition } from '../champs/index.ts'
import type { SectionChamp } from '../champs/section.ts'
import type { Texte } from '../texte.ts'
import type { Definition } from './definition.ts'

/** A page of the form: what stands under a level-1 section, or before the first one. */
export interface Etape {
  /** Position in the revision, from 1: the one of `/etapes/{n}`, hidden steps included. */
  readonly n: number
  readonly titre: Texte
  /** The section that opens the step; none for what stands before the first one. */
  readonly section?: SectionChamp
  /** In page order, without the section itself. Sections of level 2 and 3 are among them; children stay in their repetition. */
  readonly champs: readonly Champ[]
}

/** A definition ready to be filled in; made once per revision and kept by the caller. */
export interface Formulaire {
  readonly etapes: readonly Etape[]
  /** Every champ in page order, sections included; the children of a repetition follow it. */
  readonly champs: readonly Champ[]
  /** The champ of that id, in a repetition or not. */
  find(id: number): Champ | undefined
  /** The repetition whose rows hold that champ; nothing for a champ of the page itself. */
  repetitionOf(id: number): Repetition | undefined
  /** The step where that champ stands. */
  etapeOf(id: number): Etape | undefined
}

/** Title of the step made of what stands before the first section. */
const TITRE_SANS_SECTION: Texte = { fr: 'Votre demande', en: 'Your application' }

/** The form of a definition: its steps, and its champs by id. Takes a time linear in their number. */
export function compileDefinition(definition: Pick<Definition, 'champs'>): Formulaire {
  const etapes = cutIntoEtapes(definition.champs)
  const byId = new Map<number, Emplacement>()
  for (const etape of etapes) {
    if (etape.section) byId.set(etape.section.id, { champ: etape.section, etape })
    for (const champ of etape.champs) {
      byId.set(champ.id, { champ, etape })
      for (const enfant of enfantsOf(champ)) byId.set(enfant.id, { champ: enfant, etape, ...parentOf(champ) })
    }
  }
  return {
    etapes,
    champs: definition.champs.flatMap((champ) => [champ, ...enfantsOf(champ)]),
    find: (id) => byId.get(id)?.champ,
    repetitionOf: (id) => byId.get(id)?.repetition,
    etapeOf: (id) => byId.get(id)?.etape,
  }
}

/** The champs that each row of a repetition holds; none for another champ. */
export function enfantsOf(champ: Champ): readonly Champ[] {
  return champ.kind === 'repetition' ? champ.champs : []
}

/** Where an answer is kept: `"12"` for the champ 12, `"12.<ULID>"` for the same in a row of its repetition. */
export type Cle = string

/** The key of the answer to a champ, in that row when it is inside a repetition. Its field in a form is `c` and this key. */
export function cleOf(id: number, ligne?: string): Cle {
  return ligne === undefined ? String(id) : `${id}.${ligne}`
}

/** The champ and the row that a key names; nothing when it is not the one writing of a key. */
export function parseCle(cle: string): { readonly id: number; readonly ligne?: string } | undefined {
  const parts = /^([1-9]\d{0,14})(?:\.([0-7][0-9A-HJKMNP-TV-Z]{25}))?$/.exec(cle)
  if (!parts || Number(parts[1]) >= 2 ** 48) return undefined
  const [, id, ligne] = parts
  return ligne === undefined ? { id: Number(id) } : { id: Number(id), ligne }
}

/**
 * Whether what is answered under that key is to be kept sealed and out of searches: its champ is marked so, or the
 * repetition whose rows hold it. What the form does not know is: it may have been, under another revision.
 */
export function isSensible(formulaire: Formulaire, cle: Cle): boolean {
  const id = parseCle(cle)?.id
  const champ = id === undefined ? undefined : formulaire.find(id)
  return !champ || isMarked(champ) || (id !== undefined && isMarked(formulaire.repetitionOf(id)))
}

function isMarked(champ: Champ | undefined): boolean {
  return champ !== undefined && 'sensible' in champ && champ.sensible === true
}

interface Emplacement {
  readonly champ: Champ
  readonly etape: Etape
  readonly repetition?: Repetition
}

function parentOf(champ: Champ): { readonly repetition?: Repetition } {
  return champ.kind === 'repetition' ? { repetition: champ } : {}
}

function cutIntoEtapes(champs: readonly Champ[]): readonly Etape[] {
  const etapes: { n: number; titre: Texte; section?: SectionChamp; champs: Champ[] }[] = []
  for (const champ of champs) {
    const n = etapes.length + 1
    if (champ.kind === 'section' && champ.niveau === 1) {
      etapes.push({ n, titre: champ.libelle, section: champ, champs: [] })
      continue
    }
    const current = etapes.at(-1)
    if (current) current.champs.push(champ)
    else etapes.push({ n, titre: TITRE_SANS_SECTION, champs: [champ] })
  }
  return etapes
}
