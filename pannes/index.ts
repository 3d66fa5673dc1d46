import { availableParallelism, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { seededRandom } from '../src/modules/demarches/demonstration/random.ts'
import type { Anomalie } from './check-history.ts'
import { PLACES } from './families.ts'
import type { Played } from './play.ts'
import { anomaliesOf, type Report } from './run.ts'

// `npm run pannes [-- NAMES] [--graine N]`: what is broken on purpose, and what was lost by it, in a table. Ends with 1 on any
// loss, double or other disagreement, on a service that takes more than five seconds to return (the worker, ten: pages do not wait
// for it), and on what was not played for want of time. Where others keep the machine busy, a late return is said and not judged.

/** How many times slower than alone a machine may be for its durations to say something. */
const LENTEUR_MAX = 1.5
const RETURN_MS = { service: 5_000, taches: 10_000 }
/** When no fault is begun any more, and when everything stops, whatever it was doing. */
const BEGIN_MS = 5 * 60_000
const RUN_MS = 6 * 60_000

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
// Leaving takes the mounts away; the program and its database stop by themselves when we are gone.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
setTimeout(() => {
  console.log(`ARRÊTÉ rien n’est dit de la suite : ${RUN_MS / 60_000} minutes sont passées`)
  process.exit(1)
}, RUN_MS).unref()
const random = seededRandom(graine)
const asked = (nom: string) => positionals.length === 0 || positionals.includes(nom)
const reports: Report[] = []
console.log(
  '\n| panne | annoncées | incertaines | « plus tard » | pertes | doubles | autres écarts | retour |\n|---|---|---|---|---|---|---|---|',
)
for (const [rank, place] of PLACES.entries())
  reports.push(await place.run(asked, { run: `p${rank}x`, random, until: began + BEGIN_MS, tell }))

function tell(line: Played): void {
  console.log(rowOf(line))
}

function count(anomalies: readonly Anomalie[], ...kinds: readonly Anomalie['kind'][]): number {
  return anomalies.filter(({ kind }) => kinds.includes(kind)).length
}

function rowOf({ nom, annoncees, incertaines, refus, anomalies, retours }: Played): string {
  const [pertes, doubles] = [count(anomalies, 'perte'), count(anomalies, 'double')]
  const back = retours.map(({ ms }) => `${(ms / 1_000).toFixed(1)} s`).join(', ')
  const cells = [nom, annoncees, incertaines, refus, pertes, doubles, anomalies.length - pertes - doubles, back]
  return `| ${cells.join(' | ')} |`
}

const lines = reports.flatMap((report) => report.lines)
const anomalies = reports.flatMap(anomaliesOf)
const returns = lines.flatMap(({ retours }) => retours)
const sum = (of: (line: Played) => number) => lines.reduce((total, line) => total + of(line), 0)
console.log(
  rowOf({
    nom: '**ensemble**',
    annoncees: sum(({ annoncees }) => annoncees),
    incertaines: sum(({ incertaines }) => incertaines),
    refus: sum(({ refus }) => refus),
    anomalies,
    actes: {},
    retours: [{ apres: '', ms: Math.max(0, ...returns.map(({ ms }) => ms)) }],
    lenteur: 1,
  }),
)
for (const { end } of reports) {
  if (end) console.log(`${end.courriels} courriels, ${end.renvoyes} renvoyés sous le même Message-ID ; ${end.journal}`)
}
const nonJoue = reports.flatMap((report) => report.nonJoue)
const broken = reports.flatMap((report) => report.broken)
const slow = lines.flatMap(({ retours, lenteur }) =>
  retours.filter(({ ms, quoi = 'service' }) => ms > RETURN_MS[quoi]).map((retour) => ({ ...retour, lenteur })),
)
const late = slow.filter(({ lenteur }) => lenteur <= LENTEUR_MAX)
for (const reason of nonJoue) console.log(`non joué, ${reason}`)
for (const { kind, quoi } of anomalies) console.log(`ÉCART (${kind}) ${quoi}`)
for (const { apres, ms, lenteur } of slow) {
  const judged =
    lenteur <= LENTEUR_MAX ? 'RETOUR TROP LONG' : `non jugé, machine ${lenteur.toFixed(1)} fois plus lente que seule :`
  console.log(`${judged} ${apres} : ${ms} ms`)
}
for (const reason of broken) console.log(`ARRÊTÉ ${reason}`)
console.log(
  `${((Date.now() - began) / 1_000).toFixed(0)} s ; charge de la machine à la fin : ${loadavg()[0]?.toFixed(1)}`,
)
process.exitCode = anomalies.length + late.length + broken.length === 0 ? 0 : 1
