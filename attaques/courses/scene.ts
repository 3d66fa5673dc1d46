import { openParvis, type Parvis } from '../../acceptance/house/open-parvis.ts'
import { type Answer, Visitor } from '../../acceptance/house/visitor.ts'
import { createDb } from '../../src/infra/db/pool.ts'
import { withContext } from '../../src/infra/db/with-context.ts'
import { createLog } from '../../src/infra/log/log.ts'

/** The people of the demonstration at work, and fresh objects on which nothing was done yet. */
export interface Scene {
  readonly parvis: Parvis
  /** Files dossiers, and owns those of this scene. */
  readonly camille: Visitor
  /** Another usager, to whom nothing belongs. */
  readonly ismael: Visitor
  /** Receives the dossiers of this scene. */
  readonly anne: Visitor
  /** Receives them too. */
  readonly julien: Visitor
  /** One value of one row, read by the owner of the database. */
  one(statement: string, ...values: readonly unknown[]): Promise<string>
  /** How many rows. */
  count(from: string, ...values: readonly unknown[]): Promise<number>
  /** A draft complete enough to be filed; gives its number. */
  draft(slug?: string): Promise<string>
  filed(slug?: string): Promise<string>
  instructed(slug?: string): Promise<string>
  decided(): Promise<string>
  trashed(): Promise<string>
  /** A browser where somebody signs in by a link, known to nobody before. */
  newcomer(): Promise<{ readonly visitor: Visitor; readonly courriel: string; readonly compteId: string }>
  /** Opens one more browser with that address. */
  signIn(courriel: string): Promise<Visitor>
  /** Invites that address to receive dossiers; gives the path of the link. */
  invite(courriel: string): Promise<string>
  /** Nobody signed in. */
  browser(): Visitor
  /** An address that nobody has. */
  address(): string
  /** The link of the last mail sent to an address: its path. */
  link(courriel: string): Promise<string>
  close(): Promise<void>
}

const SLUG = 'restauration-scolaire'
/** Silence means refusal there: an agent may give the dossier back. */
export const SANS_ACCORD = 'occupation-espace-public'

/** Opens it. */
export async function openScene(): Promise<Scene> {
  const parvis = await openParvis({ dossiers: 40, log: createLog({ level: 'error', processus: 'acceptance' }) })
  const [camille, ismael, anne, julien] = await Promise.all(
    ['demo-camille-le-roux', 'demo-ismael-diallo', 'demo-anne-kerdoncuff', 'demo-julien-chassaing'].map(
      async (compte) => {
        const visitor = new Visitor(parvis.url)
        await visitor.signIn(compte)
        return visitor
      },
    ),
  )
  if (!camille || !ismael || !anne || !julien) throw new Error('nobody')
  const people = { camille, ismael, anne, julien }
  const { ownerPool } = parvis.database
  await ownerPool.query(
    `insert into demarches.membre (groupe_id, compte_id, created_at)
     select m.groupe_id, j.id, now() from demarches.membre m join comptes.compte a on a.id = m.compte_id, comptes.compte j
     where a.courriel = 'anne.kerdoncuff@exemple.fr' and j.courriel = 'julien.chassaing@exemple.fr' on conflict do nothing`,
  )
  async function one(statement: string, ...values: readonly unknown[]): Promise<string> {
    const { rows } = await ownerPool.query<{ found: unknown }>(statement, [...values])
    return String(rows[0]?.found ?? '')
  }
  const count = async (from: string, ...values: readonly unknown[]) =>
    Number(await one(`select count(*) as found from ${from}`, ...values))
  const link = async (courriel: string) => {
    const corps = await one(
      'select corps_texte as found from infra.courriel where destinataire = $1 order by id desc limit 1',
      courriel,
    )
    return /\/(?:lien|invitations|(?:dossiers\/\d+|mandats)\/invitation\?jeton=)\/?[\w-]{43}/.exec(corps)?.[0] ?? ''
  }
  async function invite(courriel: string): Promise<string> {
    const organismeId = await one("select id as found from annuaire.organisme where siren = '213503527'")
    const db = createDb<object>(parvis.database.pool)
    const asked = { courriel, role: 'instructeur', organismeId, now: new Date() } as const
    await withContext(db, { role: 'systeme' }, (tx) => parvis.app.comptes.inviteAgent(tx, asked))
    return link(courriel)
  }
  return {
    ...{ parvis, ...people, one, count, link, invite, address, close: () => parvis.close() },
    browser: () => new Visitor(parvis.url),
    ...dossiersOf(parvis, people, one),
    ...newcomers(parvis, { one, link }),
  }
}

let addresses = 0
function address(): string {
  addresses += 1
  return `personne-${addresses}@exemple.fr`
}

type People = Pick<Scene, 'camille' | 'ismael' | 'anne' | 'julien'>

function dossiersOf(parvis: Parvis, { camille, anne }: People, one: Scene['one']) {
  const models = new Map<string, string>()
  /** A filed dossier of that démarche, given to Camille: its copies are complete. */
  async function modelOf(slug: string): Promise<string> {
    const known = models.get(slug)
    if (known !== undefined) return known
    const found = await one(
      `update dossiers.dossier set compte_id = (select id from comptes.compte where courriel = 'camille.leroux@exemple.fr')
       where id = (select d.id from dossiers.dossier d join demarches.demarche m on m.id = d.demarche_id
         where m.slug = $1 and d.etat <> 'brouillon' order by d.depose_at desc limit 1) returning numero as found`,
      slug,
    )
    models.set(slug, found)
    return found
  }
  async function draft(slug = SLUG): Promise<string> {
    await parvis.database.ownerPool.query('delete from infra.limite')
    const { location } = await camille.post(`/dossiers/${await modelOf(slug)}/copie`, [['_cle', crypto.randomUUID()]])
    return /^\/dossiers\/(\d+)\//.exec(location)?.[1] ?? ''
  }
  async function filed(slug = SLUG): Promise<string> {
    const numero = await draft(slug)
    expectDone(await camille.post(`/dossiers/${numero}/depot`, [['engagement', 'oui']]), 'filing')
    return numero
  }
  async function instructed(slug = SLUG): Promise<string> {
    const numero = await filed(slug)
    expectDone(await anne.post(`/agents/dossiers/${numero}/instruction`, []), 'instruction')
    return numero
  }
  async function decided(): Promise<string> {
    const numero = await instructed()
    expectDone(await anne.post(`/agents/dossiers/${numero}/decision`, [['decision', 'accept']]), 'decision')
    return numero
  }
  async function trashed(): Promise<string> {
    const numero = await filed()
    const sent = await camille.submit(`/dossiers/${numero}/suppression`, '/suppression', {})
    expectDone(sent, 'withdrawal')
    return numero
  }
  return { draft, filed, instructed, decided, trashed }
}

function expectDone({ status, body }: Answer, what: string): void {
  if (status !== 303)
    throw new Error(`${what} answered ${status}: ${body.replaceAll(/<[^>]*>\s*/g, ' ').slice(0, 2_000)}`)
}

function newcomers(parvis: Parvis, { one, link }: Pick<Scene, 'one' | 'link'>) {
  async function signIn(courriel: string): Promise<Visitor> {
    const visitor = new Visitor(parvis.url)
    await parvis.database.ownerPool.query('delete from infra.limite')
    await visitor.submit('/connexion/courriel?retour=/dossiers', '/connexion/courriel', { courriel })
    const path = await link(courriel)
    await visitor.submit(path, path, {})
    return visitor
  }
  async function newcomer() {
    const courriel = address()
    const visitor = await signIn(courriel)
    return {
      visitor,
      courriel,
      compteId: await one('select id as found from comptes.compte where courriel = $1', courriel),
    }
  }
  return { signIn, newcomer }
}
