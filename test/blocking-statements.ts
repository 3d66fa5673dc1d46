import { splitStatements } from '../src/infra/db/split-statements.ts'

/** A statement that may hold a table for as long as it has rows, and why. */
export interface Blocking {
  /** Its first words. */
  readonly statement: string
  readonly rule: string
}

/** A line above a statement that says why it may block: how few rows the table has, or that nobody uses it yet. */
const SAID = /^-- blocks: .{15,}/m

/**
 * What a migration does to tables that exist already and that would stop those who use them (PostgreSQL, « Explicit Locking » and
 * « ALTER TABLE »), unless the line above says why it may: `-- blocks: links live a day, there are a few hundred`.
 */
export function blockingStatements(sql: string): readonly Blocking[] {
  const statements = splitStatements(sql)
  const made = new Set(
    statements.flatMap(
      ({ text }) => /^create (?:unlogged )?table (?:if not exists )?(\S+)/i.exec(plain(text))?.[1] ?? [],
    ),
  )
  return statements.flatMap(({ text, comment }) => {
    const rule = SAID.test(comment) ? undefined : ruleOf(plain(text), made)
    return rule === undefined ? [] : [{ statement: plain(text).slice(0, 80), rule }]
  })
}

/** In lower case, on one line, without what its texts say. */
function plain(text: string): string {
  return text
    .replaceAll(/'(?:[^']|'')*'/g, "''")
    .replaceAll(/\s+/g, ' ')
    .toLowerCase()
}

const RULES: readonly (readonly [RegExp, string])[] = [
  [
    /^create (?:unique )?index (?!concurrently)(?:if not exists )?\S+ on (?:only )?(\S+)/,
    'index built while writes wait: concurrently, outside a transaction',
  ],
  [/^lock (?:table )?(?:only )?(\S+)/, 'a table locked'],
  [/^(?:update|delete from) (?:only )?(\S+)/, 'rows written in one transaction: by a job, in batches'],
  [/^truncate (?:table )?(\S+)/, 'a table emptied'],
  [/^(?:cluster|vacuum|reindex|refresh materialized view)\b(?!.*\bconcurrently\b)(.*)/, 'a table rewritten'],
]

const ALTER = /^alter table (?:if exists )?(?:only )?(\S+) (.*)$/

const ACTIONS: readonly (readonly [RegExp, string])[] = [
  [/\badd column\b.*\bdefault\b (?!now\(\)|current_)[^,]*\w\(/, 'every row rewritten: a default that is computed'],
  [
    /\badd column\b.*\bgenerated\b|\badd column \S+ (?:big|small)?serial\b/,
    'every row rewritten: a column that is computed',
  ],
  [/\balter (?:column )?\S+ set not null\b/, 'every row read: a check not valid, validated apart, then set not null'],
  [/\balter (?:column )?\S+ (?:set data )?type\b/, 'every row rewritten: another type'],
  [
    /\badd column\b.*\breferences\b/,
    'two tables locked while rows are read: the column, then a foreign key not valid, validated apart',
  ],
  [/\badd column\b.*\bcheck ?\(/, 'every row read: the column, then a check not valid, validated apart'],
  [
    /\badd (?:constraint \S+ )?(?:foreign key|check ?\()(?!.*\bnot valid\b)/,
    'every row read: not valid, then validated apart',
  ],
  [
    /\badd (?:constraint \S+ )?(?:unique|primary key|exclude)\b(?!.*\busing index\b)/,
    'an index built while everybody waits: concurrently, then using index',
  ],
  [/\bset (?:logged|unlogged|tablespace|access method)\b/, 'every row rewritten'],
]

function ruleOf(text: string, made: ReadonlySet<string>): string | undefined {
  const [, altered, actions] = ALTER.exec(text) ?? []
  if (altered !== undefined && actions !== undefined) {
    if (made.has(altered)) return undefined
    return splitActions(actions)
      .map((action) => ACTIONS.find(([pattern]) => pattern.test(action))?.[1])
      .find((rule) => rule !== undefined)
  }
  // A body of statements made as it runs: what it says is looked at like the rest, and none of it is known to be new.
  const body = /^do (\$\w*\$) ?(.*)\1/.exec(text)?.[2]
  const inside = body?.split(';').map((each) => each.trim().replace(/^(?:begin|loop|then|.*\bloop) /, ''))
  if (inside) return inside.map((each) => ruleOf(each, made)).find((rule) => rule !== undefined)
  for (const [pattern, rule] of RULES) {
    const table = pattern.exec(text)?.[1]
    if (table !== undefined && !made.has(table.replace(/\(.*$/, ''))) return rule
  }
  return undefined
}

/** The actions of one `alter table`, at the commas that no parenthesis holds. */
function splitActions(actions: string): readonly string[] {
  const all = ['']
  let depth = 0
  for (const letter of actions) {
    depth += letter === '(' ? 1 : letter === ')' ? -1 : 0
    if (letter === ',' && depth === 0) all.push('')
    else all.push(`${all.pop() ?? ''}${letter}`)
  }
  return all.map((action) => action.trim())
}
