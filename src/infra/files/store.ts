import { createHash, randomBytes } from 'node:crypto'
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { checkContent, type Danger } from './check-content.ts'
import { cleanName } from './clean-name.ts'
import { detectType } from './detect-type.ts'
import { type FichierRange, type FichierScelle, openFile, sealFile } from './sealed-file.ts'
import { checkText } from './text-check.ts'
import { nameForType } from './types.ts'

/** A file received whole, safe on the disk under a random name, and attached to nothing yet. */
export interface Recu {
  readonly kind: 'recu'
  /** The sender's name, cleaned, with an ending that agrees with the type. */
  readonly nom: string
  /** Media type found in the bytes. */
  readonly type: string
  readonly octets: number
  readonly sha256: Buffer
  readonly md5: Buffer
  /** Part of it opens with a password only. */
  readonly chiffre: boolean
  /** Where it is in the store. */
  readonly emplacement: string
  /** What opens it: to be kept sealed, with what it is attached to. */
  readonly cle: Buffer
}

/** What became of a file that was sent; nothing stays on the disk unless it is `recu`. `coupe`: its end never came. */
export type Reception = Recu | Refuse

/** A file that was not kept, and why. */
export interface Refuse {
  readonly kind: 'trop_gros' | 'type_refuse' | Danger | 'vide' | 'coupe'
  readonly nom: string
}

interface ReceiveOptions {
  /** The most bytes accepted. */
  readonly maxOctets: number
  readonly nomOriginal: string
  /** Media types accepted, of those that Parvis knows; all of them without it. */
  readonly types?: readonly string[] | undefined
}

/** The folder of files. */
export interface FileStore {
  /**
   * Receives a file, never whole in memory, and reads its stream to the end whatever happens. When it answers `recu`, the
   * bytes are on the disk for good, encrypted; in clear they are there only as long as it takes to look at them.
   * @throws {Error} when the disk cannot take it; no half file stays.
   */
  receive(stream: Readable, options: ReceiveOptions): Promise<Reception>
  /**
   * The plain bytes of a file, to be sent or closed. They end with an error when they are not what was received.
   * @throws {Error} ENOENT when there is none there, before a byte was sent.
   */
  open(fichier: FichierRange): Promise<Readable>
  /** Encrypts a file that lies in clear, in a new place: the old one is still there, to be swept once nothing names it. */
  protect(emplacement: string): Promise<FichierScelle>
  /** Removes a file; silent when it is already gone. */
  remove(emplacement: string): Promise<void>
  /** Where the files and those that are arriving are, for sweeping. */
  readonly root: string
}

/** Folder of the files that are arriving, beside those that arrived. */
export const ARRIVING = 'arrivee'
const EMPLACEMENT = /^[0-9a-f]{2}\/[0-9a-f]{2}\/[0-9a-f]{32}$/

/** A store in that folder, made at the first file: random names in two levels of folders, readable by us alone. */
export function createFileStore(root: string): FileStore {
  return {
    root,
    receive: (stream, options) => receive(root, stream, options),
    open: async (fichier) => openFile(pathOf(root, fichier.emplacement), fichier),
    protect: (emplacement) => protect(root, emplacement),
    remove: (emplacement) => rm(pathOf(root, emplacement), { force: true }),
  }
}

function pathOf(root: string, emplacement: string): string {
  if (!EMPLACEMENT.test(emplacement)) throw new Error('Not a place of the file store')
  return join(root, emplacement)
}

async function receive(
  root: string,
  stream: Readable,
  { maxOctets, nomOriginal, types }: ReceiveOptions,
): Promise<Reception> {
  const nom = cleanName(nomOriginal)
  const name = randomBytes(16).toString('hex')
  const chemin = join(root, ARRIVING, name)
  // The mode would be that of the parents too, where PostgreSQL, another user, has its own folder.
  await mkdir(root, { recursive: true })
  await mkdir(dirname(chemin), { recursive: true, mode: 0o700 })
  try {
    const written = await write(stream, chemin, maxOctets)
    if (typeof written === 'string') return { kind: written, nom }
    const type = await detectType({ chemin, nom, octets: written.octets, isText: written.isText })
    if (type === undefined || types?.includes(type) === false) return { kind: 'type_refuse', nom }
    const content = await checkContent({ chemin, type, octets: written.octets })
    if (content.kind !== 'bon') return { kind: content.kind, nom }
    const sealed = await sealForGood(chemin, root)
    const { octets, sha256, md5 } = written
    const kept = { nom: cleanName(nameForType(nom, type)), type, octets, sha256, md5 }
    return { kind: 'recu', ...kept, chiffre: content.chiffre, ...sealed }
  } finally {
    await rm(chemin, { force: true })
  }
}

interface Written {
  readonly octets: number
  readonly sha256: Buffer
  readonly md5: Buffer
  readonly isText: boolean
}

async function write(
  stream: Readable,
  chemin: string,
  maxOctets: number,
): Promise<Written | 'trop_gros' | 'vide' | 'coupe'> {
  const file = await open(chemin, 'wx', 0o600)
  const sha256 = createHash('sha256')
  const md5 = createHash('md5')
  const text = checkText()
  let octets = 0
  try {
    const reading = readSafely(stream)
    for await (const bytes of reading.chunks) {
      octets += bytes.length
      // A file too large is read to its end without being kept: the fields after it in the form still come.
      if (octets > maxOctets) continue
      sha256.update(bytes)
      md5.update(bytes)
      text.add(bytes)
      await writeAll(file, bytes)
    }
    if (reading.isCut()) return 'coupe'
    if (octets > maxOctets) return 'trop_gros'
    if (octets === 0) return 'vide'
  } finally {
    await file.close()
  }
  return { octets, sha256: sha256.digest(), md5: md5.digest(), isText: text.end() }
}

/** The chunks of a stream, ending without an error when it is cut: an error of the disk must stay one. */
function readSafely(stream: Readable): { readonly chunks: AsyncIterable<Buffer>; readonly isCut: () => boolean } {
  let cut = false
  async function* read(): AsyncIterable<Buffer> {
    const chunks = stream.iterator({ destroyOnReturn: false })[Symbol.asyncIterator]()
    for (;;) {
      const next = await chunks.next().catch(() => undefined)
      cut = next === undefined
      if (next === undefined || next.done === true) return
      yield Buffer.isBuffer(next.value) ? next.value : Buffer.from(String(next.value))
    }
  }
  return { chunks: read(), isCut: () => cut }
}

async function writeAll(file: FileHandle, bytes: Buffer): Promise<void> {
  let at = 0
  // A full disk may take a part of what it is given and refuse the rest at the next attempt.
  while (at < bytes.length) at += (await file.write(bytes, at)).bytesWritten
}

/** Encrypts a file and gives it a place; its name is on the disk too when this ends: the folders are written as the bytes were. */
async function sealForGood(chemin: string, root: string): Promise<FichierScelle> {
  const name = randomBytes(16).toString('hex')
  const fichier = { emplacement: `${name.slice(0, 2)}/${name.slice(2, 4)}/${name}`, cle: randomBytes(32) }
  const arriving = join(root, ARRIVING, name)
  const target = pathOf(root, fichier.emplacement)
  const folder = dirname(target)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  try {
    await sealFile(chemin, arriving, fichier)
    await rename(arriving, target)
  } finally {
    await rm(arriving, { force: true })
  }
  for (const each of [folder, dirname(folder), root]) await syncFolder(each)
  return fichier
}

async function protect(root: string, emplacement: string): Promise<FichierScelle> {
  await mkdir(join(root, ARRIVING), { recursive: true, mode: 0o700 })
  return sealForGood(pathOf(root, emplacement), root)
}

async function syncFolder(folder: string): Promise<void> {
  // Windows does not open folders; there the file system keeps names by itself.
  if (process.platform === 'win32') return
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
