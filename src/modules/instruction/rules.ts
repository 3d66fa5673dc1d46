import { z } from 'zod'
import { ETATS, type Etat } from '../../core/dossier/etat.ts'
import { parseJour } from '../../core/jour.ts'

/** How many dossiers a page of the table shows. */
export const PAGE_SIZE = 25

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

/** A place in a sorted list: the value that sorts, as PostgreSQL writes it, and the key that breaks ties. */
export interface Curseur {
  readonly valeur: string
  readonly id: string
}

const text = z.string().trim().max(200).catch('')
const curseur = z.string().max(600).catch('')
const query = z.object({
  etat: z.string().catch(''),
  q: text,
  du: z.string().catch(''),
  au: z.string().catch(''),
  departement: z.string().regex(/^(?:\d{2}|2[AB]|97\d|98\d)$/).catch(''),
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
  const apres = parseCurseur(asked.apres)
  const avant = parseCurseur(asked.avant)
  return {
    suivis: asked.suivis === '1',
    tri: asked.tri,
    ...(etat && { etat }),
    ...(asked.q && { q: asked.q.replaceAll('\u0000', '') }),
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

/** A place in a list, as an address carries it. */
export function writeCurseur(curseur: Curseur): string {
  return `${curseur.id}~${curseur.valeur}`
}

function parseCurseur(text: string): Curseur | undefined {
  const parts = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})~(.{0,500})$/s.exec(text)
  return parts?.[1] && parts[2] !== undefined ? { id: parts[1], valeur: parts[2].replaceAll('\u0000', '') } : undefined
}

/** A number of dossier typed in the search box, spaces aside; nothing when it is something else. */
export function numeroTyped(q: string): number | undefined {
  const digits = q.replaceAll(/[\s\u202f]/g, '')
  const numero = /^\d{1,10}$/.test(digits) ? Number(digits) : undefined
  return numero !== undefined && numero > 0 && numero < 2 ** 31 ? numero : undefined
}

/** What is new in a dossier for somebody who last looked at that time. */
export type Nouveau = 'nouveau' | 'complement' | 'message'

/** What an agent has not seen yet, the most telling first; nothing when all was seen. */
export function newsOf(
  row: { readonly deposeAt: Date; readonly dernierDepotAt: Date; readonly messageRecuAt: Date | null },
  seenAt: Date | null,
): Nouveau | undefined {
  if (seenAt === null) return 'nouveau'
  if (row.dernierDepotAt > seenAt) return 'complement'
  if (row.messageRecuAt !== null && row.messageRecuAt > seenAt) return 'message'
  return undefined
}
