import type { Texte } from '../../core/texte.ts'
import type { LigneLue } from '../../infra/journal/search.ts'
import type { AuditDeps } from './deps.ts'
import { listNoms, type Tx } from './store/personnes.ts'

/** What the keys of some lines are called; a key that is not there has no name that an auditor may know. */
export interface Noms {
  readonly personnes: ReadonlyMap<string, string>
  readonly numeros: ReadonlyMap<string, number>
  readonly titres: ReadonlyMap<string, Texte>
}

/** Asks what the people of these lines are called, in the auditor's own transaction: their role says whose names they may know. */
export function listPersonnesOf(tx: Tx, lignes: readonly LigneLue[]): Promise<Noms['personnes']> {
  const people = new Set([
    ...lignes.flatMap(({ compteId, pourId }) => [compteId ?? [], pourId ?? []].flat()),
    ...keysOf(lignes, 'compte'),
  ])
  return listNoms(tx, [...people])
}

/** Asks other modules what the objects of these lines are called. Each takes a connection: not while a transaction holds one. */
export async function listObjetsOf(
  { objets }: Pick<AuditDeps, 'objets'>,
  lignes: readonly LigneLue[],
): Promise<Omit<Noms, 'personnes'>> {
  return {
    numeros: await objets.listNumeros(keysOf(lignes, 'dossier')),
    titres: await objets.listTitres(keysOf(lignes, 'demarche')),
  }
}

function keysOf(lignes: readonly LigneLue[], kind: string): readonly string[] {
  const keys = lignes.flatMap(({ objet }) => (objet.startsWith(`${kind}:`) ? objet.slice(kind.length + 1) : []))
  return [...new Set(keys)].filter((key) => /^[0-9a-f-]{36}$/.test(key))
}
