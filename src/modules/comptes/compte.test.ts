import { afterAll, beforeAll, expect, test } from 'vitest'
import { withContext } from '../../infra/db/with-context.ts'
import { ensureCompte } from './actions/ensure-compte.ts'
import { grantRole } from './actions/grant-role.ts'
import { selectRoles } from './store/roles.ts'
import { openTestSite, type TestSite } from './test-site.tsx'

let site: TestSite
let organismeId = ''

beforeAll(async () => {
  site = await openTestSite()
  const { rows } = await site.database.ownerPool.query<{ id: string }>(
    `insert into annuaire.organisme (nature, nom, code) values ('commune', 'Vern-sur-Seiche', '35352') returning id`,
  )
  organismeId = rows[0]?.id ?? ''
})
afterAll(() => site.close())

const DAY = 86_400_000

async function invite(given: Partial<Parameters<TestSite['comptes']['inviteAgent']>[1]> = {}) {
  const invited = await withContext(site.deps.db, { role: 'connexion' }, (tx) =>
    site.comptes.inviteAgent(tx, {
      courriel: 'agent@exemple.fr',
      role: 'instructeur',
      organismeId,
      now: site.clock(),
      ...given,
    }),
  )
  return invited.outcome === 'invite' ? new URL(invited.adresse).pathname : invited.outcome
}

test('un agent invité accepte après s’être connecté, et tient son rôle', async () => {
  const lien = await invite()
  const browser = site.browse()
  const seen = await browser.get(lien)
  await browser.signIn('demo-anne-kerdoncuff', lien)
  const before = browser.cookies.get('parvis')?.value

  const accepted = await browser.submit(await browser.get(lien), 'Accepter')
  const account = await browser.get('/compte')

  expect(seen.body).toContain('Vern-sur-Seiche')
  expect(seen.body).toContain(`/connexion?retour=${encodeURIComponent(lien)}`)
  expect(accepted.location).toBe('/agents')
  expect(browser.cookies.get('parvis')?.value).not.toBe(before)
  expect(account.body).toContain('Instructeur : Vern-sur-Seiche')
})

test('an invitation is accepted once, within seven days, and a new one voids the former', async () => {
  const first = await invite({ courriel: 'x@exemple.fr' })
  const second = await invite({ courriel: 'x@exemple.fr' })
  const browser = site.browse()
  await browser.signIn('demo-julien-chassaing')
  const page = await browser.get(second)
  await browser.submit(page, 'Accepter')

  const again = await browser.get(second)
  const third = await invite({ courriel: 'y@exemple.fr' })
  site.clock.advance(7 * DAY)

  expect((await browser.get(first)).status).toBe(410)
  expect([again.status, (await browser.get(third)).status]).toEqual([410, 410])
})

test('the first administrator of an instance is invited without an organisme', async () => {
  const lien = await invite({ courriel: 'admin@exemple.fr', role: 'administrateur_instance', organismeId: undefined })
  const browser = site.browse()
  await browser.signIn('demo-administration', lien)

  await browser.submit(await browser.get(lien), 'Accepter')

  expect((await browser.get('/compte')).body).toContain('Administrateur de l’instance')
  expect(site.mails.at(-1)?.sujet).toBe('Invitation à administrer l’instance')
})

test('an invitation that makes no sense is refused with its reason', async () => {
  const unknown = '00000000-0000-7000-8000-000000000000'

  expect(await invite({ courriel: 'pas une adresse' })).toBe('pas_une_adresse')
  expect(await invite({ organismeId: unknown })).toBe('organisme_inconnu')
  expect(await invite({ organismeId: undefined })).toBe('organisme_manquant')
})

test('a role given twice is held once', async () => {
  const granted = await withContext(site.deps.db, { role: 'connexion' }, async (tx) => {
    const now = site.clock()
    const compte = await ensureCompte(tx, {
      emetteur: 'e',
      client: 'c',
      sujet: 's',
      nom: 'Petit',
      langue: 'fr',
      now,
    })
    const grant = { compteId: compte.id, role: 'administrateur', organismeId, now } as const
    const both = [await grantRole(tx, grant), await grantRole(tx, grant)]
    return { both, roles: await selectRoles(tx, { compteId: compte.id, now }) }
  })

  expect(granted.both).toEqual([true, false])
  expect(granted.roles).toEqual([{ role: 'administrateur', organismeId }])
})

test('two subjects with the same address are two people', async () => {
  const ids = await withContext(site.deps.db, { role: 'connexion' }, async (tx) => {
    const common = {
      emetteur: 'e',
      client: 'c',
      courriel: 'commun@exemple.fr',
      langue: 'fr',
      now: site.clock(),
    } as const
    const first = await ensureCompte(tx, { ...common, sujet: 'un' })
    const second = await ensureCompte(tx, { ...common, sujet: 'deux' })
    const again = await ensureCompte(tx, { ...common, sujet: 'un', nom: 'Martin' })
    return [first.id, second.id, again.id, again.nom]
  })

  expect(ids[0]).not.toBe(ids[1])
  expect(ids[2]).toBe(ids[0])
  expect(ids[3]).toBe('Martin')
})

test('one person signing in twice at once is one account', async () => {
  const ensure = () =>
    withContext(site.deps.db, { role: 'connexion' }, (tx) =>
      ensureCompte(tx, {
        emetteur: 'e',
        client: 'c',
        sujet: 'ensemble',
        langue: 'fr',
        now: site.clock(),
      }),
    )

  const [one, other] = await Promise.all([ensure(), ensure()])

  expect(one?.id).toBe(other?.id)
})

test('la langue choisie vaut pour le site et pour le compte', async () => {
  const browser = site.browse()
  await browser.signIn('demo-ismael-diallo')

  const back = await browser.post('/langue', [
    ['langue', 'en'],
    ['retour', '/compte'],
  ])
  const page = await browser.get('/compte')
  browser.cookies.delete('langue')

  expect(back.location).toBe('/compte')
  expect(page.body).toContain('Your account')
  expect((await browser.get('/compte')).body).toContain('Your account')
})

test('without a choice, the browser’s language is followed, French by default', async () => {
  const title = async (header: string) =>
    /<h1>([^<]*)/.exec((await site.browse().get('/connexion', { 'accept-language': header })).body)?.[1]

  expect(await title('de, en;q=0.8, fr;q=0.7')).toBe('Sign in')
  expect(await title('de')).toBe('Se connecter')
})

test('a telephone that is none is shown again, nothing is changed', async () => {
  const browser = site.browse()
  await browser.signIn('demo-camille-le-roux')
  const page = await browser.get('/compte')

  const refused = await browser.submit(page, 'name="telephone"', [
    ['telephone', 'chez moi'],
    ['langue', 'fr'],
  ])
  const saved = await browser.submit(page, 'name="telephone"', [
    ['telephone', '06 12 34 56 78'],
    ['langue', 'fr'],
  ])

  expect(refused.status).toBe(422)
  expect(refused.body).toContain('value="chez moi"')
  expect((await browser.follow(saved)).body).toContain('value="06 12 34 56 78"')
})

test('somebody known by an identity does not change their name here', async () => {
  const browser = site.browse()
  await browser.signIn('demo-camille-le-roux')
  const page = await browser.get('/compte')

  await browser.submit(page, 'name="telephone"', [['nom', 'Autre']])

  expect(page.body).not.toContain('name="nom"')
  expect((await browser.get('/prive')).body).toContain('Camille Le Roux')
})

test('the purge keeps what still serves', async () => {
  const browser = site.browse()
  await browser.signIn('demo-camille-le-roux')
  const { purgeComptes } = await import('./index.ts')

  await purgeComptes(site.deps.db, site.clock())
  const during = await browser.get('/prive')
  await purgeComptes(site.deps.db, new Date(site.clock().getTime() + 3 * DAY))
  const { rows } = await site.database.ownerPool.query<{ n: number }>('select count(*) as n from comptes.session')

  expect(during.status).toBe(200)
  expect(rows[0]?.n).toBe(0)
})
