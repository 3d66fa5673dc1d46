import type { Texte } from '../../core/texte.ts'
import type { LigneLue } from '../../infra/journal/search.ts'
import { listOrganismes } from '../annuaire/index.ts'
import type { AuditDeps } from './deps.ts'
import { listNoms, type Tx } from './store/personnes.ts'

/** What the keys of some lines are called; a key that is not there has no name that an auditor may know. */
export interface Noms {
  readonly personnes: ReadonlyMap<string, string>
  readonly numeros: ReadonlyMap<string, number>
  readonly titres: ReadonlyMap<string, Texte>
  readonly organismes: ReadonlyMap<string, string>
}

/** Asks once each what the keys of these lines are called, people in the auditor's own transaction. */
export async function listNomsOf(deps: AuditDeps, tx: Tx, lignes: readonly LigneLue[]): Promise<Noms> {
  const keysOf = (kind: string) =>
    [
      ...new Set(lignes.flatMap(({ objet }) => (objet.startsWith(`${kind}:`) ? objet.slice(kind.length + 1) : []))),
    ].filter((key) => /^[0-9a-f-]{36}$/.test(key))
  const people = new Set([
    ...lignes.flatMap(({ compteId, pourId }) => [compteId ?? [], pourId ?? []].flat()),
    ...keysOf('compte'),
  ])
  const organismes = [...new Set(lignes.flatMap(({ organismeId }) => organismeId ?? []))]
  const known = organismes.length === 0 ? [] : await listOrganismes(tx, organismes)
  return {
    personnes: await listNoms(tx, [...people]),
    numeros: await deps.objets.listNumeros(keysOf('dossier')),
    titres: await deps.objets.listTitres(keysOf('demarche')),
    organismes: new Map(known.map(({ id, nom }) => [id, nom])),
  }
}
