import { z } from 'zod'
import { type Curseur, parseCurseur, writeCurseur } from '../../core/curseur.ts'
import { parseJour } from '../../core/jour.ts'
import type { HeldRole } from '../comptes/index.ts'
import { FAMILLES, type Famille } from './actes.ts'

/** How many lines a page of the journal shows. */
export const PAGE_SIZE = 50
/** How many lines of an export are read at once. */
export const EXPORT_LOT = 500
/** Exports of an account, an hour: each may read the whole journal. */
export const EXPORTS_PAR_HEURE = 20

/** Whose journal somebody may read: all of it, or that of these organismes. */
export type Perimetre = 'instance' | readonly string[]

/** Whose journal these roles open; nothing when they open none. PostgreSQL asks the same of the account at each reading. */
export function perimetreOf(roles: readonly HeldRole[]): Perimetre | undefined {
  const held = roles.filter(({ role }) => role === 'auditeur')
  if (held.length === 0) return undefined
  const organismes = held.flatMap(({ organismeId }) => organismeId ?? [])
  return organismes.length < held.length ? 'instance' : organismes
}

/** The value that stands for what belongs to no organisme. */
export const HORS_ORGANISME = 'aucun'

/** What an auditor asked to see: everything is in the address, so that a view can be shared with another one. */
export interface Filtre {
  /** An organisme, or what belongs to none. */
  readonly organisme?: string
  readonly du?: string
  readonly au?: string
  /** An exact e-mail address, or the name of an agent. */
  readonly qui?: string
  readonly famille?: Famille
  /** A number of dossier or démarche, the address of a démarche, or the e-mail address of an account. */
  readonly objet?: string
  /** The reference of a network. */
  readonly origine?: string
  readonly apres?: Curseur
  readonly avant?: Curseur
}

const text = z
  .string()
  .transform((typed) => typed.replaceAll('\u0000', '').normalize('NFC').trim().slice(0, 254))
  .catch('')
const query = z.object({
  organisme: z.union([z.uuid(), z.literal(HORS_ORGANISME)]).catch(''),
  du: z.string().catch(''),
  au: z.string().catch(''),
  qui: text,
  famille: text,
  objet: text,
  origine: text,
  apres: text,
  avant: text,
})

const NAMES = Object.keys(FAMILLES)

/** Whether that word names a family of acts. */
export function isFamille(word: string): word is Famille {
  return NAMES.includes(word)
}

/** Reads the address of the journal; what it does not understand is ignored, never an error. */
export function readFiltre(address: unknown): Filtre {
  const asked = query.parse(typeof address === 'object' && address !== null ? address : {})
  const du = parseJour(asked.du)
  const au = parseJour(asked.au)
  const apres = parseCurseur(asked.apres, 'instant')
  const avant = parseCurseur(asked.avant, 'instant')
  return {
    ...(asked.organisme && { organisme: asked.organisme }),
    ...(du && { du }),
    ...(au && { au }),
    ...(asked.qui && { qui: asked.qui }),
    ...(isFamille(asked.famille) && { famille: asked.famille }),
    ...(asked.objet && { objet: asked.objet }),
    ...(asked.origine && { origine: asked.origine }),
    ...(apres && { apres }),
    ...(avant && !apres && { avant }),
  }
}

const FIELDS = ['organisme', 'du', 'au', 'qui', 'famille', 'objet', 'origine'] as const

/** What an address narrows by, paging aside. */
export function usedFilters(filtre: Filtre): readonly (typeof FIELDS)[number][] {
  return FIELDS.filter((name) => filtre[name] !== undefined)
}

/** What to change in an address; `undefined` removes. */
export type Changes = { readonly [K in keyof Filtre]?: Filtre[K] | undefined }

/** The address of a view; `changes` replaces, `undefined` removes. Paging is forgotten unless given. */
export function writeFiltre(filtre: Filtre, changes: Changes = {}): string {
  const { apres: _apres, avant: _avant, ...kept } = filtre
  const next: Changes = { ...kept, ...changes }
  const params = new URLSearchParams()
  for (const name of FIELDS) {
    const value = next[name]
    if (value) params.set(name, value)
  }
  if (next.apres) params.set('apres', writeCurseur(next.apres))
  if (next.avant) params.set('avant', writeCurseur(next.avant))
  const search = params.toString()
  return search === '' ? '' : `?${search}`
}

/** A short name for an account that is not named: the end of its key, which is drawn at random. */
export function shortRef(id: string): string {
  return id.slice(-6)
}
