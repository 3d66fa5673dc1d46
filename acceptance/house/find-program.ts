import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** The program of that name on this machine; `variable` wins. Nothing when there is none. */
export function findProgram(name: string, variable: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']
  return [process.env[variable] ?? '', ...folders.map((folder) => join(folder, name))].find(
    (path) => path !== '' && existsSync(path),
  )
}
