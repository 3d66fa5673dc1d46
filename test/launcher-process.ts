import { startPostgres } from '../src/infra/db/embedded/start-postgres.ts'

// A process that starts the embedded PostgreSQL of the folder given, says so, and waits to be killed.
const [folder = ''] = process.argv.slice(2)
await startPostgres(folder)
console.log('prêt')
