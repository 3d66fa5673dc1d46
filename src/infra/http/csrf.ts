import { randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { hmac, isHmac } from '../crypto/tokens.ts'
import { DamagedForm, type SentField, StaleForm } from './errors.ts'
import type { FormFields } from './form-fields.ts'
import { readForm, readSoFar } from './multipart.ts'
import { ensureBrowser, readBrowser, sessionCookie } from './site.ts'

/** The field that carries the token in every form. */
export const CSRF_FIELD = '_csrf'

/**
 * The token to put in the forms of this page. It holds as long as the session, or as the browser when nobody is signed in
 * (which is then given a cookie).
 *
 * Written differently in each answer: pages travel compressed, and a secret that came back the same could be guessed by the
 * size of what also quotes the reader (BREACH).
 */
export function csrfToken(request: FastifyRequest, reply: FastifyReply): string {
  const bond = sessionOf(request) ?? `navigateur|${ensureBrowser(request, reply)}`
  const known = given.get(request)
  if (known?.bond === bond) return known.token
  const token = mask(proofOf(request, bond))
  given.set(request, { bond, token })
  return token
}

// Every form of a page asks for it.
const given = new WeakMap<FastifyRequest, { readonly bond: string; readonly token: string }>()

/**
 * Refuses a form that does not carry the token of its page.
 * @throws {StaleForm} with the fields of the form: the page shows them again with a fresh token (status 403).
 */
export function checkCsrf(request: FastifyRequest, fields: Iterable<SentField>): void {
  const all = [...fields]
  const sent = all.filter(({ name }) => name === CSRF_FIELD)
  const browser = readBrowser(request)
  // After signing in, a page opened before still carries the browser's token: it proves the same thing only while no
  // session exists, so a session, even expired, wants its own.
  const bond = sessionOf(request) ?? (browser === undefined ? undefined : `navigateur|${browser}`)
  const [only] = sent
  const right =
    bond !== undefined &&
    sent.length === 1 &&
    only !== undefined &&
    isHmac(request.server.site.keys.csrf, bond, unmask(only.value))
  if (!right) throw new StaleForm(all.filter(({ name }) => name !== CSRF_FIELD))
}

/**
 * Reads a form without files whose fields are all wanted whole, its token checked.
 * @throws {DamagedForm} when part of it is missing or unreadable; {@link StaleForm} when its token is wrong.
 */
export async function readWholeForm(request: FastifyRequest): Promise<FormFields> {
  const { fields, problems, cut } = await readForm(request)
  if (cut !== undefined || problems.length > 0) throw new DamagedForm([...fields])
  checkCsrf(request, fields)
  return fields
}

/** Every field that a request sent, its token included: read already, or still to be read (files are dropped). None when it is no form. */
export async function sentFields(request: FastifyRequest): Promise<readonly SentField[]> {
  const known = readSoFar(request)
  if (known !== undefined) return [...known.fields]
  if (request.raw.readableDidRead) return []
  const { fields } = await readForm(request)
  return [...fields]
}

function sessionOf(request: FastifyRequest): string | undefined {
  const value = request.cookies[sessionCookie(request.server.site)]
  return value === undefined || value === '' ? undefined : `session|${value}`
}

function proofOf(request: FastifyRequest, bond: string): string {
  return hmac(request.server.site.keys.csrf[0], bond)
}

/** A pad drawn for this answer, then the proof under that pad. */
function mask(proof: string): string {
  const bytes = Buffer.from(proof, 'base64url')
  const pad = randomBytes(bytes.length)
  return Buffer.concat([pad, under(pad, bytes)]).toString('base64url')
}

/** The proof that a token hides; of no use when the token is not one. */
function unmask(token: string): string {
  const bytes = Buffer.from(token, 'base64url')
  const half = bytes.length / 2
  return under(bytes.subarray(0, half), bytes.subarray(half)).toString('base64url')
}

function under(pad: Buffer, bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte, rank) => byte ^ (pad[rank] ?? 0)))
}
