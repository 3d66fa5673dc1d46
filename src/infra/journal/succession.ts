import type { KeyObject } from 'node:crypto'
import type { Transaction } from 'kysely'
import { type Checkpoint, publicBytes, publicKeyOf, readNote, readSigned, signText } from './note.ts'
import { countMaillons, findLastScelle, insertSuccession } from './store.ts'

/** A key whose signature is believed, and up to which size of the journal: one that left signs nothing after it left. */
export interface Believed {
  readonly cle: KeyObject
  readonly jusqua: number
}

const FORMAT = 'parvis/succession/1'

/** The word of a key on the one before it: until the journal had that many lines, what that one signed is to be believed. */
export function writeSuccession(
  { origine, ancienne, jusqua }: { origine: string; ancienne: KeyObject; jusqua: number },
  key: KeyObject,
): string {
  return signText(`${origine}\n${FORMAT}\n${publicBytes(ancienne).toString('base64')}\n${jusqua}\n`, origine, key)
}

/** Those keys, and all those before them, each on the word of the one that followed it; none is believed further than it. */
export function believedKeys(notes: readonly string[], cles: readonly KeyObject[]): readonly Believed[] {
  const believed: Believed[] = cles.map((cle) => ({ cle, jusqua: Number.MAX_SAFE_INTEGER }))
  const left = new Set(notes)
  // Grows as it is read: a key that is now believed may have given its word on another.
  for (const { cle, jusqua } of believed) {
    for (const note of left) {
      const told = readSuccession(note, cle)
      if (!told) continue
      left.delete(note)
      believed.push({ cle: told.cle, jusqua: Math.min(told.jusqua, jusqua) })
    }
  }
  return believed
}

/** What a checkpoint says, when one of those keys signed it while it was to be believed. */
export function readBelieved(note: string, believed: readonly Believed[]): Checkpoint | undefined {
  for (const { cle, jusqua } of believed) {
    const checkpoint = readNote(note, cle)
    if (checkpoint && checkpoint.taille <= jusqua) return checkpoint
  }
  return undefined
}

/** The key that signs the journal, and the one before it. */
export interface Succession {
  readonly origine: string
  readonly cle: KeyObject
  readonly ancienne: KeyObject
  readonly now: Date
}

/** Keeps the word of the key that signs on the one that leaves; false when the one that leaves signed last: it still serves. */
export async function keepSuccession(tx: Transaction<unknown>, succession: Succession): Promise<boolean> {
  const { origine, cle, ancienne, now } = succession
  const last = await findLastScelle(tx)
  if (last && readNote(last.note, ancienne)) return false
  const note = writeSuccession({ origine, ancienne, jusqua: await countMaillons(tx) }, cle)
  await insertSuccession(tx, { note, now })
  return true
}

function readSuccession(note: string, key: KeyObject): Believed | undefined {
  const [, format, bytes = '', jusqua = ''] = readSigned(note, key)?.split('\n') ?? []
  if (format !== FORMAT || !/^\d{1,15}$/.test(jusqua)) return undefined
  return { cle: publicKeyOf(Buffer.from(bytes, 'base64')), jusqua: Number(jusqua) }
}
