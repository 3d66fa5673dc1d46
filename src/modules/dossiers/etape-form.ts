import type { FastifyRequest } from 'fastify'
import type { FormReader } from '../../core/champs/kind.ts'
import { checkPieces, extensionsOf } from '../../core/champs/piece.ts'
import { type Formulaire, parseCle } from '../../core/schema/formulaire.ts'
import { readTexte } from '../../core/texte.ts'
import type { FileStore, Recu } from '../../infra/files/store.ts'
import { checkCsrf } from '../../infra/http/csrf.ts'
import type { FormFields } from '../../infra/http/form-fields.ts'
import { type FilePart, type FormCut, readForm } from '../../infra/http/multipart.ts'
import { ASKED } from '../../ui/champ-frame.tsx'
import { champId, champName } from '../../ui/champ-id.ts'
import { RETIRER_PIECE } from '../../ui/champs/file.tsx'
import { AJOUTER_LIGNE, RETIRER_LIGNE } from '../../ui/champs/repetition.tsx'
import type { Operation, RefusedFile } from './actions/save-etape.ts'
import { shownPieces } from './lecture.ts'
import { problemeOfRefuse } from './refused-file.ts'
import type { Dossier } from './store/load.ts'

/** The form of a step as it was posted, files received. */
export interface PostedForm {
  readonly asked: readonly string[]
  readonly form: (cle: string) => FormReader
  readonly base: number | undefined
  readonly operation: Operation
  readonly files: readonly { readonly cle: string; readonly recu: Recu }[]
  readonly refused: readonly RefusedFile[]
  /** The end of the form did not come: the connection closed, or the body makes no sense there. */
  readonly cut: FormCut | undefined
  /** Something was longer than a form may carry; what was whole is there. */
  readonly tooLong: boolean
  readonly suite: 'continuer' | 'plus-tard'
  /** Where the page should stand after a row or a file came or went. */
  readonly anchor: string
  /** What was typed, in words, to be given back when it cannot be kept. */
  readonly typed: readonly { readonly cle: string; readonly libelle: string; readonly texte: string }[]
}

/**
 * Reads the form of a step. Files are streamed to their place while the form arrives, within the limits of their champ.
 * @throws {StaleForm} when the token is wrong.
 */
export async function readEtapeForm(
  deps: { readonly files: FileStore },
  { request, dossier, formulaire }: { request: FastifyRequest; dossier: Dossier; formulaire: Formulaire },
): Promise<PostedForm> {
  const files: { cle: string; recu: Recu }[] = []
  const refused: RefusedFile[] = []
  const { fields, problems, cut } = await readForm(request, {
    onFile: (part) => receive(deps.files, { part, dossier, formulaire, files, refused }),
  })
  checkCsrf(request, fields)
  const bad = new Set(problems.flatMap((problem) => ('name' in problem ? [problem.name.replace(/-.*$/, '')] : [])))
  const sent = fields.all(ASKED).flatMap((name) => (name.startsWith('c') && !bad.has(name) ? [name.slice(1)] : []))
  // When the end is missing, what the page asked and did not send was not answered: it must not be emptied.
  const asked = cut === undefined && problems.length === 0 ? sent : sent.filter((cle) => hasField(fields, cle))
  return {
    asked,
    form: (cle) => readerOf(fields, cle),
    base: numberOf(fields.one('_version')),
    operation: operationOf(fields),
    files,
    refused,
    cut,
    tooLong: problems.length > 0,
    suite: fields.one('_suite') === 'plus-tard' ? 'plus-tard' : 'continuer',
    anchor: anchorOf(fields),
    typed: typedOf(fields, sent, formulaire),
  }
}

interface Receiving {
  readonly part: FilePart
  readonly dossier: Dossier
  readonly formulaire: Formulaire
  readonly files: { cle: string; recu: Recu }[]
  readonly refused: RefusedFile[]
}

async function receive(store: FileStore, { part, dossier, formulaire, files, refused }: Receiving): Promise<void> {
  const cle = part.name.slice(1)
  const parsed = parseCle(cle)
  const champ = parsed && formulaire.find(parsed.id)
  if (champ?.kind !== 'piece') return
  const already =
    shownPieces(dossier).filter((piece) => piece.cle === cle).length + files.filter((file) => file.cle === cle).length
  const nom = part.nomOriginal
  if (already >= champ.nombreMax) {
    refused.push({ cle, nom, probleme: { code: 'pieces_trop_nombreuses', params: { max: champ.nombreMax } } })
    return
  }
  const received = await store.receive(part.stream, { maxOctets: champ.octetsMax - 1, nomOriginal: nom })
  if (received.kind !== 'recu') {
    const accepted = { types: extensionsOf(champ).join(', '), octetsMax: champ.octetsMax }
    const probleme = problemeOfRefuse({ ...received, nom }, accepted)
    if (probleme) refused.push({ cle, nom, probleme })
    return
  }
  // A type that the store knows may not be one that this champ takes.
  const probleme = checkPieces([{ id: '', nom: received.nom, type: received.type, octets: received.octets }], champ)
  if (!probleme) {
    files.push({ cle, recu: received })
    return
  }
  await store.remove(received.emplacement)
  refused.push({ cle, nom, probleme })
}

function readerOf(fields: FormFields, cle: string): FormReader {
  return {
    one: (partie) => fields.one(champName(cle, partie)),
    all: () => fields.all(champName(cle)),
  }
}

function hasField(fields: FormFields, cle: string): boolean {
  const name = champName(cle)
  for (const field of fields) if (field.name === name || field.name.startsWith(`${name}-`)) return true
  return false
}

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined
}

function operationOf(fields: FormFields): Operation {
  const added = fields.one(AJOUTER_LIGNE)
  if (added !== undefined) return { kind: 'add_ligne', cle: added }
  const removed = parseCle(fields.one(RETIRER_LIGNE) ?? '')
  if (removed?.ligne !== undefined) return { kind: 'remove_ligne', cle: String(removed.id), ligne: removed.ligne }
  const piece = fields.one(RETIRER_PIECE)
  if (piece !== undefined && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(piece))
    return { kind: 'remove_piece', id: piece }
  return { kind: 'none' }
}

function anchorOf(fields: FormFields): string {
  const key = fields.one(AJOUTER_LIGNE) ?? String(parseCle(fields.one(RETIRER_LIGNE) ?? '')?.id ?? '')
  return parseCle(key) ? `#${champId(key)}` : ''
}

function typedOf(fields: FormFields, asked: readonly string[], formulaire: Formulaire): PostedForm['typed'] {
  return asked.flatMap((cle) => {
    const champ = formulaire.find(parseCle(cle)?.id ?? 0)
    const name = champName(cle)
    const texte = [...fields]
      .filter((field) => field.name === name || field.name.startsWith(`${name}-`))
      .map(({ value }) => value)
      .filter((value) => value.trim() !== '')
      .join('\n')
    return champ && texte !== '' ? [{ cle, libelle: readTexte(champ.libelle, 'fr'), texte }] : []
  })
}
