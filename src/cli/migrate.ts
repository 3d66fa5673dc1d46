import type { Commande } from './context.ts'
import { loadReferences } from './references.ts'

/** Brings the database and the geographic code to this version, and nothing else. */
export const migrateCommande: Commande = {
  nom: 'migrate',
  usage: '',
  resume: 'met la base à jour (fait aussi par « start »)',
  async run(_args, context) {
    const database = await context.openDatabase()
    try {
      const applied = await database.migrate()
      await loadReferences(database)
      for (const nom of applied) context.print(`appliquée : ${nom}`)
      context.print(applied.length === 0 ? 'La base était déjà à jour.' : 'La base est à jour.')
    } finally {
      await database.close()
    }
    return 0
  },
}
