import { execFile } from 'node:child_process'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { createBrotliDecompress } from 'node:zlib'
import { type Browser, chromium, type Page } from 'playwright-core'

const require = createRequire(import.meta.url)

/**
 * A real browser, from the package alone: nothing is installed, nothing is downloaded. `CHROMIUM_PATH` gives another.
 * The caller closes it.
 */
export async function openBrowser(): Promise<Browser> {
  const args = ['--disable-dev-shm-usage', '--disable-gpu']
  // Chromium refuses its sandbox to root.
  if (process.getuid?.() === 0) args.push('--no-sandbox')
  const own = process.env.CHROMIUM_PATH
  if (own) return await chromium.launch({ executablePath: own, args })
  const folder = await unpack()
  return await chromium.launch({
    executablePath: join(folder, 'chromium'),
    env: { ...process.env, LD_LIBRARY_PATH: join(folder, 'lib') },
    args,
  })
}

/** Where the browser stands once unpacked, made the first time: some two seconds. */
async function unpack(): Promise<string> {
  const bin = join(packageFolder('@sparticuz/chromium'), 'bin')
  const { version } = JSON.parse(await readFile(join(dirname(bin), 'package.json'), 'utf8'))
  const uid = process.getuid?.() ?? 0
  const folder = join(tmpdir(), `parvis-chromium-${version}-${uid}`)
  if (existsSync(join(folder, 'chromium'))) return folder
  // Aside first, then renamed whole: two test files may come here at once, and neither may see half a browser.
  const aside = await mkdtemp(`${folder}-`)
  await inflate(join(bin, 'chromium.br'), join(aside, 'chromium'))
  await chmod(join(aside, 'chromium'), 0o755)
  await inflate(join(bin, 'al2023.tar.br'), join(aside, 'al2023.tar'))
  await mkdir(join(aside, 'lib'), { recursive: true })
  await promisify(execFile)('tar', ['-xf', join(aside, 'al2023.tar'), '-C', aside])
  await rm(join(aside, 'al2023.tar'))
  await rename(aside, folder).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
    await rm(aside, { recursive: true })
  })
  return folder
}

function packageFolder(name: string): string {
  let folder = dirname(require.resolve(name))
  while (!existsSync(join(folder, 'bin', 'chromium.br'))) {
    if (folder === dirname(folder)) throw new Error(`Le navigateur de ${name} est introuvable.`)
    folder = dirname(folder)
  }
  return folder
}

async function inflate(from: string, to: string): Promise<void> {
  await pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to))
}

/** The tags of the rules that every page must pass: the RGAA's own, and WCAG 2.2 AA. */
export const AXE_TAGS = ['RGAAv4', 'wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']

/** One rule that a page breaks, with the elements concerned. */
export interface AxeViolation {
  readonly id: string
  readonly aide: string
  readonly elements: readonly string[]
}

let axeSource: string | undefined

/** What axe finds on the page as it stands. Never answers in a context without JavaScript: audit the same address in another. */
export async function auditPage(page: Page): Promise<readonly AxeViolation[]> {
  axeSource ??= await readFile(require.resolve('axe-core/axe.min.js'), 'utf8')
  // Run as text in the page: the policy of the page only rules what the page itself loads.
  await page.evaluate(axeSource)
  return await page.evaluate(`axe.run(document, { runOnly: { type: 'tag', values: ${JSON.stringify(AXE_TAGS)} } }).then(
    ({ violations }) => violations.map(({ id, help, nodes }) => ({
      id, aide: help, elements: nodes.map(({ html, failureSummary }) => html.slice(0, 300) + ' — ' + failureSummary) })))`)
}

/** Whether the page may be scrolled sideways: by how many pixels it is wider than the window. */
export async function sidewaysScroll(page: Page): Promise<number> {
  return await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
}
