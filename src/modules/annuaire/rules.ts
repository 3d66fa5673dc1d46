import type { Nature } from './tables.ts'

/**
 * A name of commune as it is compared: lower case, no accent, no hyphen, « st » and « ste » in full, single spaces.
 * The apostrophe stays, straight: the database compares it too.
 */
export function normalizeNom(nom: string): string {
  return withoutAccent(nom)
    .replaceAll(/[’‘`´]/g, "'")
    .replaceAll(/[^\p{L}\p{N}'()]+/gu, ' ')
    .trim()
    .replaceAll(/(?<![\p{L}'])st(e?)(?![\p{L}'])/gu, 'saint$1')
}

/** Lower case without accents nor ligatures: what PostgreSQL's `infra.sans_accent` gives for French. */
export function withoutAccent(texte: string): string {
  return texte.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('œ', 'oe').replaceAll('æ', 'ae')
}

/** What somebody types to find a commune: part of a name, the beginning of a postal code, or both. */
export interface Recherche {
  readonly nom: string
  readonly debutCodePostal: string | undefined
}

/** Tells apart the name and the postal code of « 35770 Vern » or « vern sur seiche 35 ». « 35 770 » is one code. */
export function parseRecherche(q: string): Recherche {
  const texte = q.replaceAll(/(?<=\d)[\s\u00a0\u202f]+(?=\d)/g, '')
  const code = /(?<!\d)\d{2,5}(?!\d)/.exec(texte)?.[0]
  return { nom: normalizeNom(texte.replaceAll(/\d+/g, ' ')), debutCodePostal: code }
}

const EPCI_KINDS: Readonly<Record<string, string>> = {
  CC: 'Communauté de communes',
  CA: 'Communauté d’agglomération',
  CU: 'Communauté urbaine',
}

/** The name of an EPCI in full: « Communauté de communes Faucigny – Glières » for « CC Faucigny - Glières ». */
export function nomEpci(nom: string): string {
  const [, sigle, reste] = /^(CC|CA|CU) (.+)$/.exec(nom) ?? []
  const complet = sigle !== undefined && reste !== undefined ? `${EPCI_KINDS[sigle]} ${reste}` : nom
  return complet.replaceAll(/''|"/g, '').replaceAll("'", '’').replaceAll(' - ', ' – ')
}

/** How an organisme is named in an address: its SIREN, or its nature and code when it has none. */
export function refOf({ siren, nature, code }: { siren: string | null; nature: Nature; code: string | null }): string {
  return siren ?? `${nature}-${code ?? ''}`
}

/** What the reference of an organisme in an address says; nothing when it is no reference. */
export function parseRef(
  ref: string,
): { readonly siren: string } | { readonly nature: string; readonly code: string } | undefined {
  if (/^\d{9}$/.test(ref)) return { siren: ref }
  const [, nature, code] = /^([a-z]{4,12})-([0-9AB]{1,5})$/.exec(ref) ?? []
  return nature !== undefined && code !== undefined ? { nature, code } : undefined
}
