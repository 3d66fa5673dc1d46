import { writeJournal } from '../../../infra/journal/journal.ts'
import type { AnyTx } from '../deps.ts'
import type { HeldRole } from '../rules.ts'
import { insertRole } from '../store/roles.ts'
import type { Tx } from '../store/sessions.ts'
import type { ComptesTables } from '../tables.ts'

/** Gives a role to an account; false when it already held it. Takes effect at its next request. */
export async function grantRole(
  anyTx: AnyTx,
  grant: HeldRole & { readonly compteId: string; readonly now: Date },
): Promise<boolean> {
  const tx: Tx = anyTx.$pickTables<keyof ComptesTables>()
  const { compteId, role, organismeId, now } = grant
  const granted = await insertRole(tx, grant)
  if (granted) {
    const objet = `compte:${compteId}`
    await writeJournal(tx, {
      at: now,
      role: 'systeme',
      compteId,
      organismeId,
      action: 'role.grant',
      objet,
      meta: { role },
    })
  }
  return granted
}
