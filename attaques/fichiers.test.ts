import { once } from 'node:events'
import { readdir, stat } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { filedNumero, type Sent, sendMessage } from '../acceptance/house/fichiers.ts'
import { openParvis, type Parvis } from '../acceptance/house/open-parvis.ts'
import { Visitor } from '../acceptance/house/visitor.ts'
import { aPdf, aZip } from '../src/infra/files/sample-files.ts'
import { aPng } from '../src/infra/files/sample-images.ts'

let parvis: Parvis
let usager: Visitor
let numero: string
beforeAll(async () => {
  parvis = await openParvis({ dossiers: 12 })
  usager = new Visitor(parvis.url)
  await usager.signIn('demo-camille-le-roux')
  numero = await filedNumero(parvis)
}, 120_000)
afterAll(() => parvis.close())

async function send(...files: readonly Sent[]): Promise<number> {
  return (await sendMessage(usager, { path: `/dossiers/${numero}`, corps: 'Voici.', files })).status
}

interface Kept {
  readonly id: string
  readonly nom: string
  readonly type: string
}

async function kept(): Promise<readonly Kept[]> {
  const { rows } = await parvis.database.ownerPool.query<Kept>(
    `select i.id, i.nom, i.type from infra.fichier i join dossiers.message_piece p on p.fichier_id = i.id order by i.id`,
  )
  return rows
}

/** Every file of the store, from its folder, and what is still arriving. */
async function onDisk(): Promise<readonly string[]> {
  const root = join(parvis.dataDir, 'fichiers')
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(root.length + 1))
}

const arriving = async () => (await onDisk()).filter((path) => path.startsWith('arrivee'))

const NAMES = [
  '../../../../etc/cron.d/parvis.txt',
  '..\\..\\Windows\\win.txt',
  '/etc/passwd.txt',
  'C:\\boot.txt',
  '%2e%2e%2fpasswd.txt',
  '....//....//note.txt',
  'note.txt\u0000.exe',
  'a\r\nSet-Cookie: x=1.txt',
  '\u202Etxt.exe',
  '.htaccess.txt',
  'CON.txt',
  '"; filename="x.html',
] as const

test('un nom qui sort de son dossier, trompe ou glisse un en-tête ne nomme qu’un fichier ordinaire, rangé au hasard', {
  timeout: 60_000,
}, async () => {
  const before = new Set((await kept()).map(({ id }) => id))
  for (const nom of NAMES) expect(await send({ nom, bytes: Buffer.from('Une note.\n') })).toBe(303)
  const files = (await kept()).filter(({ id }) => !before.has(id))

  expect(files).toHaveLength(NAMES.length)
  expect(files.filter(({ nom }) => /[/\\\p{Cc}\p{Cf}"]|^\./u.test(nom))).toEqual([])
  expect((await onDisk()).filter((path) => !/^[0-9a-f]{2}\/[0-9a-f]{2}\/[0-9a-f]{32}$/.test(path))).toEqual([])
  for (const { id } of files) {
    const answer = await fetch(`${parvis.url}/dossiers/${numero}/pieces/${id}`, { headers: { cookie: usager.cookie } })
    expect(await answer.text()).toBe('Une note.\n')
    expect(answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename="[^"/\\]+"; filename\*=UTF-8''[\w.%~!#$&+^`|-]+$/,
    )
    expect(answer.headers.getSetCookie().join()).not.toContain('x=1')
  }
})

const SCRIPT = '<script>alert(document.domain)</script>'
const POLYGLOTS: readonly Sent[] = [
  { nom: 'page.pdf', bytes: Buffer.concat([Buffer.from(`<html>${SCRIPT}</html>\n`), aPdf()]) },
  { nom: 'page.html', bytes: Buffer.concat([aPdf(), Buffer.from(SCRIPT)]) },
  { nom: 'image.gif', bytes: Buffer.from('GIF89a=1;alert(1)//') },
  { nom: 'code.js', bytes: Buffer.from('GIF89a=1;alert(1)//') },
  { nom: 'dessin.svg', bytes: Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${SCRIPT}</svg>`) },
  { nom: 'dessin.png', bytes: Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${SCRIPT}</svg>`) },
  { nom: 'deux.pdf', bytes: Buffer.concat([aPdf(), aZip([{ name: 'a.html', content: SCRIPT }])]) },
  { nom: 'deux.zip', bytes: Buffer.concat([aPdf(), aZip([{ name: 'a.html', content: SCRIPT }])]) },
  { nom: 'deux.png', bytes: Buffer.concat([aPng(), aZip([{ name: 'a.html', content: SCRIPT }])]) },
  { nom: 'page.xml', bytes: Buffer.from(`<html xmlns="http://www.w3.org/1999/xhtml">${SCRIPT}</html>`) },
]

test.each(POLYGLOTS)(
  'deux formats à la fois ($nom) : refusé, ou jamais autre chose qu’un fichier à enregistrer',
  {
    timeout: 60_000,
  },
  async (file) => {
    const before = new Set((await kept()).map(({ id }) => id))
    const status = await send(file)
    const files = (await kept()).filter(({ id }) => !before.has(id))

    expect([303, 422]).toContain(status)
    expect(files).toHaveLength(status === 303 ? 1 : 0)
    for (const { id, type } of files) {
      const answer = await fetch(`${parvis.url}/dossiers/${numero}/pieces/${id}`, {
        headers: { cookie: usager.cookie },
      })
      await answer.arrayBuffer()
      expect(type).not.toMatch(/html|svg|javascript/)
      expect(answer.headers.get('content-disposition')).toMatch(/^attachment;/)
      expect(answer.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/)
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
      expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin')
    }
    expect(await arriving()).toEqual([])
  },
)

interface Upload {
  readonly octets: number
  /** The connection is cut once that much left. */
  readonly cutAfter?: number
}

/** A message with a file that is made as it leaves. */
async function upload({ octets, cutAfter = Number.POSITIVE_INFINITY }: Upload) {
  const boundary = 'limite-de-partie'
  const field = (nom: string, value: string) =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${nom}"\r\n\r\n${value}\r\n`
  const head = [
    ...[field('_csrf', await usager.token('/dossiers')), field('_cle', crypto.randomUUID()), field('corps', 'Voici.')],
    `--${boundary}\r\nContent-Disposition: form-data; name="fichiers"; filename="gros.txt"\r\n\r\n`,
  ].join('')
  const headers = {
    'content-type': `multipart/form-data; boundary=${boundary}`,
    'content-length': octets,
    cookie: usager.cookie,
  }
  const sending = request(`${parvis.url}/dossiers/${numero}/messages`, { method: 'POST', headers })
  let status = 0
  let over = false
  const ended = new Promise<void>((resolve) => {
    sending.once('response', (answer) => {
      status = answer.statusCode ?? 0
      answer.resume()
      resolve()
    })
    sending.once('error', () => resolve())
    sending.once('close', () => resolve())
  }).then(() => {
    over = true
  })
  const chunk = Buffer.alloc(1_000_000, 'a')
  let sent = 0
  let most = { memory: 0, disk: 0 }
  sending.write(head)
  while (!over && sent < Math.min(octets, cutAfter)) {
    sent += chunk.length
    if (!sending.write(chunk)) await Promise.race([once(sending, 'drain').catch(() => {}), ended])
    if (sent % 50_000_000 === 0) most = await worst(most)
  }
  if (sent < cutAfter) await ended
  sending.destroy()
  return { status, sent, ...most }
}

async function worst({ memory, disk }: { readonly memory: number; readonly disk: number }) {
  const paths = (await arriving()).map((path) => join(parvis.dataDir, 'fichiers', path))
  const sizes = await Promise.all(paths.map(async (path) => (await stat(path).catch(() => ({ size: 0 }))).size))
  return {
    memory: Math.max(memory, process.memoryUsage().rss),
    disk: Math.max(disk, ...sizes),
  }
}

async function untilNothingArrives(): Promise<readonly string[]> {
  for (let tries = 0; tries < 100 && (await arriving()).length > 0; tries += 1) await wait(100)
  return arriving()
}

test('un envoi de 5 Go est arrêté en chemin : mémoire et disque bornés, rien ne reste, le site répond pendant ce temps', {
  timeout: 240_000,
}, async () => {
  const before = { files: await kept(), memory: process.memoryUsage().rss }
  const [sent, meanwhile] = await Promise.all([upload({ octets: 5_000_000_000 }), usager.get('/dossiers')])

  expect(meanwhile.status).toBe(200)
  expect(sent.sent).toBeLessThan(1_300_000_000)
  expect([0, 413, 422]).toContain(sent.status)
  expect(sent.disk).toBeLessThanOrEqual(201_000_000)
  expect(sent.memory - before.memory).toBeLessThan(300_000_000)
  expect(await untilNothingArrives()).toEqual([])
  expect(await kept()).toEqual(before.files)
})

test('un envoi coupé à tout moment ne laisse ni message, ni fichier, ni reste', { timeout: 120_000 }, async () => {
  const messages = async () =>
    (await parvis.database.ownerPool.query<{ n: number }>('select count(*)::int as n from dossiers.message')).rows[0]?.n
  const before = { files: await kept(), disk: await onDisk(), messages: await messages() }
  for (const cutAfter of [1_000_000, 2_000_000, 7_000_000, 19_000_000]) await upload({ octets: 20_000_000, cutAfter })

  expect(await untilNothingArrives()).toEqual([])
  expect({ files: await kept(), disk: await onDisk(), messages: await messages() }).toEqual(before)
})
