import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { splitStatements } from '../src/infra/db/split-statements.ts'
import { packageRoot } from '../src/infra/package-root.ts'
import { blockingStatements } from './blocking-statements.ts'

const FOLDER = join(packageRoot(), 'db', 'migrations')
/** The first migration that an instance may receive while people work. */
const ONLINE_FROM = 11

test('a statement ends at its semicolon, and not at those of a text, a comment or a body', () => {
  const sql = `
    -- first; not the end
    create table a.b (c text default 'x;y'); -- told
    /* nor ; here */ create function a.f() returns int language sql begin atomic select case when true then 1 end; end;
    do $$ begin perform 1; end $$; select ";" from a.b`

  expect(splitStatements(sql)).toEqual([
    { text: "create table a.b (c text default 'x;y')", comment: '-- first; not the end' },
    {
      text: 'create function a.f() returns int language sql begin atomic select case when true then 1 end; end',
      comment: '-- told\n/* nor ; here */',
    },
    { text: 'do $$ begin perform 1; end $$', comment: '' },
    { text: 'select ";" from a.b', comment: '' },
  ])
})

test.each([
  'create index i on a.t (c)',
  'create unique index i on a.t using gin (c)',
  'alter table a.t add column c uuid not null default uuidv7()',
  'alter table a.t add column c text generated always as (lower(d)) stored',
  'alter table a.t add column c uuid references a.u',
  'alter table a.t add column c text, add column d text check (length(d) < 3)',
  'alter table a.t alter column c set not null',
  'alter table a.t alter c type bigint',
  'alter table a.t add constraint k check (c > 0)',
  'alter table a.t add foreign key (c) references a.u',
  'alter table only a.t add constraint k unique (c)',
  'alter table a.t add primary key (c)',
  'alter table a.t set unlogged',
  'lock table a.t in share mode',
  'update a.t set c = 1',
  'delete from a.t where c = 1',
  'truncate a.t',
  'reindex table a.t',
  'do $$ begin update a.t set c = 1; end $$',
])('« %s » may stop those who use the table: it is found, unless the line above says why it may', (statement) => {
  expect(blockingStatements(`create table a.other (n int); ${statement};`)).toHaveLength(1)
  expect(blockingStatements(`-- blocks: a table of a few rows, read once a day\n${statement};`)).toEqual([])
})

test.each([
  'create index concurrently i on a.t (c)',
  'alter table a.t add column c text',
  "alter table a.t add column c boolean not null default false, add column d text default 'x'",
  'alter table a.t add column c timestamptz default now()',
  'alter table a.t add constraint k check (c > 0) not valid',
  'alter table a.t add column c text, add constraint k check (c in (1, 2)) not valid',
  'alter table a.t add constraint k foreign key (c) references a.u not valid',
  'alter table a.t validate constraint k',
  'alter table a.t add constraint k unique using index i',
  'alter table a.t drop column c, drop constraint k',
  'alter table a.t enable row level security, force row level security',
  'create policy p on a.t to r using (true)',
  'create table a.u (c uuid references a.t, d text check (length(d) < 3)); create index i on a.u (d); update a.u set d = 1',
  'insert into a.t select 1',
  'create function a.f() returns void language sql begin atomic update a.t set c = 1; end',
])('« %s » stops nobody', (statement) => {
  expect(blockingStatements(statement)).toEqual([])
})

// Received by instances already when this was first asked: an applied file no longer changes, so its reasons are here.
const SAID_LATER: Readonly<Record<string, string>> = {
  '0011-facteurs.sql: alter table comptes.lien add constraint':
    'links are erased a day after they end: some thousands at most',
  '0012-equipes.sql: create index role_organisme': 'a row for each person who works here',
  '0012-equipes.sql: create index role_delegation': 'the same',
}

test('a migration stops nobody who works, or says why it may', () => {
  const files = readdirSync(FOLDER).filter((nom) => nom.endsWith('.sql') && Number(nom.slice(0, 4)) >= ONLINE_FROM)
  const found = files.flatMap((nom) =>
    blockingStatements(readFileSync(join(FOLDER, nom), 'utf8')).map(
      ({ statement, rule }) => `${nom}: ${statement} (${rule})`,
    ),
  )

  const unsaid = found.filter((each) => Object.keys(SAID_LATER).every((known) => !each.startsWith(known)))
  expect(unsaid).toEqual([])
  // No reason outlives what it was given for.
  expect(Object.keys(SAID_LATER).filter((known) => found.every((each) => !each.startsWith(known)))).toEqual([])
})
