import { readDecoupage } from '../decoupage.ts'
import { empreinteOf, lockDecoupage, readEmpreinte, replaceDecoupage } from '../store/decoupage.ts'
import { type AnnuaireDb, type AnyDb, pickAnnuaire } from '../tables.ts'

/** What came of loading the geographic code. */
export interface Loaded {
  readonly outcome: 'loaded' | 'unchanged'
  /** Version of the data package. */
  readonly version: string
  readonly communes: number
}

/**
 * Brings the geographic tables to the year of the package, in one transaction; does nothing when they already hold it,
 * which a print of their content tells. Two starts at once load it once.
 */
export async function loadAnnuaire(db: AnyDb): Promise<Loaded> {
  const annuaire = pickAnnuaire(db)
  const decoupage = await readDecoupage()
  const wanted = empreinteOf(decoupage)
  const result = { version: decoupage.version, communes: decoupage.communes.length }
  if ((await readEmpreinte(annuaire)) === wanted) return { outcome: 'unchanged', ...result }
  const load = async (tx: AnnuaireDb): Promise<Loaded> => {
    await lockDecoupage(tx)
    if ((await readEmpreinte(tx)) === wanted) return { outcome: 'unchanged', ...result }
    await replaceDecoupage(tx, decoupage)
    return { outcome: 'loaded', ...result }
  }
  return annuaire.isTransaction ? load(annuaire) : annuaire.transaction().execute(load)
}
