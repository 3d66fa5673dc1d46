import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, gzip, constants as zlib } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { builtFile, packageRoot } from '../package-root.ts'

/** The files that pages load, made once at start and kept in memory. */
export interface Assets {
  /**
   * The address of a file by its plain name: `parvis.css`, `parvis.js`, `atkinson.woff2`, `icone.svg`.
   * @throws {Error} when there is no such file.
   */
  url(name: AssetName): string
  /** Bytes sent over the network for that file, compressed as well as it can be. */
  weight(name: AssetName): number
  /** Fastify plugin that serves them under `/ressources/`. */
  plugin(app: FastifyInstance): Promise<void>
}

/** The files there are. */
export type AssetName = 'parvis.css' | 'parvis.js' | 'atkinson.woff2' | 'atkinson-ext.woff2' | 'icone.svg'

interface Asset {
  readonly type: string
  readonly hash: string
  readonly identity: Buffer
  /** Absent for what is already compressed. */
  readonly gzip?: Buffer
  readonly br?: Buffer
}

const PREFIX = '/ressources/'
const FONT = '@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-'

/** Compresses the stylesheet, the script and the rest, once, as well as can be. */
export async function buildAssets(): Promise<Assets> {
  const root = packageRoot()
  const resolve = createRequire(join(root, 'package.json')).resolve
  const [latin, ext, { css, script }] = await Promise.all([
    readFile(resolve(`${FONT}latin-wght-normal.woff2`)),
    readFile(resolve(`${FONT}latin-ext-wght-normal.woff2`)),
    readRessources(root),
  ])
  const fonts = {
    'atkinson.woff2': asIs(latin, 'font/woff2'),
    'atkinson-ext.woff2': asIs(ext, 'font/woff2'),
  }
  const linked = css.replace(
    /url\("?(atkinson(?:-ext)?\.woff2)"?\)/g,
    (_whole, name: keyof typeof fonts) => `url(${PREFIX}${hashedName(name, fonts[name].hash)})`,
  )
  const [style, code, icon] = await Promise.all([
    compressed(Buffer.from(linked), 'text/css; charset=utf-8'),
    compressed(Buffer.from(script), 'text/javascript; charset=utf-8'),
    compressed(Buffer.from(ICON), 'image/svg+xml'),
  ])
  return assetsOf({ ...fonts, 'parvis.css': style, 'parvis.js': code, 'icone.svg': icon })
}

/** The paving stones of the mark, for the tab of the browser. */
const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><g fill="#0b5a4a"><rect x="2" y="2" width="11" height="11" rx="2"/><rect x="15" y="2" width="11" height="11" rx="2"/><rect x="2" y="15" width="11" height="11" rx="2"/><rect x="15" y="15" width="11" height="11" rx="2" opacity=".6"/><rect x="2" y="28" width="11" height="10" rx="2"/><rect x="28" y="2" width="10" height="11" rx="2" opacity=".6"/></g><rect x="25" y="25" width="12" height="12" rx="2" fill="#e0a100" transform="rotate(9 31 31)"/></svg>'

const ressources = z.object({ css: z.string(), script: z.string() })

/**
 * As they were bundled with the program when we are the built one; bundled now when we are the sources. The bundlers weigh
 * 40 MB, which a server would keep for good.
 */
async function readRessources(root: string): Promise<z.infer<typeof ressources>> {
  const built = builtFile('ressources.json')
  if (built !== undefined) return ressources.parse(JSON.parse(await readFile(built, 'utf8')))
  const { bundleRessources } = await import(pathToFileURL(join(root, 'bin', 'ressources.js')).href)
  return ressources.parse(await bundleRessources(root))
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('base64url').slice(0, 10)
}

/** `parvis.css` → `parvis.Ab3….css`. */
function hashedName(name: string, hash: string): string {
  const point = name.lastIndexOf('.')
  return `${name.slice(0, point)}.${hash}${name.slice(point)}`
}

function asIs(identity: Buffer, type: string): Asset {
  return { type, identity, hash: hashOf(identity) }
}

async function compressed(identity: Buffer, type: string): Promise<Asset> {
  const [gz, br] = await Promise.all([
    promisify(gzip)(identity, { level: 9 }),
    promisify(brotliCompress)(identity, { params: { [zlib.BROTLI_PARAM_QUALITY]: zlib.BROTLI_MAX_QUALITY } }),
  ])
  return { ...asIs(identity, type), gzip: gz, br }
}

function assetsOf(all: Readonly<Record<AssetName, Asset>>): Assets {
  return {
    url: (name) => `${PREFIX}${hashedName(name, all[name].hash)}`,
    weight: (name) => (all[name].br ?? all[name].identity).length,
    async plugin(app) {
      app.get<{ Params: { nom: string } }>(`${PREFIX}:nom`, async (request, reply) => {
        const [, stem = '', hash = '', ending = ''] = /^([a-z-]+)\.([\w-]{10})(\.\w+)$/.exec(request.params.nom) ?? []
        const asset = new Map(Object.entries(all)).get(stem + ending)
        if (!asset) return reply.callNotFound()
        const encoding = chooseEncoding(request.headers['accept-encoding'], asset)
        // A page kept open during an upgrade asks for the file of before: it gets the new one, for this time only.
        const isCurrent = hash === asset.hash
        reply
          .type(asset.type)
          .header('x-content-type-options', 'nosniff')
          .header('cache-control', isCurrent ? 'public, max-age=31536000, immutable' : 'no-cache')
          .header('vary', 'accept-encoding')
        if (encoding !== 'identity') reply.header('content-encoding', encoding)
        return reply.send(asset[encoding])
      })
    },
  }
}

/** The best encoding that the browser takes: brotli, then gzip, unless it refuses them with `q=0` (RFC 9110, 12.5.3). */
function chooseEncoding(header: string | string[] | undefined, asset: Asset): 'br' | 'gzip' | 'identity' {
  const weights = new Map(
    String(header ?? '')
      .toLowerCase()
      .split(',')
      .map((part): readonly [string, number] => {
        const [name = '', ...params] = part.split(';').map((each) => each.trim())
        const quality = params.find((each) => each.startsWith('q='))
        return [name, quality === undefined ? 1 : Number(quality.slice(2)) || 0]
      }),
  )
  const accepts = (name: string): boolean => (weights.get(name) ?? weights.get('*') ?? 0) > 0
  if (asset.br && accepts('br')) return 'br'
  if (asset.gzip && accepts('gzip')) return 'gzip'
  return 'identity'
}
