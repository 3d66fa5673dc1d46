import { form, type Prepare } from './course.ts'
import { administrateurOf, held, MAIRIE, told } from './equipes.ts'
import type { Pair } from './pairs.ts'
import type { Scene } from './scene.ts'

/** Somebody new whose provider says that they work at the town hall, and the form by which they ask to join it. */
async function candidat(scene: Scene) {
  const somebody = await scene.newcomer()
  await scene.parvis.database.ownerPool.query(
    `insert into comptes.identite (emetteur, client, sujet, compte_id, siret, seen_at)
     values ('https://proconnect.exemple.fr', 'parvis', $1::text, $1::uuid, '21350352700011', now())`,
    [somebody.compteId],
  )
  return { ...somebody, send: await form(somebody.visitor, '/compte/equipes/demandes', { message: 'Bonjour' }) }
}

/** The same, who waits for an answer; who may give it, and the address of the request. */
async function waiting(scene: Scene) {
  const { compteId, courriel, send } = await candidat(scene)
  await send('demande')
  const administrateur = await administrateurOf(scene, MAIRIE)
  const { body } = await administrateur.get(MAIRIE.base)
  const line = new RegExp(`${courriel}.*?href="([^"]*/demandes/[\\w-]{22})"`).exec(body)
  return { compteId, administrateur, page: line?.[1] ?? '' }
}

const mails = (scene: Scene, compteId: string, end: string) =>
  scene.count(
    `infra.courriel m join equipes.demande d on m.cle like 'demande:' || d.id || $2::text where d.compte_id = $1`,
    compteId,
    end,
  )

/** How asking to join a team, and answering, are raced. */
export const DEMANDES: Readonly<Record<string, readonly Prepare[]>> = {
  '/compte/equipes/demandes': [
    async (scene) => {
      const { compteId, send } = await candidat(scene)
      const requests = () => scene.count('equipes.demande where compte_id = $1', compteId)
      return {
        send,
        effects: async () => [
          await requests(),
          await told(scene, 'demande.send', compteId),
          // One administrator, one mail.
          await mails(scene, compteId, ':%'),
        ],
      }
    },
  ],
  '/organismes/:ref/equipe/demandes/:demande/acceptation': [
    async (scene) => {
      const { compteId, administrateur, page } = await waiting(scene)
      return {
        send: await form(administrateur, `${page}/acceptation`, { role: 'instructeur' }),
        effects: async () => [
          await held(scene, compteId, 'instructeur'),
          await told(scene, 'role.grant', compteId),
          await told(scene, 'demande.accept', compteId),
        ],
      }
    },
  ],
  '/organismes/:ref/equipe/demandes/:demande/refus': [
    async (scene) => {
      const { compteId, administrateur, page } = await waiting(scene)
      return {
        send: await form(administrateur, `${page}/refus`, { motif: 'Non' }),
        effects: async () => [await told(scene, 'demande.refuse', compteId), await mails(scene, compteId, ':refusee')],
      }
    },
  ],
}

/** Contradictory answers, sent together. */
export const PAIRS_DEMANDES: readonly Pair[] = [
  {
    title: 'une demande à rejoindre l’équipe est acceptée et refusée : l’un ou l’autre, et le rôle avec l’un seulement',
    prepare: async (scene) => {
      const { compteId, administrateur, page } = await waiting(scene)
      const [accept, refuse] = [
        await form(administrateur, `${page}/acceptation`, { role: 'instructeur' }),
        await form(administrateur, `${page}/refus`, { motif: 'Non' }),
      ]
      return {
        sends: [() => accept('1'), () => refuse('2')],
        faults: async (statuses) => {
          const accepted = await told(scene, 'demande.accept', compteId)
          const refused = await told(scene, 'demande.refuse', compteId)
          const role = await held(scene, compteId, 'instructeur')
          const right = accepted + refused === 1 && role === accepted
          return right ? [] : [`${accepted} acceptée, ${refused} refusée, ${role} rôle (${statuses.join()})`]
        },
      }
    },
  },
]
