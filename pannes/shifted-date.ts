import { readFileSync } from 'node:fs'

// Loaded before the program in each of its processes (`--import`): its clock is that of the machine, plus what a file says in ms.

const file = process.env.PARVIS_PANNES_HORLOGE ?? ''
const machine = Date
const READ_EVERY_MS = 20
let [readAt, shift] = [0, 0]

function now(): number {
  const real = machine.now()
  if (real - readAt >= READ_EVERY_MS) {
    readAt = real
    // Being written, it is empty for an instant: nothing moves meanwhile.
    const said = Number.parseInt(readFileSync(file, 'utf8'), 10)
    if (!Number.isNaN(said)) shift = said
  }
  return real + shift
}

globalThis.Date = new Proxy(machine, {
  construct: (target, given, asked) => Reflect.construct(target, given.length === 0 ? [now()] : given, asked),
  apply: () => new machine(now()).toString(),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
})
