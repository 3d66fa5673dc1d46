import { expect, test } from 'vitest'
import { MigrationError } from '../infra/db/migration-error.ts'
import { COMMANDES } from './commandes.ts'
import type { Commande } from './context.ts'
import { badUsage, Refusal } from './refusal.ts'
import { runCli } from './run-cli.ts'

async function run(
  args: readonly string[],
  { commandes = COMMANDES, env = {} }: { commandes?: readonly Commande[]; env?: Record<string, string> } = {},
) {
  const out: string[] = []
  const errors: string[] = []
  const code = await runCli({
    args,
    env,
    commandes,
    print: (line) => out.push(line),
    printError: (line) => errors.push(line),
  })
  return { code, out: out.join('\n'), errors: errors.join('\n') }
}

function commande(nom: string, act: Commande['run']): Commande {
  return { nom, usage: 'FICHIER', resume: 'essai', run: act }
}

test('the help names every command and every setting', async () => {
  const { code, out } = await run(['aide'])
  expect(code).toBe(0)
  for (const { nom } of COMMANDES) expect(out).toContain(`  ${nom} `)
  expect(out).toContain('DATABASE_URL')
})

test('--help after a command explains it and does nothing', async () => {
  const refused = commande('organisme creer', () => Promise.reject(new Error('not to be run')))
  const { code, out } = await run(['organisme', 'creer', '--help'], { commandes: [refused] })
  expect(code).toBe(0)
  expect(out).toContain('Usage : parvis organisme creer FICHIER')
})

test('a command of two words receives what follows them', async () => {
  const received: string[][] = []
  const found = commande('demarche import', async (args) => {
    received.push([...args])
    return 0
  })
  await run(['demarche', 'import', 'f.json', '--organisme', '216300013'], { commandes: [found] })
  expect(received).toEqual([['f.json', '--organisme', '216300013']])
})

test('an unknown command is badly asked: 2, and the way to the help', async () => {
  const { code, errors } = await run(['fleur'])
  expect(code).toBe(2)
  expect(errors).toMatch(/« fleur »[\s\S]*parvis aide/)
})

test('wrong settings are all said, without a stack: 2', async () => {
  const { code, errors } = await run(['migrate'], { env: { PORT: 'abc', PARVIS_DEMO: 'x' } })
  expect(code).toBe(2)
  expect(errors).toMatch(/PORT[\s\S]*PARVIS_DEMO/)
  expect(errors).not.toContain('    at ')
})

test('a refusal is said in its own words, with its own code', async () => {
  expect(await run(['a'], { commandes: [commande('a', () => Promise.reject(new Refusal('Impossible.')))] })).toEqual({
    code: 1,
    out: '',
    errors: 'Impossible.',
  })
  expect((await run(['a'], { commandes: [commande('a', () => Promise.reject(badUsage('Mal dit.')))] })).code).toBe(2)
})

test('a failure, foreseen or not, exits with 1 and shows no stack', async () => {
  const foreseen = await run(['a'], {
    commandes: [commande('a', () => Promise.reject(new MigrationError('La base est en avance.')))],
  })
  expect(foreseen).toEqual({ code: 1, out: '', errors: 'La base est en avance.' })
  const unforeseen = await run(['a'], { commandes: [commande('a', () => Promise.reject(new Error('panne')))] })
  expect(unforeseen.code).toBe(1)
  expect(unforeseen.errors).toContain('panne')
  expect(unforeseen.errors).not.toContain('    at ')
})

test('a database that does not answer says where to look', async () => {
  const { code, errors } = await run(['migrate'], { env: { DATABASE_URL: 'postgres://a:b@127.0.0.1:1/x' } })
  expect(code).toBe(1)
  expect(errors).toContain('DATABASE_URL')
})
