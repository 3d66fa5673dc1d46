import type { Readable } from 'node:stream'
import multipart from '@fastify/multipart'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Refused } from './errors.ts'
import {
  collectFields,
  FIELD_LIMITS,
  type FieldCollector,
  type FieldLimits,
  type FormFields,
  type FormProblem,
} from './form-fields.ts'
import { readUrlencoded } from './urlencoded.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Files may come with the form of this route: the door in front of Parvis lets them pass. */
    readonly fichiers?: true
  }
}

/** A file of a form, while it arrives. */
export interface FilePart {
  readonly name: string
  /** As the browser said, never trusted. */
  readonly nomOriginal: string
  /** Must be read to its end, or left alone: the fields after it come next. */
  readonly stream: Readable
}

/** Why the end of a form is missing: the connection closed, the body makes no sense there, or it is too large. */
export type FormCut = 'interrompu' | 'illisible' | 'trop_long'

/** A form as it was received. */
export interface ReadForm {
  readonly fields: FormFields
  /** Empty for an ordinary form. */
  readonly problems: readonly FormProblem[]
  /** Present when the end is missing: what came before is there, except perhaps the last part that had arrived whole. */
  readonly cut?: FormCut
}

interface FormOptions {
  /** Called for each file in turn; without it, or where the route takes none, files are dropped. An empty file input is not a file. */
  readonly onFile?: (part: FilePart) => Promise<void>
  readonly limits?: Partial<FormLimits>
}

interface FormLimits extends FieldLimits {
  /** The most bytes of files in one form; beyond, the form is cut. */
  readonly filesOctets: number
}

const FILES_OCTETS = 1_000_000_000
// More parts than any form of ours has, refused before they cost time.
const PARTS_MAX = 3_000
// One character of three bytes typed takes nine in an address-like body.
const ESCAPED = 3

/** Lets forms reach their routes unread: `readForm` reads them. A body of any other type has no parser: Fastify answers 415. */
export async function registerForms(app: FastifyInstance): Promise<void> {
  await app.register(multipart, { throwFileSizeLimit: false })
  app.addContentTypeParser('application/x-www-form-urlencoded', (_request, _payload, done) => done(null))
  // A connection that stays would be read for as long as somebody sends, before its next request.
  app.addHook('onSend', async (request, reply) => {
    if (endless.has(request)) reply.header('connection', 'close')
  })
}

/**
 * Reads the form of a request, `multipart/form-data` or `application/x-www-form-urlencoded`; files are streamed through
 * `onFile` in the order of the form. A request without a body is an empty form.
 * @throws {Refused} 415 when the body is not a form; and whatever `onFile` throws, once the fields after that file have been
 * read: what was typed can be given back (`readSoFar`).
 */
export async function readForm(request: FastifyRequest, { onFile, limits = {} }: FormOptions = {}): Promise<ReadForm> {
  const all: FormLimits = { ...FIELD_LIMITS, filesOctets: FILES_OCTETS, ...limits }
  const collector = collectFields(all)
  const read = { fields: collector.fields, hasFiles: false }
  reads.set(request, read)
  const failures: unknown[] = []
  async function take(part: FilePart): Promise<void> {
    read.hasFiles = true
    if (request.routeOptions.config.fichiers !== true) return
    // What could not take one file takes no other.
    if (failures.length === 0) await onFile?.(part).catch((error: unknown) => failures.push(error))
  }
  const cut = await readBody(request, { collector, onFile: take, limits: all })
  if (failures.length > 0) throw failures[0]
  return { fields: collector.fields, problems: collector.problems, ...(cut === undefined ? {} : { cut }) }
}

/** What a request has given of its form so far, whatever became of it, and whether files came with it. */
export interface ReadSoFar {
  readonly fields: FormFields
  readonly hasFiles: boolean
}

const reads = new WeakMap<FastifyRequest, ReadSoFar>()

/** The part of its form that a request has given; nothing when nobody began to read it. */
export function readSoFar(request: FastifyRequest): ReadSoFar | undefined {
  return reads.get(request)
}

interface Reading {
  readonly collector: FieldCollector
  readonly onFile: (part: FilePart) => Promise<void>
  readonly limits: FormLimits
}

async function readBody(request: FastifyRequest, reading: Reading): Promise<FormCut | undefined> {
  const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase()
  if (type === undefined) return undefined
  if (type === 'application/x-www-form-urlencoded') {
    const maxOctets = reading.limits.totalOctets * ESCAPED
    return readUrlencoded(request.raw, reading.collector, maxOctets)
  }
  if (type === 'multipart/form-data') return readMultipart(request, reading)
  throw new Refused(415, 'unsupported_form')
}

async function readMultipart(request: FastifyRequest, reading: Reading): Promise<FormCut | undefined> {
  // Known by the plugin once a parser was chosen; an answer that gives back what was typed may be due before (no session can be read).
  request.isMultipart = () => true
  const parts = request.parts({
    // Every part comes as a stream of bytes: texts are then decoded strictly by us, whatever charset the part claims.
    isPartAFile: () => true,
    limits: { parts: PARTS_MAX, files: PARTS_MAX, fileSize: reading.limits.filesOctets, headerPairs: 20 },
  })
  const iterator = parts[Symbol.asyncIterator]()
  let left = reading.limits.filesOctets
  for (;;) {
    const next = await nextPart(iterator)
    if (typeof next === 'string') return next
    if (next === undefined) return undefined
    if (next.type !== 'file') continue
    const { file, fieldname: name, filename } = next
    // Its parser would wait for its end, however far: whoever reads it is told that it is cut.
    file.once('limit', () => file.destroy())
    if (filename === undefined) await keepField(file, name ?? '', reading)
    else {
      if (filename !== '' && name !== undefined) await reading.onFile({ name, nomOriginal: filename, stream: file })
      await drain(file)
      left -= file.bytesRead
    }
    if (left < 0 || file.truncated) {
      endless.add(request)
      return 'trop_long'
    }
  }
}

/** Requests whose body is not read to its end. */
const endless = new WeakSet<FastifyRequest>()

type Parts = ReturnType<FastifyRequest['parts']>
type Part = Parts extends AsyncIterableIterator<infer One> ? One : never

/** The next part, nothing at the end, or why the rest will not come. */
async function nextPart(parts: Parts): Promise<Part | FormCut | undefined> {
  try {
    const { done, value } = await parts.next()
    return done === true ? undefined : value
  } catch (error) {
    const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
    // Said at the end of the form, for a field called `__proto__`: that field was left out, and nothing else is missing.
    if (code === 'FST_PROTO_VIOLATION') return undefined
    if (code === 'FST_PARTS_LIMIT' || code === 'FST_FILES_LIMIT') return 'trop_long'
    return code === 'FST_MP_PREMATURE_CLOSE' || code === 'ECONNRESET' ? 'interrompu' : 'illisible'
  }
}

/** Keeps a text; one whose end never came is left out, and the next part says why. */
async function keepField(file: Readable, name: string, { collector, limits }: Reading): Promise<void> {
  const chunks: Buffer[] = []
  let octets = 0
  try {
    for await (const chunk of file.iterator({ destroyOnReturn: false })) {
      if (!Buffer.isBuffer(chunk)) continue
      if (octets < limits.fieldOctets) chunks.push(chunk.subarray(0, limits.fieldOctets - octets))
      octets += chunk.length
    }
  } catch {
    return
  }
  collector.add(name, Buffer.concat(chunks), octets > limits.fieldOctets)
}

/** Reads to the end without keeping; a stream cut in the middle is told by the next part. */
async function drain(stream: Readable): Promise<void> {
  if (stream.readableEnded || stream.destroyed) return
  await new Promise<void>((resolve) => {
    stream
      .once('end', resolve)
      .once('error', () => resolve())
      .once('close', resolve)
      .resume()
  })
}
