import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { packageRoot } from '../src/infra/package-root.ts'
import { openParvis, type Parvis } from './house/open-parvis.ts'
import { Visitor } from './house/visitor.ts'

/** The columns of `docs/droits.md`, in its order. */
const ROLES = [
  'anonyme',
  'usager',
  'invité',
  'autre usager',
  'agent',
  'autre agent',
  'sans second facteur',
  'administrateur',
  'd’organisme',
  'd’un autre',
  'auditeur',
  'autres rôles',
] as const
type Role = (typeof ROLES)[number]

/** What somebody is told: allowed (whatever comes of it), nothing there, sign in first, prove it anew, or not for you. */
type Droit = 'oui' | '–' | 'connexion' | 'preuve' | 'refus'

/** Who comes in by an e-mail address, and the roles they are given; `ici` is the organisme of the dossier, `ailleurs` another. */
const PAR_COURRIEL: readonly (readonly [Role, ReadonlyArray<readonly [string, 'ici' | 'ailleurs' | 'instance']>])[] = [
  ['autre usager', []],
  ['sans second facteur', [['instructeur', 'ici']]],
  ['d’organisme', [['administrateur', 'ici']]],
  ['d’un autre', [['administrateur', 'ailleurs']]],
  ['auditeur', [['auditeur', 'ici']]],
  [
    'autres rôles',
    [
      ['expert', 'ici'],
      ['gestionnaire_fonds', 'ici'],
      ['auteur_observatoire', 'instance'],
    ],
  ],
]

/** Addresses that answer nobody here, and where they do: a row that refuses everybody would not see a route that is broken. */
const PERSONNE: Readonly<Record<string, string>> = {
  'GET /.well-known/security.txt': 'src/site/security-txt.test.ts: somebody must have been named',
  'GET /_courriels/:id': 'src/infra/mail/outbox.test.tsx',
  'GET /_courriels/:id/html': 'src/infra/mail/outbox.test.tsx',
  'GET /ressources/:nom': 'src/infra/http/assets.test.ts',
  'POST /mandats': 'acceptance/mandats.test.ts',
  'GET /mandats/:id/fichier': 'src/modules/dossiers/actions/mandats.test.ts',
  'POST /compte/equipes/demandes': 'acceptance/demandes.test.ts: nobody here works where nothing was asked yet',
  'POST /compte/equipes/depart': 'acceptance/equipes.test.ts',
  'POST /agents/demarches/:numero/equipe': 'acceptance/equipes.test.ts',
  'POST /instance/equipe/membres/:membre/retablissement': 'acceptance/equipes.test.ts',
}

/** Addresses that are technique, not somebody's: another administration's fake, and the catch of unreadable addresses. */
const HORS_TABLE = /\/_adresse-illisible$|\/demo-idp/

let parvis: Parvis
/** The town hall of the agent. */
const VERN = '213503527'
/** References of a member of each team: its auditor, and the administrator himself. */
let membres: { readonly mairie: string; readonly instance: string }
/** The reference of a request to join the team of the town hall. */
let demande: string
let visitors: Readonly<Record<Role, Visitor>>
let modele: string
beforeAll(async () => {
  parvis = await openParvis({ dossiers: 26 })
  const visitor = () => new Visitor(parvis.url)
  visitors = {
    anonyme: visitor(),
    usager: visitor(),
    invité: visitor(),
    'autre usager': visitor(),
    agent: visitor(),
    'autre agent': visitor(),
    'sans second facteur': visitor(),
    administrateur: visitor(),
    'd’organisme': visitor(),
    'd’un autre': visitor(),
    auditeur: visitor(),
    'autres rôles': visitor(),
  }
  await visitors.usager.signIn('demo-camille-le-roux')
  await visitors.invité.signIn('demo-ismael-diallo')
  await visitors.agent.signIn('demo-anne-kerdoncuff')
  await visitors['autre agent'].signIn('demo-julien-chassaing')
  await visitors.administrateur.signIn('demo-administration')
  membres = {
    mairie: await firstMembre(`/organismes/${VERN}/equipe?q=tanguy`),
    instance: await firstMembre('/instance/equipe'),
  }
  for (const [role, held] of PAR_COURRIEL) {
    const courriel = `personne-${ROLES.indexOf(role)}@exemple.fr`
    await signInByMail(visitors[role], courriel)
    for (const [nom, place] of held) await giveRole(courriel, nom, place)
  }
  const nadia = visitor()
  await nadia.signIn('demo-nadia-belkacem')
  await nadia.submit('/compte/equipes', '/compte/equipes/demandes', {})
  const equipe = await visitors.administrateur.get(`/organismes/${VERN}/equipe`)
  demande = /\/demandes\/([\w-]{22})/.exec(equipe.body)?.[1] ?? ''
  await parvis.database.ownerPool.query(
    `insert into demarches.membre (groupe_id, compte_id)
     select m.groupe_id, c.id from demarches.membre m join comptes.compte anne on anne.id = m.compte_id, comptes.compte c
     where anne.courriel = 'anne.kerdoncuff@exemple.fr' and c.courriel = $1`,
    [`personne-${ROLES.indexOf('sans second facteur')}@exemple.fr`],
  )
  modele = await one(
    `select d.numero as found from dossiers.dossier d join demarches.demarche m on m.id = d.demarche_id
     join comptes.compte c on c.id = d.compte_id
     where c.courriel = 'camille.leroux@exemple.fr' and m.slug = 'restauration-scolaire' and d.etat <> 'brouillon' limit 1`,
  )
}, 120_000)
afterAll(() => parvis.close())

async function firstMembre(equipe: string): Promise<string> {
  return /\/membres\/([\w-]{22})/.exec((await visitors.administrateur.get(equipe)).body)?.[1] ?? ''
}

async function one(statement: string, ...values: readonly unknown[]): Promise<string> {
  const { rows } = await parvis.database.ownerPool.query<{ found: string | number }>(statement, [...values])
  return String(rows[0]?.found)
}

async function signInByMail(visitor: Visitor, courriel: string): Promise<void> {
  await visitor.submit('/connexion/courriel?retour=/dossiers', '/connexion/courriel', { courriel })
  const corps = await one('select corps_texte as found from infra.courriel where destinataire = $1', courriel)
  const lien = /\/lien\/[\w-]{43}/.exec(corps)?.[0] ?? ''
  await visitor.submit(lien, lien, {})
}

/** Gives a role as an administrator would have, its holder having proved a second factor — but for who has none. */
async function giveRole(courriel: string, nom: string, place: 'ici' | 'ailleurs' | 'instance'): Promise<void> {
  const { ownerPool } = parvis.database
  const organismes = { ici: 'vern', ailleurs: 'préfecture', instance: 'aucun' }
  await ownerPool.query(
    `insert into comptes.role (compte_id, role, organisme_id, created_at)
     select c.id, $2, (select o.id from annuaire.organisme o where lower(o.nom) like '%' || $3 || '%' limit 1), now()
     from comptes.compte c where c.courriel = $1`,
    [courriel, nom, organismes[place]],
  )
  if (courriel.startsWith(`personne-${ROLES.indexOf('sans second facteur')}@`)) return
  await ownerPool.query(
    'update comptes.session set preuve_at = now() where compte_id = (select id from comptes.compte where courriel = $1)',
    [courriel],
  )
}

/** A dossier that Camille filed, with a file, shared with Ismaël, in the group of Anne; gives its number and its file's. */
async function fileDossier(): Promise<{ readonly numero: string; readonly piece: string }> {
  const { usager } = visitors
  const csrf = await usager.token('/dossiers')
  const begun = await usager.post(`/dossiers/${modele}/copie`, [['_cle', crypto.randomUUID()]], csrf)
  const numero = /^\/dossiers\/(\d+)\//.exec(begun.location)?.[1] ?? ''
  const filed = await usager.post(`/dossiers/${numero}/depot`, [['engagement', 'oui']], csrf)
  if (filed.status !== 303) throw new Error(`filing answered ${filed.status}`)
  const body = new FormData()
  for (const [name, value] of [
    ['_csrf', csrf],
    ['corps', 'Bonjour'],
    ['_cle', crypto.randomUUID()],
  ] as const)
    body.append(name, value)
  body.append('fichiers', new Blob(['Une note.\n'], { type: 'text/plain' }), 'note.txt')
  await usager.send(`/dossiers/${numero}/messages`, { method: 'POST', body })
  await parvis.database.ownerPool.query(
    `insert into dossiers.invite (dossier_id, courriel, compte_id, droit, created_at, fin_at)
     select d.id, 'ismael.diallo@exemple.fr', c.id, 'deposer', now(), now() + interval '1 month' from dossiers.dossier d, comptes.compte c
     where d.numero = $1 and c.courriel = 'ismael.diallo@exemple.fr'`,
    [numero],
  )
  const piece = await one(
    `select p.fichier_id as found from dossiers.message_piece p join dossiers.message m on m.id = p.message_id
     join dossiers.dossier d on d.id = m.dossier_id where d.numero = $1`,
    numero,
  )
  return { numero, piece }
}

/** What the table says, by address then by role. */
async function readTable(): Promise<ReadonlyMap<string, readonly string[]>> {
  const text = await readFile(join(packageRoot(), 'docs', 'droits.md'), 'utf8')
  const rows = [...text.matchAll(/^\| `([A-Z]+ \/[^`]*)` \|(.+)\|$/gm)]
  return new Map(rows.map(([, address = '', cells = '']) => [address, cells.split('|').map((cell) => cell.trim())]))
}

/** The roles that what was asked before may have taken away. */
async function giveBack(): Promise<void> {
  const { ownerPool } = parvis.database
  await ownerPool.query(
    `insert into comptes.role (compte_id, role, organisme_id, created_at)
     select c.id, 'auditeur', o.id, now() from comptes.compte c, annuaire.organisme o
     where c.courriel = 'aurelie.tanguy@exemple.fr' and o.siren = $1 on conflict do nothing`,
    [VERN],
  )
}

/** What an address is asked for besides: without it, there would be nothing there for anybody. */
const NAMING: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'GET /organismes/:ref/equipe/membres/:membre/retrait': { role: 'auditeur' },
  'POST /organismes/:ref/equipe/membres/:membre/retrait': { role: 'auditeur' },
  'POST /organismes/:ref/equipe/membres/:membre/retablissement': { role: 'auditeur' },
  'GET /instance/equipe/membres/:membre/retrait': { role: 'administrateur_instance' },
  'POST /instance/equipe/membres/:membre/retrait': { role: 'administrateur_instance' },
  'POST /instance/equipe/membres/:membre/retablissement': { role: 'administrateur_instance' },
  'GET /compte/equipes/depart': { organisme: VERN, role: 'expert' },
  'POST /organismes/:ref/equipe/demandes/:demande/acceptation': { role: 'expert' },
  'POST /organismes/:ref/equipe/demandes/:demande/refus': { motif: 'Inconnue ici.' },
}

async function ask(address: string, role: Role, { numero, piece }: { numero: string; piece: string }): Promise<Droit> {
  const [method = 'GET', pattern = '/'] = address.split(' ')
  const path = pattern
    .replace('/agents/demarches/:numero', `/agents/demarches/${await demarcheNumero()}`)
    .replace(':numero', numero)
    .replace(/:slug/, 'restauration-scolaire')
    .replace(/:n\b/, '1')
    .replace('pieces/:id', `pieces/${piece}`)
    .replace(':id', crypto.randomUUID())
    .replace(':porte', 'demo-fc')
    .replace(':token', 'x'.repeat(43))
    .replace(':accent([0-9a-f]{6})', '0b5a4a')
    .replace(':nom', 'inconnu.css')
    .replace(':ref', VERN)
    .replace(':demande', demande)
    .replace(':membre', pattern.startsWith('/instance') ? membres.instance : membres.mairie)
  const visitor = visitors[role]
  const csrf = await visitor.token(role === 'anonyme' ? '/connexion' : '/dossiers')
  const named = Object.entries(NAMING[address] ?? {})
  const { status, location } = await (method === 'POST'
    ? visitor.post(path, named, csrf)
    : visitor.get(`${path}?${new URLSearchParams(named)}`))
  if (status >= 500) throw new Error(`${role} ${address}: ${status}`)
  if (status === 401 || (status === 303 && location.startsWith('/connexion'))) return 'connexion'
  if (status === 303 && location.startsWith('/compte/preuve')) return 'preuve'
  if (status === 403) return 'refus'
  return status === 404 ? '–' : 'oui'
}

let numeroDeDemarche: string | undefined
async function demarcheNumero(): Promise<string> {
  numeroDeDemarche ??= await one("select numero as found from demarches.demarche where slug = 'restauration-scolaire'")
  return numeroDeDemarche
}

/** What signs somebody out is asked last, one's own sign-out last of all. */
function rankOf(address: string): number {
  return address.endsWith('/deconnexion') ? 2 : address.endsWith('/acces') ? 1 : 0
}

/** Those who may nothing first: what the others do may change what is there. */
const ORDER: readonly Role[] = [
  ...(['anonyme', 'autre usager', 'autre agent', 'sans second facteur', 'administrateur', 'd’organisme'] as const),
  ...(['d’un autre', 'auditeur', 'autres rôles', 'invité', 'agent', 'usager'] as const),
]

test('chaque adresse répond à chacun ce que dit le tableau des droits, et aucune n’y manque', {
  timeout: 240_000,
}, async () => {
  const table = await readTable()
  const addresses = parvis.app.http
    .adresses()
    .filter((address) => !address.startsWith('HEAD ') && !HORS_TABLE.test(address))
    .toSorted((a, b) => rankOf(a) - rankOf(b))
  const found = new Map<string, readonly string[]>()
  for (const address of addresses) {
    await giveBack()
    const dossier = address.includes(':numero') ? await fileDossier() : { numero: '', piece: '' }
    const droits = new Map<Role, Droit>()
    for (const role of ORDER) droits.set(role, await ask(address, role, dossier))
    found.set(
      address,
      ROLES.map((role) => droits.get(role) ?? ''),
    )
  }

  const nobody = [...found].flatMap(([address, cells]) => (cells.includes('oui') ? [] : [address]))
  expect(nobody.toSorted()).toEqual(Object.keys(PERSONNE).toSorted())
  const lines = (rows: ReadonlyMap<string, readonly string[]>) =>
    [...rows].map(([address, cells]) => `| \`${address}\` | ${cells.join(' | ')} |`).toSorted()
  expect(lines(found)).toEqual(lines(table))
})
