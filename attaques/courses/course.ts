import type { Answer, Visitor } from '../../acceptance/house/visitor.ts'
import type { Scene } from './scene.ts'

/** A form of an object on which nothing was done yet, about to be sent several times at once by who may send it. */
export interface Course {
  readonly send: (cle: string) => Promise<Answer>
  /** How many times each of its effects exists: the line of history, the receipt, the mail… */
  readonly effects: () => Promise<readonly number[]>
  /** With a key of its own, each sending counts (two messages are two messages); otherwise once, whatever the key. */
  readonly each?: true
}

/** Makes the object, and the form. */
export type Prepare = (scene: Scene) => Promise<Course>

type Fields = Readonly<Record<string, string>>

/** The form of an address, as its page would send it. */
export async function form(visitor: Visitor, path: string, fields: Fields = {}): Promise<Course['send']> {
  const csrf = await visitor.token('/connexion')
  return (cle) => visitor.post(path, [['_cle', cle], ...Object.entries(fields)], csrf)
}

/** What a form on a dossier leaves. `effects` are tables with their condition, the number of the dossier being `$1`. */
interface OnDossier {
  readonly from: 'draft' | 'filed' | 'trashed' | 'instructed' | 'decided'
  readonly slug?: string
  readonly path: string
  readonly fields?: Fields
  readonly effects: readonly string[]
  readonly each?: true
}

/** A form of the usager. */
export function usager(course: OnDossier): Prepare {
  return (scene) => onDossier(scene, scene.camille, '/dossiers', course)
}

/** A form of an agent. */
export function agent(course: OnDossier): Prepare {
  return (scene) => onDossier(scene, scene.anne, '/agents/dossiers', course)
}

async function onDossier(scene: Scene, visitor: Visitor, base: string, course: OnDossier): Promise<Course> {
  const { from, slug, path, fields = {}, effects, ...each } = course
  const numero = await scene[from](slug)
  const send = await form(visitor, `${base}/${numero}/${path}`, fields)
  return { send, effects: () => Promise.all(effects.map((effect) => scene.count(effect, numero))), ...each }
}

/** The key of the dossier numbered `$1`. */
export const DOSSIER = '(select id from dossiers.dossier where numero = $1)'
/** Its messages. */
export const MESSAGES = `dossiers.message where dossier_id = ${DOSSIER}`

/** Its lines of history of one kind. */
export function history(event: string): string {
  return `dossiers.traitement where dossier_id = ${DOSSIER} and evenement = '${event}'`
}

/** Its lines of the journal of one kind. */
export function journalled(action: string): string {
  return `infra.journal where action = '${action}' and objet = 'dossier:' || ${DOSSIER}`
}

/** The mails of one kind about it. */
export function mails(cle: string): string {
  return `infra.courriel where cle like '${cle}:' || ${DOSSIER} || ':%'`
}

/** Its versions of one kind. */
export function versions(nature: string): string {
  return `dossiers.version where nature = '${nature}' and dossier_id = ${DOSSIER}`
}
