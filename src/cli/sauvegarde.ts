import { join, resolve } from 'node:path'
import { systemClock } from '../infra/clock/clock.ts'
import { findKeys, type Keys, loadKeys } from '../infra/crypto/keys.ts'
import { readSecret } from '../infra/crypto/secret.ts'
import { createDb, createPool } from '../infra/db/pool.ts'
import { writeJournal } from '../infra/journal/journal.ts'
import { restoreSauvegarde, type SauvegardeLue, verifySauvegarde } from '../infra/sauvegarde/restore-sauvegarde.ts'
import { writeSauvegarde } from '../infra/sauvegarde/write-sauvegarde.ts'
import type { Commande, Context } from './context.ts'
import { journalVerifier } from './journal.ts'
import { badUsage, Refusal } from './refusal.ts'

/** Copies the database and the files, encrypted, while the site goes on. */
export const sauvegarde: Commande = {
  nom: 'sauvegarde',
  usage: 'DOSSIER',
  resume:
    'copie la base et les fichiers, chiffrés par PARVIS_CLE_SAUVEGARDE, dans un dossier neuf ; le site peut continuer',
  async run(args, context) {
    const folder = folderIn(args, 'sauvegarde DOSSIER')
    const key = readKey(context)
    const { cles, dataDir } = context.settings()
    const noms = namesOf(loadKeys(cles))
    const database = await context.openDatabase()
    try {
      const { ownerUrl } = database
      const fichiers = join(dataDir, 'fichiers')
      const now = systemClock()
      // First, so that the copy itself says that it was made.
      await tellJournal(ownerUrl, now)
      const { tables, fichiers: copied } = await writeSauvegarde({ ownerUrl, fichiers, folder, key, noms, now })
      const lignes = tables.reduce((sum, table) => sum + table.lignes, 0)
      context.print(
        `Sauvegarde achevée dans ${folder} : ${tables.length} tables, ${lignes} lignes, ${copied.nombre} fichiers.`,
      )
      context.print(`Les clés de ${cles.folder} n’y sont pas : gardez-les ailleurs, la restauration les demande.`)
      if (copied.absents.length === 0) return 0
      for (const absent of copied.absents) context.print(`  fichier absent du disque : ${absent}`)
      throw new Refusal(
        `${copied.absents.length} fichiers que la base connaît ne sont pas sur le disque ; le reste est sauvegardé.`,
      )
    } finally {
      await database.close()
    }
  },
}

/** Puts a backup into an empty place, then reads the journal again. */
export const restaurer: Commande = {
  nom: 'restaurer',
  usage: 'DOSSIER',
  resume: 'vérifie une sauvegarde, la remet dans une base et un PARVIS_DATA vides, puis relit le journal',
  async run(args, context) {
    const lue = await verifySauvegarde(folderIn(args, 'restaurer DOSSIER'), readKey(context))
    const { cles, dataDir } = context.settings()
    refuseWithout(lue.manifeste, findKeys(cles), cles.folder)
    const database = await context.openDatabase()
    try {
      await database.migrate()
      await restoreSauvegarde(lue, { ownerUrl: database.ownerUrl, fichiers: join(dataDir, 'fichiers') })
    } finally {
      await database.close()
    }
    context.print(`Restauré : ${lue.manifeste.tables.length} tables, dans l’état du ${lue.manifeste.faiteLe}.`)
    return journalVerifier.run([], context)
  },
}

async function tellJournal(ownerUrl: string, at: Date): Promise<void> {
  const pool = createPool(ownerUrl, { max: 1 })
  const fait = { at, role: 'systeme', action: 'sauvegarde.write', objet: 'instance' } as const
  await writeJournal(createDb(pool), fait).finally(() => pool.end())
}

function folderIn(args: readonly string[], usage: string): string {
  const [folder, ...others] = args
  if (folder === undefined || folder.startsWith('-') || others.length > 0) throw badUsage(`Usage : ${usage}`)
  return resolve(folder)
}

function namesOf({ trousseau, numeros }: Keys) {
  return { cles: trousseau.map(({ kid }) => kid), numeros: numeros.kid }
}

/** Keys are never made here: new ones open nothing that was sealed, and give numbers already given. */
function refuseWithout({ cles, numeros }: SauvegardeLue['manifeste'], here: Keys | undefined, folder: string): void {
  const missing = cles.filter((nom) => here?.trousseau.every(({ kid }) => kid !== nom) ?? true)
  if (missing.length > 0)
    throw new Refusal(
      `La clé maître ${missing.join(', ')}, avec laquelle cette sauvegarde a été faite, n’est pas là : remettez d’abord la bonne dans ${folder}.`,
    )
  if (here?.numeros.kid !== numeros)
    throw new Refusal(
      `Ce dont les numéros publics sont tirés n’est pas là : remettez d’abord numeros.cle dans ${folder}.`,
    )
}

function readKey(context: Context): Buffer {
  const given = context.settings().cleSauvegarde
  if (given === undefined)
    throw new Refusal(
      'Donnez la clé des sauvegardes : PARVIS_CLE_SAUVEGARDE=/chemin/du/fichier (« openssl rand -hex 32 » en fait une).',
    )
  return readSecret('PARVIS_CLE_SAUVEGARDE', given)
}
