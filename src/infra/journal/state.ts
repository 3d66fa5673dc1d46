import { type Kysely, sql } from 'kysely'
import { withContext } from '../db/with-context.ts'

/** Where the chain stands. */
export interface ChainState {
  /** The last checkpoint: how many lines it covers, and when it was signed. */
  readonly scelle: { readonly taille: number; readonly at: Date } | undefined
  readonly chainees: number
  /** Written and not chained yet. */
  readonly enAttente: number
  /** The last time the whole journal was read again by the nightly job, and how many anomalies it found. */
  readonly verification: { readonly at: Date; readonly anomalies: number; readonly lignes: number } | undefined
}

/** Where the chain stands: numbers, without anybody in them. */
// biome-ignore lint/suspicious/noExplicitAny: the journal is beside every module
export async function readChainState(db: Kysely<any>): Promise<ChainState> {
  return withContext(db, { role: 'systeme' }, async (tx) => {
    const { rows } = await sql<{
      taille: number | null
      scelle_at: Date | null
      chainees: number
      en_attente: number
      relu_at: Date | null
      anomalies: number | null
      lignes: number | null
    }>`
      select s.taille, s.created_at as scelle_at,
        (select coalesce(max(rang) + 1, 0) from infra.maillon) as chainees,
        (select count(*) from infra.journal_a_chainer) as en_attente,
        v.at as relu_at, (v.meta->>'anomalies')::bigint as anomalies, (v.meta->>'lignes')::bigint as lignes
      from (select) as une
      left join (select taille, created_at from infra.scelle order by taille desc limit 1) s on true
      left join (select at, meta from infra.journal where objet = 'journal' and action = 'journal.verify'
        order by at desc limit 1) v on true`.execute(tx)
    const [row] = rows
    const scelle = row?.taille != null && row.scelle_at ? { taille: row.taille, at: row.scelle_at } : undefined
    const verification = row?.relu_at
      ? { at: row.relu_at, anomalies: row.anomalies ?? 0, lignes: row.lignes ?? 0 }
      : undefined
    return { scelle, chainees: row?.chainees ?? 0, enAttente: row?.en_attente ?? 0, verification }
  })
}
