import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { aCfb, aDocx, anOdt, aPdf, aZip, digestsOf, streamOf } from './sample-files.ts'
import { aJpeg, aPng } from './sample-images.ts'
import { createFileStore, type FileStore, type Recu } from './store.ts'

let root = ''
let store: FileStore

beforeEach(() => {
  root = join(mkdtempSync(join(tmpdir(), 'parvis-fichiers-')), 'données', 'fichiers')
  store = createFileStore(root)
})
afterEach(() => rmSync(join(root, '..', '..'), { recursive: true }))

test('a file is kept byte for byte under a random name, with its digests', async () => {
  const bytes = Buffer.concat([aPdf(), Buffer.alloc(500_000, '%')])

  const recu = await receiveOk(bytes, 'Justificatif de domicile.pdf')

  expect(recu).toMatchObject({ nom: 'Justificatif de domicile.pdf', type: 'application/pdf', octets: bytes.length })
  expect(recu.sha256.toString('hex')).toBe(digestsOf(bytes).sha256)
  expect(recu.md5.toString('hex')).toBe(digestsOf(bytes).md5)
  expect(recu.emplacement).toMatch(/^([0-9a-f]{2})\/([0-9a-f]{2})\/\1\2[0-9a-f]{28}$/)
  expect(await buffer(await store.open(recu))).toEqual(bytes)
})

test('nobody else on the machine reads the files', async () => {
  const { emplacement } = await receiveOk(aPng(), 'a.png')

  expect(statSync(join(root, emplacement)).mode & 0o777).toBe(0o600)
  expect(statSync(join(root, emplacement.slice(0, 2))).mode & 0o777).toBe(0o700)
})

test('the same file twice is two files', async () => {
  const first = await receiveOk(aPng(), 'a.png')
  const second = await receiveOk(aPng(), 'a.png')

  expect(second.emplacement).not.toBe(first.emplacement)
})

test('a removed file is gone, and removing it again is no error', async () => {
  const recu = await receiveOk(aPng(), 'a.png')

  await store.remove(recu.emplacement)
  await store.remove(recu.emplacement)

  await expect(store.open(recu)).rejects.toThrow('ENOENT')
})

test('a place outside the store is refused', async () => {
  await expect(store.open({ emplacement: '../../../etc/passwd', cle: undefined })).rejects.toThrow('Not a place')
})

test('nothing of a file can be read on the disk, not even what it begins with', async () => {
  const { emplacement } = await receiveOk(Buffer.concat([aPdf(), Buffer.from('%'.repeat(90_000))]), 'a.pdf')

  const stored = readFileSync(join(root, emplacement))

  expect(stored.includes('PDF')).toBe(false)
  expect(stored.includes('%%%%')).toBe(false)
  expect(filesIn(root)).toHaveLength(1)
})

test('a file altered, cut, lengthened, or in the place of another gives an error, and not one byte of the part that is wrong', async () => {
  const bytes = Buffer.concat([aPdf(), Buffer.alloc(300_000, '%')])
  const [one, two] = [await receiveOk(bytes, 'a.pdf'), await receiveOk(bytes, 'a.pdf')]
  const path = join(root, one.emplacement)
  const whole = readFileSync(path)
  const changed = (at: number) =>
    Buffer.concat([whole.subarray(0, at), Buffer.from([(whole[at] ?? 0) ^ 1]), whole.subarray(at + 1)])
  const read = async () => {
    const pieces: Buffer[] = []
    const stream = await store.open(one)
    try {
      for await (const piece of stream) pieces.push(piece)
      return 'whole'
    } catch {
      // What came before the wrong part is right.
      return bytes.subarray(0, Buffer.concat(pieces).length).equals(Buffer.concat(pieces)) ? 'refused' : 'wrong bytes'
    }
  }

  for (const at of [0, 20, 100, 70_000, whole.length - 1]) {
    writeFileSync(path, changed(at))
    expect([at, await read()]).toEqual([at, 'refused'])
  }
  // A whole chunk gone from the middle, two of them swapped, one repeated at the end.
  const [head, first, second, rest] = [
    whole.subarray(0, 33),
    whole.subarray(33, 33 + 65_552),
    whole.subarray(33 + 65_552, 33 + 131_104),
    whole.subarray(33 + 131_104),
  ]
  for (const wrong of [
    [head, second, rest],
    [head, second, first, rest],
    [head, first, second, rest, first],
    [head, first, second],
  ]) {
    writeFileSync(path, Buffer.concat(wrong))
    expect(await read()).toBe('refused')
  }
  for (const length of [0, 10, 33, 33 + 65_552, whole.length - 1]) {
    writeFileSync(path, whole)
    truncateSync(path, length)
    expect([length, await read()]).toEqual([length, 'refused'])
  }
  copyFileSync(join(root, two.emplacement), path)
  expect(await read()).toBe('refused')
  // With its own key, a file opens in its own place only.
  copyFileSync(join(root, two.emplacement), path)
  await expect(buffer(await store.open({ emplacement: one.emplacement, cle: two.cle }))).rejects.toThrow()
  writeFileSync(path, whole)
  expect(await read()).toBe('whole')
})

test('a file that came before files were encrypted is read as it lies, and encrypted when asked', async () => {
  const emplacement = `aa/bb/${'aabb'.padEnd(32, '0')}`
  mkdirSync(join(root, 'aa', 'bb'), { recursive: true })
  writeFileSync(join(root, emplacement), aPdf())

  expect(await buffer(await store.open({ emplacement, cle: undefined }))).toEqual(aPdf())
  const sealed = await store.protect(emplacement)

  expect(sealed.emplacement).not.toBe(emplacement)
  expect(await buffer(await store.open(sealed))).toEqual(aPdf())
  expect(readFileSync(join(root, sealed.emplacement)).includes('PDF')).toBe(false)
})

test('a file that is opened and never read does not stay open', async () => {
  const recu = await receiveOk(aPng(), 'a.png')
  const openFiles = () => readdirSync('/proc/self/fd').length
  const before = openFiles()

  for (let index = 0; index < 20; index += 1) (await store.open(recu)).destroy()
  await new Promise((resolve) => setTimeout(resolve, 100))

  expect(openFiles()).toBeLessThan(before + 10)
})

test('one byte too many is too large, the exact size is not; the stream is read to its end', async () => {
  const bytes = aPdf()
  const large = streamOf(Buffer.concat([bytes, Buffer.alloc(300_000)]))

  const exact = await store.receive(streamOf(bytes), { maxOctets: bytes.length, nomOriginal: 'a.pdf' })
  const over = await store.receive(streamOf(bytes), { maxOctets: bytes.length - 1, nomOriginal: 'a.pdf' })
  const far = await store.receive(large, { maxOctets: 10, nomOriginal: 'a.pdf' })

  expect([exact.kind, over.kind, far.kind]).toEqual(['recu', 'trop_gros', 'trop_gros'])
  expect(large.readableEnded).toBe(true)
  expect(filesIn(root)).toHaveLength(1)
})

test('an empty file is not a file', async () => {
  expect(await receive('', 'a.txt')).toMatchObject({ kind: 'vide', nom: 'a.txt' })
  expect(filesIn(root)).toEqual([])
})

test('a file whose end never comes leaves nothing', async () => {
  const stream = new PassThrough()
  stream.write(aPdf())
  setTimeout(() => stream.destroy(new Error('ECONNRESET')), 20)

  const reception = await store.receive(stream, { maxOctets: 1e6, nomOriginal: 'a.pdf' })

  expect(reception.kind).toBe('coupe')
  expect(filesIn(root)).toEqual([])
})

test('a stream closed without an error is cut as well', async () => {
  const stream = new PassThrough()
  stream.write(aPdf())
  setTimeout(() => stream.destroy(), 20)

  expect((await store.receive(stream, { maxOctets: 1e6, nomOriginal: 'a.pdf' })).kind).toBe('coupe')
})

test('each kind of document is known by its bytes', async () => {
  const typeOf = async (bytes: Buffer | string, nom: string) => {
    const reception = await receive(bytes, nom)
    return reception.kind === 'recu' ? reception.type : reception.kind
  }

  expect(await typeOf(aPdf(), 'a.pdf')).toBe('application/pdf')
  expect(await typeOf(aPng(), 'a.png')).toBe('image/png')
  expect(await typeOf(aJpeg(), 'a.jpg')).toBe('image/jpeg')
  expect(await typeOf(aDocx(), 'a.docx')).toBe(
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  )
  expect(await typeOf(anOdt(), 'a.odt')).toBe('application/vnd.oasis.opendocument.text')
  expect(await typeOf(aCfb(['Data', '1Table', 'CompObj', 'x', 'WordDocument']), 'a.doc')).toBe('application/msword')
  expect(await typeOf(aCfb(['Workbook']), 'a.xls')).toBe('application/vnd.ms-excel')
  expect(await typeOf(aCfb(['PowerPoint Document']), 'a.ppt')).toBe('application/vnd.ms-powerpoint')
  expect(await typeOf(aZip([{ name: 'a.txt', content: 'x' }]), 'a.zip')).toBe('application/zip')
  expect(await typeOf('{\\rtf1\\ansi Bonjour}', 'a.rtf')).toBe('application/rtf')
})

test('texts are told apart by their ending when their content agrees', async () => {
  const typeOf = async (text: string, nom: string) => {
    const reception = await receive(text, nom)
    return reception.kind === 'recu' ? reception.type : reception.kind
  }

  expect(await typeOf('Été à Écully\r\n', 'a.txt')).toBe('text/plain')
  expect(await typeOf('\ufeffnom;âge\nZoé;8\n', 'a.csv')).toBe('text/csv')
  expect(await typeOf('a\tb\n', 'a.tsv')).toBe('text/tab-separated-values')
  expect(await typeOf('{"a": [1, "é"]}', 'a.json')).toBe('application/json')
  expect(await typeOf('{"type":"FeatureCollection","features":[]}', 'a.geojson')).toBe('application/geo+json')
  expect(await typeOf('<?xml version="1.0"?><a b="c">é &amp; <d/></a>', 'a.xml')).toBe('application/xml')
  expect(await typeOf('<gpx><trk/></gpx>', 'a.gpx')).toBe('application/gpx+xml')
  expect(await typeOf('<kml xmlns="http://www.opengis.net/kml/2.2"/>', 'a.kml')).toBe(
    'application/vnd.google-earth.kml+xml',
  )
})

test('a text that begins like something else is still a text', async () => {
  expect(await receiveOk('BM;prix\nBMW;12\n', 'a.csv')).toMatchObject({ type: 'text/csv' })
  expect(await receiveOk('MZ, mon ami', 'a.txt')).toMatchObject({ type: 'text/plain' })
})

test('the name is given the ending of what the file is', async () => {
  expect((await receiveOk(aJpeg(), 'photo.png')).nom).toBe('photo.png.jpg')
  expect((await receiveOk('Bonjour', 'lettre.md')).nom).toBe('lettre.md.txt')
})

test('what is unknown, runs, or lies is refused and leaves nothing', async () => {
  const refused = async (bytes: Buffer | string, nom: string) => (await receive(bytes, nom)).kind

  expect(await refused(Buffer.from([0, 1, 2, 3, 4, 5]), 'a.bin')).toBe('type_refuse')
  expect(await refused(Buffer.concat([Buffer.from('MZ\x90\x00'), Buffer.alloc(200)]), 'a.pdf')).toBe('type_refuse')
  expect(await refused('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 'logo.svg')).toBe(
    'type_refuse',
  )
  expect(await refused('<?xml version="1.0"?>\n<!-- x --><svg/>', 'logo.xml')).toBe('type_refuse')
  expect(await refused('<x:svg xmlns:x="http://www.w3.org/2000/svg"/>', 'logo.xml')).toBe('type_refuse')
  expect(await refused('\ufeff  <!DOCTYPE html><html></html>', 'page.txt')).toBe('type_refuse')
  expect(await refused('<script>alert(1)</script>', 'notes.csv')).toBe('type_refuse')
  expect(await refused(Buffer.from('caf\xe9', 'latin1'), 'a.txt')).toBe('type_refuse')
  expect(await refused(Buffer.from('a\0b'), 'a.txt')).toBe('type_refuse')
  expect(await refused('{"a": ', 'a.json')).toBe('type_refuse')
  expect(await refused('12', 'a.json')).toBe('type_refuse')
  expect(await refused('{"features":[]}', 'a.geojson')).toBe('type_refuse')
  expect(await refused('<a><b></a></b>', 'a.xml')).toBe('type_refuse')
  expect(await refused('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'a.xml')).toBe('type_refuse')
  expect(await refused('<gpx/>', 'a.kml')).toBe('type_refuse')
  expect(await refused(aCfb(['Quelconque']), 'a.doc')).toBe('type_refuse')
  expect(filesIn(root)).toEqual([])
})

test('a text cut in the middle of a character is not a text', async () => {
  expect((await receive(Buffer.from('été').subarray(0, 4), 'a.txt')).kind).toBe('type_refuse')
})

test('accents that fall between two pieces of the stream are read whole', async () => {
  const stream = streamOf('é'.repeat(1000), 7)

  expect((await store.receive(stream, { maxOctets: 1e6, nomOriginal: 'a.txt' })).kind).toBe('recu')
})

test('old documents with macros are refused', async () => {
  expect((await receive(aCfb(['WordDocument', 'Macros', 'VBA']), 'a.doc')).kind).toBe('type_refuse')
})

test('two files in one are refused', async () => {
  const zip = aZip([{ name: 'a.txt', content: 'x' }])

  expect((await receive(Buffer.concat([aPng(), zip]), 'a.png')).kind).toBe('type_refuse')
  expect((await receive(Buffer.concat([Buffer.from('x\0x'), aPdf()]), 'a.pdf')).kind).toBe('type_refuse')
})

test('a champ that wants some types refuses the others', async () => {
  const types = ['image/png', 'image/jpeg']
  const options = { maxOctets: 1e6, types, nomOriginal: 'a' }

  expect((await store.receive(streamOf(aPng()), options)).kind).toBe('recu')
  expect((await store.receive(streamOf(aPdf()), options)).kind).toBe('type_refuse')
})

test('a large file costs little memory', async () => {
  const block = Buffer.alloc(1_000_000, '%')
  const stream = new PassThrough()
  const before = process.memoryUsage().rss
  let most = 0

  const receiving = store.receive(stream, { maxOctets: 2e8, nomOriginal: 'a.pdf' })
  stream.write(aPdf())
  for (let index = 0; index < 150; index += 1) {
    if (!stream.write(block)) await new Promise((resolve) => stream.once('drain', resolve))
    most = Math.max(most, process.memoryUsage().rss - before)
  }
  stream.end()

  expect((await receiving).kind).toBe('recu')
  expect(most).toBeLessThan(75_000_000)
})

function receive(bytes: Buffer | string, nomOriginal: string) {
  return store.receive(streamOf(bytes), { maxOctets: 5_000_000, nomOriginal })
}

async function receiveOk(bytes: Buffer | string, nomOriginal: string): Promise<Recu> {
  const reception = await receive(bytes, nomOriginal)
  if (reception.kind !== 'recu') throw new Error(`refused: ${reception.kind}`)
  return reception
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [entry.name] : [],
  )
}
