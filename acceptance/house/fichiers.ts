import type { Parvis } from './open-parvis.ts'
import type { Answer, Visitor } from './visitor.ts'

const SLUG = 'occupation-espace-public'

/** A file as a browser sends it. */
export interface Sent {
  readonly nom: string
  readonly bytes: Buffer
}

/** A draft open at a step that asks for files, a number to type before them and a box to tick after. */
export interface FileStep {
  readonly numero: string
  readonly path: string
  /** Sends the step, with what was typed and those files. */
  send(texte: string, files: readonly Sent[]): Promise<Answer>
}

/** Begins a dossier and opens that step. */
export async function openFileStep({ app }: Parvis, visitor: Visitor): Promise<FileStep> {
  const demarche = await app.demarches.findPublished(SLUG)
  const { formulaire } = await app.demarches.findRevision(demarche?.revisionId ?? '')
  const etape = formulaire.etapes.find(({ champs }) => champs.filter(({ kind }) => kind === 'piece').length > 1)
  const idOf = (kind: string) => `c${etape?.champs.find((champ) => champ.kind === kind)?.id ?? 0}`
  const [texte, piece] = [idOf('texte'), idOf('piece')]
  const started = await visitor.submit(`/demarches/${SLUG}/commencer`, '/commencer', {})
  const numero = /\/dossiers\/(\d+)\//.exec(started.location)?.[1] ?? ''
  const path = `/dossiers/${numero}/etapes/${etape?.n ?? 0}`
  const csrf = await visitor.token(path)
  return {
    numero,
    path,
    send(typed, files) {
      const body = new FormData()
      const [question, autorisee] = ['_q', idOf('oui_non')]
      for (const [name, value] of [
        ['_csrf', csrf],
        [question, autorisee],
        [autorisee, 'true'],
        [question, texte],
        [texte, typed],
        [question, piece],
        ['_suite', 'plus-tard'],
      ] as const)
        body.append(name, value)
      for (const { nom, bytes } of files) body.append(piece, new Blob([new Uint8Array(bytes)]), nom)
      return visitor.send(path, { method: 'POST', body })
    },
  }
}

/** A dossier that Camille filed and that Anne receives. */
export async function filedNumero({ database }: Parvis): Promise<string> {
  const { rows } = await database.ownerPool.query<{ numero: number }>(
    `select d.numero from dossiers.dossier d join comptes.compte c on c.id = d.compte_id
     join demarches.membre m on m.groupe_id = d.groupe_id join comptes.compte a on a.id = m.compte_id
     where c.courriel = 'camille.leroux@exemple.fr' and a.courriel = 'anne.kerdoncuff@exemple.fr' and d.depose_at is not null
     limit 1`,
  )
  return String(rows[0]?.numero)
}

/** Sends a message with files on a filed dossier, from either side. */
export async function sendMessage(
  visitor: Visitor,
  { path, corps, files }: { path: string; corps: string; files: readonly Sent[] },
): Promise<Answer> {
  const body = new FormData()
  for (const [name, value] of [
    ['_csrf', await visitor.token('/dossiers')],
    ['_cle', crypto.randomUUID()],
    ['corps', corps],
  ] as const)
    body.append(name, value)
  for (const { nom, bytes } of files) body.append('fichiers', new Blob([new Uint8Array(bytes)]), nom)
  return visitor.send(`${path}/messages`, { method: 'POST', body })
}
