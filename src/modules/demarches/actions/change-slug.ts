import { NotFound } from '../../../infra/http/errors.ts'
import { writeJournal } from '../../../infra/journal/journal.ts'
import { actorOf, type Par } from '../deps.ts'
import { isSlug } from '../rules.ts'
import { lockDemarche } from '../store/demarches.ts'
import { lockSlugs, moveSlug, ownerOfSlug } from '../store/slugs.ts'
import { type AnyDb, pickDemarches } from '../tables.ts'

/** What came of changing an address. */
export type SlugChanged = { readonly outcome: 'changed' | 'unchanged' | 'slug_taken' | 'slug_invalid' }

/**
 * Gives a démarche another address, in the caller's transaction; the former one leads to it for ever and nobody else
 * may take it. A démarche may come back to one of its own former addresses.
 * @throws {NotFound} when there is no such démarche.
 */
export async function changeSlug(
  db: AnyDb,
  { demarcheId, slug, now, par }: Par & { readonly demarcheId: string; readonly slug: string; readonly now: Date },
): Promise<SlugChanged> {
  const tx = pickDemarches(db)
  if (!isSlug(slug)) return { outcome: 'slug_invalid' }
  await lockSlugs(tx)
  const demarche = await lockDemarche(tx, demarcheId)
  if (!demarche) throw new NotFound()
  if (demarche.slug === slug) return { outcome: 'unchanged' }
  const owner = await ownerOfSlug(tx, slug)
  if (owner !== undefined && owner !== demarcheId) return { outcome: 'slug_taken' }
  await moveSlug(tx, { id: demarcheId, from: demarche.slug, to: slug })
  const { organismeId } = demarche
  const objet = `demarche:${demarcheId}`
  await writeJournal(db, { ...actorOf(par), at: now, organismeId, action: 'demarche.change_slug', objet })
  return { outcome: 'changed' }
}
