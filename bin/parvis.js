#!/usr/bin/env node
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const program = join(root, 'dist', 'parvis.js')
const BUILD = '--construire'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 24 || (major === 24 && minor < 7)) {
  console.error(`Parvis demande Node 24.7 ou plus, et celui-ci est ${process.versions.node}.`)
  console.error('Lancez-le par npm, qui prend le bon : npm start, ou npm run parvis -- aide')
  process.exit(1)
}

if (process.argv[2] === BUILD) {
  await build()
} else {
  // In a process of its own: a bundler holds 500 MB that it would not give back to a program meant to last.
  if (isStale()) spawnSync(process.execPath, [fileURLToPath(import.meta.url), BUILD], { stdio: 'inherit' })
  if (!existsSync(program)) process.exit(1)
  await import(pathToFileURL(program).href)
}

/** Whether the built program is missing, or older than one of its sources. */
function isStale() {
  if (!existsSync(program)) return true
  const builtAt = statSync(program).mtimeMs
  if (!existsSync(join(root, 'src'))) return false
  const sources = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
  const paths = sources.map((entry) => join(entry.parentPath, entry.name))
  return [...paths, join(root, 'rolldown.config.js')].some((path) => statSync(path).mtimeMs > builtAt)
}

/** Builds the program, and the files that its pages load, in about a second. */
async function build() {
  try {
    const { build: bundle } = await import('rolldown')
    const { default: config } = await import(pathToFileURL(join(root, 'rolldown.config.js')).href)
    const { bundleRessources } = await import('./ressources.js')
    const [{ output }, ressources] = await Promise.all([
      bundle({ ...config, cwd: root, write: false }),
      bundleRessources(root),
    ])
    mkdirSync(dirname(program), { recursive: true })
    put('ressources.json', JSON.stringify(ressources))
    put('parvis.js', output[0].code)
  } catch (error) {
    console.error(`Le programme n’a pas pu être construit : ${error.message}`)
    if (existsSync(program)) console.error('La version construite auparavant est lancée.')
  }
}

// Written under another name, then renamed: nobody reads half of it.
function put(name, content) {
  const draft = join(root, 'dist', `${name}.${process.pid}`)
  writeFileSync(draft, content)
  renameSync(draft, join(root, 'dist', name))
}
