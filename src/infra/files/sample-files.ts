import { createHash } from 'node:crypto'
import { PassThrough } from 'node:stream'
import { crc32, deflateRawSync } from 'node:zlib'

/** Small files made from the words of their formats, for tests. */

/** The smallest PDF. */
export function aPdf(): Buffer {
  return Buffer.from(
    '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n',
    'latin1',
  )
}

/** An entry of a ZIP, true or not. */
export interface Entry {
  readonly name: string
  readonly content?: string | Buffer
  /** Unix mode, for a link. */
  readonly mode?: number
  /** What the entry pretends to weigh once unpacked. */
  readonly unpacked?: number
  readonly stored?: boolean
  /** Said to open with a password. */
  readonly encrypted?: boolean
  /** What its own header calls it, when that is not what the list says. */
  readonly localName?: string
  /** Where the list says that it is, when that is not where it is. */
  readonly at?: number
  /** There, but not in the list. */
  readonly hidden?: boolean
}

/** A ZIP with those entries, whatever they are called. */
export function aZip(entries: readonly Entry[]): Buffer {
  const locals: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const content = Buffer.from(entry.content ?? '')
    const packed = entry.stored === true ? content : deflateRawSync(content)
    const name = Buffer.from(entry.name)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(entry.encrypted === true ? 1 : 0, 2)
    fields.writeUInt16LE(entry.stored === true ? 0 : 8, 4)
    fields.writeUInt32LE(crc32(content), 10)
    fields.writeUInt32LE(packed.length, 14)
    fields.writeUInt32LE(entry.unpacked ?? content.length, 18)
    fields.writeUInt16LE(name.length, 22)
    const localName = Buffer.from(entry.localName ?? entry.name)
    const localFields = Buffer.from(fields)
    localFields.writeUInt16LE(localName.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), localFields, localName, packed])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 6)
    rest.writeUInt32LE(entry.at ?? offset, 10)
    if (entry.hidden !== true)
      central.push(Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([20, 3]), fields, rest, name]))
    locals.push(local)
    offset += local.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(central.length, 4)
  end.writeUInt16LE(central.length, 6)
  end.writeUInt32LE(directory.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...locals, directory, Buffer.from('PK\x05\x06'), end])
}

/** A Word document of today; `more` entries besides. */
export function aDocx(more: readonly Entry[] = []): Buffer {
  const types = `<?xml version="1.0"?><Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`
  return aZip([
    { name: '[Content_Types].xml', content: types },
    { name: 'word/document.xml', content: '<w/>' },
    ...more,
  ])
}

/** An OpenDocument text. */
export function anOdt(): Buffer {
  const mimetype = { name: 'mimetype', content: 'application/vnd.oasis.opendocument.text', stored: true }
  return aZip([mimetype, { name: 'content.xml', content: '<x/>' }])
}

/** A compound file (Office 97–2003) holding those streams and storages. */
export function aCfb(names: readonly string[]): Buffer {
  const sector = 512
  const header = Buffer.alloc(sector, 0)
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(header)
  header.writeUInt16LE(0x3e, 24)
  header.writeUInt16LE(3, 26)
  header.writeUInt16LE(0xfffe, 28)
  header.writeUInt16LE(9, 30)
  header.writeUInt32LE(1, 44)
  header.writeUInt32LE(1, 48)
  header.fill(0xff, 76)
  header.writeUInt32LE(0, 76)
  const all = ['Root Entry', ...names]
  const directory = Buffer.alloc(Math.ceil(all.length / 4) * sector)
  for (const [index, name] of all.entries()) {
    directory.write(name, index * 128, 'utf16le')
    directory.writeUInt16LE((name.length + 1) * 2, index * 128 + 64)
  }
  const table = Buffer.alloc(sector, 0xff)
  table.writeUInt32LE(0xfffffffd, 0)
  const count = directory.length / sector
  for (let index = 1; index <= count; index += 1)
    table.writeUInt32LE(index === count ? 0xfffffffe : index + 1, index * 4)
  return Buffer.concat([header, table, directory])
}

/** Both digests of the same bytes. */
export function digestsOf(bytes: Buffer): { readonly sha256: string; readonly md5: string } {
  const of = (algorithm: string) => createHash(algorithm).update(bytes).digest('hex')
  return { sha256: of('sha256'), md5: of('md5') }
}

/** Bytes as a stream, in pieces of that size. */
export function streamOf(bytes: Buffer | string, size = 60_000): PassThrough {
  const stream = new PassThrough()
  const all = Buffer.from(bytes)
  for (let at = 0; at < all.length; at += size) stream.write(all.subarray(at, at + size))
  stream.end()
  return stream
}
