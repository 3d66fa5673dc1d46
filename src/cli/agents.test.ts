import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../test/database.ts'
import { systemClock } from '../infra/clock/clock.ts'
import { createDb } from '../infra/db/pool.ts'
import { createOrganisme, loadAnnuaire } from '../modules/annuaire/index.ts'
import { enrol, type Telephone } from '../modules/comptes/test-facteurs.ts'
import { TestBrowser } from '../modules/comptes/test-site.tsx'
import { DEMONSTRATION } from '../modules/demarches/demonstration/index.ts'
import { agentsCommandes } from './agents.ts'
import { type Commande, createContext, type OpenApp } from './context.ts'
import { rolesCommandes } from './roles.ts'
import { runCli } from './run-cli.ts'

const ORIGIN = 'http://127.0.0.1:3999'
const VERN = '213503527'
const NOW = new Date('2026-11-24T10:00:00Z')
let folder: string
let database: TestDatabase
let env: Record<string, string>
let site: OpenApp

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parvis-agents-'))
  database = await openTestDatabase()
  env = {
    ...{ DATABASE_URL: database.ownerUrl, PARVIS_DATA: folder, PARVIS_DEMO: '0' },
    ...{ PARVIS_URL: ORIGIN, PARVIS_LOG: 'error' },
  }
  const context = createContext(env, () => {})
  site = await context.openApp(await context.openDatabase(), { processus: 'serve' })
  await addDemarches()
})
afterAll(async () => {
  await site.close()
  await database.close()
  await rm(folder, { recursive: true, force: true })
})

test('the first administrator is invited by a link, and holds the role once signed in by e-mail', async () => {
  const invited = await run(agentsCommandes, ['administrateur', 'inviter', 'Premiere@Exemple.fr'])

  expect(invited).toMatchObject({ code: 0, errors: '' })
  expect(await mailsTo('premiere@exemple.fr')).toEqual([
    { sujet: 'Invitation à administrer l’instance', lien: invited.lien },
  ])
  const { browser, location } = await accept(invited.lien, 'premiere@exemple.fr')
  expect(location).toBe('/agents')
  expect((await browser.get('/agents')).body).toContain('<code>parvis agent inviter')
  expect(await rolesOf('premiere@exemple.fr')).toEqual([{ role: 'administrateur_instance', siren: null }])
})

test('an invited agent holds the role asked for, in that organisme alone', async () => {
  const instructeur = await parvis('agent', 'inviter', 'ines@exemple.fr', '--organisme', VERN)
  const administrateur = await parvis(
    ...['agent', 'inviter', 'adam@exemple.fr', '--organisme', VERN, '--role', 'administrateur'],
  )
  await accept(instructeur.lien, 'ines@exemple.fr')
  await accept(administrateur.lien, 'adam@exemple.fr')

  expect(await mailsTo('ines@exemple.fr')).toContainEqual(expect.objectContaining({ lien: instructeur.lien }))
  expect(await rolesOf('ines@exemple.fr')).toEqual([{ role: 'instructeur', siren: VERN }])
  expect(await rolesOf('adam@exemple.fr')).toEqual([{ role: 'administrateur', siren: VERN }])
})

test('any role is invited where it is held, until a day when one is given', async () => {
  const demarche = await parvis(
    ...['agent', 'inviter', 'dora@exemple.fr', '--role', 'administrateur_demarche', '--demarche', 'cantine'],
  )
  const auditeur = await parvis('agent', 'inviter', 'aude@exemple.fr', '--role', 'auditeur', '--jusqu-au', '2999-12-31')
  await accept(demarche.lien, 'dora@exemple.fr')
  await accept(auditeur.lien, 'aude@exemple.fr')

  expect(await rolesOf('dora@exemple.fr')).toEqual([{ role: 'administrateur_demarche', siren: VERN }])
  expect(await rolesOf('aude@exemple.fr')).toEqual([{ role: 'auditeur', siren: null }])
  const { rows } = await database.ownerPool.query<{ fin: string }>(
    `select to_char(fin_at at time zone 'Europe/Paris', 'YYYY-MM-DD HH24:MI') as fin from comptes.role where fin_at is not null`,
  )
  // The day that was named is still within it.
  expect(rows).toEqual([{ fin: '3000-01-01 00:00' }])
})

test('a role is taken back by its name, and the last administrator stays', async () => {
  const organisme = ['--organisme', 'prefecture-63'] as const
  const [un, deux] = ['un@prefecture.fr', 'deux@prefecture.fr']
  for (const courriel of [un, deux]) {
    const invited = await parvis('agent', 'inviter', courriel, ...organisme, '--role', 'administrateur')
    await accept(invited.lien, courriel)
  }

  const first = await parvis('role', 'retirer', un, ...organisme, '--role', 'administrateur')
  const last = await parvis('role', 'retirer', deux, ...organisme, '--role', 'administrateur')

  expect(first).toMatchObject({ code: 0, out: `${un} n’a plus le rôle administrateur.` })
  expect(last).toMatchObject({ code: 1, out: '' })
  expect(last.errors).toContain('dernier administrateur')
  expect([await rolesOf(un), await rolesOf(deux)]).toEqual([[], [{ role: 'administrateur', siren: null }]])
})

test.each(['35352', 'commune-35352', '213 503 527', '21350352700014'])(
  'an organisme is named as it was created: %s',
  async (organisme) => {
    const invited = await parvis('agent', 'inviter', 'nommee@exemple.fr', '--organisme', organisme)

    expect(invited).toMatchObject({ code: 0, errors: '' })
  },
)

test('without SMTP_URL the mail stays here, and the way to read it is told', async () => {
  expect((await parvis('administrateur', 'inviter', 'a@exemple.fr')).out).toContain('parvis courriels a@exemple.fr')
  env.SMTP_URL = 'smtp://127.0.0.1:9'
  const sent = await parvis('administrateur', 'inviter', 'a@exemple.fr').finally(() => delete env.SMTP_URL)

  expect(sent.code).toBe(0)
  expect(sent.out).not.toContain('courriels')
})

test('somebody invited twice has one link that works, the last, and holds the role once', async () => {
  const first = await parvis('agent', 'inviter', 'deux@exemple.fr', '--organisme', VERN)
  const second = await parvis('agent', 'inviter', 'deux@exemple.fr', '--organisme', VERN)
  const former = await new TestBrowser(site.app.http, ORIGIN).get(new URL(first.lien).pathname)
  await accept(second.lien, 'deux@exemple.fr')
  const third = await parvis('agent', 'inviter', 'deux@exemple.fr', '--organisme', VERN)
  await accept(third.lien, 'deux@exemple.fr')

  expect(former.status).toBe(410)
  expect(await rolesOf('deux@exemple.fr')).toEqual([{ role: 'instructeur', siren: VERN }])
})

test('an agent is put in every group of a démarche, or in the one that is named, once', async () => {
  const invited = await parvis('agent', 'inviter', 'noe@exemple.fr', '--organisme', VERN)
  const { browser } = await accept(invited.lien, 'noe@exemple.fr')
  const before = await browser.get('/agents')

  const named = await parvis('demarche', 'affecter', 'cantine', '--agent', 'Noe@exemple.fr', '--groupe', 'Nord')
  expect(named).toMatchObject({ code: 0, errors: '', out: expect.stringMatching(/« cantine » : Nord\.$/) })
  expect(await groupesOf('noe@exemple.fr')).toEqual(['Nord'])
  const all = await parvis('demarche', 'affecter', 'cantine', '--agent', 'noe@exemple.fr')
  expect(await parvis('demarche', 'affecter', 'cantine', '--agent', 'noe@exemple.fr')).toEqual(all)

  expect(all.out).toMatch(/« cantine » : Nord, Par défaut\.$/)
  expect(await groupesOf('noe@exemple.fr')).toEqual(['Nord', 'Par défaut'])
  expect(before.body).toContain('Aucune démarche ne vous est confiée')
  expect(before.body).not.toContain('<code>parvis')
  expect((await browser.get('/agents')).body).toContain('Inscrire un enfant à la cantine')
})

test('who is no agent of the organisme of a démarche receives none of its dossiers, and the way in is told', async () => {
  const elsewhere = await parvis('agent', 'inviter', 'ailleurs@exemple.fr', '--organisme', 'prefecture-63')
  await accept(elsewhere.lien, 'ailleurs@exemple.fr')
  await parvis('agent', 'inviter', 'hesite@exemple.fr', '--organisme', VERN)

  const foreigner = await parvis('demarche', 'affecter', 'cantine', '--agent', 'ailleurs@exemple.fr')
  const notYet = await parvis('demarche', 'affecter', 'cantine', '--agent', 'hesite@exemple.fr')

  expect(foreigner).toMatchObject({ code: 1, out: '' })
  expect(foreigner.errors).toContain(`parvis agent inviter ailleurs@exemple.fr --organisme ${VERN}`)
  expect(notYet.errors).toContain('n’a pas encore accepté son invitation')
  expect(await groupesOf('ailleurs@exemple.fr')).toEqual([])
})

test.each([
  [['administrateur', 'inviter'], 2, 'administrateur inviter COURRIEL'],
  [['administrateur', 'inviter', 'a@exemple.fr', 'b@exemple.fr'], 2, 'administrateur inviter COURRIEL'],
  [['administrateur', 'inviter', '--role'], 2, 'administrateur inviter COURRIEL'],
  [['administrateur', 'inviter', 'a@exemple'], 2, '« a@exemple » n’est pas une adresse électronique complète'],
  [['agent', 'inviter'], 2, 'COURRIEL --organisme SIREN'],
  [['agent', 'inviter', 'a@exemple.fr'], 2, 'donnez --organisme SIREN|CODE'],
  [['agent', 'inviter', 'a@exemple.fr', '--organisme'], 2, 'COURRIEL --organisme SIREN'],
  [['agent', 'inviter', 'a@exemple.fr', '--organisme', VERN, '--vite'], 2, 'COURRIEL --organisme SIREN'],
  [['agent', 'inviter', 'a', '--organisme', VERN], 2, 'par exemple prenom.nom@exemple.fr'],
  [['agent', 'inviter', 'a@exemple.fr', '--organisme', VERN, '--role', 'chef'], 2, 'Il y a : administrateur_instance'],
  [
    ['agent', 'inviter', 'a@exemple.fr', '--organisme', VERN, '--role', 'administrateur_demarche'],
    2,
    '--demarche SLUG',
  ],
  [['agent', 'inviter', 'a@exemple.fr', '--demarche', 'cantine'], 2, 'donnez --organisme au lieu de --demarche'],
  [['agent', 'inviter', 'a@exemple.fr', '--role', 'administrateur_demarche', '--demarche', 'non'], 1, '« non »'],
  [['agent', 'inviter', 'a@exemple.fr', '--organisme', VERN, '--demarche', 'cantine'], 2, 'déjà son organisme'],
  [['agent', 'inviter', 'a@exemple.fr', '--organisme', VERN, '--role', 'auteur_observatoire'], 2, 'd’aucun organisme'],
  [['agent', 'inviter', 'a@exemple.fr', '--organisme', VERN, '--jusqu-au', '31/12/2027'], 2, '--jusqu-au 2027-06-30'],
  [['agent', 'inviter', 'a@exemple.fr', '--organisme', VERN, '--jusqu-au', '2020-01-01'], 2, 'déjà passé'],
  [['role', 'retirer'], 2, 'role retirer COURRIEL'],
  [['role', 'retirer', 'personne@exemple.fr', '--organisme', VERN], 1, 'Aucun compte de personne@exemple.fr'],
  [['agent', 'inviter', 'a@exemple.fr', '--organisme', 'Vern'], 2, '« Vern » n’est ni un SIREN'],
  [['agent', 'inviter', 'a@exemple.fr', '--organisme', '130025265'], 1, 'parvis organisme creer 130025265'],
  [['demarche', 'affecter'], 2, 'demarche affecter SLUG --agent COURRIEL'],
  [['demarche', 'affecter', 'cantine'], 2, 'demarche affecter SLUG --agent COURRIEL'],
  [['demarche', 'affecter', 'cantine', '--agent', 'a@exemple.fr', '--tous'], 2, 'SLUG --agent COURRIEL'],
  [['demarche', 'affecter', 'inconnue', '--agent', 'a@exemple.fr'], 1, 'ce qui suit /demarches/'],
  [['demarche', 'affecter', 'cantine', '--agent', 'a@exemple.fr', '--groupe', 'Sud'], 1, '« Nord », « Par défaut »'],
  [['courriels', 'a@exemple.fr', 'b@exemple.fr'], 2, 'courriels [ADRESSE]'],
  [['agent'], 2, 'agent inviter'],
])('%j is refused, with what to do', async (args, code, advice) => {
  const refused = await parvis(...args)

  expect(refused).toMatchObject({ code, out: '' })
  expect(refused.errors).toContain(advice)
})

test('courriels shows the last five, the newest at the end, those of one address when it is given', async () => {
  await parvis('administrateur', 'inviter', 'un@courriels.fr')
  await parvis('administrateur', 'inviter', 'deux@courriels.fr')
  await parvis('administrateur', 'inviter', 'trois@courriels.fr')
  await parvis('administrateur', 'inviter', 'quatre@courriels.fr')
  await parvis('administrateur', 'inviter', 'cinq@courriels.fr')
  await parvis('administrateur', 'inviter', 'six@courriels.fr')

  const last = await parvis('courriels')
  const one = await parvis('courriels', 'TROIS@courriels.fr')

  expect(receivers(last.out)).toEqual(['deux', 'trois', 'quatre', 'cinq', 'six'].map((nom) => `${nom}@courriels.fr`))
  expect(receivers(one.out)).toEqual(['trois@courriels.fr'])
  expect(one.out).toContain('Objet : Invitation à administrer l’instance')
  expect(await parvis('courriels', 'personne@courriels.fr')).toMatchObject({
    code: 0,
    out: 'Aucun courriel à personne@courriels.fr.',
  })
})

test('courriels is refused where mails leave', async () => {
  env.SMTP_URL = 'smtp://127.0.0.1:9'
  const refused = await parvis('courriels').finally(() => delete env.SMTP_URL)

  expect(refused).toMatchObject({ code: 1, out: '' })
  expect(refused.errors).toContain('SMTP_URL')
})

/** A town hall with a démarche of two groups, and a préfecture. */
async function addDemarches(): Promise<void> {
  const db = createDb(database.ownerPool)
  await loadAnnuaire(db)
  const { demarches } = site.app
  const [cantine] = DEMONSTRATION
  const vern = await createOrganisme(db, { siren: VERN })
  await createOrganisme(db, { nature: 'prefecture', code: '63' })
  if (!cantine || vern.outcome === 'unknown') throw new Error('no demonstration')
  const organismeId = vern.organisme.id
  const serviceId = await demarches.createService(db, { organismeId, ...cantine.service })
  const { definition } = cantine
  const created = await demarches.createDemarche(db, { organismeId, slug: 'cantine', definition, serviceId, now: NOW })
  if (created.outcome !== 'created') throw new Error(created.outcome)
  await demarches.createGroupe(db, { demarcheId: created.id, label: 'Nord', regle: null, now: NOW })
  await demarches.publishDemarche(db, { demarcheId: created.id, now: NOW })
}

/** Runs a command as the terminal does, in the program already open: wiring another takes a third of a second. */
function parvis(...args: readonly string[]) {
  const inside = [...agentsCommandes, ...rolesCommandes].map(
    (commande): Commande => ({
      ...commande,
      run: (rest, context) => commande.run(rest, { ...context, withApp: (act) => act(site) }),
    }),
  )
  return run(inside, args)
}

/** What a command answers; `lien` is the invitation that it printed. */
async function run(commandes: readonly Commande[], args: readonly string[]) {
  const out: string[] = []
  const errors: string[] = []
  const code = await runCli({
    ...{ args, env, commandes },
    print: (line) => out.push(line),
    printError: (line) => errors.push(line),
  })
  const printed = out.join('\n')
  const lien = /http:\S+\/invitations\/[\w-]+/.exec(printed)?.[0] ?? ''
  return { code, out: printed, errors: errors.join('\n'), lien }
}

const telephones = new Map<string, Telephone>()

/** Opens an invitation, signs in by the mail that `courriels` shows, accepts, and registers an application of codes the first time. */
async function accept(lien: string, courriel: string) {
  const browser = new TestBrowser(site.app.http, ORIGIN)
  const invitation = new URL(lien).pathname
  const form = await browser.get(`/connexion/courriel?retour=${encodeURIComponent(invitation)}`)
  await browser.submit(form, 'name="courriel"', [['courriel', courriel]])
  const mails = await parvis('courriels', courriel)
  const connexion = [...mails.out.matchAll(/http:\S+(\/lien\/[\w-]+)/g)].at(-1)?.[1] ?? ''
  const signedIn = await browser.submit(await browser.get(connexion), 'Continuer avec cette adresse')
  const known = telephones.get(courriel)
  const asked = await browser.get(signedIn.location)
  // The code of now has served when the application was registered: that of the next half minute.
  const page = known
    ? await browser.follow(await browser.submit(asked, 'name="code"', [['code', known.code(1)]]))
    : asked
  const { location } = await browser.submit(page, 'Accepter')
  if (!known) telephones.set(courriel, await enrol({ clock: systemClock }, browser, location))
  return { browser, location }
}

async function mailsTo(courriel: string) {
  const { rows } = await database.ownerPool.query<{ sujet: string; corps: string }>(
    'select sujet, corps_texte as corps from infra.courriel where destinataire = $1 order by created_at',
    [courriel],
  )
  return rows.map(({ sujet, corps }) => ({ sujet, lien: /http:\S+/.exec(corps)?.[0] }))
}

async function rolesOf(courriel: string) {
  const { rows } = await database.ownerPool.query<{ role: string; siren: string | null }>(
    `select r.role, o.siren from comptes.role r join comptes.compte c on c.id = r.compte_id
     left join annuaire.organisme o on o.id = r.organisme_id where c.courriel = $1`,
    [courriel],
  )
  return rows
}

async function groupesOf(courriel: string) {
  const { rows } = await database.ownerPool.query<{ label: string }>(
    `select g.label from demarches.membre m join demarches.groupe g on g.id = m.groupe_id
     join comptes.compte c on c.id = m.compte_id where c.courriel = $1 order by g.label`,
    [courriel],
  )
  return rows.map(({ label }) => label)
}

function receivers(out: string): readonly string[] {
  return [...out.matchAll(/^À : (.*)$/gm)].map(([, address = '']) => address)
}
