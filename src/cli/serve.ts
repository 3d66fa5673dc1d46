import type { Commande, Context } from './context.ts'
import { badUsage, type ExitCode, Refusal } from './refusal.ts'
import { untilStopped } from './until-stopped.ts'

/** The web server alone: one of the two processes of a production. */
export const serve: Commande = {
  nom: 'serve',
  usage: '',
  resume: 'sert les pages, seul (base déjà prête ; les tâches sont pour « worker »)',
  run: (args, context) => runServe(args, context),
}

/** The worker alone: mails, exports, purges. Several may run on one database. */
export const worker: Commande = {
  nom: 'worker',
  usage: '',
  resume: 'fait ce qui se fait plus tard : courriels, exports, purges',
  run: (args, context) => runWorker(args, context),
}

async function runServe(args: readonly string[], context: Context): Promise<ExitCode> {
  if (args.length > 0) throw badUsage(`« serve » ne prend pas d’argument, et « ${args.join(' ')} » a été donné.`)
  const { host, port } = context.settings()
  const stopped = untilStopped()
  const database = await context.openDatabase()
  try {
    const opened = await context.openApp(database, { processus: 'serve' })
    try {
      await opened.app.http.listen({ host, port }).catch(explainListening(host, port))
      opened.log.info({ host, port }, 'serveur prêt')
      await stopped
      // Refuses new requests, and waits for the answers that are being made.
      await opened.app.http.close()
    } finally {
      await opened.close()
    }
  } finally {
    await database.close()
  }
  return 0
}

async function runWorker(args: readonly string[], context: Context): Promise<ExitCode> {
  if (args.length > 0) throw badUsage(`« worker » ne prend pas d’argument, et « ${args.join(' ')} » a été donné.`)
  const stopped = untilStopped()
  const database = await context.openDatabase()
  try {
    const opened = await context.openApp(database, { processus: 'worker' })
    try {
      const running = await opened.app.startWorker()
      opened.log.info('tâches prêtes')
      await stopped
      await running.stop()
    } finally {
      await opened.close()
    }
  } finally {
    await database.close()
  }
  return 0
}

function explainListening(host: string, port: number): (error: unknown) => never {
  return (error) => {
    const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
    if (code === 'EADDRINUSE')
      throw new Refusal(`Le port ${port} est déjà pris : donnez-en un autre, par exemple PORT=${port + 1}.`)
    if (code === 'EACCES')
      throw new Refusal(
        `Le port ${port} est réservé à root : donnez un port au-dessus de 1023, derrière un mandataire.`,
      )
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new Refusal(`HOST=${host} n’est pas une adresse de cette machine.`)
    throw error
  }
}
