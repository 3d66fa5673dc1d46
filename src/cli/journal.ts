import { readFile } from 'node:fs/promises'
import { jourOf } from '../core/jour.ts'
import { systemClock } from '../infra/clock/clock.ts'
import { loadKeys } from '../infra/crypto/keys.ts'
import { createDb } from '../infra/db/pool.ts'
import { type Garde, holdJournal } from '../infra/journal/hold.ts'
import { parseScelles, readOwnScelles } from '../infra/journal/scelles.ts'
import { journalSigning } from '../infra/journal/signing.ts'
import { type Anomalie, verifyJournal } from '../infra/journal/verify.ts'
import type { Commande, Context } from './context.ts'
import { findOrganismeAsked } from './find-organisme.ts'
import { parseOptions } from './parse-options.ts'
import { badUsage, Refusal } from './refusal.ts'
import { readEnd } from './roles.ts'

/** Reads the journal again from its first line, and says whether somebody changed it. */
export const journalVerifier: Commande = {
  nom: 'journal verifier',
  usage: '[SCELLES]',
  resume:
    'relit tout le journal et dit s’il a été altéré ; SCELLES : les sceaux mis à l’abri (PARVIS_DATA/journal/scelles.txt sinon)',
  async run([fichier, ...others], context) {
    if (others.length > 0) throw badUsage('Usage : journal verifier [SCELLES]')
    const settings = context.settings()
    const { cles, dossier } = journalSigning(settings, loadKeys(settings.cles))
    // Without a name, what the instance wrote itself; that may not exist yet.
    const notes = fichier === undefined ? await readOwnScelles(dossier) : await readScelles(fichier)
    const { lignes, purgees, chaines, scelles, anomalies } = await context.withApp(({ pool }) =>
      verifyJournal({ db: createDb(pool), cles, notes, now: systemClock() }),
    )
    context.print(`Journal relu : ${lignes} lignes en ${chaines} chaînes, ${scelles} sceaux.`)
    if (purgees > 0) context.print(`  ${purgees} effacées à la fin de leur durée, comme le journal l’avait annoncé.`)
    for (const anomalie of anomalies) context.print(`  ${sentenceOf(anomalie)}`)
    if (anomalies.length > 0)
      throw new Refusal('Le journal a été altéré : gardez cette base telle quelle, et prévenez votre RSSI.')
    context.print(
      notes.length === 0 ? 'Rien n’a été altéré, autant que la base seule peut le dire.' : 'Rien n’a été altéré.',
    )
    return 0
  },
}

const GARDER = 'journal garder (--organisme SIREN|CODE | --installation oui) --jusqu-au AAAA-MM-JJ'
const LIBERER = 'journal liberer (--organisme SIREN|CODE | --installation oui)'

const journalGarder: Commande = {
  nom: 'journal garder',
  usage: GARDER.slice('journal garder '.length),
  resume: 'pour une enquête ou un juge : n’efface plus rien du journal d’un organisme jusqu’à ce jour, compris',
  async run(args, context) {
    const { positionals, values } = parseOptions(args, ['organisme', 'installation', 'jusqu-au'], `Usage : ${GARDER}`)
    const now = systemClock()
    const end = readEnd(values['jusqu-au'], now)
    if (positionals.length > 0 || !end) throw badUsage(`Usage : ${GARDER}`)
    // The end of a day is the instant that follows it.
    const jusquAu = jourOf(new Date(end.getTime() - 1))
    const nom = await hold(context, { values, usage: GARDER, jusquAu, now })
    context.print(`Rien ne s’efface plus du journal ${nom} jusqu’au ${jusquAu} compris.`)
    return 0
  },
}

const journalLiberer: Commande = {
  nom: 'journal liberer',
  usage: LIBERER.slice('journal liberer '.length),
  resume:
    'met fin à « journal garder » : les lignes dont la durée est passée s’effacent de nouveau, dès la nuit suivante',
  async run(args, context) {
    const { positionals, values } = parseOptions(args, ['organisme', 'installation'], `Usage : ${LIBERER}`)
    if (positionals.length > 0) throw badUsage(`Usage : ${LIBERER}`)
    const nom = await hold(context, { values, usage: LIBERER, now: systemClock() })
    context.print(`Le journal ${nom} s’efface de nouveau à la fin de ses durées.`)
    return 0
  },
}

/** Everything about the journal. */
export const journalCommandes: readonly Commande[] = [journalVerifier, journalGarder, journalLiberer]

interface Held extends Omit<Garde, 'organismeId'> {
  readonly values: Readonly<Record<string, string>>
  readonly usage: string
}

/** Gives whose journal it is, in words. */
function hold(context: Context, { values, usage, ...garde }: Held): Promise<string> {
  const { organisme: ref, installation } = values
  // Keeping nothing by mistake would be found out by a judge: which journal is always said.
  if ((ref === undefined) === (installation === undefined) || (installation !== undefined && installation !== 'oui'))
    throw badUsage(`Usage : ${usage}`)
  return context.withApp(async ({ pool }) => {
    const organisme = ref === undefined ? undefined : await findOrganismeAsked(createDb(pool), ref)
    await holdJournal(createDb(pool), { organismeId: organisme?.id, ...garde })
    return organisme ? `de « ${organisme.nom} »` : 'de l’installation'
  })
}

async function readScelles(fichier: string): Promise<readonly string[]> {
  const text = await readFile(fichier, 'utf8').catch(() => undefined)
  if (text === undefined) throw new Refusal(`Le fichier ${fichier} ne se lit pas.`)
  const notes = parseScelles(text)
  if (notes.length === 0 && text.trim() !== '') throw new Refusal(`${fichier} ne contient aucun sceau.`)
  return notes
}

function sentenceOf(anomalie: Anomalie): string {
  switch (anomalie.kind) {
    case 'ligne_modifiee':
      return `ligne ${anomalie.rang} modifiée (${anomalie.journalId})`
    case 'ligne_absente':
      return `ligne ${anomalie.rang} supprimée (${anomalie.journalId})`
    case 'ligne_hors_chaine':
      return `ligne ajoutée sans passer par Parvis (${anomalie.journalId})`
    case 'chaine_rompue':
      return `chaîne ${anomalie.chaine} rompue à la ligne ${anomalie.rang}`
    case 'fin_coupee':
      return `fin coupée : ${anomalie.taille} lignes, et ${anomalie.scelle} quand le journal a été scellé`
    case 'racine_differente':
      return `le journal scellé à ${anomalie.scelle} lignes n’était pas celui-ci`
    case 'signature_invalide':
      return `sceau n° ${anomalie.rang + 1} : signature invalide`
  }
}
