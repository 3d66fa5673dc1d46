import { openParvis, type Parvis } from '../acceptance/house/open-parvis.ts'
import { Visitor } from '../acceptance/house/visitor.ts'
import type { Log } from '../src/infra/log/log.ts'
import { crawl, shapeOf } from './crawler.ts'

/** An address of the program, and one like it that exists for who asks. */
export interface Address {
  readonly pattern: string
  readonly path: string
}

/** The demonstration, a usager, an agent and who administers signed in, and every address of the program. */
export interface Site {
  readonly parvis: Parvis
  readonly usager: Visitor
  readonly agent: Visitor
  readonly administration: Visitor
  /** Every address of one method, ours alone, with the numbers of objects that its visitor owns. */
  addressesOf(method: string): readonly Address[]
  /** Who has something to do at an address. */
  visitorOf(pattern: string): Visitor
  close(): Promise<void>
}

/** Opens it. `log`: where the server writes, when that matters. */
export async function openSite(log?: Log): Promise<Site> {
  const parvis = await openParvis({ dossiers: 8, ...(log === undefined ? {} : { log }) })
  const usager = new Visitor(parvis.url)
  await usager.signIn('demo-camille-le-roux')
  const agent = new Visitor(parvis.url)
  await agent.signIn('demo-anne-kerdoncuff')
  const administration = new Visitor(parvis.url)
  await administration.signIn('demo-administration')
  const own = new Map<string, string>()
  for (const [visitor, start] of [
    [usager, '/dossiers'],
    [agent, '/agents'],
  ] as const)
    for (const path of (await crawl(visitor, [start], 1)).keys()) own.set(shapeOf(path), path)
  const numero = (shape: string) => /\d+/.exec(own.get(shape) ?? '')?.[0] ?? '1'
  const numeros = {
    dossier: numero('/dossiers/n'),
    instruit: numero('/agents/dossiers/n'),
    demarche: numero('/agents/demarches/n'),
  }
  return {
    parvis,
    usager,
    agent,
    administration,
    addressesOf: (method) => addressesOf(parvis, method, numeros),
    visitorOf: (pattern) => {
      if (TEAMS.test(pattern)) return administration
      return pattern.startsWith('/agents') ? agent : usager
    },
    close: () => parvis.close(),
  }
}

/** What only those who administer are shown. */
const TEAMS = /^\/(?:instance|organismes)\/|^\/agents\/demarches\/:numero\/equipe$/

interface Numeros {
  readonly dossier: string
  readonly instruit: string
  readonly demarche: string
}

function addressesOf({ app }: Parvis, method: string, { dossier, instruit, demarche }: Numeros): readonly Address[] {
  return app.http
    .adresses()
    .filter((address) => address.startsWith(`${method} `) && !/demo-idp|_adresse-illisible|\*/.test(address))
    .map((address) => address.slice(method.length + 1))
    .map((pattern) => ({
      pattern,
      path: pattern
        .replace('/agents/demarches/:numero', `/agents/demarches/${demarche}`)
        .replace('/agents/dossiers/:numero', `/agents/dossiers/${instruit}`)
        .replace(':numero', dossier)
        .replace(':slug', 'restauration-scolaire')
        .replace(':n', '1')
        .replace(':porte', 'demo-fc')
        .replace(':token', 'x'.repeat(43))
        .replace(':ref', '213503527')
        .replace(/:\w+(?:\([^)]*\))?/, 'inconnu'),
    }))
}
