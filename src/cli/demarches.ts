import { parseArgs } from 'node:util'
import { systemClock } from '../infra/clock/clock.ts'
import { loadKeys } from '../infra/crypto/keys.ts'
import { createPermutation } from '../infra/crypto/numeros.ts'
import { createDb } from '../infra/db/pool.ts'
import { withContext } from '../infra/db/with-context.ts'
import { createOrganisme, loadAnnuaire, type NewOrganisme, refOf } from '../modules/annuaire/index.ts'
import {
  type Contact,
  createDemarches,
  type DemarcheRow,
  type Demarches,
  type DemarchesDeps,
} from '../modules/demarches/index.ts'
import type { Commande, Context } from './context.ts'
import { badUsage, Refusal } from './refusal.ts'

type Db = DemarchesDeps['db']

const organismeCreer: Commande = {
  nom: 'organisme creer',
  usage: 'SIREN|CODE [--nom NOM]',
  resume: 'ajoute un organisme : SIREN, code de commune, prefecture-63, departement-63 ou region-84',
  async run(args, context) {
    const { asked, nom } = readArgs(args)
    const wanted = parseOrganisme(asked)
    await context.withApp(async ({ pool }) => {
      context.print(await addOrganisme({ db: createDb(pool), wanted, nom }))
    })
    return 0
  },
}

/** Adds an organisme, the official geographic code being loaded first; gives the sentence to print. */
export async function addOrganisme({
  db,
  wanted,
  nom,
}: {
  db: Db
  wanted: Wanted
  nom: string | undefined
}): Promise<string> {
  await loadAnnuaire(db)
  const created = await withContext(db, { role: 'systeme' }, (tx) => createOrganisme(tx, { ...wanted, nom }))
  if (created.outcome === 'unknown') {
    throw new Refusal('Le code officiel géographique ne connaît pas cet organisme. Donnez aussi son nom : --nom "…"')
  }
  const { organisme } = created
  const what = created.outcome === 'created' ? 'Organisme créé' : 'Cet organisme existe déjà'
  return `${what} : ${organisme.nom} (${refOf(organisme)})`
}

type Wanted = { readonly siren: string } | Extract<NewOrganisme, { readonly code: string }>

/** What names an organisme on the command line: a SIREN (or a SIRET), the code of a commune, or a nature and a code. */
export function parseOrganisme(asked: string): Wanted {
  const digits = asked.replaceAll(/\s/g, '')
  if (/^\d{9}(?:\d{5})?$/.test(digits)) return { siren: digits.slice(0, 9) }
  if (/^(?:\d{2}|2[AB])\d{3}$/.test(asked)) return { nature: 'commune', code: asked }
  const [, nature = '', code = ''] = /^([a-z]+)-([0-9AB]{2,5})$/.exec(asked) ?? []
  switch (nature) {
    case 'commune':
    case 'departement':
    case 'region':
    case 'prefecture':
      return { nature, code }
    default:
      throw badUsage(
        `« ${asked} » n’est ni un SIREN, ni un code de commune, ni par exemple prefecture-63 ou departement-63.`,
      )
  }
}

/** One démarche to act on, as the command line found it. */
export interface Target {
  readonly db: Db
  readonly demarches: Demarches
  readonly slug: string
  readonly now: Date
}

/**
 * Puts the draft of a démarche online, what is told of its service being written first, and opening it again when it is
 * closed: all of it or nothing. Gives the sentence to print.
 * @throws {Refusal} when it is not fit for publication.
 */
export async function publishSlug({ contact, ...target }: Target & { readonly contact: Contact }): Promise<string> {
  const { db, demarches, slug, now } = target
  const { id: demarcheId, etat } = await findBySlug(demarches, slug)
  return withContext(db, { role: 'systeme' }, async (tx) => {
    const completed = await demarches.completeService(tx, { demarcheId, contact, now })
    if (etat === 'close') await demarches.reopenDemarche(tx, { demarcheId, now })
    const published = await demarches.publishDemarche(tx, { demarcheId, now })
    const done = readPublished(published, { slug, wasClosed: etat === 'close' })
    return completed === 'completed' ? `${done} Son service est complété.` : done
  })
}

type Published = Awaited<ReturnType<Demarches['publishDemarche']>>

/** The sentence to print; a refusal undoes the transaction that it is thrown in. */
function readPublished(published: Published, { slug, wasClosed }: { slug: string; wasClosed: boolean }): string {
  switch (published.outcome) {
    case 'published':
      return `La démarche ${slug} est en ligne (révision ${published.numero}).`
    case 'nothing_new':
      return wasClosed
        ? `La démarche ${slug} est rouverte.`
        : `La démarche ${slug} est déjà en ligne, et rien n’a changé depuis.`
    case 'unreachable':
      throw new Refusal(
        [
          `La démarche ${slug} ne peut pas être publiée : son service n’a ni téléphone, ni courriel, ni adresse.`,
          `Dites au moins l’un d’eux : parvis demarche publier ${slug} --telephone "02 61 91 10 20"`,
        ].join('\n'),
      )
    case 'incomplete': {
      const reasons = published.phrases.map((phrase) => `- ${phrase}`).join('\n')
      throw new Refusal(`La démarche ${slug} ne peut pas être publiée :\n${reasons}`)
    }
    case 'closed':
      throw new Refusal(`La démarche ${slug} vient d’être close par quelqu’un d’autre.`)
  }
}

/** Closes a démarche; gives the sentence to print. */
export async function closeSlug({ db, demarches, slug, now }: Target): Promise<string> {
  const { id: demarcheId } = await findBySlug(demarches, slug)
  const closed = await withContext(db, { role: 'systeme' }, (tx) => demarches.closeDemarche(tx, { demarcheId, now }))
  if (closed.outcome === 'not_open') throw new Refusal(`La démarche ${slug} n’est pas en ligne.`)
  return `La démarche ${slug} est close.`
}

/** The document of a démarche, as text. */
export async function exportSlug({ demarches, slug }: Pick<Target, 'demarches' | 'slug'>): Promise<string> {
  await findBySlug(demarches, slug)
  return JSON.stringify(await demarches.exportDemarche(slug), null, 2)
}

const demarchePublier: Commande = {
  nom: 'demarche publier',
  usage: 'SLUG [--telephone N°] [--courriel ADRESSE] [--adresse TEXTE] [--horaires TEXTE] [--dpo CONTACT]',
  resume: 'met en ligne le brouillon d’une démarche, son service une fois complété, ou rouvre une démarche close',
  run: (args, context) => {
    const { slug, contact } = readPublier(args)
    return runOn(slug, context, (target) => publishSlug({ ...target, contact }))
  },
}

const CONTACT_OPTIONS = {
  telephone: { type: 'string' },
  courriel: { type: 'string' },
  adresse: { type: 'string' },
  horaires: { type: 'string' },
  dpo: { type: 'string' },
} as const

/** Reads what follows `demarche publier`. @throws {Refusal} with code 2 when it is not understood. */
export function readPublier(args: readonly string[]): { readonly slug: string; readonly contact: Contact } {
  const usage = `Usage : demarche publier ${demarchePublier.usage}`
  try {
    const { positionals, values } = parseArgs({ args: [...args], allowPositionals: true, options: CONTACT_OPTIONS })
    const [slug, ...others] = positionals
    if (slug === undefined || others.length > 0) throw badUsage(usage)
    return { slug, contact: values }
  } catch (error) {
    throw error instanceof Refusal ? error : badUsage(usage)
  }
}

const demarcheClore: Commande = {
  nom: 'demarche clore',
  usage: 'SLUG',
  resume: 'ferme une démarche : plus aucun dossier ne peut y être déposé',
  run: (args, context) => runOn(readArgs(args).asked, context, closeSlug),
}

const demarcheExport: Commande = {
  nom: 'demarche export',
  usage: 'SLUG',
  resume: 'écrit une démarche en JSON sur la sortie standard',
  run: (args, context) => runOn(readArgs(args).asked, context, exportSlug),
}

/** What the command line does with organismes and démarches. */
export const demarchesCommandes: readonly Commande[] = [organismeCreer, demarchePublier, demarcheClore, demarcheExport]

function readArgs(args: readonly string[]): { readonly asked: string; readonly nom: string | undefined } {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { nom: { type: 'string' } },
    })
    const [asked, ...others] = positionals
    if (asked === undefined || others.length > 0) throw badUsage('Donnez un seul nom après la commande.')
    return { asked, nom: values.nom }
  } catch (error) {
    throw error instanceof Refusal ? error : badUsage('Cette option n’existe pas pour cette commande.')
  }
}

async function runOn(slug: string, context: Context, act: (target: Target) => Promise<string>): Promise<0> {
  const { numeros } = loadKeys(context.settings().cles)
  await context.withApp(async ({ pool }) => {
    const db: Db = createDb(pool)
    const demarches = createDemarches({ db, makeNumero: createPermutation(numeros) })
    context.print(await act({ db, demarches, slug, now: systemClock() }))
  })
  return 0
}

async function findBySlug(demarches: Demarches, slug: string): Promise<DemarcheRow> {
  const demarche = await demarches.findDemarche(slug)
  if (!demarche) throw new Refusal(`Aucune démarche n’a pour adresse « ${slug} ».`)
  return demarche
}
