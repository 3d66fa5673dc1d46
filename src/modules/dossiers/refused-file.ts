import type { Probleme, ProblemeCode } from '../../core/champs/kind.ts'
import type { Refuse } from '../../infra/files/store.ts'

/** What the place where a file was sent accepts. */
interface Accepted {
  /** In words: « jpg, png ». */
  readonly types: string
  /** Each file is strictly smaller, in bytes. */
  readonly octetsMax: number
}

const CODES = {
  type_refuse: 'piece_type_refuse',
  trop_gros: 'piece_trop_grosse',
  trop_de_pixels: 'piece_trop_de_pixels',
  archive_piegee: 'piece_archive_piegee',
  macros: 'piece_macros',
  abime: 'piece_abimee',
} as const satisfies Partial<Record<Refuse['kind'], ProblemeCode>>

/** Why a file was not kept, as a problem of the answer it was sent for; nothing when it was empty or never came whole. */
export function problemeOfRefuse({ kind, nom }: Refuse, { types, octetsMax }: Accepted): Probleme | undefined {
  if (kind === 'vide' || kind === 'coupe') return undefined
  return { code: CODES[kind], params: { nom, types, octetsMax } }
}
