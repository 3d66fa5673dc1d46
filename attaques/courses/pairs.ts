import type { Answer } from '../../acceptance/house/visitor.ts'
import { DOSSIER, form, history } from './course.ts'
import { mandatOf, shared } from './dossiers.ts'
import { SANS_ACCORD, type Scene } from './scene.ts'

/** Two acts that contradict each other, sent at once; who is right depends on who came first, but never both. */
export interface Pair {
  readonly title: string
  /** Makes a fresh object and the two forms; `faults` says what is wrong with what is left, given both answers. */
  readonly prepare: (scene: Scene) => Promise<{
    readonly sends: readonly (() => Promise<Answer>)[]
    readonly faults: (statuses: readonly number[]) => Promise<readonly string[]>
  }>
}

type Forms = Readonly<Record<string, string>>

interface Act {
  readonly as: 'camille' | 'anne' | 'julien'
  readonly path: string
  readonly fields?: Forms
}

/** Two acts on one dossier, of which exactly one may happen. */
function exclusive(
  title: string,
  {
    from,
    slug,
    acts,
    events,
  }: {
    readonly from: 'draft' | 'filed' | 'instructed' | 'decided'
    readonly slug?: string
    readonly acts: readonly [Act, Act]
    /** The lines of history that they would leave. */
    readonly events: readonly string[]
  },
): Pair {
  return {
    title,
    prepare: async (scene) => {
      const numero = await scene[from](slug)
      const counts = () => Promise.all([...new Set(events)].map((event) => scene.count(history(event), numero)))
      const before = sum(await counts())
      const sends = await Promise.all(acts.map((act) => sendOf(scene, numero, act)))
      return {
        sends,
        faults: async (statuses) => {
          const done = sum(await counts()) - before
          const told = statuses.filter((status) => status < 400).length
          return done === 1 && told === 1 ? [] : [`${done} faits, ${told} annoncés (${statuses.join()})`]
        },
      }
    },
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)

async function sendOf(scene: Scene, numero: string, { as, path, fields }: Act): Promise<() => Promise<Answer>> {
  const base = as === 'camille' ? '/dossiers' : '/agents/dossiers'
  const send = await form(scene[as], `${base}/${numero}/${path}`, fields)
  return () => send(crypto.randomUUID())
}

const take = (as: Act['as']): Act => ({ as, path: 'instruction' })
const accept = (as: Act['as']): Act => ({ as, path: 'decision', fields: { decision: 'accept' } })
const refuse = (as: Act['as']): Act => ({ as, path: 'decision', fields: { decision: 'refuse', motivation: 'Non' } })
const correct = (as: Act['as']): Act => ({ as, path: 'correction', fields: { corps: 'Il manque une pièce' } })
const withdraw: Act = { as: 'camille', path: 'suppression', fields: { quoi: 'withdraw' } }
const remove: Act = { as: 'camille', path: 'suppression', fields: { quoi: 'delete_brouillon' } }
const submit: Act = { as: 'camille', path: 'depot', fields: { engagement: 'oui' } }

/** Those of one dossier. */
const ON_DOSSIERS: readonly Pair[] = [
  exclusive('deux agents prennent le même dossier', {
    from: 'filed',
    acts: [take('anne'), take('julien')],
    events: ['start_instruction'],
  }),
  exclusive('un agent accepte, l’autre refuse', {
    from: 'instructed',
    acts: [accept('anne'), refuse('julien')],
    events: ['accept', 'refuse'],
  }),
  exclusive('le même agent accepte et refuse, dans deux onglets', {
    from: 'instructed',
    acts: [accept('anne'), refuse('anne')],
    events: ['accept', 'refuse'],
  }),
  exclusive('un agent demande une correction, l’autre décide', {
    from: 'instructed',
    acts: [correct('anne'), accept('julien')],
    events: ['ask_correction', 'accept'],
  }),
  exclusive('deux agents demandent une correction', {
    from: 'filed',
    acts: [correct('anne'), correct('julien')],
    events: ['ask_correction'],
  }),
  exclusive('un agent rend le dossier, l’autre décide', {
    from: 'instructed',
    slug: SANS_ACCORD,
    acts: [{ as: 'anne', path: 'retour' }, accept('julien')],
    events: ['return_to_construction', 'accept'],
  }),
  exclusive('deux agents reviennent sur la même décision', {
    from: 'decided',
    acts: [
      { as: 'anne', path: 'reouverture' },
      { as: 'julien', path: 'reouverture' },
    ],
    events: ['reopen'],
  }),
  exclusive('l’usager supprime son brouillon et le dépose', {
    from: 'draft',
    acts: [remove, submit],
    events: ['delete_brouillon', 'submit'],
  }),
  {
    title: 'l’usager retire sa demande, un agent la prend',
    prepare: async (scene) => {
      const numero = await scene.filed()
      return {
        sends: [await sendOf(scene, numero, withdraw), await sendOf(scene, numero, take('anne'))],
        faults: async (statuses) => {
          const trashed = await scene.count('dossiers.dossier where numero = $1 and supprime_at is not null', numero)
          const taken = await scene.count(history('start_instruction'), numero)
          const told = statuses.filter((status) => status < 400).length
          return trashed + taken === 1 && told === 1 ? [] : [`retirée ${trashed}, prise ${taken} (${statuses.join()})`]
        },
      }
    },
  },
  {
    title: 'l’usager dépose sa correction, un agent prend le dossier : rien de ce qui était écrit ne se perd',
    prepare: async (scene) => {
      const numero = await scene.filed()
      await scene.camille.post(`/dossiers/${numero}/etapes/1/brouillon`, [])
      return {
        sends: [await sendOf(scene, numero, submit), await sendOf(scene, numero, take('anne'))],
        faults: async (statuses) => {
          const left = (nature: string) =>
            scene.count(`dossiers.version where nature = '${nature}' and dossier_id = ${DOSSIER}`, numero)
          const [depots, aside, open] = await Promise.all([left('depot'), left('ecarte'), left('tampon')])
          const taken = await scene.count(history('start_instruction'), numero)
          // Filed before, then taken; or taken first, and what was written is set aside for its author.
          const right = taken === 1 && open === 0 && (depots === 2 ? aside === 0 : aside === 1)
          return right
            ? []
            : [`prises ${taken}, dépôts ${depots}, écartés ${aside}, ouvertes ${open} (${statuses.join()})`]
        },
      }
    },
  },
]

/** Those of accounts and sharing. */
const ON_PEOPLE: readonly Pair[] = [
  {
    title: 'on accepte d’aider pendant que l’aide s’arrête',
    prepare: async (scene) => {
      const { numero, jeton } = await shared(scene)
      const id = await mandatOf(scene, numero)
      const join = await form(scene.ismael, `/dossiers/${numero}/invitation`, { jeton })
      const stop = await form(scene.camille, '/mandats', { arreter: id })
      return {
        sends: [() => join('1'), () => stop('2')],
        faults: async () => {
          const { status } = await scene.ismael.get(`/dossiers/${numero}`)
          return status === 404 ? [] : [`l’aide est arrêtée, et le dossier s’ouvre encore : ${status}`]
        },
      }
    },
  },
  {
    title: 'deux comptes suivent la même invitation à un dossier',
    prepare: async (scene) => {
      const { numero, jeton } = await shared(scene)
      const other = await scene.newcomer()
      const path = `/dossiers/${numero}/invitation`
      const [one, two] = [await form(scene.ismael, path, { jeton }), await form(other.visitor, path, { jeton })]
      return {
        sends: [() => one('1'), () => two('2')],
        faults: async (statuses) => {
          const opened = await Promise.all([scene.ismael, other.visitor].map((who) => who.get(`/dossiers/${numero}`)))
          const inside = opened.filter(({ status }) => status === 200).length
          return inside === 1 ? [] : [`${inside} comptes sont entrés (${statuses.join()})`]
        },
      }
    },
  },
  {
    title: 'deux comptes suivent la même invitation d’agent',
    prepare: async (scene) => {
      const [one, two] = [await scene.newcomer(), await scene.newcomer()]
      const path = await scene.invite(one.courriel)
      const [first, second] = [await form(one.visitor, path), await form(two.visitor, path)]
      return {
        sends: [() => first('1'), () => second('2')],
        faults: async (statuses) => {
          const roles = await scene.count('comptes.role where compte_id in ($1, $2)', one.compteId, two.compteId)
          return roles === 1 ? [] : [`${roles} rôles (${statuses.join()})`]
        },
      }
    },
  },
  {
    title: 'le même lien de connexion s’ouvre dans deux navigateurs',
    prepare: async (scene) => {
      const courriel = scene.address()
      const [one, two] = [scene.browser(), scene.browser()]
      await one.submit('/connexion/courriel', '/connexion/courriel', { courriel })
      const path = await scene.link(courriel)
      const [first, second] = [await form(one, path), await form(two, path)]
      return {
        sends: [() => first('1'), () => second('2')],
        faults: async (statuses) => {
          const inside = await Promise.all([one, two].map((who) => who.get('/compte')))
          const entered = inside.filter(({ status }) => status === 200).length
          return entered === 1 ? [] : [`${entered} navigateurs sont entrés (${statuses.join()})`]
        },
      }
    },
  },
  {
    title: 'deux liens d’une même adresse, demandés ensemble : un seul ouvre',
    prepare: async (scene) => {
      const courriel = scene.address()
      const ask = () => scene.browser().submit('/connexion/courriel', '/connexion/courriel', { courriel })
      return {
        sends: [ask, ask],
        faults: async () => {
          const usable = await scene.count('comptes.lien where courriel = $1 and used_at is null', courriel)
          return usable === 1 ? [] : [`${usable} liens ouvrent`]
        },
      }
    },
  },
  {
    title: 'une session sert pendant qu’on la ferme d’ailleurs : ce qui est annoncé est fait, et rien après',
    prepare: async (scene) => {
      const { visitor, courriel, compteId } = await scene.newcomer()
      const elsewhere = await scene.signIn(courriel)
      const [use, close] = [
        await form(elsewhere, '/demarches/restauration-scolaire/commencer'),
        await form(visitor, '/compte/sessions'),
      ]
      return {
        sends: [() => use('1'), () => close('2')],
        faults: async ([used]) => {
          const begun = await scene.count('dossiers.dossier where compte_id = $1', compteId)
          const after = await elsewhere.get('/compte')
          return [
            ...(begun <= 1 ? [] : [`${begun} dossiers commencés (${used})`]),
            ...(after.status === 303 ? [] : [`la session fermée ouvre encore : ${after.status}`]),
          ]
        },
      }
    },
  },
  {
    title: 'deux comptes se réunissent pendant que l’un dépose : le dossier est déposé ou non, et à celui qui reste',
    prepare: async (scene) => {
      const { visitor, courriel, compteId } = await scene.newcomer()
      const { location } = await visitor.submit('/demarches/restauration-scolaire/commencer', '/commencer', {})
      const numero = /\/dossiers\/(\d+)/.exec(location)?.[1] ?? ''
      const keeper = await scene.newcomer()
      await keeper.visitor.submit('/compte', '/compte/rattachement', { courriel })
      const join = await form(keeper.visitor, await scene.link(courriel))
      const write = await form(visitor, `/dossiers/${numero}/etapes/1/brouillon`)
      return {
        sends: [() => join('1'), () => write('2')],
        faults: async (statuses) => {
          const owned = await scene.count('dossiers.dossier where compte_id = $1', keeper.compteId)
          const lost = await scene.count('dossiers.dossier where compte_id = $1', compteId)
          return owned === 1 && lost === 0 ? [] : [`${owned} dossiers réunis, ${lost} restés (${statuses.join()})`]
        },
      }
    },
  },
]

/** All of them. */
export const PAIRS: readonly Pair[] = [...ON_DOSSIERS, ...ON_PEOPLE]
