import { afterAll, beforeAll, expect, test } from 'vitest'
import { htmlFaults } from '../../../ui/html-validate.ts'
import { takeInstruction } from '../actions/move.ts'
import type { Agent } from '../deps.ts'
import { paths } from '../paths.ts'
import type { Browser } from '../test-browser.ts'
import { openTestSite, type TestSite } from '../test-site.tsx'

let site: TestSite
let anne: Agent
let browser: Browser

beforeAll(async () => {
  site = await openTestSite()
  anne = await site.makeAgent('Kerdoncuff')
  browser = site.browse(anne)
})
afterAll(() => site.close())

async function journal(action: string): Promise<number> {
  const { rows } = await site.database.ownerPool.query<{ n: number }>(
    'select count(*) as n from infra.journal where action = $1 and compte_id = $2',
    [action, anne.compteId],
  )
  return rows[0]?.n ?? -1
}

test('un agent sans groupe lit qu’aucune démarche ne lui est confiée', async () => {
  const compteId = await site.makeCompte('Nouvel')

  const page = await site.browse({ compteId, nom: 'Nouvel', groupes: [] }).get(paths.accueil())

  expect(page.status).toBe(200)
  expect(page.body).toContain('Aucune démarche ne vous est confiée')
  expect(await htmlFaults(page.body)).toEqual([])
})

test('somebody who is not signed in sees nothing', async () => {
  const page = await site.browse({ compteId: 'personne', nom: '', groupes: [] }).get(paths.accueil())

  expect(page.status).toBe(401)
})

test('the home page counts what waits in each démarche and leads to its table', async () => {
  const demarche = await site.makeDemarche('accueillie')
  const agent = await site.makeAgent('Accueil', demarche.groupe)
  const filed = await site.fileDossier({ slug: 'accueillie' })
  await site.fileDossier({ slug: 'accueillie' })
  await takeInstruction(site.deps, { numero: filed.numero, agent, now: site.clock() })

  const page = await site.browse(agent).get(paths.accueil())

  expect(page.body).toContain(`href="${paths.table(demarche.numero)}"`)
  expect(page.body).toMatch(/<strong>2<\/strong>/)
  expect(await htmlFaults(page.body)).toEqual([])
})

test('the table shows tabs with exact counts, bold news, and links that carry its query', async () => {
  const { numero } = await site.fileDossier({ nom: 'Diallo' })

  const page = await browser.get(paths.table(site.demarche.numero, '?q=diallo&tri=nom-asc'))

  expect(page.status).toBe(200)
  expect(page.body).toContain(`href="${paths.dossier(numero, '?q=diallo&amp;tri=nom-asc')}" class="neuf"`)
  expect(page.body).toContain('Retirer le filtre « diallo »')
  expect(page.body).toContain('aria-sort="ascending"')
  expect(await htmlFaults(page.body)).toEqual([])
})

test('blank fields of the filters are left out of the address that is shared', async () => {
  const page = await browser.get(
    paths.table(site.demarche.numero, '?etat=accepte&q=&du=&au=&departement=&tri=depot-desc'),
  )

  expect([page.status, page.location]).toEqual([303, paths.table(site.demarche.numero, '?etat=accepte')])
})

test('a table with nothing in it says what to do', async () => {
  const page = await browser.get(paths.table(site.demarche.numero, '?q=introuvable'))

  expect(page.body).toContain('Aucun dossier ne correspond')
  expect(await htmlFaults(page.body)).toEqual([])
})

test('a démarche or a dossier of others is not there', async () => {
  const foreign = await site.makeDemarche('etrangere')
  const filed = await site.fileDossier({ slug: 'etrangere' })

  const pages = await Promise.all([
    browser.get(paths.table(foreign.numero)),
    browser.get(paths.dossier(filed.numero)),
    browser.get(paths.archive(filed.numero)),
    browser.get(paths.dossier(2 ** 31)),
  ])

  expect(pages.map(({ status }) => status)).toEqual([404, 404, 404, 404])
})

test('opening a dossier marks it seen and tells the journal once a visit', async () => {
  const { numero } = await site.fileDossier({ nom: 'Vue' })
  const before = await journal('dossier.read')

  await browser.get(paths.dossier(numero))
  await browser.get(paths.dossier(numero))
  const same = await journal('dossier.read')
  site.clock.advance(20 * 60_000)
  await browser.get(paths.dossier(numero))

  expect([same - before, (await journal('dossier.read')) - before]).toEqual([1, 2])
  const table = await browser.get(paths.table(site.demarche.numero, '?q=vue'))
  expect(table.body).not.toContain('class="neuf"')
})

test('what changed since the last visit is marked with what it was; edits not filed are not shown, but told', async () => {
  const filed = await site.fileDossier({ answers: { '1': 'Anais', '4': 'Sans porc' } })
  await browser.get(paths.dossier(filed.numero))
  site.clock.advance(60 * 60_000)
  await site.refile(filed, { '1': 'Anaïs', '4': '' })
  await site.refile(filed, { '1': 'Secret' }, false)

  const page = await browser.get(paths.dossier(filed.numero))

  expect(page.body).toContain('Modifié depuis votre dernière visite')
  expect(page.body).toContain('Avant : Anais')
  expect(page.body).toContain('Avant : Sans porc')
  expect(page.body).toContain('modifications qu’il n’a pas encore déposées')
  expect(page.body).not.toContain('Secret')
  expect(await htmlFaults(page.body)).toEqual([])
})

test('what changed is still marked on the page that follows an action', async () => {
  const filed = await site.fileDossier({ answers: { '1': 'Anais' } })
  await browser.get(paths.dossier(filed.numero))
  site.clock.advance(60 * 60_000)
  await site.refile(filed, { '1': 'Anaïs' })

  const page = await browser.get(paths.dossier(filed.numero))
  const done = await browser.send(page, paths.prise(filed.numero))
  const after = await browser.get(done.location)

  expect(done.status).toBe(303)
  expect(after.body).toContain('Le dossier est en instruction.')
  expect(after.body).toContain('Avant : Anais')
})

test('next and previous follow the list one came from', async () => {
  const demarche = await site.makeDemarche('liste')
  const agent = await site.makeAgent('Liste', demarche.groupe)
  const numeros: number[] = []
  for (const nom of ['Adam', 'Bernard', 'Caron']) {
    site.clock.advance(60_000)
    numeros.push((await site.fileDossier({ slug: 'liste', nom })).numero)
  }
  const [adam, bernard, caron] = numeros

  const page = await site.browse(agent).get(paths.dossier(bernard ?? 0, '?tri=nom-asc'))

  expect(page.body).toContain(
    `id="dossier-precedent" class="bouton bouton--second bouton--petit" href="${paths.dossier(adam ?? 0, '?tri=nom-asc')}"`,
  )
  expect(page.body).toContain(
    `id="dossier-suivant" class="bouton bouton--second bouton--petit" href="${paths.dossier(caron ?? 0, '?tri=nom-asc')}"`,
  )
  expect(page.body).toContain(`href="${paths.table(demarche.numero, '?tri=nom-asc')}"`)
})

test('a refusal without its reasons comes back with what was typed, its summary and its title', async () => {
  const { numero } = await site.fileDossier()
  await takeInstruction(site.deps, { numero, agent: anne, now: site.clock() })
  const page = await browser.get(paths.dossier(numero))

  const again = await browser.send(page, paths.decision(numero), { decision: 'refuse', motivation: '  ' })
  const empty = await browser.send(page, paths.decision(numero), { motivation: 'Déjà traité ailleurs' })

  expect([again.status, empty.status]).toEqual([422, 422])
  expect(again.body).toContain('<title>Erreur : ')
  expect(again.body).toContain('href="#motivation"')
  expect(again.body).toMatch(/value="refuse" checked/)
  expect(empty.body).toContain('Déjà traité ailleurs</textarea>')
  expect(empty.body).toContain('href="#decision"')
  expect(await htmlFaults(again.body)).toEqual([])
})

test('who decides after a colleague is told by whom and when, on the dossier as it is now', async () => {
  const paul = await site.makeAgent('Morel')
  const { numero } = await site.fileDossier()
  await takeInstruction(site.deps, { numero, agent: anne, now: site.clock() })
  const pageOfAnne = await browser.get(paths.dossier(numero))
  const paulBrowser = site.browse(paul)
  const pageOfPaul = await paulBrowser.get(paths.dossier(numero))

  const first = await paulBrowser.send(pageOfPaul, paths.decision(numero), { decision: 'accept' })
  const second = await browser.send(pageOfAnne, paths.decision(numero), {
    decision: 'refuse',
    motivation: 'Hors délai',
  })

  expect([first.status, second.status]).toEqual([303, 409])
  expect(second.body).toContain('Morel a été plus rapide : Accepté,')
  expect(second.body).toContain('Accepté</span>')
  expect(await htmlFaults(second.body)).toEqual([])
})

test('a message, a note and a correction left blank come back with their error', async () => {
  const { numero } = await site.fileDossier()
  const page = await browser.get(paths.dossier(numero))

  const message = await browser.send(page, paths.messages(numero), { corps: ' ' })
  const note = await browser.send(page, paths.notes(numero), { note: '' })
  const correction = await browser.send(page, paths.correction(numero), { motif: 'perime', corps: '' })

  expect([message.status, note.status, correction.status]).toEqual([422, 422, 422])
  expect(message.body).toContain('href="#corps"')
  expect(note.body).toContain('href="#note"')
  expect(correction.body).toContain('href="#correction-corps"')
  expect(correction.body).toMatch(/value="perime" checked/)
  expect(await htmlFaults(message.body)).toEqual([])
  expect(await htmlFaults(correction.body)).toEqual([])
})

test('messages, notes, follow and correction are shown once done, to the team alone for notes', async () => {
  const { numero } = await site.fileDossier()
  const page = await browser.get(paths.dossier(numero))
  await browser.send(page, paths.messages(numero), { corps: 'Bonjour, un justificatif manque.' })
  await browser.send(page, paths.notes(numero), { note: 'À revoir lundi' })
  await browser.send(page, paths.suivi(numero))
  const sent = await browser.send(page, paths.correction(numero), {
    motif: 'incomplet',
    corps: 'Joignez un justificatif.',
  })

  const after = await browser.get(sent.location)

  for (const text of [
    'Bonjour, un justificatif manque.',
    'À revoir lundi',
    'Ne plus suivre',
    'Joignez un justificatif.',
    'Une correction est demandée depuis',
  ]) {
    expect(after.body).toContain(text)
  }
  expect(await htmlFaults(after.body)).toEqual([])
})

test('a form without the token of its page does nothing', async () => {
  const { numero } = await site.fileDossier()
  const page = await browser.get(paths.dossier(numero))

  const sent = await browser.send(
    { ...page, body: page.body.replaceAll(/name="_csrf" value="[^"]*"/g, '') },
    paths.prise(numero),
  )

  expect(sent.status).toBe(403)
})

/** Every file there is, as the antivirus leaves those that it finds sound. */
async function scanned(): Promise<void> {
  await site.database.ownerPool.query(
    `update infra.fichier set "analyse" = 'sain', analyse_motif = null, analyse_at = now(), analyse_moteur = 'ClamAV 1.4.3'`,
  )
}

test('a file is downloaded by the agents of the dossier, one attached since the filing is not', async () => {
  const filed = await site.fileDossier({ fichier: { nom: 'facture.txt', contenu: 'Électricité de France' } })
  const foreign = await site.fileDossier({ fichier: { nom: 'autre.txt', contenu: 'Autre' } })
  const page = await browser.get(paths.dossier(filed.numero))
  const [, id = ''] = /pieces\/([0-9a-f-]{36})/.exec(page.body) ?? []
  const { rows } = await site.database.ownerPool.query<{ id: string }>(
    `insert into dossiers.piece (dossier_id, cle, fichier_id, created_at, created_by)
     select dossier_id, cle, fichier_id, created_at, created_by from dossiers.piece where id = $1 returning id`,
    [id],
  )

  await scanned()
  const file = await browser.get(paths.piece(filed.numero, id))
  const elsewhere = await browser.get(paths.piece(foreign.numero, id))
  const unfiled = await browser.get(paths.piece(filed.numero, rows[0]?.id ?? ''))

  expect(file.body).toBe('Électricité de France')
  expect(file.headers['content-disposition']).toMatch(/^attachment; filename="facture\.txt"/)
  expect([elsewhere.status, unfiled.status]).toEqual([404, 404])
})

test('every file of a dossier comes in one archive, and its reading is told', async () => {
  const filed = await site.fileDossier({ fichier: { nom: 'facture.txt', contenu: 'Électricité de France' } })
  const before = await journal('dossier.archive')
  await scanned()

  const archive = await browser.get(paths.archive(filed.numero))

  expect(archive.status).toBe(200)
  expect(archive.headers['content-type']).toBe('application/zip')
  // Signatures of a local file and of the end of the central directory (APPNOTE 4.3.7 and 4.3.16).
  expect(archive.bytes.subarray(0, 4).toString('hex')).toBe('504b0304')
  expect(archive.bytes.subarray(-22, -18).toString('hex')).toBe('504b0506')
  expect(archive.bytes.includes('03-justificatif-de-domicile/facture.txt')).toBe(true)
  expect((await journal('dossier.archive')) - before).toBe(1)
})

test('a dossier without files has no archive', async () => {
  const { numero } = await site.fileDossier()

  expect((await browser.get(paths.archive(numero))).status).toBe(404)
})
