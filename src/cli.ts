import { COMMANDES } from './cli/commandes.ts'
import { runCli } from './cli/run-cli.ts'

// Somebody who reads only the beginning (`parvis aide | head`) closes the pipe: nothing is wrong.
for (const output of [process.stdout, process.stderr]) output.on('error', () => {})

process.exitCode = await runCli({
  args: process.argv.slice(2),
  env: process.env,
  commandes: COMMANDES,
  print: (line) => process.stdout.write(`${line}\n`),
  printError: (line) => process.stderr.write(`${line}\n`),
})
// A process that started us keeps its channel open: we are the ones who have finished.
if (process.connected) process.disconnect()
