import { afterAll, beforeAll, expect, test } from 'vitest'
import { Visitor } from '../acceptance/house/visitor.ts'
import { openSite, type Site } from './open-site.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
}, 120_000)
afterAll(() => site.close())

/** Somebody who came in by a link, and was put among the agents of every démarche. */
async function agentByMail(courriel: string): Promise<Visitor> {
  const { url, database } = site.parvis
  const visitor = new Visitor(url)
  await visitor.submit('/connexion/courriel?retour=/dossiers', '/connexion/courriel', { courriel })
  const { rows } = await database.ownerPool.query<{ corps: string }>(
    'select corps_texte as corps from infra.courriel where destinataire = $1',
    [courriel],
  )
  const lien = /\/lien\/[\w-]{43}/.exec(rows[0]?.corps ?? '')?.[0] ?? ''
  await visitor.submit(lien, lien, {})
  await database.ownerPool.query(
    `with c as (select id from comptes.compte where courriel = $1),
     r as (insert into comptes.role (compte_id, role, organisme_id) select c.id, 'administrateur', o.id from c, annuaire.organisme o)
     insert into demarches.membre (groupe_id, compte_id) select g.id, c.id from c, demarches.groupe g`,
    [courriel],
  )
  return visitor
}

test('un agent entré sans second facteur n’atteint aucune adresse des agents, ni en lecture ni en écriture', async () => {
  const agent = await agentByMail('sans.facteur@exemple.fr')
  const csrf = await agent.token('/dossiers')
  const addresses = ['GET', 'POST'].flatMap((method) =>
    site
      .addressesOf(method)
      .filter(({ pattern }) => pattern.startsWith('/agents'))
      .map(({ path }) => ({ method, path: path.replace('inconnu', crypto.randomUUID()) })),
  )

  const reached: string[] = []
  for (const { method, path } of addresses) {
    const answer = method === 'GET' ? await agent.get(path) : await agent.post(path, [['_cle', 'x']], csrf)
    if (answer.status !== 303 || !answer.location.startsWith('/compte/preuve'))
      reached.push(`${method} ${path} ${answer.status} ${answer.location}`)
  }

  expect(addresses.length).toBeGreaterThan(12)
  expect(reached).toEqual([])
})

test('ni par un envoi de script, qui l’apprend de son statut', async () => {
  const agent = await agentByMail('script@exemple.fr')

  const answer = await agent.send('/agents', { headers: { 'sec-fetch-dest': 'empty' } })

  expect(answer.status).toBe(403)
})
