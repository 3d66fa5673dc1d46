import { existsSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Client } from 'pg'
import type { Commande, Database } from './context.ts'
import { Refusal } from './refusal.ts'

/** Fills an empty database with the demonstration; refused when somebody already works there. */
export const demo: Commande = {
  nom: 'demo',
  usage: '',
  resume: 'remplit une base vide avec les données de démonstration',
  async run(_args, context) {
    const database = await context.openDatabase()
    try {
      await database.migrate()
      if (!(await isEmpty(database))) {
        throw new Refusal(
          'La base contient déjà des organismes : la démonstration ne se mêle pas à de vraies données. Prenez un autre PARVIS_DATA.',
        )
      }
      const opened = await context.openApp(database, { processus: 'demo' })
      const note = noteOf(context.settings().dataDir)
      try {
        await mkdir(dirname(note), { recursive: true })
        await writeFile(note, '')
        await opened.app.seedDemo()
        await rm(note)
      } finally {
        await opened.close()
      }
      context.print('Les données de démonstration sont prêtes.')
    } finally {
      await database.close()
    }
    return 0
  },
}

/** Whether nobody has begun anything: no organisme uses the instance yet. */
export async function isEmpty({ ownerUrl }: Database): Promise<boolean> {
  const owner = new Client({ connectionString: ownerUrl, connectionTimeoutMillis: 5_000 })
  owner.on('error', () => {})
  await owner.connect()
  try {
    const { rows } = await owner.query<{ vide: boolean }>('select not exists (select from annuaire.organisme) as vide')
    return rows[0]?.vide === true
  } finally {
    await owner.end()
  }
}

/** Whether a filling began and did not end: what is in the database is then neither empty nor whole. */
export function isHalfSeeded(dataDir: string): boolean {
  return existsSync(noteOf(dataDir))
}

/** What to do about it. */
export function halfSeededAdvice(dataDir: string): string {
  return `Les données de démonstration ne se sont pas installées jusqu’au bout. Supprimez ${dataDir} et recommencez, ou démarrez sans elles : PARVIS_DEMO=0.`
}

function noteOf(dataDir: string): string {
  return join(dataDir, 'demonstration-en-cours')
}
