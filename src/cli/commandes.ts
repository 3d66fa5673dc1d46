import { agentsCommandes } from './agents.ts'
import { clesCommandes } from './cles.ts'
import type { Commande } from './context.ts'
import { demarcheImport } from './demarche-import.ts'
import { demarchesCommandes } from './demarches.ts'
import { demo } from './demo.ts'
import { depanner } from './depanner.ts'
import { journalCommandes } from './journal.ts'
import { migrateCommande } from './migrate.ts'
import { rolesCommandes } from './roles.ts'
import { restaurer, sauvegarde } from './sauvegarde.ts'
import { serve, worker } from './serve.ts'
import { start } from './start.ts'

/** Everything `parvis` can do, in the order of the help. Adding a command is adding it here. */
export const COMMANDES: readonly Commande[] = [
  start,
  serve,
  worker,
  migrateCommande,
  demo,
  ...agentsCommandes,
  ...rolesCommandes,
  depanner,
  ...demarchesCommandes,
  demarcheImport,
  ...journalCommandes,
  sauvegarde,
  restaurer,
  ...clesCommandes,
]
