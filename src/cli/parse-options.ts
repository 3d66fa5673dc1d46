import { parseArgs } from 'node:util'
import { badUsage } from './refusal.ts'

/** What was typed after the name of a command. */
export interface ParsedArgs {
  readonly positionals: readonly string[]
  /** By name of option; absent when it was not given. */
  readonly values: Readonly<Record<string, string>>
}

/** Reads words, and options that each have a value. @throws {Refusal} that recalls the usage, for an unknown option above all. */
export function parseOptions(args: readonly string[], names: readonly string[], usage: string): ParsedArgs {
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' } as const]))
  try {
    const { positionals, values } = parseArgs({ args: [...args], options, allowPositionals: true })
    const given = Object.entries(values).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []))
    return { positionals, values: Object.fromEntries(given) }
  } catch {
    throw badUsage(usage)
  }
}
