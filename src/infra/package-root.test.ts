import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { packageRoot, programFile } from './package-root.ts'

const root = packageRoot()
const built = pathToFileURL(join(root, 'dist', 'parvis.js')).href

test('the package is the same seen from the sources and from the build', () => {
  expect(packageRoot(built)).toBe(root)
})

test('another process is started from what this one runs from', () => {
  expect(programFile()).toBe(join(root, 'src', 'cli.ts'))
  expect(programFile(built)).toBe(join(root, 'dist', 'parvis.js'))
})
