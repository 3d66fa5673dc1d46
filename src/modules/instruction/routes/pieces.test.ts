import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { htmlFaults } from '../../../ui/html-validate.ts'
import type { Agent } from '../deps.ts'
import { paths } from '../paths.ts'
import type { Browser } from '../test-browser.ts'
import { openTestSite, type TestSite } from '../test-site.tsx'

let site: TestSite
let agent: Agent
let browser: Browser
beforeAll(async () => {
  site = await openTestSite()
  agent = await site.makeAgent('Anne Kerdoncuff')
  browser = site.browse(agent)
})
afterAll(() => site.close())

let numero: number
let id: string
beforeEach(async () => {
  ;({ numero } = await site.fileDossier({ fichier: { nom: 'facture.txt', contenu: 'Électricité de France' } }))
  ;[, id = ''] = /pieces\/([0-9a-f-]{36})/.exec((await browser.get(paths.dossier(numero))).body) ?? []
})

/** What the antivirus says of the file of the dossier. */
async function say(columns: string): Promise<void> {
  await site.database.ownerPool.query(
    `update infra.fichier set ${columns} where id = (select fichier_id from dossiers.piece where id = $1)`,
    [id],
  )
}

async function told(action: string): Promise<number> {
  const { rows } = await site.database.ownerPool.query<{ n: number }>(
    `select count(*)::int as n from infra.journal j join dossiers.dossier d on j.objet = 'dossier:' || d.id
     where d.numero = $1 and j.action = $2`,
    [numero, action],
  )
  return rows[0]?.n ?? 0
}

const piece = () => paths.piece(numero, id)

test('a file that was not scanned opens after a warning, which tells the reason; reading it is told, warning is not', async () => {
  const warned = await browser.get(piece())
  const before = await told('fichier.read')
  const confirmed = await browser.send(warned, piece())
  const file = await browser.get(confirmed.location)

  expect(warned.status).toBe(200)
  expect(warned.body).toContain('Ce fichier n’a pas été analysé')
  expect(warned.body).toContain('Aucun antivirus n’est installé sur ce site.')
  expect(warned.body).not.toContain('Électricité de France')
  expect(await htmlFaults(warned.body)).toEqual([])
  expect([before, confirmed.status]).toEqual([0, 303])
  expect(file.body).toBe('Électricité de France')
  expect(await told('fichier.read')).toBe(1)
})

test('a warning read by somebody else, of another file, long ago or made up opens nothing', async () => {
  const confirmed = (await browser.send(await browser.get(piece()), piece())).location
  const colleague = site.browse(await site.makeAgent('Julie Le Goff'))
  const other = await site.fileDossier({ fichier: { nom: 'autre.txt', contenu: 'Autre' } })
  const [, otherId = ''] = /pieces\/([0-9a-f-]{36})/.exec((await browser.get(paths.dossier(other.numero))).body) ?? []
  const token = new URL(confirmed, 'http://x').searchParams.get('confirme') ?? ''

  const tries = [
    await colleague.get(confirmed),
    await browser.get(paths.pieceConfirmee(other.numero, otherId, token)),
    await browser.get(paths.pieceConfirmee(numero, id, '1')),
  ]
  site.clock.advance(21 * 60_000)
  tries.push(await browser.get(confirmed))

  for (const { body } of tries) expect(body).toContain('Ce fichier n’a pas été analysé')
})

test('a file being scanned is named and does not open', async () => {
  await say(`"analyse" = 'en_attente', analyse_motif = null`)

  const page = await browser.get(paths.dossier(numero))
  const file = await browser.get(piece())

  expect(page.body).toContain('facture.txt')
  expect(page.body).toContain('Analyse en cours')
  expect(page.body).not.toContain(piece())
  expect([file.status, file.body.includes('Électricité')]).toEqual([409, false])
  expect(file.body).toContain('Ce fichier est en cours d’analyse')
})

test('an infected file opens for nobody, and cannot be released', async () => {
  await say(`"analyse" = 'infecte', analyse_motif = null, analyse_at = now()`)

  const page = await browser.get(paths.dossier(numero))
  const file = await browser.get(piece())
  const confirmed = await browser.get(paths.pieceConfirmee(numero, id, 'x'))

  expect(page.body).toContain('Virus trouvé')
  expect(page.body).not.toContain(piece())
  expect([file.status, confirmed.status]).toEqual([403, 403])
  expect(file.body).not.toContain('Débloquer')
  expect(await told('fichier.read')).toBe(0)
})

test('an agent releases a file with a reason, which is kept and told; then it opens without a warning', async () => {
  const page = await browser.get(piece())
  const empty = await browser.send(page, paths.liberation(numero, id), { raison: '  ' })
  const released = await browser.send(page, paths.liberation(numero, id), { raison: 'Comparé au guichet' })
  const after = await browser.get(released.location)
  const twice = await browser.send(page, paths.liberation(numero, id), { raison: 'Encore' })
  const file = await browser.get(piece())

  expect([empty.status, released.status, twice.status]).toEqual([422, 303, 409])
  expect(empty.body).toContain('Indiquez pourquoi vous débloquez ce fichier')
  expect(await htmlFaults(empty.body)).toEqual([])
  expect(after.body).toContain('Le fichier est débloqué.')
  expect(after.body).not.toContain('Non analysé')
  expect(file.body).toBe('Électricité de France')
  expect(await told('fichier.release')).toBe(1)
  const { rows } = await site.database.ownerPool.query(
    `select libere_motif, libere_par from infra.fichier f join dossiers.piece p on p.fichier_id = f.id where p.id = $1`,
    [id],
  )
  expect(rows).toEqual([{ libere_motif: 'Comparé au guichet', libere_par: agent.compteId }])
})

test('an archive holding files that were not scanned is warned of first', async () => {
  const warned = await browser.get(paths.archive(numero))
  const confirmed = await browser.send(warned, paths.archive(numero))
  const archive = await browser.get(confirmed.location)
  const colleague = await site.browse(await site.makeAgent('Julie Le Goff')).get(confirmed.location)

  expect(warned.body).toContain('Des fichiers n’ont pas été analysés')
  expect(warned.body).toContain('facture.txt')
  expect(await htmlFaults(warned.body)).toEqual([])
  expect(archive.bytes.includes('03-justificatif-de-domicile/facture.txt')).toBe(true)
  expect(colleague.body).toContain('Des fichiers n’ont pas été analysés')
  expect(await told('dossier.archive')).toBe(1)
})

test('an archive leaves out what may not be opened, and says so in a text', async () => {
  await say(`"analyse" = 'en_attente', analyse_motif = null`)
  const archive = await browser.get(paths.archive(numero))
  await say(`"analyse" = 'sain', analyse_motif = null, analyse_at = now(), analyse_moteur = 'ClamAV 1.4.3'`)
  const whole = await browser.get(paths.archive(numero))

  expect(archive.bytes.includes('FICHIERS-ABSENTS.txt')).toBe(true)
  expect(archive.bytes.includes('Électricité de France')).toBe(false)
  expect(whole.bytes.includes('FICHIERS-ABSENTS.txt')).toBe(false)
  expect(whole.bytes.includes('03-justificatif-de-domicile/facture.txt')).toBe(true)
})

test('PostgreSQL itself lets nobody but the house say that a file is sound', async () => {
  const { rows } = await site.database.ownerPool.query<{ id: string }>(
    'select fichier_id as id from dossiers.piece where id = $1',
    [id],
  )
  const change = (values: string) =>
    site.database.pool.connect().then(async (client) => {
      try {
        await client.query('begin')
        await client.query(`select set_config('parvis.role', 'agent', true), set_config('parvis.compte', $1, true)`, [
          agent.compteId,
        ])
        return (await client.query(`update infra.fichier set ${values} where id = $1`, [rows[0]?.id])).rowCount
      } finally {
        await client.query('rollback')
        client.release()
      }
    })

  await expect(
    change(`"analyse" = 'sain', analyse_motif = null, analyse_at = now(), analyse_moteur = 'moi'`),
  ).rejects.toThrow('row-level security')
  expect(await change(`libere_at = now(), libere_par = '${agent.compteId}', libere_motif = 'x'`)).toBe(1)
})

test('a document is looked at as images drawn apart, a warning or not; reading it so is told', {
  timeout: 60_000,
}, async () => {
  const document = [
    '%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj',
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
  ]
  ;({ numero } = await site.fileDossier({ fichier: { nom: 'plan.pdf', contenu: document.join('\n') } }))
  const listed = (await browser.get(paths.dossier(numero))).body
  ;[, id = ''] = /pieces\/([0-9a-f-]{36})/.exec(listed) ?? []

  const shown = await browser.get(paths.apercu(numero, id))

  expect(listed).toContain(`href="${paths.apercu(numero, id)}"`)
  expect(shown.status).toBe(200)
  expect(shown.body).toContain('src="data:image/png;base64,iVBOR')
  expect(await htmlFaults(shown.body)).toEqual([])
  expect(await told('fichier.read')).toBe(1)
})

test('what cannot be drawn has a page that says so; what is infected or waits has no preview', async () => {
  const texte = await browser.get(paths.apercu(numero, id))
  await say(`"analyse" = 'infecte', analyse_motif = null, analyse_at = now(), analyse_moteur = 'ClamAV'`)
  const infecte = await browser.get(paths.apercu(numero, id))
  await say(`"analyse" = 'en_attente'`)
  const attente = await browser.get(paths.apercu(numero, id))

  expect([texte.status, infecte.status, attente.status]).toEqual([200, 403, 409])
  expect(texte.body).toContain('Aperçu indisponible')
  expect([texte, infecte, attente].filter(({ body }) => body.includes('data:image'))).toEqual([])
})
