import { type ProblemeDefinition, parseShape } from '../../../core/schema/parse-definition.ts'
import type { Langue } from '../../../core/texte.ts'
import type { DemarchesDeps, Par } from '../deps.ts'
import { EXCHANGE, type ExportedDemarche, exchangeSchema } from '../exchange.ts'
import { updateService } from '../store/demarches.ts'
import { insertService } from '../store/services.ts'
import { type AnyDb, pickDemarches } from '../tables.ts'
import { textsOf } from '../texts.ts'
import { createDemarche } from './create-demarche.ts'

/** A document to import. */
export interface Imported extends Par {
  /** Parsed JSON of any origin. */
  readonly document: unknown
  readonly organismeId: string
  /** Another address than the document's. */
  readonly slug?: string | undefined
  readonly now: Date
  readonly langue?: Langue | undefined
}

/** What came of importing. */
export type DemarcheImported =
  | { readonly outcome: 'imported'; readonly id: string; readonly numero: number; readonly slug: string }
  | { readonly outcome: 'slug_taken' | 'slug_invalid'; readonly slug: string }
  | { readonly outcome: 'invalid'; readonly problemes: readonly ProblemeDefinition[] }

/**
 * Makes a démarche of a document that `exportDemarche` wrote, on this instance or another: a draft, with its service and
 * groups, that an administrator publishes. In the caller's transaction; nothing is written unless all of it can be.
 */
export async function importDemarche(
  deps: Pick<DemarchesDeps, 'makeNumero'>,
  db: AnyDb,
  { document, organismeId, now, par, langue = 'fr', ...asked }: Imported,
): Promise<DemarcheImported> {
  const read = readExchange(document, langue)
  if (read.kind === 'invalide') return { outcome: 'invalid', problemes: read.problemes }
  const { definition, service, groupes, slug: proposed } = read.contenu
  const slug = asked.slug ?? proposed
  const tx = pickDemarches(db)
  const created = await createDemarche(deps, db, { organismeId, slug, definition, serviceId: null, groupes, now, par })
  if (created.outcome !== 'created') return { outcome: created.outcome, slug }
  const { id, numero } = created
  if (service) await updateService(tx, { id, serviceId: await insertService(tx, { organismeId, ...service }) })
  return { outcome: 'imported', id, numero, slug }
}

type Read =
  | { readonly kind: 'contenu'; readonly contenu: ExportedDemarche }
  | { readonly kind: 'invalide'; readonly problemes: readonly ProblemeDefinition[] }

function readExchange(document: unknown, langue: Langue): Read {
  const read = exchangeSchema.safeParse(document)
  if (!read.success) return { kind: 'invalide', problemes: explainIssues(document, read.error.issues, langue) }
  const parsed = parseShape(read.data.definition, langue)
  if (parsed.kind === 'invalide') {
    const problemes = parsed.problemes.map(({ chemin, message }) => ({ chemin: `definition.${chemin}`, message }))
    return { kind: 'invalide', problemes }
  }
  return { kind: 'contenu', contenu: { ...read.data, definition: parsed.definition } }
}

function explainIssues(
  document: unknown,
  issues: readonly { readonly path: readonly PropertyKey[] }[],
  langue: Langue,
): readonly ProblemeDefinition[] {
  const t = textsOf(langue).importation
  const isOurs =
    typeof document === 'object' && document !== null && 'format' in document && document.format === EXCHANGE.format
  if (!isOurs) return [{ chemin: '', message: t.autreFormat }]
  const chemins = new Set(issues.map(({ path }) => path.map(String).join('.')))
  return [...chemins].map((chemin) => ({ chemin, message: t.illisible }))
}
