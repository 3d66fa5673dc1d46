import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { packageRoot } from '../package-root.ts'
import type { Documents } from './documents.ts'
import { prepare } from './prepare.ts'

/** A document made, or why there is none: the compiler has no program for this machine. */
export type Rendered = { readonly kind: 'pdf'; readonly bytes: Uint8Array } | { readonly kind: 'indisponible' }

/** What makes accessible PDFs (PDF/UA-1, tagged). */
export interface Pdf {
  /** Whether this machine can: a page must not offer what it cannot give. */
  readonly available: boolean
  /**
   * The document; the same data and date give the same bytes. It holds the process for about 4 ms a page: one document
   * in a request is fine, many belong to the worker.
   * @throws {Error} when a template is wrong, which is our mistake: whatever people typed is printed.
   */
  render<Name extends keyof Documents>(
    template: Name,
    data: Documents[Name],
    at: { readonly createdAt: Date },
  ): Promise<Rendered>
}

type Compiler = Awaited<ReturnType<typeof loadCompiler>>

/** The maker of PDFs. The compiler is loaded at the first document. */
export function createPdf(): Pdf {
  const available = isInstalled()
  let loading: Promise<Compiler | undefined> | undefined
  return {
    available,
    async render(template, data, { createdAt }) {
      loading ??= available ? loadCompiler().catch(() => undefined) : Promise.resolve(undefined)
      const compiler = await loading
      if (!compiler) return { kind: 'indisponible' }
      const path = join(templatesFolder(), `${template}.typ`)
      return { kind: 'pdf', bytes: compile(compiler, { path, createdAt, donnees: prepare(data) }) }
    },
  }
}

function compile(
  compiler: Compiler,
  { path, createdAt, donnees }: { path: string; createdAt: Date; donnees: string },
): Uint8Array {
  try {
    const compiled = compiler.compile({ mainFilePath: path, inputs: { donnees } })
    const error = compiled.hasError() ? (compiled.takeError() ?? compiled.takeDiagnostics()) : compiled.takeWarnings()
    // A warning too: an unknown font is only one, and leaves a page without its text.
    if (error) throw new Error(`Typst: ${JSON.stringify(compiler.fetchDiagnostics(error))}`)
    const document = compiled.result
    if (!document) throw new Error('Typst: no document')
    return compiler.pdf(document, { pdfStandard: 'ua-1', creationTimestamp: Math.floor(createdAt.getTime() / 1000) })
  } finally {
    // Without it, each document stays in memory.
    compiler.evictCache(10)
  }
}

const require = createRequire(import.meta.url)

// Version 0.7 of the compiler has its program for Linux on x64 (glibc) only; a later one may have others.
function isInstalled(): boolean {
  const abi = process.platform === 'linux' ? '-gnu' : process.platform === 'win32' ? '-msvc' : ''
  try {
    require.resolve(`@myriaddreamin/typst-ts-node-compiler-${process.platform}-${process.arch}${abi}/package.json`)
    return true
  } catch {
    return false
  }
}

async function loadCompiler() {
  const { NodeCompiler } = await import('@myriaddreamin/typst-ts-node-compiler')
  const fonts = dirname(require.resolve('@expo-google-fonts/atkinson-hyperlegible-next/package.json'))
  const files = ['400Regular/AtkinsonHyperlegibleNext_400Regular.ttf', '700Bold/AtkinsonHyperlegibleNext_700Bold.ttf']
  const fontBlobs = await Promise.all(files.map((file) => readFile(join(fonts, file))))
  return NodeCompiler.create({ workspace: templatesFolder(), fontArgs: [{ fontBlobs }] })
}

/** Beside the sources, also for the built program: they are not part of its single file. */
function templatesFolder(): string {
  return join(packageRoot(), 'src', 'infra', 'pdf', 'templates')
}
