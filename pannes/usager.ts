import { between, happens, pick } from '../src/modules/demarches/demonstration/random.ts'
import { type Champs, champsIn, SLUG } from './demarche.ts'
import { numeroOf, type Person, type Pressed } from './person.ts'

/** What usagers and agents know of each other's work. */
export interface Counter {
  /** Numbers of the dossiers that were filed and not withdrawn: what agents work on. */
  readonly filed: number[]
}

const SMALL = 2_000
const LARGE = 300_000

/** One dossier of a usager: begun, filled, filed, talked about, changed and filed again, sometimes withdrawn. */
export async function liveUsager(usager: Person, counter: Counter, goesOn: () => boolean): Promise<void> {
  const { random } = usager
  const numero = await begin(usager)
  if (numero === undefined) return
  const champs = champsIn((await usager.read(`/dossiers/${numero}/etapes/1`)).body)
  const saves = between(random, 1, 3)
  for (let n = 0; n < saves; n += 1) await save(usager, { numero, champs })
  if (happens(random, 0.1)) return
  if ((await file(usager, numero, 'submit'))?.outcome !== 'ok') return
  counter.filed.push(numero)
  const visits = between(random, 3, 7)
  for (let n = 0; n < visits && goesOn(); n += 1) await visit(usager, { numero, champs })
  if (!happens(random, 0.1)) return
  // Agents may still be looking at it.
  counter.filed.splice(counter.filed.indexOf(numero), 1)
  await usager.press({
    ...{ acte: 'withdraw', dossier: numero, page: `/dossiers/${numero}/suppression`, action: '/suppression' },
    ...{ type: () => ({}), keyed: false, done: (location) => location === `/dossiers?supprime=${numero}` },
  })
}

async function begin(usager: Person): Promise<number | undefined> {
  const started = await usager.press({
    ...{ acte: 'start', dossier: 0, page: `/demarches/${SLUG}/commencer`, action: '/commencer', keyed: true },
    ...{ type: () => ({}), done: (location) => location.endsWith('/demandeur') },
  })
  if (started?.outcome !== 'ok') return undefined
  const numero = numeroOf(started.location)
  const demandeur = { prenom: 'Anaïs', nom: 'Le Roux', courriel: usager.courriel, telephone: '' }
  await usager.settle(`/dossiers/${numero}/demandeur`, '/demandeur', demandeur)
  return numero
}

interface Filling {
  readonly numero: number
  readonly champs: Champs
}

/** Types the answers anew, with a file from time to time. */
function save(usager: Person, { numero, champs }: Filling): Promise<Pressed | undefined> {
  const path = `/dossiers/${numero}/etapes/1`
  const octets = happens(usager.random, 0.2) ? LARGE : SMALL
  return usager.press({
    ...{ acte: 'save', dossier: numero, page: path, action: path, keyed: false },
    type: (id) => ({ [champs.nom]: 'Le Roux', [champs.objet]: id }),
    ...(happens(usager.random, 0.4) ? { file: { name: champs.pieces, octets } } : {}),
    done: (location) => location === `/dossiers/${numero}/verification`,
  })
}

function file(usager: Person, numero: number, acte: 'submit' | 'resubmit'): Promise<Pressed | undefined> {
  return usager.press({
    ...{ acte, dossier: numero, page: `/dossiers/${numero}/verification`, action: '/depot', keyed: false },
    type: () => ({ engagement: 'oui' }),
    done: (location) => location === `/dossiers/${numero}/recepisse`,
  })
}

/** Comes back to a filed dossier: reads it, writes to the agents, or changes it. */
async function visit(usager: Person, filling: Filling): Promise<void> {
  const { numero } = filling
  const page = `/dossiers/${numero}`
  const { status } = await usager.read(page, numero)
  if (status !== 200) return
  const what = pick(usager.random, ['message', 'message', 'change', 'read'] as const)
  if (what === 'message') {
    await usager.press({
      ...{ acte: 'message', dossier: numero, page, action: `${page}/messages`, keyed: true },
      type: (id) => ({ corps: id }),
      ...(happens(usager.random, 0.4) ? { file: { name: 'fichiers', octets: SMALL } } : {}),
      done: (location) => location.startsWith(`${page}?envoye=1`),
    })
  }
  if (what === 'change' && (await save(usager, filling))?.outcome === 'ok') await file(usager, numero, 'resubmit')
}
