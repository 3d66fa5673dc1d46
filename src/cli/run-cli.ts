import { CleError } from '../infra/crypto/cle-error.ts'
import { PostgresError } from '../infra/db/embedded/postgres-error.ts'
import { MigrationError } from '../infra/db/migration-error.ts'
import { SauvegardeError } from '../infra/sauvegarde/sauvegarde-error.ts'
import { SettingsError } from '../infra/settings.ts'
import { commandHelp, helpPage } from './aide.ts'
import { type Commande, type Context, createContext } from './context.ts'
import { badUsage, type ExitCode, Refusal } from './refusal.ts'

interface Cli {
  readonly args: readonly string[]
  readonly env: Context['env']
  readonly commandes: readonly Commande[]
  print(line: string): void
  printError(line: string): void
}

/** Runs the command that `args` names, and gives the exit code. Never throws, never shows a stack. */
export async function runCli({ args, env, commandes, print, printError }: Cli): Promise<ExitCode> {
  try {
    const asked = HELP.includes(args[0] ?? '') ? args.slice(1) : args
    const words = asked.filter((arg) => arg !== '--help' && arg !== '-h')
    const found = findCommande(commandes, words)
    if (found === undefined) {
      if (words.length > 0) throw unknown(commandes, words)
      print(helpPage(commandes))
      return 0
    }
    if (words.length < args.length) {
      print(commandHelp(found))
      return 0
    }
    return await found.run(words.slice(found.nom.split(' ').length), createContext(env, print))
  } catch (error) {
    return explain(error, env, printError)
  }
}

const HELP = ['aide', 'help', '--help', '-h']

function findCommande(commandes: readonly Commande[], words: readonly string[]): Commande | undefined {
  const two = words.slice(0, 2).join(' ')
  return commandes.find(({ nom }) => nom === two) ?? commandes.find(({ nom }) => nom === words[0])
}

function unknown(commandes: readonly Commande[], words: readonly string[]): Refusal {
  const near = commandes.map(({ nom }) => nom).filter((nom) => nom.startsWith(`${words[0]} `))
  const advice = near.length === 0 ? '' : ` Il y a : ${near.join(', ')}.`
  return badUsage(`« ${words.slice(0, 2).join(' ')} » n’est pas une commande.${advice}`)
}

function explain(error: unknown, env: Context['env'], printError: (line: string) => void): ExitCode {
  if (error instanceof SettingsError) {
    printError('Des réglages sont à corriger :')
    for (const problem of error.problems) printError(`  ${problem}`)
    printError('Tous les réglages : parvis aide')
    return 2
  }
  if (error instanceof Refusal) {
    printError(error.message)
    if (error.code === 2) printError('Ce que Parvis sait faire : parvis aide')
    return error.code
  }
  if (
    error instanceof MigrationError ||
    error instanceof PostgresError ||
    error instanceof SauvegardeError ||
    error instanceof CleError
  ) {
    printError(error.message)
    return 1
  }
  printError(describe(error))
  if (env.PARVIS_LOG === 'debug' && error instanceof Error) printError(error.stack ?? '')
  else printError('Pour en savoir plus : PARVIS_LOG=debug')
  return 1
}

const DATABASE_CODES = ['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EHOSTUNREACH', '28P01', '28000', '3D000']

function describe(error: unknown): string {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
  const message = error instanceof Error ? error.message || String(code) : String(error)
  if (typeof code === 'string' && DATABASE_CODES.includes(code)) {
    return `La base de données ne répond pas (${message}) : vérifiez DATABASE_URL, et que le serveur tourne.`
  }
  return `Une erreur imprévue a arrêté Parvis : ${message}`
}
