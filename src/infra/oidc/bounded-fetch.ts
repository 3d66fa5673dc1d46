import type { CustomFetch, CustomFetchOptions } from 'openid-client'
import { outgoingFetch } from '../net/outgoing-fetch.ts'

/** The largest answer read from a provider, in bytes. */
export const ANSWER_MAX = 256_000

/**
 * `fetch` whose answers are read at once and never beyond `ANSWER_MAX`: a provider that lies or is replaced cannot fill our
 * memory. Redirects are not followed, which its caller asks for.
 * @throws {Error} when the answer is larger.
 */
export function boundedFetch(issuer: string): CustomFetch {
  const fetch = outgoingFetch({ trusted: issuer })
  return (url, options) => bounded(fetch, url, options)
}

async function bounded(
  fetch: ReturnType<typeof outgoingFetch>,
  url: string,
  { method, headers, body, signal }: CustomFetchOptions,
): Promise<Response> {
  // The calls of a sign-in send nothing else than forms.
  const form = body instanceof URLSearchParams || typeof body === 'string' ? { body } : {}
  const init = { method, headers: { ...headers }, ...form, ...(signal ? { signal } : {}) }
  const answer = await fetch(url, init)
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of answer.body ?? []) {
    size += chunk.byteLength
    if (size > ANSWER_MAX) throw new Error('The answer of the identity provider is too large.')
    chunks.push(chunk)
  }
  const whole = chunks.length === 0 ? null : Buffer.concat(chunks)
  return new Response(whole, { status: answer.status, headers: [...answer.headers] })
}
