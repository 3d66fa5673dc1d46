import { availableParallelism, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { seededRandom } from '../src/modules/demarches/demonstration/random.ts'
import type { Anomalie } from './check-history.ts'
import { PLACES } from './families.ts'
import type { Played } from './play.ts'
import { anomaliesOf, type Report } from './run.ts'

// `npm run pannes [-- NAMES] [--graine N]`: what is broken on purpose, and what was lost by it, in a table. Ends with 1 on any
// loss, double or other disagreement, on a return of more than five seconds, and on what was not played for want of time.

const RETURN_MS = 5_000
const RUN_MS = 8 * 60_000

const { values, positionals } = parseArgs({ allowPositionals: true, options: { graine: { type: 'string' } } })
const graine = Number(values.graine ?? Math.floor(Math.random() * 1_000_000))
const noms = PLACES.flatMap((place) => place.noms)
const unknown = positionals.filter((nom) => !noms.includes(nom))
if (unknown.length > 0) {
  console.error(`« ${unknown.join(' ')} » : les pannes sont ${noms.join(', ')}.`)
  process.exit(2)
}
const again = ['npm run pannes --', ...positionals, '--graine', graine].join(' ')
console.log(`graine ${graine} (pour recommencer : ${again})`)
console.log(`charge de la machine au départ : ${loadavg()[0]?.toFixed(1)} pour ${availableParallelism()} cœurs`)

const began = Date.now()
const random = seededRandom(graine)
const asked = (nom: string) => positionals.length === 0 || positionals.includes(nom)
const reports: Report[] = []
for (const [rank, place] of PLACES.entries())
  reports.push(await place.run(asked, { run: `p${rank}x`, random, until: began + RUN_MS }))

function count(anomalies: readonly Anomalie[], ...kinds: readonly Anomalie['kind'][]): number {
  return anomalies.filter(({ kind }) => kinds.includes(kind)).length
}

function rowOf({ nom, annoncees, incertaines, anomalies, retours }: Played): string {
  const [pertes, doubles] = [count(anomalies, 'perte'), count(anomalies, 'double')]
  const back = retours.map(({ ms }) => `${(ms / 1_000).toFixed(1)} s`).join(', ')
  const cells = [nom, annoncees, incertaines, pertes, doubles, anomalies.length - pertes - doubles, back]
  return `| ${cells.join(' | ')} |`
}

const lines = reports.flatMap((report) => report.lines)
const anomalies = reports.flatMap(anomaliesOf)
const returns = lines.flatMap(({ retours }) => retours)
const sum = (of: (line: Played) => number) => lines.reduce((total, line) => total + of(line), 0)
console.log(
  '\n| panne | annoncées | incertaines | pertes | doubles | autres écarts | retour |\n|---|---|---|---|---|---|---|',
)
for (const line of lines) console.log(rowOf(line))
console.log(
  rowOf({
    nom: '**ensemble**',
    annoncees: sum(({ annoncees }) => annoncees),
    incertaines: sum(({ incertaines }) => incertaines),
    anomalies,
    actes: {},
    retours: [{ apres: '', ms: Math.max(0, ...returns.map(({ ms }) => ms)) }],
  }),
)
for (const { end } of reports) {
  if (end) console.log(`${end.courriels} courriels, ${end.renvoyes} renvoyés sous le même Message-ID ; ${end.journal}`)
}
const nonJoue = reports.flatMap((report) => report.nonJoue)
const broken = reports.flatMap((report) => report.broken)
const late = returns.filter(({ ms }) => ms > RETURN_MS)
for (const reason of nonJoue) console.log(`non joué, ${reason}`)
for (const { kind, quoi } of anomalies) console.log(`ÉCART (${kind}) ${quoi}`)
for (const { apres, ms } of late) console.log(`RETOUR TROP LONG ${apres} : ${ms} ms`)
for (const reason of broken) console.log(`ARRÊTÉ ${reason}`)
console.log(`${((Date.now() - began) / 1_000).toFixed(0)} s`)
process.exitCode = anomalies.length + late.length + broken.length === 0 ? 0 : 1
