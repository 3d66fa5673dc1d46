import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from '@swc/core'
import { expect, test } from 'vitest'
import { packageRoot } from '../src/infra/package-root.ts'

const SRC = join(packageRoot(), 'src')
const files = (await readdir(SRC, { recursive: true })).filter(
  (path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$|(?:^|\/)test-/.test(path),
)

/** A pattern of the program, and where it is. */
interface Motif {
  readonly where: string
  readonly motif: RegExp
}

/** Every regular expression written in a file, and how many are made of something else than a literal. */
async function motifsOf(path: string): Promise<{ readonly literals: readonly Motif[]; readonly made: number }> {
  const module = await parse(await readFile(join(SRC, path), 'utf8'), { syntax: 'typescript', tsx: path.endsWith('x') })
  const literals: Motif[] = []
  let made = 0
  function walk(node: unknown): void {
    if (typeof node !== 'object' || node === null) return
    const [type, pattern, flags] = ['type', 'pattern', 'flags'].map((name): unknown => Reflect.get(node, name))
    if (type === 'RegExpLiteral' && typeof pattern === 'string' && typeof flags === 'string')
      literals.push({ where: `${path} /${pattern}/${flags}`, motif: new RegExp(pattern, flags.replace(/[gy]/g, '')) })
    if ((type === 'NewExpression' || type === 'CallExpression') && nameOf(Reflect.get(node, 'callee')) === 'RegExp')
      made += 1
    for (const one of Object.values(node)) walk(one)
  }
  walk(module)
  return { literals, made }
}

function nameOf(node: unknown): unknown {
  return typeof node === 'object' && node !== null ? Reflect.get(node, 'value') : undefined
}

/** What makes a pattern that goes back on its steps go back for ever: the same thing again and again, then what it does not expect. */
const AGAIN = [
  ...'aA0 \n\t.,-_/\\<>"\'=&;:@%+*([{#|é\u00a0\u200b',
  ...['\r\n', 'a ', 'a.', 'a-', 'a/', 'ab', '0a', '<a', '**', '](', 'aA0 '],
]
const LAST = ['', '\u0000', '!', '\n']

/** How long the slowest of these strings of that length takes, in ms. */
function slowest(motif: RegExp, length: number): number {
  let worst = 0
  for (const again of AGAIN)
    for (const last of LAST) {
      const text = again.repeat(Math.ceil(length / again.length)) + last
      // Twice when it is slow: other tests share the processors, and what they take is not the pattern's.
      const took = timeOf(motif, text)
      worst = Math.max(worst, took > TOO_LONG_MS ? Math.min(took, timeOf(motif, text)) : took)
      if (worst > TOO_LONG_MS) return worst
    }
  return worst
}

function timeOf(motif: RegExp, text: string): number {
  const began = performance.now()
  motif.test(text)
  return performance.now() - began
}

/** What a page may spend on one pattern: a field is 100 kB at most, and most are far shorter. */
const TOO_LONG_MS = 500

// Two characters more at a time: what doubles with each is found before it never ends.
const LENGTHS = [...Array.from({ length: 24 }, (_, rank) => 16 + 2 * rank), 10_000]

/** Whether some text of some thousand characters holds the server up. */
function isDangerous(motif: RegExp): boolean {
  return LENGTHS.some((length) => slowest(motif, length) > TOO_LONG_MS)
}

test('a pattern that would hold the server up is known as such', () => {
  expect([/^(a+)+$/, /^(a|aa)+$/, /^(?:\w+\s?)*$/, /^(?:[^"]|"[^"]*")*x?$/].map(isDangerous)).toEqual([
    true,
    true,
    true,
    false,
  ])
})

test('no pattern of the program holds the server up, whatever the text', { timeout: 120_000 }, async () => {
  const motifs = (await Promise.all(files.map(motifsOf))).flatMap(({ literals }) => literals)

  expect(motifs.filter(({ motif }) => isDangerous(motif)).map(({ where }) => where)).toEqual([])
  expect(motifs.length).toBeGreaterThan(150)
})

/** Where a pattern is built, from words of ours alone. */
const MADE = ['infra/files/xml-root.ts', 'infra/http/allowed-methods.ts', 'infra/pdf/printable.ts', 'ui/drawn.tsx']

test('no pattern comes from what somebody writes, an author of démarches included', async () => {
  const found = await Promise.all(files.map(async (path) => ((await motifsOf(path)).made > 0 ? [path] : [])))

  expect(found.flat().toSorted()).toEqual(MADE)
})
