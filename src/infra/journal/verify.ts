import type { KeyObject } from 'node:crypto'
import { withContext } from '../db/with-context.ts'
import { digestOf, type Ligne } from './chain.ts'
import { type Arbre, addLeaf, EMPTY, rootOf } from './merkle.ts'
import { type Absentes, announces, monthOf, segmentOf } from './segment.ts'
import { type Db, listMaillons, listScelles, listStray, listSuccessions, type Maillon } from './store.ts'
import { type Believed, believedKeys, readBelieved } from './succession.ts'

/** What is wrong, and where. */
export type Anomalie =
  /** A line does not say what it said when it was chained. */
  | { readonly kind: 'ligne_modifiee'; readonly rang: number; readonly journalId: string }
  | { readonly kind: 'ligne_absente'; readonly rang: number; readonly journalId: string }
  /** A line written behind the journal's back. */
  | { readonly kind: 'ligne_hors_chaine'; readonly journalId: string }
  /** Links are missing, or out of order. */
  | { readonly kind: 'chaine_rompue'; readonly rang: number; readonly chaine: string }
  /** The journal was larger when it was signed. */
  | { readonly kind: 'fin_coupee'; readonly taille: number; readonly scelle: number }
  /** The journal signed at that size was another one. */
  | { readonly kind: 'racine_differente'; readonly scelle: number }
  | { readonly kind: 'signature_invalide'; readonly rang: number }

/** What was looked at, and what is wrong with it. */
export interface Verification {
  readonly lignes: number
  /** Of these, those erased at the end of their time, as a line that is still there announced. */
  readonly purgees: number
  readonly chaines: number
  readonly scelles: number
  readonly anomalies: readonly Anomalie[]
}

/** What verifying needs. */
export interface Verifying {
  readonly db: Db
  /** Those whose signature is believed, public or private; those that left are believed on the word of those that came after. */
  readonly cles: readonly KeyObject[]
  /** Checkpoints kept elsewhere, each a signed note: they tell what the database alone cannot. */
  readonly notes: readonly string[]
  /** What was erased before its time, by this clock, was taken away. */
  readonly now: Date
}

const BATCH = 2_000
const ANOMALIES_MAX = 100

/** Reads the whole journal, and compares it with its chains and everything that was signed before it is read. */
export async function verifyJournal({ db, cles, notes, now }: Verifying): Promise<Verification> {
  const written = await withContext(db, { role: 'systeme' }, async (tx) => ({
    scelles: await listScelles(tx),
    successions: await listSuccessions(tx),
  }))
  // Between two transactions: years of signatures take longer to read than one may stay idle.
  const { signed, invalides } = readSigned(
    [...written.scelles.map(({ note }) => note), ...notes],
    believedKeys(written.successions, cles),
  )
  return withContext(db, { role: 'systeme' }, async (tx) => {
    const anomalies: Anomalie[] = [...invalides]
    const heads = new Map<string, { readonly seq: number; readonly empreinte: Buffer }>()
    const absences = new Map<string, Absence>()
    const annonces: Ligne[] = []
    let arbre: Arbre = EMPTY
    for (;;) {
      const maillons = await listMaillons(tx, { from: arbre.taille, limit: BATCH })
      for (const { rang, chaine, seq, journalId, empreinte, format, classe, ligne } of maillons) {
        const head = heads.get(chaine)
        if (rang !== arbre.taille || seq !== (head?.seq ?? 0) + 1)
          anomalies.push({ kind: 'chaine_rompue', rang, chaine })
        if (!ligne) noteAbsence(absences, { rang, chaine, seq, journalId, classe })
        else if (
          ligne.classe !== classe ||
          !digestOf(ligne, { format, chaine, seq, precedente: head?.empreinte }).equals(empreinte)
        )
          anomalies.push({ kind: 'ligne_modifiee', rang, journalId })
        else if (ligne.action === 'journal.purge') annonces.push(ligne)
        heads.set(chaine, { seq, empreinte })
        arbre = addLeaf({ ...arbre, taille: rang }, empreinte)
        const roots = signed.get(arbre.taille)
        if (roots?.some((root) => !root.equals(rootOf(arbre))))
          anomalies.push({ kind: 'racine_differente', scelle: arbre.taille })
      }
      if (maillons.length < BATCH || anomalies.length > ANOMALIES_MAX) break
    }
    let purgees = 0
    for (const absence of absences.values())
      if (annonces.some((annonce) => announces(annonce, absence, now))) purgees += absence.nombre
      else anomalies.push(...absence.premieres)
    for (const scelle of signed.keys())
      if (scelle > arbre.taille) anomalies.push({ kind: 'fin_coupee', taille: arbre.taille, scelle })
    for (const journalId of await listStray(tx)) anomalies.push({ kind: 'ligne_hors_chaine', journalId })
    return { lignes: arbre.taille, purgees, chaines: heads.size, scelles: signed.size, anomalies }
  })
}

/** The roots that were signed, by the size of the journal then; a note written in both places is read once. */
function readSigned(notes: readonly string[], believed: readonly Believed[]) {
  const signed = new Map<number, Buffer[]>()
  const invalides: Anomalie[] = []
  for (const [rang, note] of [...new Set(notes)].entries()) {
    const checkpoint = readBelieved(note, believed)
    if (!checkpoint) invalides.push({ kind: 'signature_invalide', rang })
    else signed.set(checkpoint.taille, [...(signed.get(checkpoint.taille) ?? []), checkpoint.racine])
  }
  return { signed, invalides }
}

/** Lines that are no longer there, by segment: how many, and the first of them, to be named if nothing announced it. */
interface Absence extends Absentes {
  readonly nombre: number
  readonly premieres: readonly Anomalie[]
}

function noteAbsence(
  absences: Map<string, Absence>,
  { rang, chaine, seq, journalId, classe }: Pick<Maillon, 'rang' | 'chaine' | 'seq' | 'journalId' | 'classe'>,
): void {
  const segment = { chaine, classe, mois: monthOf(journalId) }
  const known = absences.get(segmentOf(segment))
  const premieres = known?.premieres ?? []
  const anomalie = { kind: 'ligne_absente', rang, journalId } as const
  absences.set(segmentOf(segment), {
    ...segment,
    de: Math.min(known?.de ?? seq, seq),
    a: Math.max(known?.a ?? seq, seq),
    rang,
    nombre: (known?.nombre ?? 0) + 1,
    premieres: premieres.length < ANOMALIES_MAX ? [...premieres, anomalie] : premieres,
  })
}
