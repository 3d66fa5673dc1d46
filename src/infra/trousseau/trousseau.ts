import { randomBytes } from 'node:crypto'
import type { Transaction } from 'kysely'
import { type Key, nameKey, type Ring } from '../crypto/keys.ts'
import { open, seal } from '../crypto/seal.ts'
import { invariant } from '../http/errors.ts'
import { type CleOrganisme, findCle, insertCles, type Tx } from './store.ts'
import type { Usage } from './tables.ts'

// biome-ignore lint/suspicious/noExplicitAny: the seam takes the transaction of any module (house.md, hooks)
type AnyTx = Transaction<any>

/** A sealed value does not open: altered, moved elsewhere, or under a key that is not there. */
export class Illisible extends Error {
  override readonly name = 'Illisible'
}

/** Seals and opens what belongs to one thing, without showing its key. `place` says where it is kept: `table|colonne|ligne`. */
export interface Coffre {
  seal(text: string, place: string): string
  /** @throws {Illisible} */
  open(sealed: string, place: string): string
}

/** The key of one thing as it is kept: sealed by a key of its organisme, which is sealed by the master key. */
export interface CleScellee {
  readonly chiffree: string
  readonly racine: Pick<CleOrganisme, 'organismeId' | 'rang' | 'chiffree'>
}

/** A key just made for one thing; its owner keeps `chiffree`, and under which key of the organisme it is. */
export interface CleFaite {
  readonly cleOrganismeId: string
  readonly chiffree: string
  readonly coffre: Coffre
}

/** The keys of data. None is kept in memory once opened: opening them again costs a few millionths of a second. */
export interface Trousseau {
  /** What opens the thing kept there. @throws {Illisible} */
  open(cle: CleScellee, place: string): Coffre
  /** Seals the key of one thing again, under another key of its organisme; nothing when it does not open. */
  reseal(cle: CleScellee, to: CleScellee['racine'], place: string): string | undefined
  /** Makes keys of the next ranks for organismes: what is new is sealed by them from now on, and the job moves the rest. */
  turn(tx: AnyTx, turned: { next: readonly Pick<CleOrganisme, 'organismeId' | 'rang'>[]; now: Date }): Promise<void>
  /** A new key for a thing of that organisme, kept there. */
  make(tx: AnyTx, thing: { organismeId: string; place: string; now: Date }): Promise<CleFaite>
}

/** The keys of data under the master key, or under the former one. */
export function createTrousseau(ring: Ring): Trousseau {
  return {
    open: ({ chiffree, racine }, place) =>
      coffreOf(openKey([openRacine(ring, { ...racine, usage: 'donnees' })], chiffree, place)),
    reseal: ({ chiffree, racine }, to, place) => {
      try {
        const own = openKey([openRacine(ring, { ...racine, usage: 'donnees' })], chiffree, place)
        return sealKey(openRacine(ring, { ...to, usage: 'donnees' }), own, place)
      } catch (error) {
        if (error instanceof Illisible) return undefined
        throw error
      }
    },
    turn: (tx, { next, now }) =>
      insertCles(tx.$pickTables<'infra.cle_organisme'>(), {
        cles: next.map((one) => makeRacine(ring, { ...one, usage: 'donnees' })),
        now,
      }),
    async make(tx, { organismeId, place, now }) {
      const { id, ...racine } = await currentCle(tx, ring, { organismeId, usage: 'donnees', now })
      const own = nameKey(randomBytes(32))
      return {
        cleOrganismeId: id,
        chiffree: sealKey(openRacine(ring, racine), own, place),
        coffre: coffreOf(own),
      }
    },
  }
}

async function currentCle(
  tx: AnyTx,
  ring: Ring,
  asked: { organismeId: string; usage: Usage; now: Date },
): Promise<CleOrganisme> {
  const cles: Tx = tx.$pickTables<'infra.cle_organisme'>()
  const known = await findCle(cles, asked)
  if (known) return known
  const { now, ...of } = asked
  await insertCles(cles, { cles: [makeRacine(ring, { ...of, rang: 1 })], now })
  // Somebody else may have made it meanwhile: theirs is the one.
  const made = await findCle(cles, asked)
  invariant(made, 'a key of an organisme that was made is not there')
  return made
}

function makeRacine(ring: Ring, of: Pick<CleOrganisme, 'organismeId' | 'usage' | 'rang'>): Omit<CleOrganisme, 'id'> {
  return { ...of, chiffree: sealKey(ring[0], nameKey(randomBytes(32)), placeOf(of)) }
}

function openRacine(ring: Ring, racine: Omit<CleOrganisme, 'id'>): Key {
  return openKey(ring, racine.chiffree, placeOf(racine))
}

function placeOf({ organismeId, usage, rang }: Pick<CleOrganisme, 'organismeId' | 'usage' | 'rang'>): string {
  return `infra.cle_organisme|chiffree|${organismeId}|${usage}|${rang}`
}

function coffreOf(key: Key): Coffre {
  return {
    seal: (text, place) => seal(key, text, place),
    open: (sealed, place) => openText([key], sealed, place),
  }
}

function sealKey(by: Key, key: Key, place: string): string {
  return seal(by, key.bytes.toString('base64url'), place)
}

function openKey(by: readonly Key[], sealed: string, place: string): Key {
  return nameKey(Buffer.from(openText(by, sealed, place), 'base64url'))
}

function openText(by: readonly Key[], sealed: string, place: string): string {
  const text = open(by, sealed, place)
  if (text === undefined) throw new Illisible(`a sealed value does not open: ${place}`)
  return text
}
