import { createHash } from 'node:crypto'
import { type Kysely, sql, type Transaction } from 'kysely'
import { currentSource } from './source.ts'

/** The journal's table, as modules see it: they only add to it. */
export interface JournalTables {
  'infra.journal': {
    at: Date
    organisme_id: string | null
    compte_id: string | null
    role: string
    action: string
    objet: string
    meta: string
    origine: string | null
    pour_id: string | null
    classe: Classe
  }
}

/** How long a line is kept: exchanges of data between administrations 36 months, the rest 12, what tells of purges for ever. */
export type Classe = 'reste' | 'echange' | 'permanent'

/** One fact to remember. `meta` holds identifiers and counts only: never personal data. */
export interface Fait {
  readonly at: Date
  readonly role: 'anonyme' | 'usager' | 'agent' | 'auditeur' | 'systeme'
  readonly compteId?: string | undefined
  readonly organismeId?: string | undefined
  /** A verb and its object in English: `dossier.submit`. */
  readonly action: string
  /** What it was done to: `dossier:<key>`. */
  readonly objet: string
  /** `reste` when absent. */
  readonly classe?: Classe
  readonly meta?: Readonly<Record<string, string | number | boolean>>
}

// biome-ignore lint/suspicious/noExplicitAny: the seam takes the transaction of any module (house.md, hooks)
type AnyTx = Transaction<any> | Kysely<any>

/**
 * Adds facts to the journal, in the transaction of what they tell: both happen or neither does. From where and for whom
 * are those of the request that is being answered.
 */
export async function writeJournal(tx: AnyTx, ...faits: readonly Fait[]): Promise<void> {
  if (faits.length === 0) return
  const journal: Kysely<JournalTables> = tx.$pickTables<'infra.journal'>()
  await journal.insertInto('infra.journal').values(faits.map(rowOf)).execute()
}

const QUARTER_MS = 15 * 60_000

/**
 * Adds a fact that repeats itself, a reading above all, once a quarter of an hour for each person, object and action:
 * somebody who reads ten pages of a dossier read it once.
 */
export async function writeRepeated(tx: AnyTx, fait: Fait): Promise<void> {
  const row = rowOf(fait)
  const who = row.compte_id ?? row.origine
  const what = [who, row.pour_id, row.organisme_id, row.action, row.objet, row.meta].join('|')
  const cle = `lecture|${createHash('sha256').update(what).digest('base64url')}`
  const fenetre = new Date(Math.floor(fait.at.getTime() / QUARTER_MS) * QUARTER_MS)
  if (told.has(cle, fenetre)) return
  const { numAffectedRows } = await sql`
    with premiere as (
      insert into infra.limite (cle, fenetre, nombre) values (${cle}, ${fenetre}, 1) on conflict do nothing returning cle)
    insert into infra.journal (at, organisme_id, compte_id, role, action, objet, meta, origine, pour_id, classe)
    select ${row.at}::timestamptz, ${row.organisme_id}::uuid, ${row.compte_id}::uuid, ${row.role}, ${row.action}, ${row.objet},
      ${row.meta}::jsonb, ${row.origine}, ${row.pour_id}::uuid, ${row.classe} from premiere`.execute(tx)
  // Written by this very transaction it may still be undone: what is known for good is what another one wrote.
  if (numAffectedRows === 0n) told.add(cle, fenetre)
}

/** What was told of the present quarter of an hour, so that a page read again asks nothing of the database. */
const told = {
  max: 20_000,
  fenetre: 0,
  cles: new Set<string>(),
  has(cle: string, fenetre: Date): boolean {
    return this.fenetre === fenetre.getTime() && this.cles.has(cle)
  },
  add(cle: string, fenetre: Date): void {
    if (this.fenetre !== fenetre.getTime() || this.cles.size >= this.max) this.cles.clear()
    this.fenetre = fenetre.getTime()
    this.cles.add(cle)
  },
}

function rowOf({ at, role, compteId, organismeId, action, objet, classe = 'reste', meta = {} }: Fait) {
  const { origine, pour } = currentSource()
  return {
    at,
    organisme_id: organismeId ?? null,
    compte_id: compteId ?? null,
    role,
    action,
    objet,
    meta: JSON.stringify(meta),
    origine,
    pour_id: pour ?? null,
    classe,
  }
}
