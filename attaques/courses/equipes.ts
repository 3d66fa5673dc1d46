import { Visitor } from '../../acceptance/house/visitor.ts'
import { type Course, form, type Prepare } from './course.ts'
import type { Scene } from './scene.ts'

const VERN = '213503527'

/** A team: where its pages are, who manages it, and the roles that are given there. */
interface Equipe {
  readonly base: string
  /** Its SIREN; absent for the instance. */
  readonly siren?: string
  readonly administrateur: string
  readonly role: string
  readonly autre: string
}

/** That of the town hall. */
export const MAIRIE: Equipe = {
  ...{ base: `/organismes/${VERN}/equipe`, siren: VERN, administrateur: 'demo-solene-guivarch' },
  ...{ role: 'instructeur', autre: 'expert' },
}
const INSTANCE: Equipe = {
  ...{ base: '/instance/equipe', administrateur: 'demo-administration' },
  ...{ role: 'auditeur', autre: 'auteur_observatoire' },
}

const visitors = new WeakMap<Scene, Map<string, Visitor>>()

/** Whoever manages it, with a second factor proved at this moment, as often as they want. */
export async function administrateurOf(scene: Scene, { administrateur }: Equipe): Promise<Visitor> {
  const known = visitors.get(scene) ?? new Map<string, Visitor>()
  visitors.set(scene, known)
  const visitor = known.get(administrateur) ?? new Visitor(scene.parvis.url)
  if (!known.has(administrateur)) await visitor.signIn(administrateur)
  known.set(administrateur, visitor)
  const { ownerPool } = scene.parvis.database
  await ownerPool.query('update comptes.session set preuve_at = now() where preuve_at is not null')
  await ownerPool.query('delete from infra.limite')
  return visitor
}

/** Gives a role as the owner of the database can. */
export async function give(scene: Scene, compteId: string, role: string, siren?: string): Promise<void> {
  await scene.parvis.database.ownerPool.query(
    `insert into comptes.role (compte_id, role, organisme_id)
     values ($1, $2, (select id from annuaire.organisme where siren = $3)) on conflict do nothing`,
    [compteId, role, siren ?? null],
  )
}

/** Somebody new who holds that role there, who manages them, and the address of their page. */
export async function membre(scene: Scene, equipe: Equipe, role = equipe.role) {
  const visitor = await administrateurOf(scene, equipe)
  const somebody = await scene.newcomer()
  await give(scene, somebody.compteId, role, equipe.siren)
  const { body } = await visitor.get(`${equipe.base}?q=${somebody.courriel}`)
  const page = /href="([^"]*\/membres\/[\w-]{22})"/.exec(body)?.[1] ?? ''
  return { visitor, page, personne: somebody.visitor, compteId: somebody.compteId, courriel: somebody.courriel }
}

/** How many lines the journal has of that act on somebody. */
export const told = (scene: Scene, action: string, compteId: string) =>
  scene.count("infra.journal where action = $1 and objet = 'compte:' || $2::text", action, compteId)
/** Whether somebody holds that role, anywhere. */
export const held = (scene: Scene, compteId: string, role: string) =>
  scene.count('comptes.role where compte_id = $1 and role = $2 and suspendu_at is null', compteId, role)
const written = (scene: Scene, what: string, compteId: string) =>
  scene.count("infra.courriel where cle like 'role:' || $1::text || ':' || $2::text || ':%'", what, compteId)

/** The forms of a team, by what follows its address. */
function formsOf(equipe: Equipe): Readonly<Record<string, Prepare>> {
  const { role, autre } = equipe
  return {
    '/inviter': async (scene) => {
      const visitor = await administrateurOf(scene, equipe)
      const courriel = scene.address()
      const send = await form(visitor, `${equipe.base}/inviter`, { courriel, role })
      return {
        send,
        effects: async () => [await scene.count('comptes.lien where courriel = $1 and used_at is null', courriel)],
      }
    },
    '/invitations': async (scene) => {
      const visitor = await administrateurOf(scene, equipe)
      const courriel = scene.address()
      await visitor.post(`${equipe.base}/inviter`, Object.entries({ courriel, role }))
      const cancelled = () => scene.count("infra.journal where action = 'invitation.cancel'")
      const before = await cancelled()
      const send = await form(visitor, `${equipe.base}/invitations`, { courriel })
      return { send, effects: async () => [(await cancelled()) - before] }
    },
    '/membres/:membre/roles': async (scene) => {
      const { visitor, page, compteId } = await membre(scene, equipe)
      const send = await form(visitor, `${page}/roles`, { role: autre })
      return {
        send,
        effects: async () => [
          await held(scene, compteId, autre),
          await told(scene, 'role.grant', compteId),
          await written(scene, 'donne', compteId),
        ],
      }
    },
    '/membres/:membre/retrait': async (scene) => {
      // Their only role there: once it is gone, so is their page.
      const { visitor, page, compteId } = await membre(scene, equipe)
      const send = await form(visitor, `${page}/retrait`, { role })
      return {
        send,
        effects: async () => [
          await told(scene, 'role.withdraw', compteId),
          await written(scene, 'retire', compteId),
          1 - (await held(scene, compteId, role)),
        ],
      }
    },
    '/membres/:membre/retablissement': async (scene) => {
      const { visitor, page, compteId } = await suspended(scene, equipe)
      const send = await form(visitor, `${page}/retablissement`, { role })
      return {
        send,
        effects: async () => [await told(scene, 'role.restore', compteId), await held(scene, compteId, role)],
      }
    },
    '/membres/:membre/acces': async (scene) => {
      const { visitor, page, compteId } = await membre(scene, equipe)
      const send = await form(visitor, `${page}/acces`)
      return { send, effects: async () => [await told(scene, 'session.close_all', compteId)] }
    },
  }
}

/** The same, suspended. */
export async function suspended(scene: Scene, equipe: Equipe) {
  const somebody = await membre(scene, equipe)
  await scene.parvis.database.ownerPool.query('update comptes.role set suspendu_at = now() where compte_id = $1', [
    somebody.compteId,
  ])
  return somebody
}

/** The forms of a team, at their addresses. */
function racesOf(equipe: Equipe, pattern: string): Readonly<Record<string, readonly Prepare[]>> {
  return Object.fromEntries(Object.entries(formsOf(equipe)).map(([end, prepare]) => [pattern + end, [prepare]]))
}

/** A group of the démarche of this scene, and its number. */
export async function groupeOf(scene: Scene): Promise<{ readonly demarche: string; readonly groupe: string }> {
  const from = `from demarches.groupe g join demarches.demarche d on d.id = g.demarche_id
    where d.slug = 'restauration-scolaire' order by g.numero limit 1`
  return {
    demarche: await scene.one(`select d.numero as found ${from}`),
    groupe: await scene.one(`select g.numero as found ${from}`),
  }
}

/** Somebody who enters a group: once, and told once. */
async function entering(scene: Scene, compteId: string, send: Course['send']): Promise<Course> {
  const added = () =>
    scene.count("infra.journal where action = 'groupe.add_member' and meta ->> 'compteId' = $1::text", compteId)
  const inside = () => scene.count('demarches.membre where compte_id = $1', compteId)
  return { send, effects: async () => [await inside(), await added()] }
}

/** Whoever works there and leaves; they proved a second factor. */
async function leaver(scene: Scene, equipe: Equipe) {
  const somebody = await scene.newcomer()
  await give(scene, somebody.compteId, equipe.role, equipe.siren)
  await proved(scene, somebody.compteId)
  const organisme = equipe.siren === undefined ? {} : { organisme: equipe.siren }
  const send = await form(somebody.visitor, '/compte/equipes/depart', { role: equipe.role, ...organisme })
  return { compteId: somebody.compteId, send }
}

/** As if somebody had just proved a second factor. */
export async function proved(scene: Scene, compteId: string): Promise<void> {
  await scene.parvis.database.ownerPool.query('update comptes.session set preuve_at = now() where compte_id = $1', [
    compteId,
  ])
}

function leaving(equipe: Equipe): Prepare {
  return async (scene) => {
    const { compteId, send } = await leaver(scene, equipe)
    return {
      send,
      effects: async () => [await told(scene, 'role.leave', compteId), 1 - (await held(scene, compteId, equipe.role))],
    }
  }
}

/** How the forms of teams are raced. */
export const EQUIPES: Readonly<Record<string, readonly Prepare[]>> = {
  ...racesOf(MAIRIE, '/organismes/:ref/equipe'),
  ...racesOf(INSTANCE, '/instance/equipe'),
  '/organismes/:ref/equipe/membres/:membre/groupes': [
    async (scene) => {
      const { visitor, page, compteId } = await membre(scene, MAIRIE)
      const { groupe } = await groupeOf(scene)
      return entering(scene, compteId, await form(visitor, `${page}/groupes`, { groupe }))
    },
  ],
  '/agents/demarches/:numero/equipe': [
    async (scene) => {
      const { visitor, page, compteId } = await membre(scene, MAIRIE)
      const { demarche, groupe } = await groupeOf(scene)
      const fields = { groupe, membre: page.slice(-22) }
      return entering(scene, compteId, await form(visitor, `/agents/demarches/${demarche}/equipe`, fields))
    },
  ],
  '/compte/equipes/depart': [leaving(MAIRIE), leaving(INSTANCE)],
}
