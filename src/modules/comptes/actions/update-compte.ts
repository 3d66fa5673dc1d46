import type { Langue } from '../../../core/texte.ts'
import { withContext } from '../../../infra/db/with-context.ts'
import { parseLangue } from '../../../infra/http/langue.ts'
import { writeJournal, writeRepeated } from '../../../infra/journal/journal.ts'
import type { ComptesDeps } from '../deps.ts'
import type { Compte } from '../rules.ts'
import { clearTelephone, updateCompte } from '../store/comptes.ts'

/** What somebody typed of themselves. */
export interface CompteSaisie {
  readonly prenom: string
  readonly nom: string
  readonly telephone: string
  readonly langue: string
}

/** A field that cannot be kept as typed. */
export type CompteProblem = 'prenom' | 'nom' | 'telephone'

/** What came of changing one's account. */
export type ChangedCompte =
  | { readonly outcome: 'change'; readonly langue: Langue }
  | { readonly outcome: 'refuse'; readonly problems: readonly CompteProblem[] }

const NAME_MAX = 256

/** Tells the journal that somebody read their own account, once a quarter of an hour. */
export async function rememberReading(
  { db }: Pick<ComptesDeps, 'db'>,
  { compteId, now }: { compteId: string; now: Date },
): Promise<void> {
  const told = { at: now, role: 'usager', compteId, action: 'compte.read', objet: `compte:${compteId}` } as const
  await withContext(db, { role: 'usager', compteId }, (tx) => writeRepeated(tx, told))
}

/** Remembers the language of somebody. */
export async function changeLangue(
  { db }: Pick<ComptesDeps, 'db'>,
  { compteId, langue }: { compteId: string; langue: Langue },
): Promise<void> {
  await withContext(db, { role: 'usager', compteId }, (tx) => updateCompte(tx, compteId, { langue }))
}

/** Changes what somebody may change: names only when no provider tells them, telephone and language always. Blank stays for names. */
export async function changeCompte(
  { db }: Pick<ComptesDeps, 'db'>,
  { compte, saisie, now }: { compte: Compte; saisie: CompteSaisie; now: Date },
): Promise<ChangedCompte> {
  const telephone = saisie.telephone.trim()
  const named = compte.nature === 'courriel'
  const prenom = saisie.prenom.trim()
  const nom = saisie.nom.trim()
  const problems: CompteProblem[] = []
  if (named && prenom.length > NAME_MAX) problems.push('prenom')
  if (named && nom.length > NAME_MAX) problems.push('nom')
  if (telephone !== '' && !/^\+?[\d .()-]{6,25}$/.test(telephone)) problems.push('telephone')
  if (problems.length > 0) return { outcome: 'refuse', problems }
  const langue = parseLangue(saisie.langue) ?? compte.langue
  await withContext(db, { role: 'usager', compteId: compte.id }, async (tx) => {
    const names = named ? { prenom: prenom || undefined, nom: nom || undefined } : {}
    await updateCompte(tx, compte.id, { ...names, langue, telephone: telephone || undefined })
    if (telephone === '' && compte.telephone !== undefined) await clearTelephone(tx, compte.id)
    const objet = `compte:${compte.id}`
    await writeJournal(tx, { at: now, role: 'usager', compteId: compte.id, action: 'compte.update', objet })
  })
  return { outcome: 'change', langue }
}
