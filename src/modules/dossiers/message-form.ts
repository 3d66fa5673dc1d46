import type { FastifyRequest } from 'fastify'
import type { Probleme } from '../../core/champs/kind.ts'
import type { Langue } from '../../core/texte.ts'
import { coreTexts } from '../../core/texts.ts'
import type { FileStore, Recu, Refuse } from '../../infra/files/store.ts'
import { checkCsrf } from '../../infra/http/csrf.ts'
import { readForm } from '../../infra/http/multipart.ts'
import { MESSAGE_FILE_MAX, MESSAGE_FILES_MAX } from './pages/messages.tsx'
import { problemeOfRefuse } from './refused-file.ts'

/** A file of a message that was not kept. */
export interface RefusedFile {
  readonly nom: string
  readonly probleme: Probleme | undefined
}

/** A message as it was posted, files received. */
export interface PostedMessage {
  readonly corps: string
  readonly files: readonly Recu[]
  /** The files that were not kept, and why when there is more to say than that. */
  readonly refused: readonly RefusedFile[]
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
  const refused: RefusedFile[] = []
  const { fields, problems, cut } = await readForm(request, {
    limits: { filesOctets: MESSAGE_FILE_MAX * MESSAGE_FILES_MAX },
    onFile: async (part) => {
      if (part.name !== 'fichiers') return
      const nom = part.nomOriginal
      if (files.length >= MESSAGE_FILES_MAX) {
        refused.push({ nom, probleme: { code: 'pieces_trop_nombreuses', params: { max: MESSAGE_FILES_MAX } } })
        return
      }
      const received = await deps.files.receive(part.stream, { maxOctets: MESSAGE_FILE_MAX, nomOriginal: nom })
      if (received.kind === 'recu') files.push(received)
      else if (received.kind !== 'vide') refused.push({ nom, probleme: problemeOf({ ...received, nom }) })
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

/** Any type that Parvis knows may be sent with a message: there is no list to give for one that it does not. */
function problemeOf(refuse: Refuse): Probleme | undefined {
  return refuse.kind === 'type_refuse'
    ? undefined
    : problemeOfRefuse(refuse, { types: '', octetsMax: MESSAGE_FILE_MAX })
}

/** Why a file of a message was not kept, in words; `inconnu` says it when there is no more to say. */
export function refusedText(
  { nom, probleme }: RefusedFile,
  { langue, champ, inconnu }: { langue: Langue; champ: string; inconnu: (nom: string) => string },
): string {
  return probleme ? coreTexts(langue).probleme(probleme, champ) : inconnu(nom)
}
