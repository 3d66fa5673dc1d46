import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { aDocx, anOdt, aPdf, aZip, type Entry, streamOf } from '../sample-files.ts'
import { createFileStore, type FileStore, type Reception } from '../store.ts'

let root = ''
let store: FileStore
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'parvis-archives-'))
  store = createFileStore(root)
})
afterEach(() => rmSync(root, { recursive: true }))

function receive(bytes: Buffer, nomOriginal = 'a.zip'): Promise<Reception> {
  return store.receive(streamOf(bytes), { maxOctets: 50_000_000, nomOriginal })
}

async function zipped(...entries: readonly Entry[]): Promise<string> {
  return (await receive(aZip(entries))).kind
}

function filesIn(): readonly string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [entry.name] : [],
  )
}

const MEGABYTE = Buffer.alloc(1_000_000)

test('an archive of ordinary documents is taken', async () => {
  const entries = [
    { name: 'lettre.docx', content: aDocx() },
    { name: 'plans/', content: '' },
    { name: 'plans/façade.pdf', content: aPdf() },
    { name: 'photo.bin', content: randomBytes(300_000), stored: true },
  ]

  expect(await receive(aZip(entries))).toMatchObject({ kind: 'recu', type: 'application/zip', chiffre: false })
})

test('names that leave their folder, links and archives within are traps', async () => {
  expect(await zipped({ name: '../a.txt', content: 'x' })).toBe('archive_piegee')
  expect(await zipped({ name: 'a\\..\\..\\b.txt', content: 'x' })).toBe('archive_piegee')
  expect(await zipped({ name: '/etc/passwd', content: 'x' })).toBe('archive_piegee')
  expect(await zipped({ name: 'C:\\a.txt', content: 'x' })).toBe('archive_piegee')
  expect(await zipped({ name: 'lien', content: '/etc/passwd', mode: 0o120777 })).toBe('archive_piegee')
  expect(await zipped({ name: 'dedans.zip', content: 'x' })).toBe('archive_piegee')
})

test('an archive within is known by its bytes, whatever it is called', async () => {
  const within = aZip([{ name: 'a.txt', content: 'x' }])

  expect(await zipped({ name: 'photo.jpg', content: within })).toBe('archive_piegee')
  expect(await zipped({ name: 'notes.txt', content: gzipSync('x') })).toBe('archive_piegee')
  expect(await zipped({ name: 'notes.txt', content: Buffer.from('526172211a0700', 'hex') })).toBe('archive_piegee')
  expect(await zipped({ name: 'notes.txt', content: Buffer.from('377abcaf271c0004', 'hex') })).toBe('archive_piegee')
})

test('a thousand entries are taken, one more is a trap', async () => {
  const many = Array.from({ length: 1_001 }, (_, index) => ({ name: `${index}.txt`, content: 'x' }))

  expect(await zipped(...many)).toBe('archive_piegee')
  expect(await zipped(...many.slice(1))).toBe('recu')
})

test('documents with macros are said to have some', async () => {
  expect((await receive(aDocx([{ name: 'word/vbaProject.bin', content: 'x' }]), 'a.docx')).kind).toBe('macros')
  const within = aDocx([{ name: 'word/vbaProject.bin', content: 'x' }])
  expect(await zipped({ name: 'lettre.docx', content: within })).toBe('macros')
})

test('what unpacks to more than a hundred times its size is a trap, even when it says otherwise', async () => {
  const bomb = Buffer.alloc(30_000_000)

  expect(await zipped({ name: 'a.txt', content: bomb })).toBe('archive_piegee')
  expect(await zipped({ name: 'a.txt', content: bomb, unpacked: 1_000 })).toBe('archive_piegee')
  expect((await receive(aDocx([{ name: 'word/media/a.png', content: bomb, unpacked: 10 }]), 'a.docx')).kind).toBe(
    'archive_piegee',
  )
})

test('what unpacks to more than 200 MB is a trap, and is not unpacked to its end', { timeout: 60_000 }, async () => {
  const filler = { name: 'photo.bin', content: randomBytes(3_000_000), stored: true }
  const entries = Array.from({ length: 200 }, (_, index) => ({ name: `${index}.txt`, content: MEGABYTE }))

  expect(await zipped(filler, ...entries.slice(4))).toBe('recu')
  expect(await zipped(filler, ...entries.map((entry) => ({ ...entry, unpacked: 1 })))).toBe('archive_piegee')
  expect(await zipped({ name: 'a.txt', content: 'x', unpacked: 200_000_001 })).toBe('archive_piegee')
})

test('an entry that says less or more than it unpacks is a trap', async () => {
  expect(await zipped({ name: 'a.txt', content: 'bonjour', unpacked: 6 })).toBe('archive_piegee')
  expect(await zipped({ name: 'a.txt', content: 'bonjour', unpacked: 8 })).toBe('archive_piegee')
})

test('entries that share the same bytes are a trap: a file of 10 kB would unpack to terabytes', async () => {
  const content = Buffer.alloc(50_000)
  const first = { name: 'a.txt', content }

  expect(await zipped(first, { name: 'a.txt', content, at: 0 }, { name: 'a.txt', content, at: 0 })).toBe(
    'archive_piegee',
  )
})

test('an entry that quotes the header of the next one is a trap', async () => {
  // The first one claims, as its own bytes, the whole of the second: both are listed.
  const quoted = aZip([{ name: 'b.txt', content: 'bonjour' }])
  const local = quoted.subarray(0, quoted.indexOf('PK\x01\x02', 0, 'latin1'))
  const head = 30 + 'a.txt'.length

  expect(
    await zipped(
      { name: 'a.txt', content: local, stored: true },
      { name: 'b.txt', content: 'bonjour', at: head, hidden: false },
    ),
  ).toBe('archive_piegee')
})

test('an entry that the list does not name, or names otherwise, is a trap: two programs would see two archives', async () => {
  expect(await zipped({ name: 'a.txt', content: 'x' }, { name: 'virus.exe', content: 'x', hidden: true })).toBe(
    'archive_piegee',
  )
  expect(await zipped({ name: 'virus.exe', content: 'x', hidden: true }, { name: 'a.txt', content: 'x' })).toBe(
    'archive_piegee',
  )
  expect(await zipped({ name: 'a.txt', content: 'x', localName: 'virus.exe' })).toBe('archive_piegee')
})

test('a document holds a table, an archive holds that document, and nothing deeper', async () => {
  const table = (more: readonly Entry[] = []) => ({ name: 'word/embeddings/Classeur.xlsx', content: aDocx(more) })
  const inside = (entry: Entry) => ({ name: 'lettre.docx', content: aDocx([entry]) })

  expect((await receive(aDocx([table()]), 'a.docx')).kind).toBe('recu')
  expect(await zipped(inside(table()))).toBe('recu')
  expect(await zipped(inside(table([table()])))).toBe('archive_piegee')
})

test('what is nested is bounded together with what holds it', async () => {
  const bomb = aDocx([{ name: 'word/media/a.bin', content: Buffer.alloc(9_000_000) }])

  expect(await zipped({ name: '1.docx', content: bomb })).toBe('recu')
  expect(await zipped({ name: '1.docx', content: bomb }, { name: '2.docx', content: bomb })).toBe('archive_piegee')
  expect((await receive(aDocx([{ name: 'word/media/a.emz', content: gzipSync(MEGABYTE) }]), 'a.docx')).kind).toBe(
    'recu',
  )
  const drawings = Array.from({ length: 12 }, (_, n) => ({ name: `word/media/${n}.emz`, content: gzipSync(MEGABYTE) }))
  expect((await receive(aDocx(drawings), 'a.docx')).kind).toBe('archive_piegee')
})

test('what a password closes is taken, and known as such', async () => {
  const manifest = '<manifest:manifest><manifest:encryption-data/></manifest:manifest>'
  const [mimetype = { name: '' }] = [
    { name: 'mimetype', content: 'application/vnd.oasis.opendocument.text', stored: true },
  ]
  const odt = aZip([mimetype, { name: 'META-INF/manifest.xml', content: manifest }])
  const pdf = Buffer.concat([aPdf(), Buffer.from('trailer <</Root 1 0 R /Encrypt 5 0 R>>\n%%EOF\n')])

  expect(await receive(aZip([{ name: 'a.txt', content: 'x', encrypted: true }]))).toMatchObject({ chiffre: true })
  expect(await receive(odt, 'a.odt')).toMatchObject({ kind: 'recu', chiffre: true })
  expect(await receive(pdf, 'a.pdf')).toMatchObject({ kind: 'recu', chiffre: true })
  expect(await receive(anOdt(), 'a.odt')).toMatchObject({ kind: 'recu', chiffre: false })
  expect(await receive(aPdf(), 'a.pdf')).toMatchObject({ kind: 'recu', chiffre: false })
})

test('a compressed file is bounded as an archive is', async () => {
  expect((await receive(gzipSync('Une note.'), 'a.gz')).kind).toBe('recu')
  expect((await receive(gzipSync(Buffer.alloc(30_000_000)), 'a.gz')).kind).toBe('archive_piegee')
  expect((await receive(gzipSync(gzipSync('x')), 'a.gz')).kind).toBe('archive_piegee')
  expect((await receive(gzipSync(randomBytes(5_000)).subarray(0, 3_000), 'a.gz')).kind).toBe('abime')
})

test('an archive whose bytes are damaged is refused as such', async () => {
  const whole = aZip([{ name: 'a.txt', content: randomBytes(5_000).toString('hex') }])
  const damaged = Buffer.from(whole)
  damaged.fill(0xff, 30 + 'a.txt'.length, 100)
  const other = aZip([{ name: 'a.txt', content: 'bonjour', stored: true }])
  other.write('B', 30 + 'a.txt'.length)

  expect((await receive(damaged)).kind).toBe('abime')
  expect((await receive(other)).kind).toBe('abime')
  expect((await receive(whole.subarray(0, -30))).kind).toBe('abime')
})

test('what was refused leaves nothing, not even what was unpacked aside', async () => {
  await zipped({ name: 'lettre.docx', content: aDocx([{ name: 'dedans.zip', content: 'x' }]) })
  await receive(aDocx([{ name: 'word/embeddings/a.xlsx', content: aZip([{ name: '../x', content: 'x' }]) }]), 'a.docx')

  expect(filesIn()).toEqual([])
})
