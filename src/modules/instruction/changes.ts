import { formatChamp, isQuestion, type Question } from '../../core/champs/index.ts'
import { isSameJson } from '../../core/revision/same-json.ts'
import { type Formulaire, parseCle } from '../../core/schema/formulaire.ts'
import { type Langue, readTexte } from '../../core/texte.ts'
import type { Valeurs } from '../../core/validation/reponses.ts'

/** A filing, as far as comparing goes. */
interface Filed {
  readonly valeurs: Valeurs
  readonly createdAt: Date
}

/** What happened to an answer. `avant` is what it was, in words. */
export type Change = { readonly kind: 'modifiee'; readonly avant: string } | { readonly kind: 'ajoutee' }

/** What differs between two filings. */
export interface Changes {
  /** By key of champ: the answers that are there now. */
  readonly byCle: ReadonlyMap<string, Change>
  /** The answers that were there and no longer are, in page order. */
  readonly effacees: readonly { readonly cle: string; readonly libelle: string; readonly avant: string }[]
}

const NOTHING: Changes = { byCle: new Map(), effacees: [] }

/**
 * The filing of that very instant, or else the one that was current then; nothing before the first one. `depots` come latest
 * first.
 */
export function depotAt<D extends Filed>(depots: readonly D[], instant: Date): D | undefined {
  const own = depots.find(({ createdAt }) => createdAt.getTime() === instant.getTime())
  return own ?? depots.find(({ createdAt }) => createdAt <= instant)
}

/**
 * What changed in the last filing since that instant, answer by answer; nothing when it was seen already, or when nothing
 * was filed yet at that time. Files are told by how many there were: those removed have no name any more.
 */
export function changesSince(
  depots: readonly Filed[],
  since: Date | undefined,
  { formulaire, langue }: { readonly formulaire: Formulaire; readonly langue: Langue },
): Changes {
  const [now] = depots
  const before = since && depotAt(depots, since)
  if (!now || !before || before === now) return NOTHING
  const byCle = new Map<string, Change>()
  const effacees: { cle: string; libelle: string; avant: string }[] = []
  for (const cle of inPageOrder(formulaire, [...Object.keys(before.valeurs), ...Object.keys(now.valeurs)])) {
    const champ = questionOf(formulaire, cle)
    const [old, current] = [before.valeurs[cle], now.valeurs[cle]]
    // The list of the rows of a repetition is told by the rows themselves.
    if (!champ || champ.kind === 'repetition' || isSameJson(old, current)) continue
    if (old === undefined) byCle.set(cle, { kind: 'ajoutee' })
    else {
      const avant = formatChamp(old, champ, langue)
      if (current === undefined) effacees.push({ cle, libelle: readTexte(champ.libelle, langue), avant })
      else byCle.set(cle, { kind: 'modifiee', avant })
    }
  }
  return { byCle, effacees }
}

function questionOf(formulaire: Formulaire, cle: string): Question | undefined {
  const parsed = parseCle(cle)
  const champ = parsed && formulaire.find(parsed.id)
  return champ && isQuestion(champ) ? champ : undefined
}

function inPageOrder(formulaire: Formulaire, cles: readonly string[]): readonly string[] {
  const rank = new Map(formulaire.champs.map(({ id }, index) => [id, index]))
  const rankOf = (cle: string) => rank.get(parseCle(cle)?.id ?? 0) ?? rank.size
  return [...new Set(cles)].toSorted((a, b) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1))
}

/** The ids of the files that were filed: those that the usager attached since, and did not file, are not an agent's to see. */
export function filedPieces(valeurs: Valeurs, formulaire: Formulaire): ReadonlySet<string> {
  const ids = Object.entries(valeurs).flatMap(([cle, valeur]) =>
    questionOf(formulaire, cle)?.kind === 'piece' && Array.isArray(valeur) ? valeur : [],
  )
  return new Set(ids.filter((id) => typeof id === 'string'))
}
