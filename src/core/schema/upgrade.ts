/** The format that this version writes and reads; older ones are brought to it, newer ones are refused. */
export const FORMAT = 1

/** What bringing a document to the current format gives; `format` is what it said it was. */
export type Upgraded =
  | { readonly kind: 'courant'; readonly contenu: object }
  | { readonly kind: 'inconnu'; readonly format: string }

/** For each older format, how a document of it becomes one of the next. Format 2 will add the first entry, under 1. */
const UPGRADES: ReadonlyMap<number, (contenu: object) => object> = new Map()

/** The document in the current format, through each one in between; its shape is not read here. */
export function upgradeDefinition(
  contenu: object,
  { target = FORMAT, upgrades = UPGRADES }: { readonly target?: number; readonly upgrades?: typeof UPGRADES } = {},
): Upgraded {
  const format = 'format' in contenu ? contenu.format : undefined
  if (typeof format !== 'number') return { kind: 'inconnu', format: typeof format === 'string' ? `« ${format} »` : '?' }
  let current = contenu
  for (let version = format; version !== target; version += 1) {
    const upgrade = version < target ? upgrades.get(version) : undefined
    if (!upgrade) return { kind: 'inconnu', format: String(format) }
    current = upgrade(current)
  }
  return { kind: 'courant', contenu: current }
}
