import { readFile, stat } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { systemClock } from '../infra/clock/clock.ts'
import { loadKeys } from '../infra/crypto/keys.ts'
import { createPermutation } from '../infra/crypto/numeros.ts'
import { createDb } from '../infra/db/pool.ts'
import { withContext } from '../infra/db/with-context.ts'
import type { Organisme } from '../modules/annuaire/index.ts'
import {
  createDemarches,
  type Demarches,
  type DemarchesDeps,
  formatRapport,
  importDescriptor,
  isReachable,
  type Service,
} from '../modules/demarches/index.ts'
import type { Commande } from './context.ts'
import { findOrganismeAsked } from './find-organisme.ts'
import { badUsage, Refusal } from './refusal.ts'

type Db = DemarchesDeps['db']

/** What the command line asks of an import. */
export interface ImportAsked {
  readonly fichier: string
  /** A SIREN, the code of a commune, or a nature and a code as in `prefecture-63`. */
  readonly organisme: string
  readonly slug: string | undefined
  readonly publier: boolean
  readonly cadreJuridique: string | undefined
  /** What was said of the service; the rest is left blank, and pages leave it out. */
  readonly service: Partial<Omit<Service, 'id' | 'organismeId'>>
}

const USAGE =
  'FICHIER --organisme SIREN|CODE [--slug ADRESSE] [--service NOM] [--telephone N°] [--courriel ADRESSE] [--horaires TEXTE] [--adresse TEXTE] [--dpo CONTACT] [--cadre-juridique TEXTE] [--publier]'

/** Takes a démarche from a file: our own export, or the public description that the field's API gives. */
export const demarcheImport: Commande = {
  nom: 'demarche import',
  usage: USAGE,
  resume: 'crée une démarche (en brouillon, ou en ligne avec --publier) et dit ligne à ligne ce qui a été repris',
  async run(args, context) {
    const asked = readAsked(args)
    const document = await readDocument(asked.fichier)
    const { numeros } = loadKeys(context.settings().cles)
    await context.withApp(async ({ pool }) => {
      const db: Db = createDb(pool)
      const demarches = createDemarches({ db, makeNumero: createPermutation(numeros) })
      await importDocument({ db, demarches, document, asked, now: systemClock(), print: context.print })
    })
    return 0
  },
}

const OPTIONS = {
  organisme: { type: 'string' },
  slug: { type: 'string' },
  publier: { type: 'boolean' },
  service: { type: 'string' },
  telephone: { type: 'string' },
  courriel: { type: 'string' },
  horaires: { type: 'string' },
  adresse: { type: 'string' },
  dpo: { type: 'string' },
  'cadre-juridique': { type: 'string' },
} as const

/** Reads the arguments. @throws {Refusal} with code 2 when they are not understood. */
export function readAsked(args: readonly string[]): ImportAsked {
  const { positionals, values } = parse(args)
  const [fichier, ...others] = positionals
  if (fichier === undefined || others.length > 0)
    throw badUsage('Donnez un seul fichier : demarche import FICHIER --organisme SIREN')
  if (values.organisme === undefined) throw badUsage('Dites à quel organisme est la démarche : --organisme SIREN')
  const { service: nom, telephone, courriel, horaires, adresse, dpo } = values
  const given = { nom, telephone, courriel, horaires, adresse, dpo }
  const service = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  const organisme = values.organisme.replaceAll(/\s/g, '')
  const { slug, publier = false, 'cadre-juridique': cadreJuridique } = values
  return { fichier, organisme, slug, publier, cadreJuridique, service }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS })
  } catch {
    throw badUsage(`Une option n’est pas comprise. Usage : demarche import ${USAGE}`)
  }
}

/** No description of a démarche comes near; it keeps a mistaken file from filling the memory. */
const OCTETS_MAX = 50_000_000

async function readDocument(fichier: string): Promise<unknown> {
  const found = await stat(fichier).catch(() => undefined)
  if (!found?.isFile()) throw new Refusal(`Le fichier « ${fichier} » est introuvable.`)
  if (found.size > OCTETS_MAX) throw new Refusal(`Le fichier « ${fichier} » dépasse 50 Mo : ce n’est pas une démarche.`)
  const text = await readFile(fichier, 'utf8').catch(() => {
    throw new Refusal(`Le fichier « ${fichier} » ne peut pas être lu.`)
  })
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    throw new Refusal(`Le fichier « ${fichier} » n’est pas du JSON.`)
  }
}

/** What an import works with once everything is open. */
export interface ImportDocument {
  readonly db: Db
  readonly demarches: Demarches
  /** Parsed JSON. */
  readonly document: unknown
  readonly asked: ImportAsked
  readonly now: Date
  print(line: string): void
}

/**
 * Creates the démarche of the document, prints the report line by line, and publishes it when asked; all of it or
 * nothing. Gives its address.
 *
 * The draft always has a default group and a service, named after `--service`, the document or the organisme, so that
 * `demarche publier` is all that remains. Going online wants a way to reach the service; a draft without one is told so.
 * @throws {Refusal} when the organisme is unknown, the document unreadable, the address taken, or the démarche not fit
 * for publication.
 */
export async function importDocument(work: ImportDocument): Promise<string> {
  const { db, asked, print } = work
  const organisme = await findOrganismeAsked(db, asked.organisme)
  const { slug, numero, published } = await withContext(db, { role: 'systeme' }, async (tx) => {
    const created = isExport(work.document)
      ? await createFromExport(work, { tx, organisme, document: work.document })
      : await createFromDescriptor(work, { tx, organisme })
    return { ...created, published: asked.publier && (await publish(work, { tx, ...created })) }
  })
  if (published) print(`La démarche est en ligne : /demarches/${slug} (n° ${numero}).`)
  else
    print(
      `La démarche est créée en brouillon (n° ${numero}). Pour la mettre en ligne : parvis demarche publier ${slug}`,
    )
  return slug
}

interface Creation {
  readonly tx: Db
  readonly organisme: Organisme
}
interface Created {
  readonly id: string
  readonly numero: number
  readonly slug: string
}

function isExport(document: unknown): document is { readonly service?: unknown } {
  return (
    typeof document === 'object' && document !== null && 'format' in document && document.format === 'parvis-demarche'
  )
}

async function createFromExport(
  { demarches, asked, now, print }: ImportDocument,
  { tx, organisme, document }: Creation & { readonly document: { readonly service?: unknown } },
): Promise<Created> {
  const hasOwn = document.service !== null && Object.keys(asked.service).length === 0
  if (!hasOwn) checkContact(asked)
  const imported = await demarches.importDemarche(tx, { document, organismeId: organisme.id, slug: asked.slug, now })
  if (imported.outcome === 'invalid') throw unreadable(imported.problemes)
  if (imported.outcome !== 'imported') throw badSlug(imported)
  const { id, numero, slug } = imported
  if (!hasOwn)
    await demarches.assignService(tx, {
      demarcheId: id,
      serviceId: await addService({ demarches, asked }, { tx, organisme }),
    })
  print('Export de Parvis : tout est repris, définition, service et groupes.')
  return { id, numero, slug }
}

async function createFromDescriptor(
  { demarches, document, asked, now, print }: ImportDocument,
  { tx, organisme }: Creation,
): Promise<Created> {
  const { cadreJuridique } = asked
  const result = importDescriptor(document, {
    demarcheDefaults:
      cadreJuridique === undefined ? {} : { presentation: { cadreJuridique: [{ texte: { fr: cadreJuridique } }] } },
  })
  if (result.kind === 'illisible') throw unreadable(result.problemes)
  const { definition, rapport, serviceNom } = result
  checkContact(asked)
  const slug = asked.slug ?? slugOf(definition.presentation.titre.fr)
  const serviceId = await addService({ demarches, asked }, { tx, organisme, nom: serviceNom })
  const created = await demarches.createDemarche(tx, { organismeId: organisme.id, slug, definition, serviceId, now })
  if (created.outcome !== 'created') throw badSlug({ outcome: created.outcome, slug })
  for (const line of formatRapport(rapport)) print(line)
  if (!isReachable(asked.service))
    print(
      'à compléter avant la mise en ligne : comment joindre le service (--telephone, --courriel ou --adresse), ici ou par demarche publier.',
    )
  return { id: created.id, numero: created.numero, slug }
}

function checkContact(asked: ImportAsked): void {
  if (!asked.publier || isReachable(asked.service)) return
  throw badUsage('Pour publier tout de suite, dites comment joindre le service : --telephone, --courriel ou --adresse.')
}

/** Blank lines are left out of every page, so that nobody is shown an invented telephone. */
async function addService(
  { demarches, asked: { service } }: Pick<ImportDocument, 'demarches' | 'asked'>,
  { tx, organisme, nom }: Creation & { readonly nom?: string },
): Promise<string> {
  return demarches.createService(tx, {
    ...{ organismeId: organisme.id, telephone: '', courriel: '', horaires: '', adresse: '' },
    // Every public body has one (RGPD, article 37), whom its name is enough to reach by post.
    dpo: `Délégué à la protection des données – ${organisme.nom}`,
    nom: nom === undefined || nom === '' ? organisme.nom : nom,
    ...service,
  })
}

async function publish({ demarches, now }: ImportDocument, { tx, id }: Created & { readonly tx: Db }): Promise<true> {
  const published = await demarches.publishDemarche(tx, { demarcheId: id, now })
  if (published.outcome === 'published') return true
  const phrases = whyNot(published)
  const what = phrases.map((each) => `\n- ${each}`).join('')
  throw new Refusal(
    `Rien n’a été créé, car la démarche ne peut pas être publiée :${what}\nSans --publier, elle sera créée en brouillon.`,
  )
}

function whyNot(published: Exclude<Awaited<ReturnType<Demarches['publishDemarche']>>, { outcome: 'published' }>) {
  switch (published.outcome) {
    case 'incomplete':
      return published.phrases
    case 'unreachable':
      return ['Rien ne dit comment joindre le service : donnez --telephone, --courriel ou --adresse.']
    case 'nothing_new':
    case 'closed':
      return []
  }
}

function unreadable(problemes: readonly { readonly chemin: string; readonly message: string }[]): Refusal {
  const lines = problemes
    .slice(0, 20)
    .map(({ chemin, message }) => `- ${chemin === '' ? '' : `${chemin} : `}${message}`)
  const more = problemes.length > 20 ? `\n… et ${problemes.length - 20} autres.` : ''
  return new Refusal(`Ce fichier ne peut pas être importé :\n${lines.join('\n')}${more}`)
}

function badSlug({
  outcome,
  slug,
}: {
  readonly outcome: 'slug_taken' | 'slug_invalid'
  readonly slug: string
}): Refusal {
  return outcome === 'slug_taken'
    ? new Refusal(`L’adresse « ${slug} » est déjà prise : donnez-en une autre, --slug ${slug.slice(0, 96)}-2`)
    : badUsage(
        `« ${slug} » ne peut pas être une adresse : des lettres sans accent, des chiffres et des tirets, par exemple --slug ma-demarche`,
      )
}

/** The address that a title makes: `Réglementation « Espèces »` gives `reglementation-especes`; `demarche` when nothing is left. */
export function slugOf(titre: string): string {
  const words = titre
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .toLowerCase()
    .match(/[a-z0-9]+/g)
  const whole = (words ?? []).join('-').slice(0, 80)
  return whole.replace(/-$/, '') || 'demarche'
}
