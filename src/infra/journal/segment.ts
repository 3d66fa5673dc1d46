import type { Ligne } from './chain.ts'
import type { Classe } from './journal.ts'

/** Lines of one chain, one class and one month: what is erased together. */
export interface Segment {
  readonly chaine: string
  readonly classe: Classe
  /** « 2025-10 », in UTC. */
  readonly mois: string
}

/** Months that a line is kept: exchanges of data for the time that the law asks (CRPA, art. R. 114-9-7). What is permanent has none. */
export const DUREES = { reste: 12, echange: 36 } as const

/** How a segment is named in the line that announces its erasure. */
export function segmentOf({ chaine, classe, mois }: Segment): string {
  return `segment:${chaine}:${classe}:${mois}`
}

/** The month of a line, which its key tells (UUID version 7: milliseconds since 1970 in its first 48 bits). */
export function monthOf(journalId: string): string {
  return new Date(Number.parseInt(journalId.replaceAll('-', '').slice(0, 12), 16)).toISOString().slice(0, 7)
}

/** When a segment may be erased; nothing for what is kept for ever. */
export function endOf({ classe, mois }: Segment): Date | undefined {
  if (classe === 'permanent') return undefined
  const [year = 0, month = 1] = mois.split('-').map(Number)
  return new Date(Date.UTC(year, month + DUREES[classe], 1))
}

/** Lines that are no longer there: their segment, between which numbers of their chain, and the last of their ranks. */
export interface Absentes extends Segment {
  readonly de: number
  readonly a: number
  readonly rang: number
}

/** Whether a line, itself intact, announced that these would be erased, once their time was over. */
export function announces(annonce: Ligne, absentes: Absentes, now: Date): boolean {
  const { action, classe, objet, meta, at } = annonce
  if (action !== 'journal.purge' || classe !== 'permanent' || objet !== segmentOf(absentes)) return false
  const end = endOf(absentes)
  const said = numbersOf(meta)
  return (
    end !== undefined &&
    end <= new Date(at) &&
    end <= now &&
    said.de <= absentes.de &&
    absentes.a <= said.a &&
    absentes.rang < said.avant
  )
}

function numbersOf(meta: unknown): Readonly<Record<'de' | 'a' | 'avant', number>> {
  const said = new Map(Object.entries(meta ?? {}))
  const number = (name: string) => Number(said.get(name) ?? Number.NaN)
  return { de: number('de'), a: number('a'), avant: number('avant') }
}
