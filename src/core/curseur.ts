import { parseJour } from './jour.ts'

/** A place in a sorted list: the value that sorts, as PostgreSQL writes it, and the key that breaks ties. */
export interface Curseur {
  readonly valeur: string
  readonly id: string
}

/** A place in a list, as an address carries it. */
export function writeCurseur({ id, valeur }: Curseur): string {
  return `${id}~${valeur}`
}

/**
 * The place that an address carries; nothing when it is none. Where an instant sorts, what is no instant is none: a cursor
 * comes from an address, and must not become an error of PostgreSQL.
 */
export function parseCurseur(text: string, sorts: 'instant' | 'text'): Curseur | undefined {
  const [, id, valeur] = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})~(.{0,500})$/s.exec(text) ?? []
  if (id === undefined || valeur === undefined) return undefined
  if (sorts === 'instant' && !isInstant(valeur)) return undefined
  return { id, valeur: valeur.replaceAll('\u0000', '') }
}

/** `2026-11-12 09:30:00.123456+00`, as lists write their cursors. */
function isInstant(text: string): boolean {
  const parts = /^(\d{4}-\d{2}-\d{2}) ([01]\d|2[0-3])(?::[0-5]\d){2}\.\d{6}\+00$/.exec(text)
  return parts?.[1] !== undefined && parseJour(parts[1]) !== undefined
}
