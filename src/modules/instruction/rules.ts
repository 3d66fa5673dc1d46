import { z } from 'zod'
import { type Curseur, parseCurseur, writeCurseur } from '../../core/curseur.ts'
import { ETATS, type Etat } from '../../core/dossier/etat.ts'
import { parseJour } from '../../core/jour.ts'

/** How many dossiers a page of the table shows. */
export const PAGE_SIZE = 25

/** The longest reasons of a decision, in characters. */
export const MOTIVATION_MAX = 10_000
/** The longest note of the team, in characters. */
export const NOTE_MAX = 10_000

/** The ways of sorting the table. */
export const TRIS = ['depot-desc', 'depot-asc', 'nom-asc', 'nom-desc'] as const

/** A way of sorting the table. */
export type Tri = (typeof TRIS)[number]

/** What an agent asked to see: everything is in the address, so that a view can be shared. */
export interface Filtre {
  readonly etat?: Etat
  readonly q?: string
  readonly du?: string
  readonly au?: string
  readonly departement?: string
  readonly suivis: boolean
  readonly tri: Tri
  /** Sort key and id of the last row before the page, or of the first after it. */
  readonly apres?: Curseur
  readonly avant?: Curseur
}

// PostgreSQL refuses NUL; accents typed in two parts are put together, as they are in what was filed.
const text = z
  .string()
  .transform((typed) => typed.replaceAll('\u0000', '').normalize('NFC').trim().slice(0, 200))
  .catch('')
const curseur = z.string().max(600).catch('')
const query = z.object({
  etat: z.string().catch(''),
  q: text,
  du: z.string().catch(''),
  au: z.string().catch(''),
  departement: z
    .string()
    .regex(/^(?:\d{2}|2[AB]|97\d|98\d)$/)
    .catch(''),
  suivis: z.string().catch(''),
  tri: z.enum(TRIS).catch('depot-desc'),
  apres: curseur,
  avant: curseur,
})

/** Reads the address of a table; what it does not understand is ignored, never an error. */
export function readFiltre(address: unknown): Filtre {
  const asked = query.parse(typeof address === 'object' && address !== null ? address : {})
  const etat = ETATS.find((candidate) => candidate === asked.etat && candidate !== 'brouillon')
  const du = parseJour(asked.du)
  const au = parseJour(asked.au)
  const sorts = asked.tri.startsWith('depot') ? 'instant' : 'text'
  const apres = parseCurseur(asked.apres, sorts)
  const avant = parseCurseur(asked.avant, sorts)
  return {
    suivis: asked.suivis === '1',
    tri: asked.tri,
    ...(etat && { etat }),
    ...(asked.q && { q: asked.q }),
    ...(du && { du }),
    ...(au && { au }),
    ...(asked.departement && { departement: asked.departement }),
    ...(apres && { apres }),
    ...(avant && !apres && { avant }),
  }
}

/** What to change in an address; `undefined` removes. */
type Changes = { readonly [K in keyof Filtre]?: Filtre[K] | undefined }

/** The address of a table, without what is there by default; `changes` replaces, `undefined` removes. Paging is forgotten unless given. */
export function writeFiltre(filtre: Filtre, changes: Changes = {}): string {
  const { apres: _apres, avant: _avant, ...kept } = filtre
  const next: Changes = { ...kept, ...changes }
  const params = new URLSearchParams()
  for (const name of ['etat', 'q', 'du', 'au', 'departement'] as const) {
    const value = next[name]
    if (value) params.set(name, value)
  }
  if (next.suivis) params.set('suivis', '1')
  if (next.tri && next.tri !== 'depot-desc') params.set('tri', next.tri)
  if (next.apres) params.set('apres', writeCurseur(next.apres))
  if (next.avant) params.set('avant', writeCurseur(next.avant))
  const search = params.toString()
  return search === '' ? '' : `?${search}`
}

/** A number of dossier typed in the search box, spaces aside; nothing when it is something else. */
export function numeroTyped(q: string): number | undefined {
  const digits = q.replaceAll(/[\s\u202f]/g, '')
  const numero = /^\d{1,10}$/.test(digits) ? Number(digits) : undefined
  return numero !== undefined && numero > 0 && numero < 2 ** 31 ? numero : undefined
}

/** What is new in a dossier for somebody who last looked at that time. */
export type Nouveau = 'nouveau' | 'complement' | 'message'

/** When things last happened to a dossier, as far as news go. */
interface Dates {
  readonly dernierDepotAt: Date
  readonly messageRecuAt: Date | null
  readonly traiteAt: Date | null
}

/**
 * What an agent has not seen yet, the most telling first; nothing when all was seen.
 * A dossier decided before they ever opened it is no news: only what came after the decision is.
 */
export function newsOf(row: Dates, seenAt: Date | null): Nouveau | undefined {
  const since = seenAt ?? row.traiteAt
  if (since === null) return 'nouveau'
  if (row.dernierDepotAt > since) return 'complement'
  if (row.messageRecuAt !== null && row.messageRecuAt > since) return 'message'
  return undefined
}

/** Reads of a dossier are told to the journal once per agent and quarter of an hour, in milliseconds. */
const VISITE = 15 * 60_000

/** Whether opening a dossier now begins another visit than the one that began at `seenAt`. */
export function isNewVisit(seenAt: Date | null, now: Date): boolean {
  return seenAt === null || now.getTime() - seenAt.getTime() >= VISITE
}

/** A reference instant given in an address (`vu`), to compare a dossier with what it was then; nothing when it is none. */
export function parseInstant(text: string | undefined): Date | undefined {
  if (text === undefined || !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(text)) return undefined
  const instant = new Date(text)
  return Number.isNaN(instant.getTime()) ? undefined : instant
}

/** How many dossiers there are in each state, of those groups alone when they are given. */
export function countByEtat(
  effectifs: readonly { readonly groupeId: string; readonly etat: Etat; readonly nombre: number }[],
  groupes?: readonly string[],
): Readonly<Record<Etat, number>> {
  const counts = { brouillon: 0, en_construction: 0, en_instruction: 0, accepte: 0, refuse: 0, sans_suite: 0 }
  for (const { groupeId, etat, nombre } of effectifs) {
    if (groupes === undefined || groupes.includes(groupeId)) counts[etat] += nombre
  }
  return counts
}

/** Every dossier of those counts, and those that wait for an agent. */
export function totalsOf(counts: Readonly<Record<Etat, number>>): {
  readonly total: number
  readonly aTraiter: number
} {
  const aTraiter = counts.en_construction + counts.en_instruction
  return { total: aTraiter + counts.accepte + counts.refuse + counts.sans_suite, aTraiter }
}
