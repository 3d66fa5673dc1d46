import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { packageRoot } from '../src/infra/package-root.ts'
import { openParvis, type Parvis } from './house/open-parvis.ts'
import { Visitor } from './house/visitor.ts'

let parvis: Parvis
let usager: Visitor
let ami: Visitor
let agent: Visitor
beforeAll(async () => {
  parvis = await openParvis({ dossiers: 26 })
  const visitors = ['demo-camille-le-roux', 'demo-ismael-diallo', 'demo-anne-kerdoncuff'].map(async (compte) => {
    const visitor = new Visitor(parvis.url)
    await visitor.signIn(compte)
    return visitor
  })
  const [camille, ismael, anne] = await Promise.all(visitors)
  if (!camille || !ismael || !anne) throw new Error('nobody')
  usager = camille
  ami = ismael
  agent = anne
}, 120_000)
afterAll(() => parvis.close())

async function one(statement: string, ...values: readonly unknown[]): Promise<string> {
  const { rows } = await parvis.database.ownerPool.query<{ found: string | number }>(statement, [...values])
  return String(rows[0]?.found)
}

/** Actions written by visitors, each with how many times. */
async function readActions(): Promise<ReadonlyMap<string, number>> {
  const { rows } = await parvis.database.ownerPool.query<{ action: string; n: number }>(
    `select action, count(*) as n from infra.journal where origine <> 'commande' group by action`,
  )
  return new Map(rows.map(({ action, n }) => [action, n]))
}

/** What docs/journal.md says of each address: its acts, and whether they are told once a quarter of an hour. */
async function readTable() {
  const text = await readFile(join(packageRoot(), 'docs', 'journal.md'), 'utf8')
  const rows = [...text.matchAll(/^\| `([A-Z]+ \/[^`]*)` \| (.+) \|$/gm)]
  return new Map(
    rows.map(([, adresse = '', cell = '']) => [
      adresse,
      { acts: [...cell.matchAll(/`([a-z]+\.[a-z_]+)`/g)].map(([, act = '']) => act), repeated: cell.includes('¼ h') },
    ]),
  )
}

interface Step {
  readonly adresse: string
  readonly by: Visitor
  readonly path: string
  readonly fields?: readonly (readonly [string, string])[]
}

/** A dossier of Camille, filed, with a file in a message. */
async function fileDossier(): Promise<{ readonly numero: string; readonly piece: string }> {
  const modele = await one(
    `select d.numero as found from dossiers.dossier d join demarches.demarche m on m.id = d.demarche_id
     join comptes.compte c on c.id = d.compte_id
     where c.courriel = 'camille.leroux@exemple.fr' and m.slug = 'restauration-scolaire' and d.etat <> 'brouillon' limit 1`,
  )
  const csrf = await usager.token('/dossiers')
  const begun = await usager.post(`/dossiers/${modele}/copie`, [['_cle', crypto.randomUUID()]], csrf)
  const numero = /^\/dossiers\/(\d+)\//.exec(begun.location)?.[1] ?? ''
  await usager.post(`/dossiers/${numero}/depot`, [['engagement', 'oui']], csrf)
  const body = new FormData()
  for (const [name, value] of Object.entries({ _csrf: csrf, corps: 'Bonjour', _cle: crypto.randomUUID() }))
    body.append(name, value)
  body.append('fichiers', new Blob(['Une note.\n'], { type: 'text/plain' }), 'note.txt')
  await usager.send(`/dossiers/${numero}/messages`, { method: 'POST', body })
  const piece = await one(
    `select p.fichier_id as found from dossiers.message_piece p join dossiers.message m on m.id = p.message_id
     join dossiers.dossier d on d.id = m.dossier_id where d.numero = $1`,
    numero,
  )
  return { numero, piece }
}

async function readInvitation(): Promise<string> {
  const corps = await one(
    "select corps_texte as found from infra.courriel where destinataire = 'ismael.diallo@exemple.fr' order by created_at desc limit 1",
  )
  return /jeton=([\w-]{43})/.exec(corps)?.[1] ?? ''
}

const AIDE = '/demarches/restauration-scolaire/aide'

/** The last mandate given. */
function readMandat(): Promise<string> {
  return one('select id as found from dossiers.invite where revoked_at is null order by created_at desc limit 1')
}

/** What people do at each address that writes something, in an order in which each can be done. */
async function listSteps(): Promise<readonly (Step | (() => Promise<Step>))[]> {
  const { numero, piece } = await fileDossier()
  const demarche = await one("select numero as found from demarches.demarche where slug = 'restauration-scolaire'")
  const at = (path: string) =>
    path.replace(':numero', numero).replace('pieces/:id', `pieces/${piece}`).replace(':n', '1')
  const reads = (by: Visitor, ...adresses: readonly string[]) =>
    adresses.map((path): Step => ({ adresse: `GET ${path}`, by, path: at(path) }))
  const post = (by: Visitor, path: string, fields: Readonly<Record<string, string>> = {}): Step => ({
    ...{ adresse: `POST ${path}`, by, path: at(path) },
    fields: Object.entries({ _cle: crypto.randomUUID(), ...fields }),
  })
  const [d, a] = ['/dossiers/:numero', '/agents/dossiers/:numero']
  const warned = async (path: string): Promise<Step> => {
    const { location } = await agent.post(at(path), [])
    return { adresse: `GET ${path}`, by: agent, path: location }
  }
  return [
    ...reads(usager, '/dossiers', d, `${d}/consultations`, `${d}/partage`, `${d}/plus-tard`, `${d}/recepisse`),
    ...reads(usager, `${d}/recepisse.pdf`, `${d}/dossier.pdf`, `${d}/pieces/:id`, `${d}/suppression`, `${d}/etapes/:n`),
    ...reads(usager, `${d}/verification`, `${d}/demandeur`, '/compte', '/compte/securite', '/compte/sessions'),
    { adresse: 'GET /demarches/:slug/commencer', by: usager, path: '/demarches/restauration-scolaire/commencer' },
    post(usager, `${d}/etapes/:n`),
    post(usager, `${d}/etapes/:n/brouillon`),
    post(usager, `${d}/messages`, { corps: 'Bonjour' }),
    post(usager, `${d}/plus-tard`),
    post(usager, `${d}/partage`, { courriel: 'ismael.diallo@exemple.fr' }),
    async () => post(ami, `${d}/invitation`, { jeton: await readInvitation() }),
    ...reads(usager, '/mandats'),
    async () => post(usager, '/mandats', { arreter: await readMandat() }),
    { ...post(usager, '/demarches/:slug/aide', { courriel: 'ismael.diallo@exemple.fr' }), path: AIDE },
    { adresse: 'GET /demarches/:slug/aide', by: usager, path: AIDE },
    async () => post(ami, '/mandats/invitation', { jeton: await readInvitation() }),
    post(usager, `${d}/copie`),
    { ...post(usager, '/demarches/:slug/commencer'), path: '/demarches/restauration-scolaire/commencer' },
    post(usager, '/compte', { langue: 'fr', telephone: '' }),
    post(usager, '/compte/rattachement', { courriel: 'camille@ailleurs.exemple.fr' }),
    {
      ...reads(agent, '/agents/demarches/:numero')[0],
      by: agent,
      adresse: 'GET /agents/demarches/:numero',
      path: `/agents/demarches/${demarche}`,
    },
    ...reads(agent, a, `${a}/dossier.pdf`),
    // No antivirus here: a warning stands before the files.
    async () => warned(`${a}/pieces/:id`),
    ...reads(agent, `${a}/pieces/:id/apercu`),
    async () => warned(`${a}/pieces.zip`),
    post(agent, `${a}/pieces/:id/liberation`, { raison: 'Reçu au guichet' }),
    post(agent, `${a}/notes`, { note: 'À relire' }),
    post(agent, `${a}/suivi`, { suivre: '1' }),
    post(agent, `${a}/messages`, { corps: 'Bonjour' }),
    post(agent, `${a}/correction`, { motif: 'incomplet', corps: 'Il manque une page' }),
    post(usager, `${d}/depot`, { engagement: 'oui' }),
    post(usager, `${d}/suppression`, { quoi: 'withdraw' }),
    post(usager, `${d}/restauration`),
    post(agent, `${a}/instruction`),
    post(agent, `${a}/decision`, { decision: 'accept' }),
    post(agent, `${a}/reouverture`),
    async () => {
      // Somewhere else, so that there is a session to close.
      await new Visitor(parvis.url).signIn('demo-camille-le-roux')
      return post(usager, '/compte/sessions')
    },
    post(usager, '/deconnexion'),
  ]
}

const FACTEURS = 'src/modules/comptes/facteurs.test.ts'
const CLES = 'src/modules/comptes/cles.test.ts'
const PHRASE = 'src/modules/comptes/phrase.test.ts'

/** Addresses whose lines other tests play, since they begin elsewhere or need another state. */
const AILLEURS: Readonly<Record<string, string>> = {
  'POST /connexion/courriel': 'src/modules/comptes/liens.test.ts',
  'GET /connexion/retour/:porte': 'the sign-ins of this very test',
  'POST /lien/:token': 'src/modules/comptes/liens.test.ts',
  'POST /compte/preuve': FACTEURS,
  'POST /compte/securite/appareils': FACTEURS,
  'POST /compte/securite/application': FACTEURS,
  'POST /compte/securite/application/retrait': FACTEURS,
  'POST /compte/securite/secours': FACTEURS,
  'POST /connexion/cle': CLES,
  'POST /compte/securite/cle': CLES,
  'POST /compte/securite/cle/retrait': CLES,
  'POST /connexion/phrase': PHRASE,
  'POST /compte/securite/phrase': PHRASE,
  'POST /compte/securite/phrase/retrait': PHRASE,
  'POST /invitations/:token': 'src/cli/agents.test.ts',
  'GET /audit': 'acceptance/audit.test.ts',
  'GET /audit/export': 'acceptance/audit.test.ts',
  'POST /agents/dossiers/:numero/retour':
    'src/modules/instruction/actions/actions.test.ts: where silence is no acceptance',
  'GET /mandats/:id/fichier': 'src/modules/dossiers/actions/mandats.test.ts: a signed mandate',
  'POST /dossiers/:numero/pret': 'attaques/courses.test.ts: by who helps',
  'POST /dossiers/:numero/demandeur': 'acceptance/usager.test.ts: a draft only',
  'GET /instance/equipe': 'acceptance/equipes.test.ts',
  'POST /instance/equipe/inviter': 'acceptance/equipes.test.ts',
  'POST /instance/equipe/invitations': 'acceptance/equipes.test.ts',
  'GET /instance/equipe/membres/:membre': 'acceptance/equipes.test.ts',
  'POST /instance/equipe/membres/:membre/roles': 'acceptance/equipes.test.ts',
  'GET /instance/equipe/membres/:membre/retrait': 'acceptance/equipes.test.ts',
  'POST /instance/equipe/membres/:membre/retrait': 'acceptance/equipes.test.ts',
  'POST /instance/equipe/membres/:membre/retablissement': 'acceptance/equipes.test.ts',
  'GET /instance/equipe/membres/:membre/acces': 'acceptance/equipes.test.ts',
  'POST /instance/equipe/membres/:membre/acces': 'acceptance/equipes.test.ts',
  'GET /organismes/:ref/equipe': 'acceptance/equipes.test.ts',
  'POST /organismes/:ref/equipe/inviter': 'acceptance/equipes.test.ts',
  'POST /organismes/:ref/equipe/invitations': 'acceptance/equipes.test.ts',
  'GET /organismes/:ref/equipe/membres/:membre': 'acceptance/equipes.test.ts',
  'POST /organismes/:ref/equipe/membres/:membre/roles': 'acceptance/equipes.test.ts',
  'POST /organismes/:ref/equipe/membres/:membre/groupes': 'acceptance/equipes.test.ts',
  'GET /organismes/:ref/equipe/membres/:membre/retrait': 'acceptance/equipes.test.ts',
  'POST /organismes/:ref/equipe/membres/:membre/retrait': 'acceptance/equipes.test.ts',
  'POST /organismes/:ref/equipe/membres/:membre/retablissement': 'acceptance/equipes.test.ts',
  'GET /organismes/:ref/equipe/membres/:membre/acces': 'acceptance/equipes.test.ts',
  'POST /organismes/:ref/equipe/membres/:membre/acces': 'acceptance/equipes.test.ts',
  'GET /instance/organismes': 'acceptance/equipes.test.ts',
  'GET /agents/demarches/:numero/equipe': 'acceptance/equipes.test.ts',
  'POST /agents/demarches/:numero/equipe': 'acceptance/equipes.test.ts',
  'POST /compte/equipes/depart': 'acceptance/equipes.test.ts',
  'POST /compte/equipes/demandes': 'acceptance/demandes.test.ts',
  'GET /organismes/:ref/equipe/demandes/:demande': 'acceptance/demandes.test.ts',
  'POST /organismes/:ref/equipe/demandes/:demande/acceptation': 'acceptance/demandes.test.ts',
  'POST /organismes/:ref/equipe/demandes/:demande/refus': 'acceptance/demandes.test.ts',
}

test('chaque adresse écrit dans le journal ce que dit docs/journal.md, et pas davantage', {
  timeout: 240_000,
}, async () => {
  const table = await readTable()
  const played = new Set<string>()
  const wrong: string[] = []
  const steps = await listSteps()
  for (const asked of steps) {
    const { adresse, by, path, fields } = typeof asked === 'function' ? await asked() : asked
    played.add(adresse)
    const before = await readActions()
    const answer = fields ? await by.post(path, fields, await by.token('/compte')) : await by.get(path)
    const after = await readActions()
    const said = table.get(adresse)
    const written = [...after].flatMap(([action, n]) => (n > (before.get(action) ?? 0) ? [action] : []))
    const own = written.filter((action) => !/^(?:compte|dossier)\.read$/.test(action) || said?.acts.includes(action))
    const done =
      own.some((action) => said?.acts.includes(action)) || (said?.repeated && said.acts.some((act) => after.has(act)))
    if (!done || own.some((action) => !said?.acts.includes(action)))
      wrong.push(`${adresse} (${answer.status}): ${written.join(', ')}`)
  }

  const writing = [...table].flatMap(([adresse, { acts }]) => (acts.length > 0 ? [adresse] : []))
  expect(wrong).toEqual([])
  expect(writing.filter((adresse) => !played.has(adresse) && AILLEURS[adresse] === undefined)).toEqual([])
})

test('aucune ligne ne porte une donnée personnelle, et chacune dit d’où elle vient', async () => {
  const { rows } = await parvis.database.ownerPool.query<{ line: string; origine: string }>(
    "select concat_ws(' ', action, objet, meta::text, origine) as line, origine from infra.journal",
  )
  const personal = /@|camille|roux|kerdoncuff|diallo|127\.0\.0\.1|bonjour|note\.txt/i

  expect(rows.length).toBeGreaterThan(50)
  expect(rows.filter(({ line }) => personal.test(line))).toEqual([])
  expect(rows.filter(({ origine }) => !/^(?:commande|travail|[\w-]{16})$/.test(origine))).toEqual([])
})
