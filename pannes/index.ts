import { parseArgs } from 'node:util'
import { seededRandom } from '../src/modules/demarches/demonstration/random.ts'
import type { Anomalie } from './check-history.ts'
import { families } from './families.ts'
import type { Played } from './play.ts'
import { anomaliesOf, type FamilyReport, runFamily } from './run.ts'

// `npm run pannes [-- NAMES] [--graine N]`: what is broken on purpose, and what was lost by it, in a table. Ends with 1 on any
// loss, double or other disagreement, and on a return of more than five seconds.

const RETURN_MS = 5_000

const { values, positionals } = parseArgs({ allowPositionals: true, options: { graine: { type: 'string' } } })
const graine = Number(values.graine ?? Math.floor(Math.random() * 1_000_000))
const random = seededRandom(graine)
const all = families(random)
const unknown = positionals.filter((nom) => all.every((family) => family.nom !== nom))
if (unknown.length > 0) {
  console.error(`« ${unknown.join(' ')} » : les pannes sont ${all.map(({ nom }) => nom).join(', ')}.`)
  process.exit(2)
}
console.log(`graine ${graine} (pour recommencer : npm run pannes -- ${positionals.join(' ')} --graine ${graine})`)
const began = performance.now()
const reports: FamilyReport[] = []
const nonJoue: string[] = []
for (const family of all) {
  if (positionals.length > 0 && !positionals.includes(family.nom)) continue
  if (family.missing === undefined) {
    const report = await runFamily(family, { run: family.nom.slice(0, 2), random })
    reports.push(report)
    for (const line of report.lines) console.log(rowOf(line))
  } else nonJoue.push(`${family.nom} : ${family.missing}`)
}

function count(anomalies: readonly Anomalie[], ...kinds: readonly Anomalie['kind'][]): number {
  return anomalies.filter(({ kind }) => kinds.includes(kind)).length
}

function rowOf({ nom, annoncees, incertaines, anomalies, retours }: Played): string {
  const others = anomalies.length - count(anomalies, 'perte', 'double')
  const back = retours.map(({ ms }) => `${ms} ms`).join(', ')
  return `| ${[nom, annoncees, incertaines, count(anomalies, 'perte'), count(anomalies, 'double'), others, back].join(' | ')} |`
}

const lines = reports.flatMap((report) => report.lines)
const anomalies = reports.flatMap(anomaliesOf)
const sum = (of: (line: Played) => number) => lines.reduce((total, line) => total + of(line), 0)
console.log(
  '\n| panne | annoncées | incertaines | pertes | doubles | autres écarts | retour |\n|---|---|---|---|---|---|---|',
)
for (const line of lines) console.log(rowOf(line))
const worst = Math.max(0, ...lines.flatMap(({ retours }) => retours.map(({ ms }) => ms)))
console.log(
  rowOf({
    nom: '**ensemble**',
    annoncees: sum(({ annoncees }) => annoncees),
    incertaines: sum(({ incertaines }) => incertaines),
    anomalies,
    retours: [{ apres: 'le plus long', ms: worst }],
  }),
)
for (const { end } of reports)
  if (end) console.log(`${end.courriels} courriels, ${end.renvoyes} renvoyés sous le même Message-ID ; ${end.journal}`)
for (const reason of nonJoue) console.log(`non joué, ${reason}`)
for (const { kind, quoi } of anomalies) console.log(`ÉCART (${kind}) ${quoi}`)
const late = lines.flatMap(({ retours }) => retours.filter(({ ms }) => ms > RETURN_MS))
for (const { apres, ms } of late) console.log(`TROP LONG ${apres} : ${ms} ms`)
const broken = reports.flatMap((report) => report.broken)
for (const reason of broken) console.log(`ARRÊTÉ ${reason}`)
console.log(`${((performance.now() - began) / 1000).toFixed(0)} s`)
process.exitCode = anomalies.length + late.length + broken.length === 0 ? 0 : 1
