import type { FastifyRequest } from 'fastify'
import type { FileStore, Recu } from '../../infra/files/store.ts'
import { checkCsrf } from '../../infra/http/csrf.ts'
import { readForm } from '../../infra/http/multipart.ts'
import { MESSAGE_FILE_MAX, MESSAGE_FILES_MAX } from './pages/messages.tsx'

/** A message as it was posted, files received. */
export interface PostedMessage {
  readonly corps: string
  readonly files: readonly Recu[]
  /** Names of the files that were not kept: too large, too many, or of a type that is not accepted. */
  readonly refused: readonly string[]
  readonly cut: boolean
  /** Sent twice, the message is left once. */
  readonly cle: string
  /** Any other field of the form. */
  readonly field: (name: string) => string
}

/**
 * Reads a message with its files, for either side.
 * @throws {StaleForm} when the token is wrong.
 */
export async function readMessageForm(
  deps: { readonly files: FileStore },
  request: FastifyRequest,
): Promise<PostedMessage> {
  const files: Recu[] = []
  const refused: string[] = []
  const { fields, problems, cut } = await readForm(request, {
    limits: { filesOctets: MESSAGE_FILE_MAX * MESSAGE_FILES_MAX },
    onFile: async (part) => {
      if (part.name !== 'fichiers') return
      const received =
        files.length < MESSAGE_FILES_MAX
          ? await deps.files.receive(part.stream, { maxOctets: MESSAGE_FILE_MAX, nomOriginal: part.nomOriginal })
          : undefined
      if (received?.kind === 'recu') files.push(received)
      else if (received?.kind !== 'vide') refused.push(part.nomOriginal)
    },
  })
  checkCsrf(request, fields)
  return {
    corps: fields.one('corps') ?? '',
    files,
    refused,
    cut: cut !== undefined || problems.length > 0,
    cle: (fields.one('_cle') ?? request.id).slice(0, 40),
    field: (name) => fields.one(name) ?? '',
  }
}
