import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { packageRoot } from '../src/infra/package-root.ts'

const cwd = packageRoot()
const read = (path: string) => readFileSync(join(cwd, path), 'utf8')

/**
 * English synonyms of our nouns that mean nothing else in this program. The other words of docs/words.md (« page », « key »,
 * « status »…) also name things of the machine, so that only a reader can tell.
 */
const FORBIDDEN = [
  ...['procedure', 'attachment', 'submission', 'receipt', 'applicant', 'citizen', 'officer', 'team', 'dispatch'],
  ...['organization', 'tenant', 'department'],
]
/** French synonyms that nobody reads on a page: one says courriel, usager, pièce. */
const NOT_ON_SCREEN =
  /(?<![\w-])(?:e-?mails?|mails?|utilisat(?:eur|rice)s?|citoyen(?:ne)?s?|pièces? jointes?)(?![\w:])/i

/** The words of a name: `sendMail`, `send_mail` and `send-mail` are all send and mail. */
function wordsOf(name: string): readonly string[] {
  return (name.match(/\p{Lu}?[\p{Ll}\d]+|\p{Lu}+(?!\p{Ll})/gu) ?? []).map((word) => word.toLowerCase())
}

/** The names that a file gives: its own, those it declares, and those of the fields of its types. */
function namesOf(path: string, text: string): readonly string[] {
  const declared = text.matchAll(/\b(?:function|const|let|type|interface|class)\s+([\p{L}\w$]+)/gu)
  const fields = text.matchAll(/^\s+(?:readonly\s+)?([\p{L}_][\p{L}\w]*)\??:\s/gmu)
  return [basename(path).replace(/\..*$/, ''), ...[...declared, ...fields].map(([, name = '']) => name)]
}

function forbiddenNames(path: string, text: string): readonly string[] {
  const isForbidden = (word: string) => FORBIDDEN.some((each) => word === each || word === `${each}s`)
  return namesOf(path, text).filter((name) => wordsOf(name).some(isForbidden) || /[^\w$-]/.test(name))
}

test('what is forbidden here is what the glossary says not to say', () => {
  const rows = [...read('docs/words.md').matchAll(/^\|.*\|([^|]*)\|$/gm)].map(([, notToSay = '']) => notToSay)
  const forbidden = rows.flatMap((cell) => cell.match(/\p{L}+/gu) ?? [])

  expect(FORBIDDEN.filter((word) => !forbidden.includes(word))).toEqual([])
})

test('a name said otherwise is seen, whatever its shape', () => {
  const text = [
    'function listOfficers() {}',
    'interface CaseRow {',
    '  readonly citizen_id: string',
    '}',
    'const démarche = 1',
  ]

  expect(forbiddenNames('receipt-page.tsx', text.join('\n'))).toEqual([
    ...['receipt-page', 'listOfficers', 'démarche', 'citizen_id'],
  ])
  expect(forbiddenNames('steam.ts', 'const teammate = 1')).toEqual([])
})

test('no name of the code uses another word for a thing that has one, nor an accent', () => {
  const files = globSync('src/**/*.{ts,tsx}', { cwd })
  const found = files.flatMap((path) => forbiddenNames(path, read(path)).map((name) => `${path}: ${name}`))

  expect(files.length).toBeGreaterThan(0)
  expect(found).toEqual([])
})

test('what people read in French says courriel, usager and pièce', () => {
  const files = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', ...globSync('docs/decisions/*.md', { cwd })]
  const pages = [...files, ...globSync('src/**/texts.fr.ts', { cwd })]
  const found = pages.flatMap((path) => {
    const lines = read(path).split('\n')
    return lines.filter((line) => NOT_ON_SCREEN.test(line)).map((line) => `${path}: ${line.trim()}`)
  })

  expect(found).toEqual([])
  expect('Votre mail est parti').toMatch(NOT_ON_SCREEN)
  expect('href: mailto:a@exemple.fr').not.toMatch(NOT_ON_SCREEN)
})
