import { type Kysely, sql } from 'kysely'

/** The counters of what is limited. */
export interface LimiteTables {
  'infra.limite': { cle: string; fenetre: Date; nombre: number }
}

/** At most `max` times per window of `secondes`, for what `cle` names (hash what is personal). */
export interface Limite {
  readonly cle: string
  readonly max: number
  readonly secondes: number
  readonly now: Date
}

/** Whether it may be done once more; otherwise when, in seconds. */
export type Hit = { readonly permis: true } | { readonly permis: false; readonly secondes: number }

/**
 * Counts one more and says whether it is still within the limit. Windows are fixed (a limit of 5 an hour starts again at
 * each full hour of UTC). Call it outside the transaction it protects: a refused try counts as well.
 */
// biome-ignore lint/suspicious/noExplicitAny: called by any module, whose connection knows its own tables only
export async function hit(db: Kysely<any>, { cle, max, secondes, now }: Limite): Promise<Hit> {
  const limites: Kysely<LimiteTables> = db.$pickTables<'infra.limite'>()
  const start = Math.floor(now.getTime() / (secondes * 1000)) * secondes * 1000
  const { nombre } = await limites
    .insertInto('infra.limite')
    .values({ cle, fenetre: new Date(start), nombre: 1 })
    .onConflict((oc) => oc.columns(['cle', 'fenetre']).doUpdateSet({ nombre: sql`limite.nombre + 1` }))
    .returning('nombre')
    .executeTakeFirstOrThrow()
  if (nombre <= max) return { permis: true }
  return { permis: false, secondes: Math.max(1, Math.ceil((start + secondes * 1000 - now.getTime()) / 1000)) }
}

/** Forgets the windows older than a day, longer than any limit. */
// biome-ignore lint/suspicious/noExplicitAny: called by the worker, whose connection knows every table
export async function purgeLimites(db: Kysely<any>, now: Date): Promise<void> {
  const limites: Kysely<LimiteTables> = db.$pickTables<'infra.limite'>()
  await limites
    .deleteFrom('infra.limite')
    .where('fenetre', '<', new Date(now.getTime() - 86_400_000))
    .execute()
}
