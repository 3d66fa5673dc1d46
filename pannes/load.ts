import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { CodesApp } from '../acceptance/house/codes-app.ts'
import type { Smtp } from '../acceptance/house/smtp.ts'
import type { Visitor } from '../acceptance/house/visitor.ts'
import { between, type Random } from '../src/modules/demarches/demonstration/random.ts'
import { liveAgent } from './agent.ts'
import { DEMARCHE, ORGANISME, SLUG } from './demarche.ts'
import { createRecorder, type History } from './history.ts'
import { Person } from './person.ts'
import { type Counter, liveUsager } from './usager.ts'

/** What the load needs of the place where it runs. */
export interface LoadPlace {
  readonly url: string
  readonly smtp: Pick<Smtp, 'mails'>
  /** What the clocks of people say, which is what the site's says. */
  now(): Date
  parvis(...args: readonly string[]): Promise<string>
}

/** People ready to work: usagers, and agents who receive their dossiers. */
export interface Team {
  readonly usagers: readonly Person[]
  readonly agents: readonly Person[]
}

const USAGERS = ['anais', 'karim', 'jeanne', 'ismael'].map((nom) => `${nom}@exemple.fr`)
const AGENTS = ['anne', 'malo'].map((nom) => `${nom}.agent@exemple.fr`)

/** Puts the démarche online, before the site starts. */
export async function publishDemarche({ parvis }: Pick<LoadPlace, 'parvis'>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'parvis-demarche-'))
  const file = join(folder, 'demarche.json')
  await writeFile(file, JSON.stringify(DEMARCHE))
  await parvis('organisme', 'creer', ORGANISME)
  const contact = ['--telephone', '02 99 00 00 00', '--courriel', 'mairie@exemple.fr']
  await parvis('demarche', 'import', file, '--organisme', ORGANISME, '--slug', SLUG, ...contact, '--publier')
  await rm(folder, { recursive: true })
}

/** Signs everybody in, agents invited and put in their group, once the site answers. */
export async function gatherTeam(place: LoadPlace, random: Random): Promise<Team> {
  const usagers = USAGERS.map(
    (courriel) => new Person({ ...{ url: place.url, courriel, random }, signIn: signInBy(place, courriel) }),
  )
  const agents = AGENTS.map((courriel) => {
    const [enter, codes] = [signInBy(place, courriel), new CodesApp(place.now)]
    const signIn = async (visitor: Visitor) => {
      await enter(visitor)
      await codes.pass(visitor)
    }
    return new Person({ ...{ url: place.url, courriel, random }, signIn })
  })
  const team = { usagers, agents }
  await Promise.all([...team.usagers, ...team.agents].map((person) => person.signIn()))
  for (const agent of team.agents) {
    const said = await place.parvis('agent', 'inviter', agent.courriel, '--organisme', ORGANISME)
    const invitation = /\/invitations\/[\w-]{43}/.exec(said)?.[0] ?? ''
    await agent.settle(invitation, invitation, {})
    await place.parvis('demarche', 'affecter', SLUG, '--agent', agent.courriel)
    // From now on they work here, and prove it by a second factor.
    await agent.signIn()
  }
  return team
}

/** By the link that the mail server received. @throws {Error} when none came within two minutes. */
function signInBy({ smtp }: LoadPlace, courriel: string): (visitor: Visitor) => Promise<void> {
  const links = () =>
    smtp.mails
      .filter(({ to }) => JSON.stringify(to).includes(courriel))
      .flatMap(({ text }) => /\/lien\/[\w-]{43}/.exec(text ?? '')?.[0] ?? [])
  return async (visitor) => {
    for (let tries = 0; tries < 8; tries += 1) {
      const before = new Set(links())
      await visitor.submit('/connexion/courriel?retour=/dossiers', '/connexion/courriel', { courriel }).catch(() => {})
      for (let looks = 0; looks < 150; looks += 1) {
        const link = links().find((each) => !before.has(each))
        const entered = link === undefined ? undefined : await visitor.submit(link, link, {}).catch(() => undefined)
        if (entered?.status === 303) return
        if (entered?.status === 410) break
        await wait(100)
      }
    }
    throw new Error(`nobody could sign in as ${courriel}`)
  }
}

/** The load while it runs. */
export interface RunningLoad {
  readonly acknowledged: number
  /** Answers that said « later » so far. */
  readonly refus: number
  /** Nothing more is begun; ends once everybody has had the last word on what they had begun. */
  finish(): Promise<History>
}

/** Everybody at work at once, until told to finish. */
export function startLoad({ usagers, agents }: Team, { run, random }: { run: string; random: Random }): RunningLoad {
  const recorder = createRecorder(run)
  const counter: Counter = { filed: [] }
  let working = true
  const goesOn = () => working
  const live = async (person: Person, once: () => Promise<void>) => {
    person.follow(recorder)
    while (working) {
      await once()
      await wait(between(random, 20, 150))
    }
  }
  const all = Promise.all([
    ...usagers.map((usager) => live(usager, () => liveUsager(usager, counter, goesOn))),
    ...agents.map((agent) => live(agent, () => liveAgent(agent, counter))),
  ])
  // Told by `finish`; in the meantime it is no unhandled failure.
  all.catch(() => {})
  return {
    get acknowledged() {
      return recorder.acknowledged
    },
    get refus() {
      return recorder.refus
    },
    async finish() {
      working = false
      await all
      return recorder
    },
  }
}
