import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { packageRoot } from '../src/infra/package-root.ts'

const FOLDER = join(packageRoot(), 'docs', 'securite')
const pages = (await readdir(FOLDER)).toSorted()
const read = (...path: readonly string[]) => readFile(join(packageRoot(), ...path), 'utf8')

/** Files named in a page, between back quotes, from the root. */
const PATH =
  /`((?:src|docs|test|acceptance|attaques|deploiement|db|bench|\.ci)\/[\w./*-]+|package-lock\.json|package\.json)`/g
/** « `NAME` dans `file` »: the name must be there. */
const NAMED = /`([\w.-]+)` dans `((?:src|deploiement|db)\/[\w./-]+)`/g

test.each(pages)('%s nomme des fichiers qui existent, et des noms qui y sont', async (page) => {
  const text = await read('docs', 'securite', page)
  const missing = [...text.matchAll(PATH)]
    .map(([, path = '']) => path)
    .filter((path) => !existsSync(join(packageRoot(), path)))
  const lost: string[] = []
  for (const [, name = '', path = ''] of text.matchAll(NAMED))
    if (!existsSync(join(packageRoot(), path)) || !(await read(path)).includes(name)) lost.push(`${name} dans ${path}`)

  expect([...missing, ...lost]).toEqual([])
  expect([...text.matchAll(PATH)].length).toBeGreaterThan(2)
})

test('chaque mensonge d’un fournisseur a son épreuve, sous le titre donné', async () => {
  const text = await read('docs', 'securite', 'fournisseur-hostile.md')
  const rows = [...text.matchAll(/^\| (\d+) [^|]+ \| ([^|]+) \| `([^`]+)` \|$/gm)].map(
    ([, cas = '', titre = '', path = '']) => ({ cas: Number(cas), titre, path }),
  )
  const lost: string[] = []
  for (const { titre, path } of rows) if (!(await read(path)).includes(titre)) lost.push(`${titre} (${path})`)

  expect(lost).toEqual([])
  expect([...new Set(rows.map(({ cas }) => cas))]).toEqual(Array.from({ length: 38 }, (_, rank) => rank + 1))
})
