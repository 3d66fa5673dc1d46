import type { Commune, Referentiels } from '../../core/champs/kind.ts'
import { readLieux } from './decoupage.ts'
import { PAYS } from './pays.ts'
import { normalizeNom } from './rules.ts'

const MAX_NAMED = 50

/**
 * The official lists, in memory, from the geographic package: every look-up is exact and immediate. Départements and
 * régions include the overseas collectivités, as the official code does. About 15 MB for the 35,000 communes.
 */
export async function createReferentiels(): Promise<Referentiels> {
  const { communes, departements, regions } = await readLieux()
  const byPopulation = communes.toSorted((a, b) => (b.population ?? 0) - (a.population ?? 0))
  const communeByCode = new Map<string, Commune>()
  const named = new Map<string, Commune[]>()
  for (const { code, nom, codesPostaux, departement, region } of byPopulation) {
    const commune = { code, nom, codesPostaux, codeDepartement: departement, codeRegion: region }
    communeByCode.set(code, commune)
    for (const key of [keyOf(nom), ...codesPostaux]) {
      const same = named.get(key)
      if (same) same.push(commune)
      else named.set(key, [commune])
    }
  }
  const departementList = departements.map(({ code, nom, region }) => ({ code, nom, codeRegion: region }))
  const departementByCode = new Map(departementList.map((one) => [one.code, one]))
  const regionByCode = new Map(regions.map((one) => [one.code, one]))
  const codesPays = new Set(PAYS)
  return {
    commune: (code) => communeByCode.get(code),
    communesNamed: (texte) => (named.get(keyOf(texte)) ?? []).slice(0, MAX_NAMED),
    departement: (code) => departementByCode.get(code),
    departements: () => departementList,
    region: (code) => regionByCode.get(code),
    regions: () => regions,
    isPays: (code) => codesPays.has(code),
    pays: () => PAYS,
  }
}

// « L'Haÿ », « L’Haÿ » and « l hay » are one name; « 35 770 » is a postal code.
function keyOf(texte: string): string {
  const joined = texte.trim().replace(/^(\d{2})\s?(\d{3})$/, '$1$2')
  return normalizeNom(joined.slice(0, 200).replaceAll(/['’‘]/g, ' '))
}
