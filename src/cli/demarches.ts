import { parseArgs } from 'node:util'
import { systemClock } from '../infra/clock/clock.ts'
import { loadKeys } from '../infra/crypto/keys.ts'
import { createPermutation } from '../infra/crypto/numeros.ts'
import { createDb } from '../infra/db/pool.ts'
import { withContext } from '../infra/db/with-context.ts'
import { createOrganisme, loadAnnuaire, type NewOrganisme, refOf } from '../modules/annuaire/index.ts'
import { createDemarches, type Demarches, type DemarchesDeps } from '../modules/demarches/index.ts'
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
    const created = await context.withApp(async ({ pool }) => {
      const db = createDb<object>(pool)
      await loadAnnuaire(db)
      return withContext(db, { role: 'systeme' }, (tx) => createOrganisme(tx, { ...wanted, nom }))
    })
    if (created.outcome === 'unknown') {
      throw new Refusal(`Le code officiel géographique ne connaît pas ${asked}. Donnez aussi son nom : --nom "…"`)
    }
    const { organisme } = created
    const what = created.outcome === 'created' ? 'Organisme créé' : 'Cet organisme existe déjà'
    context.print(`${what} : ${organisme.nom} (${refOf(organisme)})`)
    return 0
  },
}

/** What names an organisme on the command line: a SIREN (or a SIRET), the code of a commune, or a nature and a code. */
function parseOrganisme(asked: string): { siren: string } | Extract<NewOrganisme, { readonly code: string }> {
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

const demarchePublier: Commande = {
  nom: 'demarche publier',
  usage: 'SLUG',
  resume: 'met en ligne le brouillon d’une démarche, ou rouvre une démarche close',
  async run(args, context) {
    const { asked: slug } = readArgs(args)
    await withDemarche(context, slug, async ({ demarches, db, id, isClosed }) => {
      const now = systemClock()
      if (isClosed) {
        await withContext(db, { role: 'systeme' }, (tx) => demarches.reopenDemarche(tx, { demarcheId: id, now }))
        context.print(`La démarche ${slug} est rouverte.`)
      }
      const published = await withContext(db, { role: 'systeme' }, (tx) =>
        demarches.publishDemarche(tx, { demarcheId: id, now }),
      )
      switch (published.outcome) {
        case 'published':
          context.print(`La démarche ${slug} est en ligne (révision ${published.numero}).`)
          return
        case 'nothing_new':
          if (!isClosed) context.print(`La démarche ${slug} est déjà en ligne, et rien n’a changé depuis.`)
          return
        case 'incomplete':
          throw new Refusal(
            `La démarche ${slug} ne peut pas être publiée :\n${published.phrases.map((each) => `- ${each}`).join('\n')}`,
          )
        case 'closed':
          throw new Refusal(`La démarche ${slug} vient d’être close par quelqu’un d’autre.`)
      }
    })
    return 0
  },
}

const demarcheClore: Commande = {
  nom: 'demarche clore',
  usage: 'SLUG',
  resume: 'ferme une démarche : plus aucun dossier ne peut y être déposé',
  async run(args, context) {
    const { asked: slug } = readArgs(args)
    await withDemarche(context, slug, async ({ demarches, db, id }) => {
      const closed = await withContext(db, { role: 'systeme' }, (tx) =>
        demarches.closeDemarche(tx, { demarcheId: id, now: systemClock() }),
      )
      if (closed.outcome === 'not_open') throw new Refusal(`La démarche ${slug} n’est pas en ligne.`)
      context.print(`La démarche ${slug} est close.`)
    })
    return 0
  },
}

const demarcheExport: Commande = {
  nom: 'demarche export',
  usage: 'SLUG',
  resume: 'écrit une démarche en JSON sur la sortie standard',
  async run(args, context) {
    const { asked: slug } = readArgs(args)
    await withDemarche(context, slug, async ({ demarches }) => {
      context.print(JSON.stringify(await demarches.exportDemarche(slug), null, 2))
    })
    return 0
  },
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

interface Opened {
  readonly demarches: Demarches
  readonly db: Db
  readonly id: string
  readonly isClosed: boolean
}

/** Runs with the démarche of that address, current or former. */
async function withDemarche(context: Context, slug: string, run: (opened: Opened) => Promise<void>): Promise<void> {
  const { numeros } = loadKeys(context.settings().clesDir)
  await context.withApp(async ({ pool }) => {
    const db: Db = createDb(pool)
    const demarches = createDemarches({ db, makeNumero: createPermutation(numeros) })
    const demarche = await demarches.findDemarche(slug)
    if (!demarche) throw new Refusal(`Aucune démarche n’a pour adresse « ${slug} ».`)
    await run({ demarches, db, id: demarche.id, isClosed: demarche.etat === 'close' })
  })
}
