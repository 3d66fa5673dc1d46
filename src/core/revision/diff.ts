import type { Champ, Repetition } from '../champs/index.ts'
import type { Definition } from '../schema/definition.ts'
import { enfantsOf } from '../schema/formulaire.ts'
import { longestIncreasing } from './longest-increasing.ts'
import { isSameJson } from './same-json.ts'

/** Where a champ stands: its position, from 0, on the page or in a repetition. */
export interface Place {
  /** The repetition that holds it; nothing for a champ of the page. */
  readonly repetition: number | null
  readonly rang: number
}

/** One change from a definition to another. A repetition is added or removed empty: its champs are changes of their own. */
export type Operation =
  | { readonly op: 'add'; readonly champ: Champ; readonly to: Place }
  | { readonly op: 'remove'; readonly champ: Champ; readonly from: Place }
  | { readonly op: 'move'; readonly champ: number; readonly from: Place; readonly to: Place }
  /**
   * `champ` is absent for what the whole definition says, and `attribut` is then one of its names, followed by a second
   * one inside `presentation`, `donneesPersonnelles` and `silence` (`presentation.titre`). An absent value is `undefined`.
   */
  | {
      readonly op: 'update'
      readonly champ?: number
      readonly attribut: string
      readonly from: unknown
      readonly to: unknown
    }

/**
 * What changed from `a` to `b`, champs being followed by their id, with as few moves as possible; empty when they say the same.
 *
 * Replaying it on `a` gives `b`: take away what is removed or moved, put what is added or moved at its new position in
 * the order given (a repetition comes before its champs), then apply the updates.
 */
export function diff(a: Definition, b: Definition): readonly Operation[] {
  const before = placeChamps(a)
  const after = placeChamps(b)
  const steady = unmoved(before, after)
  const operations: Operation[] = []
  for (const [id, { champ, place }] of before) {
    if (!after.has(id)) operations.push({ op: 'remove', champ: withoutEnfants(champ), from: place })
  }
  for (const [id, { champ, place }] of after) {
    const known = before.get(id)
    if (!known) operations.push({ op: 'add', champ: withoutEnfants(champ), to: place })
    else if (!steady.has(id)) operations.push({ op: 'move', champ: id, from: known.place, to: place })
  }
  for (const [id, { champ }] of after) {
    const known = before.get(id)
    if (known) operations.push(...updates(known.champ, champ, 'champs').map((each) => ({ ...each, champ: id })))
  }
  return [...operations, ...definitionUpdates(a, b)]
}

interface Placed {
  readonly champ: Champ
  readonly place: Place
}

/** Champs by id in page order, the champs of a repetition after it. */
function placeChamps({ champs }: Definition): ReadonlyMap<number, Placed> {
  const placed = new Map<number, Placed>()
  champs.forEach((champ, rang) => {
    placed.set(champ.id, { champ, place: { repetition: null, rang } })
    enfantsOf(champ).forEach((enfant, index) => {
      placed.set(enfant.id, { champ: enfant, place: { repetition: champ.id, rang: index } })
    })
  })
  return placed
}

/** The champs that stay where they are: for each container, a longest run that kept its order. */
function unmoved(before: ReadonlyMap<number, Placed>, after: ReadonlyMap<number, Placed>): ReadonlySet<number> {
  const groups = new Map<number | null, { readonly id: number; readonly rang: number }[]>()
  for (const [id, { place }] of after) {
    const known = before.get(id)
    if (known?.place.repetition !== place.repetition) continue
    const group = groups.get(place.repetition) ?? []
    group.push({ id, rang: known.place.rang })
    groups.set(place.repetition, group)
  }
  const steady = new Set<number>()
  for (const group of groups.values()) {
    const run = longestIncreasing(group.map(({ rang }) => rang))
    group.forEach(({ id }, position) => {
      if (run.has(position)) steady.add(id)
    })
  }
  return steady
}

function withoutEnfants(champ: Champ): Champ {
  if (champ.kind !== 'repetition') return champ
  const empty: Repetition = { ...champ, champs: [] }
  return empty
}

type Update = Extract<Operation, { readonly op: 'update' }>

/** The attributes that differ, those of `a` first; `except` is compared elsewhere. */
function updates(a: object, b: object, except?: string): readonly Update[] {
  const before = new Map(Object.entries(a))
  const after = new Map(Object.entries(b))
  const attributs = [...new Set([...before.keys(), ...after.keys()])].filter((each) => each !== except)
  return attributs.flatMap((attribut) => {
    const from: unknown = before.get(attribut)
    const to: unknown = after.get(attribut)
    return isSameJson(from, to) ? [] : [{ op: 'update', attribut, from, to }]
  })
}

const DETAILED = ['presentation', 'donneesPersonnelles', 'silence'] as const

function definitionUpdates(a: Definition, b: Definition): readonly Update[] {
  const detailed = DETAILED.flatMap((part) =>
    updates(a[part], b[part]).map((each) => ({ ...each, attribut: `${part}.${each.attribut}` })),
  )
  const whole = updates(a, b, 'champs').filter(({ attribut }) => !DETAILED.some((part) => part === attribut))
  return [...detailed, ...whole]
}
