import { Readable } from 'node:stream'
import type { FileStore, Recu } from '../infra/files/store.ts'
import { invariant } from '../infra/http/errors.ts'

/** A transparent picture of one pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

/** A PDF of one page that says what it is: plain objects, as the format's first chapter describes them. */
function makePdf(text: string): Buffer {
  const content = `BT /F1 18 Tf 72 770 Td (${text.replaceAll(/[^\x20-\x7e]|[()\\]/g, ' ')}) Tj ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let pdf = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const at = pdf.length
    pdf += `${index + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const xref = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  return Buffer.from(
    `${pdf}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${xref}trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${pdf.length}\n%%EOF\n`,
    'latin1',
  )
}

/** A file of the demonstration, received as a usager's would be: a PDF, or a picture where only pictures are taken. */
export async function makeFile(
  files: FileStore,
  { titre, extensions }: { titre: string; extensions: readonly string[] },
): Promise<Recu> {
  const isPdf = extensions.length === 0 || extensions.includes('pdf')
  const name = titre
    .normalize('NFD')
    .replaceAll(/[^a-zA-Z0-9]+/g, '-')
    .toLowerCase()
    .slice(0, 40)
  const received = await files.receive(Readable.from([isPdf ? makePdf(`Piece de demonstration : ${name}`) : PNG]), {
    maxOctets: 1_000_000,
    nomOriginal: `${name}.${isPdf ? 'pdf' : 'png'}`,
  })
  invariant(received.kind === 'recu', 'a demonstration file was refused')
  return received
}
