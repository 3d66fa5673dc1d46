import { systemClock } from '../infra/clock/clock.ts'
import { type Keys, loadKeys } from '../infra/crypto/keys.ts'
import { describeFiles, removeFormer, replaceMaster } from '../infra/crypto/masters.ts'
import { createDb } from '../infra/db/pool.ts'
import { withContext } from '../infra/db/with-context.ts'
import { writeJournal } from '../infra/journal/journal.ts'
import { journalSigning } from '../infra/journal/signing.ts'
import { keepSuccession } from '../infra/journal/succession.ts'
import type { SousCle } from '../infra/trousseau/rotation.ts'
import type { Commande, Context, OpenApp } from './context.ts'
import { findOrganismeAsked } from './find-organisme.ts'
import { parseOptions } from './parse-options.ts'
import { badUsage, Refusal } from './refusal.ts'

const JOUR = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone: 'Europe/Paris' })
const NOMBRE = new Intl.NumberFormat('fr-FR')

const clesEtat: Commande = {
  nom: 'cles etat',
  usage: '',
  resume: 'dit quelles clés sont en service, depuis quand et ce qui est sous chacune, sans jamais les montrer',
  async run(_args, context) {
    tellKeys(context)
    await context.withApp((opened) => tellCounts(context, opened))
    return 0
  },
}

const clesRemplacer: Commande = {
  nom: 'cles remplacer',
  usage: '',
  resume: 'fait une nouvelle clé maître ; la présente reste en service à côté',
  async run(_args, context) {
    const { cles } = context.settings()
    // What numbers are drawn with is set apart from the key that leaves, if it was not yet.
    const [former] = loadKeys(cles).trousseau
    replaceMaster(cles)
    const [present] = loadKeys(cles).trousseau
    context.print(`Nouvelle clé maître ${present.kid}, dans ${cles.folder}. La clé ${former.kid} reste en service.`)
    context.print('Sauvegardez ce dossier, relancez serve et worker, puis : parvis cles tourner.')
    return 0
  },
}

const TOURNER = 'cles tourner [--organisme SIREN|CODE]'

const clesTourner: Commande = {
  nom: 'cles tourner',
  usage: '[--organisme SIREN|CODE]',
  resume: 'donne une nouvelle clé à chaque organisme, et met tout sous les clés présentes ; le worker s’en charge',
  async run(args, context) {
    const { positionals, values } = parseOptions(args, ['organisme'], `Usage : ${TOURNER}`)
    if (positionals.length > 0) throw badUsage(`Usage : ${TOURNER}`)
    await context.withApp(async ({ app, pool }) => {
      const { organisme: ref } = values
      const organisme = ref === undefined ? undefined : await findOrganismeAsked(createDb(pool), ref)
      const made = await app.rotation.start(organisme?.id)
      if (organisme && made === 0)
        throw new Refusal(`${organisme.nom} n’a pas encore de clé : son premier dossier la fera.`)
      context.print(
        `Nouvelles clés d’organismes : ${NOMBRE.format(made)}. Le worker met le reste sous les clés présentes.`,
      )
      context.print('« parvis cles etat » dit ce qui reste à faire.')
    })
    return 0
  },
}

const OUBLIER = '--oublier-phrases'

const clesTerminer: Commande = {
  nom: 'cles terminer',
  usage: `[${OUBLIER}]`,
  resume: 'retire l’ancienne clé maître, si plus rien ne dépend d’elle',
  async run(args, context) {
    if (args.some((arg) => arg !== OUBLIER)) throw badUsage(`Usage : cles terminer [${OUBLIER}]`)
    const { cles } = context.settings()
    const keys = loadKeys(cles)
    const [, former] = keys.trousseau
    if (!former) throw new Refusal('Une seule clé maître est en service : il n’y a rien à retirer.')
    await context.withApp(async (opened) => {
      refuseWhileNeeded(await opened.app.rotation.count(), { kid: former.kid, oublier: args.includes(OUBLIER) })
      await retire(context, opened, keys)
    })
    removeFormer(cles)
    context.print(
      `La clé maître ${former.kid} est retirée. Les sauvegardes faites avant la demandent encore : gardez-la avec elles.`,
    )
    context.print(
      cles.ancienne === undefined
        ? 'Relancez serve et worker.'
        : 'Ôtez PARVIS_CLE_MAITRE_ANCIENNE, puis relancez serve et worker.',
    )
    return 0
  },
}

/** The keys of the instance: their state, and how they are changed. */
export const clesCommandes: readonly Commande[] = [clesEtat, clesRemplacer, clesTourner, clesTerminer]

function tellKeys(context: Context): void {
  const { cles } = context.settings()
  const { trousseau, numeros } = loadKeys(cles)
  const [present, former] = trousseau
  context.print(
    `Clé maître ${present.kid}${former ? `, et l’ancienne ${former.kid}` : ''}. Numéros publics : ${numeros.kid}.`,
  )
  for (const { nom, depuis, ouvert } of describeFiles(cles)) {
    context.print(`  ${nom} : ${JOUR.format(depuis)}${ouvert ? ', lisible par d’autres comptes : chmod 600' : ''}`)
  }
}

async function tellCounts(context: Context, { app, pool }: OpenApp): Promise<void> {
  const { length: keys } = loadKeys(context.settings().cles).trousseau
  context.print('Sous la clé maître :')
  for (const { nom, presente, ancienne, absente } of await app.rotation.count()) {
    const parts = [
      `${NOMBRE.format(presente)} sous la présente`,
      ...(keys > 1 || ancienne > 0 ? [`${NOMBRE.format(ancienne)} sous l’ancienne`] : []),
      ...(absente > 0 ? [`${NOMBRE.format(absente)} sous une clé qui n’est pas là : elles ne s’ouvrent pas`] : []),
    ]
    context.print(`  ${nom} : ${parts.join(', ')}`)
  }
  const reste = await withContext(createDb(pool), { role: 'systeme' }, (tx) => app.dossiers.countReste(tx))
  context.print(
    `Clés de dossiers : ${NOMBRE.format(reste.cles)}, dont ${NOMBRE.format(reste.anciennes)} sous une ancienne clé d’organisme.`,
  )
  context.print(
    `En clair, d’avant les clés : ${NOMBRE.format(reste.versionsEnClair)} jeux de réponses, ${NOMBRE.format(reste.fichiersEnClair)} fichiers.`,
  )
}

/** @throws {Refusal} while something would be lost with the key that leaves. */
function refuseWhileNeeded(
  counted: readonly SousCle[],
  { kid, oublier }: { readonly kid: string; readonly oublier: boolean },
): void {
  const left = counted.filter(({ ancienne }) => ancienne > 0)
  const moved = left.filter(({ deplacable }) => deplacable)
  if (moved.length > 0)
    throw new Refusal(
      `La clé ${kid} sert encore : ${listOf(moved)}. Lancez « parvis cles tourner », et recommencez ensuite.`,
    )
  if (left.length > 0 && !oublier)
    throw new Refusal(
      `La clé ${kid} sert encore : ${listOf(left)}. Chacune se refait quand la personne s’en sert ; attendez, ou ajoutez ${OUBLIER} : ces personnes passeront par un lien envoyé par courriel, et en choisiront une autre.`,
    )
}

function listOf(counted: readonly SousCle[]): string {
  return counted.map(({ nom, ancienne }) => `${nom}, ${NOMBRE.format(ancienne)}`).join(' ; ')
}

/** The key that stays gives its word on what the one that leaves has signed, so that the journal is believed as before. */
async function retire(context: Context, { pool }: OpenApp, keys: Keys): Promise<void> {
  const { origine, cle, cles } = journalSigning(context.settings(), keys)
  const [, ancienne] = cles
  const now = systemClock()
  await withContext(createDb(pool), { role: 'systeme' }, async (tx) => {
    if (ancienne && !(await keepSuccession(tx, { origine, cle, ancienne, now })))
      throw new Refusal(
        'Le worker signe encore le journal avec l’ancienne clé : relancez serve et worker, puis recommencez.',
      )
    await writeJournal(tx, {
      ...{ at: now, role: 'systeme', action: 'maitre.retire', objet: 'instance', classe: 'permanent' },
      meta: { cle: keys.trousseau[1]?.kid ?? '' },
    })
  })
}
