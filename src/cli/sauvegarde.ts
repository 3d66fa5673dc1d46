import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { isAbsolute, join, resolve } from 'node:path'
import { systemClock } from '../infra/clock/clock.ts'
import { decodeMaster, loadKeys, MASTER } from '../infra/crypto/keys.ts'
import { restoreSauvegarde, verifySauvegarde } from '../infra/sauvegarde/restore-sauvegarde.ts'
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
    const key = await readKey(context)
    const { clesDir, dataDir } = context.settings()
    const cle = loadKeys(clesDir).journal.kid
    const database = await context.openDatabase()
    try {
      const { ownerUrl } = database
      const fichiers = join(dataDir, 'fichiers')
      const now = systemClock()
      const { tables, fichiers: copied } = await writeSauvegarde({ ownerUrl, fichiers, folder, key, cle, now })
      const lignes = tables.reduce((sum, table) => sum + table.lignes, 0)
      context.print(
        `Sauvegarde achevée dans ${folder} : ${tables.length} tables, ${lignes} lignes, ${copied.nombre} fichiers.`,
      )
      context.print(`La clé ${join(clesDir, MASTER)} n’y est pas : gardez-la ailleurs, la restauration la demande.`)
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
    const lue = await verifySauvegarde(folderIn(args, 'restaurer DOSSIER'), await readKey(context))
    const { clesDir, dataDir } = context.settings()
    // Never made here: a new key would not sign what the old one signed.
    if (!existsSync(join(clesDir, MASTER)) || loadKeys(clesDir).journal.kid !== lue.manifeste.cle)
      throw new Refusal(
        `La clé maître n’est pas celle de cette sauvegarde : remettez d’abord la bonne dans ${join(clesDir, MASTER)}.`,
      )
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

function folderIn(args: readonly string[], usage: string): string {
  const [folder, ...others] = args
  if (folder === undefined || folder.startsWith('-') || others.length > 0) throw badUsage(`Usage : ${usage}`)
  return resolve(folder)
}

async function readKey(context: Context): Promise<Buffer> {
  const given = context.settings().cleSauvegarde
  if (given === undefined)
    throw new Refusal(
      'Donnez la clé des sauvegardes : PARVIS_CLE_SAUVEGARDE=/chemin/du/fichier (« openssl rand -hex 32 » en fait une).',
    )
  try {
    return decodeMaster(isAbsolute(given) ? await readFile(given, 'utf8') : given)
  } catch {
    throw new Refusal(
      'PARVIS_CLE_SAUVEGARDE n’est pas une clé de 32 octets au moins, ni un fichier lisible qui en contient une.',
    )
  }
}
