import type { Transaction } from 'kysely'
import type { Recu } from './store.ts'
import type { FichierTables } from './tables.ts'

export type { Recu } from './store.ts'

// biome-ignore lint/suspicious/noExplicitAny: the seam takes the transaction of any module (house.md, hooks)
type AnyTx = Transaction<any>

/** Keeps a received file, in the transaction of what it is attached to; gives its key. One not kept is swept after a day. */
export async function insertFichier(
  tx: AnyTx,
  { recu, compteId, now }: { recu: Recu; compteId: string | null; now: Date },
): Promise<string> {
  const fichiers: Transaction<FichierTables> = tx.$pickTables<'infra.fichier'>()
  const { id } = await fichiers
    .insertInto('infra.fichier')
    .values({
      nom: recu.nom,
      type: recu.type,
      octets: recu.octets,
      sha256: recu.sha256,
      md5: recu.md5,
      emplacement: recu.emplacement,
      created_at: now,
      created_by: compteId,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
