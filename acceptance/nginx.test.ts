import { type ClientHttp2Session, connect, constants, type IncomingHttpHeaders } from 'node:http2'
import { connect as connectPlain } from 'node:net'
import { type ConnectionOptions, connect as connectTls } from 'node:tls'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { NGINX_NAME, type Nginx, nginxMissing, openNginx } from './house/nginx.ts'
import { openParvis, type Parvis } from './house/open-parvis.ts'

const missing = nginxMissing()
if (missing !== undefined) process.stdout.write(`non joué : configuration de nginx, ${missing}\n`)

let parvis: Parvis
let nginx: Nginx
let session: ClientHttp2Session

function openSession(): ClientHttp2Session {
  const options = { rejectUnauthorized: false, servername: NGINX_NAME }
  return connect(`https://127.0.0.1:${nginx.https}`, options).on('error', () => {})
}

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

interface Asked {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
}

/** Asks over HTTP/2, by the name of the site unless said otherwise. */
function ask(path: string, { method = 'GET', headers = {}, body }: Asked = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { HTTP2_HEADER_AUTHORITY, HTTP2_HEADER_METHOD, HTTP2_HEADER_PATH } = constants
    const stream = session.request({
      [HTTP2_HEADER_METHOD]: method,
      [HTTP2_HEADER_PATH]: path,
      [HTTP2_HEADER_AUTHORITY]: NGINX_NAME,
      ...headers,
    })
    const chunks: Buffer[] = []
    let received: IncomingHttpHeaders = {}
    stream
      .on('response', (all) => {
        received = all
      })
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('error', reject)
      .on('end', () => resolve({ status: Number(received[':status']), headers: received, body: Buffer.concat(chunks) }))
    stream.end(body)
  })
}

/** Whether TLS comes to an agreement. */
function agrees(options: ConnectionOptions): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connectTls(
      { host: '127.0.0.1', port: nginx.https, servername: NGINX_NAME, rejectUnauthorized: false, ...options },
      () => {
        socket.destroy()
        resolve(true)
      },
    ).on('error', () => resolve(false))
  })
}

/** What a plain connection is answered before it closes. */
function plain(text: string): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    connectPlain(nginx.http, '127.0.0.1')
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('error', () => {})
      .on('close', () => resolve(Buffer.concat(chunks).toString('latin1')))
      .write(text)
  })
}

describe.skipIf(missing !== undefined)('la configuration de nginx livrée', () => {
  beforeAll(async () => {
    const env = { PARVIS_URL: `https://${NGINX_NAME}`, PARVIS_PROXIES: '127.0.0.1' }
    parvis = await openParvis({ dossiers: 2, env })
    nginx = await openNginx(parvis.port)
    session = openSession()
  }, 120_000)
  afterAll(async () => {
    session.destroy()
    await nginx.close()
    await parvis.close()
  })

  test('est acceptée sans avertissement', () => {
    expect(nginx.checked).toContain('test is successful')
    // nginx 1.25 and later say that « listen … http2 » has a newer form.
    expect(nginx.checked.replaceAll(/.*"listen \.\.\. http2" directive is deprecated.*/g, '')).not.toMatch(/warn|emerg/)
  })

  test('sert les pages en HTTP/2, compressées, avec un seul en-tête de chaque sorte', async () => {
    const page = await ask('/demarches', { headers: { 'accept-encoding': 'gzip' } })

    expect(page.status).toBe(200)
    expect(page.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(page.body).toString()).toContain('<html lang="fr">')
    expect(page.headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains')
    expect(page.headers['content-security-policy']).toContain("default-src 'none'")
    expect(page.headers['content-security-policy']).toContain('upgrade-insecure-requests')
    expect(page.headers['set-cookie']?.join()).toMatch(/^__Host-.*; Secure/)
    expect(page.headers.server).toBe('nginx')
  })

  test('laisse passer la feuille de style déjà compressée par Parvis', async () => {
    const page = (await ask('/demarches')).body.toString()
    const style = /\/ressources\/parvis\.[^"]+\.css/.exec(page)?.[0] ?? ''

    const { headers } = await ask(style, { headers: { 'accept-encoding': 'br, gzip' } })

    expect(headers['content-encoding']).toBe('br')
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
  })

  test('renvoie vers https, au nom du site, et ne répond à aucun autre nom', async () => {
    const moved = await plain(`GET /demarches?x=1 HTTP/1.1\r\nHost: ${NGINX_NAME}\r\nConnection: close\r\n\r\n`)
    const other = await plain('GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n')

    expect(moved).toMatch(/^HTTP\/1\.1 301 /)
    expect(moved).toContain(`Location: https://${NGINX_NAME}/demarches?x=1\r\n`)
    expect(other).toBe('')
    expect(await agrees({ servername: 'evil.example' })).toBe(false)
    await expect(ask('/demarches', { headers: { ':authority': 'evil.example' } })).rejects.toThrow()
    session = openSession()
  })

  test('ne parle que TLS 1.2 et 1.3, avec des clés éphémères et des chiffres authentifiés', async () => {
    const old = 'DEFAULT@SECLEVEL=0'

    expect(await agrees({ minVersion: 'TLSv1.3', maxVersion: 'TLSv1.3' })).toBe(true)
    expect(await agrees({ maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES256-GCM-SHA384' })).toBe(true)
    expect(await agrees({ maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES256-SHA384' })).toBe(false)
    expect(await agrees({ maxVersion: 'TLSv1.2', ciphers: 'AES256-GCM-SHA384' })).toBe(false)
    expect(await agrees({ minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: old })).toBe(false)
  })

  test('dit à Parvis d’où l’on vient vraiment, quoi qu’en dise le client', async () => {
    const spoofed = { 'x-forwarded-for': '203.0.113.9', forwarded: 'for=203.0.113.9', 'x-real-ip': '203.0.113.9' }
    const headers = { ...spoofed, 'content-type': 'application/csp-report', 'x-forwarded-host': 'evil.example' }

    const { status } = await ask('/rapports-csp', { method: 'POST', headers, body: '{"csp-report":{}}' })
    const { rows } = await parvis.database.ownerPool.query("select cle from infra.limite where cle like 'csp|%'")

    expect(status).toBe(204)
    expect(rows).toEqual([{ cle: 'csp|reseau|127.0.0.1' }])
  })

  test('refuse ce qui est trop lourd avant Parvis, sauf où l’on joint des fichiers', async () => {
    const body = Buffer.alloc(5_000_000, 'a')
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }

    const form = await ask('/connexion/courriel', { method: 'POST', headers, body }).catch(() => undefined)
    const files = await ask('/dossiers/12/messages', { method: 'POST', headers, body })

    expect(form?.status).toBe(413)
    expect(form?.body.toString()).toContain('L’envoi est trop volumineux')
    expect(form?.headers['content-security-policy']).toContain("default-src 'none'")
    // Parvis has the last word: signing in first.
    expect([files.status, files.headers.location]).toEqual([303, expect.stringMatching(/^\/connexion/)])
  })

  test('laisse passer les fichiers à toutes les adresses qui en prennent, et à elles seules', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const body = Buffer.alloc(5_000_000, 'a')
    const posts = parvis.app.http
      .adresses()
      .flatMap((adresse) => (adresse.startsWith('POST ') ? [adresse.slice(5)] : []))
    const passing: string[] = []
    for (const pattern of posts) {
      const path = pattern.replace(/:numero\b|:n\b/g, '12').replace(/:\w+/g, 'x')
      const answer = await ask(path, { method: 'POST', headers, body }).catch(() => undefined)
      if (answer?.status !== 413 || !answer.body.includes('L’envoi est trop volumineux')) passing.push(pattern)
    }

    expect(passing.toSorted()).toEqual(parvis.app.http.adressesDeFichiers())
    expect(passing).toContain('/agents/dossiers/:numero/correction')
  })

  test('coupe des en-têtes qui n’arrivent pas', { timeout: 30_000 }, async () => {
    const began = performance.now()
    await plain(`GET / HTTP/1.1\r\nHost: ${NGINX_NAME}\r\nX-A: `)

    expect(performance.now() - began).toBeLessThan(15_000)
  })

  test('répond en français à qui demande trop, et le dit aux machines', async () => {
    const answers = await Promise.all(Array.from({ length: 900 }, () => ask('/sante/vie')))
    const refused = answers.filter(({ status }) => status === 429)

    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(250)
    expect(refused.length).toBeGreaterThan(100)
    expect(refused[0]?.body.toString()).toContain('Trop de demandes en peu de temps')
    expect(refused[0]?.headers['retry-after']).toBe('30')
    expect(refused[0]?.headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains')
  })

  test('dit en français que Parvis est absent, et quand revenir', async () => {
    // The flood above has been forgotten since.
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    await parvis.app.http.close()

    const { status, headers, body } = await ask('/demarches')

    expect([status, headers['retry-after'], headers['cache-control']]).toEqual([503, '30', 'no-store'])
    expect(body.toString()).toContain('Le service est momentanément indisponible')
  })

  test('n’écrit ni adresse, ni chemin, ni ce qui est demandé, même quand Parvis est absent', async () => {
    await ask('/lien/canari-secret?courriel=canari@exemple.fr', { headers: { referer: 'https://canari.fr' } })
    const written = await nginx.logs()

    expect(written).toContain('"method":"GET"')
    expect(written).not.toMatch(/canari|127\.0\.0\.1|\/demarches/)
  })
})
