import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * The folder of the package (where `package.json`, `db/migrations` and `node_modules` are), the same whether the code
 * runs from `src` or from the single file of `dist`. The current directory plays no part.
 * @throws {Error} when the file is run outside the package.
 */
export function packageRoot(from = import.meta.url): string {
  let folder = dirname(fileURLToPath(from))
  while (!isParvis(join(folder, 'package.json'))) {
    const parent = dirname(folder)
    if (parent === folder) throw new Error('Le dossier de Parvis (celui de package.json) est introuvable.')
    folder = parent
  }
  return folder
}

/** The file to give to Node for starting another process of the same program: the build when we are it, the source otherwise. */
export function programFile(from = import.meta.url): string {
  return builtFile('parvis.js', from) ?? join(packageRoot(from), 'src', 'cli.ts')
}

/** A file of the build, when we run from it; nothing when we run from the sources. */
export function builtFile(name: string, from = import.meta.url): string | undefined {
  const dist = join(packageRoot(from), 'dist')
  return fileURLToPath(from).startsWith(dist) ? join(dist, name) : undefined
}

function isParvis(file: string): boolean {
  return existsSync(file) && /"name":\s*"parvis"/.test(readFileSync(file, 'utf8'))
}
