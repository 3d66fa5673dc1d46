import { join } from 'node:path'
import { bundleAsync } from 'lightningcss'
import { rolldown } from 'rolldown'

/** Browsers for which the stylesheet is written down: phones of five years ago. */
const TARGETS = { chrome: 90 << 16, firefox: 90 << 16, safari: 14 << 16, ios_saf: 14 << 16 }

/** Bundles and minifies the stylesheet and the script of the pages, from the sources of the package at `root`. */
export async function bundleRessources(root) {
  const [style, script] = await Promise.all([
    bundleAsync({ filename: join(root, 'src/ui/styles/parvis.css'), minify: true, targets: TARGETS }),
    bundleScript(join(root, 'src/browser/index.ts')),
  ])
  return { css: Buffer.from(style.code).toString('utf8'), script }
}

async function bundleScript(input) {
  const bundle = await rolldown({ input, platform: 'browser', logLevel: 'warn', transform: { target: 'es2022' } })
  try {
    const { output } = await bundle.generate({ format: 'esm', minify: true })
    return output[0].code
  } finally {
    await bundle.close()
  }
}
