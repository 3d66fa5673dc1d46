import { NotFound } from '../../../infra/http/errors.ts'
import { once } from '../../../infra/http/idempotence.ts'
import { writeJournal } from '../../../infra/journal/journal.ts'
import { asUsager, type DossiersDeps, type Usager } from '../deps.ts'
import { pretMail } from '../mails.ts'
import { type Dossier, findForUsager, type Tx } from '../store/load.ts'
import { textsOf } from '../texts.ts'

/** What came of telling somebody that their dossier is ready; `no_address` when nobody knows where to write to them. */
export type ToldReady = { readonly outcome: 'told' | 'no_address' | 'not_helped' }

/** Tells the usager of a dossier, by mail, that who helps has prepared it. Told twice of the same answers, it is told once. */
export async function tellReady(
  deps: DossiersDeps,
  { numero, usager, now }: { numero: number; usager: Usager; now: Date },
): Promise<ToldReady> {
  return asUsager(deps, usager, async (tx): Promise<ToldReady> => {
    const dossier = await findForUsager(deps, tx, { numero, compteId: usager.compteId, lock: true })
    if (!dossier) throw new NotFound()
    if (!dossier.mandat) return { outcome: 'not_helped' }
    return { outcome: (await sayReady(deps, tx, { dossier, usager, now })) ? 'told' : 'no_address' }
  })
}

interface Help {
  readonly dossier: Dossier
  readonly usager: Usager
  readonly now: Date
}

/** The same in the caller's transaction; false when nobody knows where to write. */
export async function sayReady(deps: DossiersDeps, tx: Tx, help: Help): Promise<boolean> {
  const { dossier, usager, now } = help
  const destinataire = addressOf(help)
  if (destinataire === undefined) return false
  const { langue, ouverte } = dossier
  return once(tx, `dossier.ready:${dossier.id}:${ouverte?.id}:${ouverte?.numero}`, async () => {
    await deps.sendMail(tx, pretMail(deps, { dossier, aidant: nameOf(help), destinataire, langue, now }))
    await writeJournal(tx, {
      at: now,
      role: 'usager',
      compteId: usager.compteId,
      organismeId: dossier.organismeId,
      action: 'dossier.ready',
      objet: `dossier:${dossier.id}`,
    })
    return true
  })
}

/** How who helps is named to the usager. */
export function nameOf({ dossier, usager }: Pick<Help, 'dossier' | 'usager'>): string {
  return usager.nom ?? usager.courriel ?? textsOf(dossier.langue).mandats.quelquun
}

/** The address that the usager proved, else the one of the dossier unless it is that of who helps. */
function addressOf({ dossier, usager }: Help): string | undefined {
  const typed = dossier.demandeur?.courriel
  return dossier.mandat?.mandant.courriel ?? (typed === usager.courriel ? undefined : typed)
}
