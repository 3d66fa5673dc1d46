import type { Visitor } from '../../acceptance/house/visitor.ts'
import { createDb } from '../../src/infra/db/pool.ts'
import { createOrganisme } from '../../src/modules/annuaire/index.ts'
import { form } from './course.ts'
import { administrateurOf, give, groupeOf, held, MAIRIE, membre, proved, suspended, told } from './equipes.ts'
import type { Pair } from './pairs.ts'
import type { Scene } from './scene.ts'

/** A town hall with two administrators, and nobody else. */
async function rivals(scene: Scene) {
  const { ownerPool } = scene.parvis.database
  const siren = '213502388'
  await createOrganisme(createDb<object>(ownerPool), { siren })
  await ownerPool.query(
    'delete from comptes.role where organisme_id = (select id from annuaire.organisme where siren = $1)',
    [siren],
  )
  const both = [await scene.newcomer(), await scene.newcomer()] as const
  for (const { compteId } of both) {
    await give(scene, compteId, 'administrateur', siren)
    await proved(scene, compteId)
  }
  const page = async (visitor: Visitor, courriel: string) => {
    const { body } = await visitor.get(`/organismes/${siren}/equipe?q=${courriel}`)
    return /href="([^"]*\/membres\/[\w-]{22})"/.exec(body)?.[1] ?? ''
  }
  return { siren, both, page }
}

/** Contradictory acts on a team, sent together. */
export const PAIRS_EQUIPES: readonly Pair[] = [
  {
    title: 'deux administrateurs se retirent l’un l’autre : il en reste un',
    prepare: async (scene) => {
      const { siren, both, page } = await rivals(scene)
      const [one, two] = both
      const role = { role: 'administrateur' }
      const [out, back] = [
        await form(one.visitor, `${await page(one.visitor, two.courriel)}/retrait`, role),
        await form(two.visitor, `${await page(two.visitor, one.courriel)}/retrait`, role),
      ]
      return { sends: [() => out('1'), () => back('2')], faults: (statuses) => oneLeft(scene, siren, statuses) }
    },
  },
  {
    title: 'les deux derniers administrateurs quittent leur rôle : il en reste un',
    prepare: async (scene) => {
      const { siren, both } = await rivals(scene)
      const fields = { role: 'administrateur', organisme: siren }
      const [one, two] = [
        await form(both[0].visitor, '/compte/equipes/depart', fields),
        await form(both[1].visitor, '/compte/equipes/depart', fields),
      ]
      return { sends: [() => one('1'), () => two('2')], faults: (statuses) => oneLeft(scene, siren, statuses) }
    },
  },
  {
    title: 'un rôle se retire et se rétablit : rétabli puis retiré, ou retiré seulement',
    prepare: async (scene) => {
      const { visitor, page, compteId } = await suspended(scene, MAIRIE)
      const role = { role: MAIRIE.role }
      const [out, back] = [
        await form(visitor, `${page}/retrait`, role),
        await form(visitor, `${page}/retablissement`, role),
      ]
      return {
        sends: [() => out('1'), () => back('2')],
        faults: async (statuses) => {
          const left = await scene.count('comptes.role where compte_id = $1', compteId)
          const withdrawn = await told(scene, 'role.withdraw', compteId)
          return left === 0 && withdrawn === 1 ? [] : [`${left} rôle, retiré ${withdrawn} fois (${statuses.join()})`]
        },
      }
    },
  },
  {
    title: 'une invitation s’annule pendant qu’on l’accepte : un rôle, ou rien, jamais annulée et acceptée',
    prepare: async (scene) => {
      const visitor = await administrateurOf(scene, MAIRIE)
      const { courriel, compteId, visitor: invited } = await scene.newcomer()
      await visitor.post(`${MAIRIE.base}/inviter`, Object.entries({ courriel, role: 'expert' }))
      const cancelled = () => scene.count("infra.journal where action = 'invitation.cancel'")
      const before = await cancelled()
      const cancel = await form(visitor, `${MAIRIE.base}/invitations`, { courriel })
      const accept = await form(invited, await scene.link(courriel))
      return {
        sends: [() => cancel('1'), () => accept('2')],
        faults: async (statuses) => {
          const [gone, given] = [(await cancelled()) - before, await held(scene, compteId, 'expert')]
          return gone + given === 1 ? [] : [`annulée ${gone} fois, ${given} rôle (${statuses.join()})`]
        },
      }
    },
  },
  {
    title: 'un rôle d’instructeur se retire pendant qu’on met la personne dans un groupe : elle ne reçoit rien',
    prepare: async (scene) => {
      const { visitor, page, compteId } = await membre(scene, MAIRIE)
      const { groupe } = await groupeOf(scene)
      const [out, put] = [
        await form(visitor, `${page}/retrait`, { role: 'instructeur' }),
        await form(visitor, `${page}/groupes`, { groupe }),
      ]
      return {
        sends: [() => out('1'), () => put('2')],
        faults: async (statuses) => {
          const received = await scene.count('demarches.groupes_recus($1)', compteId)
          return received === 0 ? [] : [`reçoit ${received} groupes (${statuses.join()})`]
        },
      }
    },
  },
]

async function oneLeft(scene: Scene, siren: string, statuses: readonly number[]): Promise<readonly string[]> {
  const left = await scene.count(
    `comptes.role where role = 'administrateur' and organisme_id = (select id from annuaire.organisme where siren = $1)`,
    siren,
  )
  return left === 1 ? [] : [`${left} administrateurs (${statuses.join()})`]
}
