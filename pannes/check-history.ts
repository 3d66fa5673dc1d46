import type { Etat } from '../src/core/dossier/etat.ts'
import { TRANSITIONS } from '../src/core/dossier/lifecycle.ts'
import type { Acte, History, Operation } from './history.ts'
import type { Kept, KeptDossier } from './kept.ts'

/** What is wrong. `perte` and `double` are the two that the table counts apart. */
export interface Anomalie {
  readonly kind: 'perte' | 'double' | 'invention' | 'etat' | 'recepisse' | 'compteur' | 'journal' | 'faute'
  /** In one line, with the number of the dossier. */
  readonly quoi: string
}

/**
 * Compares what people were told with what is left, and says everything that does not agree; nothing when all does.
 *
 * What was acknowledged is there once; what nobody knows the end of, once at most; what was refused, not at all; and nothing
 * is there that nobody asked. Dossiers went only along the lifecycle. Pages never showed what was not there afterwards.
 */
export function checkHistory(history: History, kept: Kept): readonly Anomalie[] {
  const dossiers = new Map(kept.dossiers.map((dossier) => [dossier.numero, dossier]))
  const byDossier = Map.groupBy(history.operations, ({ dossier }) => dossier)
  return [
    ...history.fautes.map((quoi) => ({ kind: 'faute', quoi }) as const),
    ...checkStarts(history.operations, kept.dossiers),
    ...[...byDossier].flatMap(([numero, operations]) => {
      const dossier = dossiers.get(numero)
      // Told by `checkStarts`.
      return dossier ? checkDossier(operations, dossier) : []
    }),
    ...kept.dossiers.filter(({ numero }) => !byDossier.has(numero)).flatMap((dossier) => checkDossier([], dossier)),
    ...kept.dossiers.flatMap(checkLifecycle),
    ...kept.dossiers.flatMap(checkReceipts),
    ...checkReadings(history, dossiers),
    ...kept.compteurs
      .filter(({ compte, vrai }) => compte !== vrai)
      .map(({ groupe, etat, compte, vrai }) => {
        const quoi = `groupe ${groupe}, ${etat} : compteur à ${compte}, ${vrai} dossiers`
        return { kind: 'compteur', quoi } as const
      }),
    ...kept.opened
      .filter(({ sha256, got }) => sha256 !== got)
      .map(({ dossier, sha256, got }) => perte(dossier, `fichier ${sha256.slice(0, 12)} : ${got.slice(0, 40)}`)),
  ]
}

function perte(dossier: number, what: string): Anomalie {
  return { kind: 'perte', quoi: `dossier ${dossier}, ${what}` }
}

/** How many times something happened, against what people know of those who asked for it. */
function checkCount(dossier: number, what: string, asked: readonly Operation[], found: number): readonly Anomalie[] {
  const ok = asked.filter(({ outcome }) => outcome === 'ok').length
  const unknown = asked.filter(({ outcome }) => outcome === 'unknown').length
  if (found < ok) return [perte(dossier, `${what} : ${ok} annoncé(s), ${found} trouvé(s)`)]
  if (found <= ok + unknown) return []
  const kind = ok + unknown === 0 ? 'invention' : 'double'
  return [{ kind, quoi: `dossier ${dossier}, ${what} : ${ok} annoncé(s), ${unknown} incertain(s), ${found} trouvé(s)` }]
}

function checkStarts(operations: readonly Operation[], kept: readonly KeptDossier[]): readonly Anomalie[] {
  const starts = operations.filter(({ acte }) => acte === 'start')
  const told = new Set(starts.map(({ dossier }) => dossier))
  const there = new Set(kept.map(({ numero }) => numero))
  const lost = starts.filter(({ outcome, dossier }) => outcome === 'ok' && !there.has(dossier))
  const untold = Map.groupBy(
    kept.filter(({ numero }) => !told.has(numero)),
    ({ qui }) => qui,
  )
  const twice = [...untold].flatMap(([qui, dossiers]): Anomalie[] => {
    const unknown = starts.filter((start) => start.qui === qui && start.outcome === 'unknown').length
    if (dossiers.length <= unknown) return []
    return [{ kind: 'double', quoi: `${qui} : ${dossiers.length} dossiers de trop, ${unknown} incertain(s)` }]
  })
  return [...lost.map(({ dossier }) => perte(dossier, 'commencé, absent')), ...twice]
}

// Told by a text of their own, so that each is looked for by itself; the others are counted by person.
const MARKED: ReadonlySet<Acte> = new Set(['accept', 'refuse', 'close_without_action', 'ask_correction'])
const MOVES: readonly Acte[] = [...new Set(TRANSITIONS.map(({ event }) => event))]

function checkDossier(operations: readonly Operation[], dossier: KeptDossier): readonly Anomalie[] {
  const { numero } = dossier
  return [
    ...checkMoves(operations, dossier),
    ...checkSaves(operations, dossier),
    ...checkTexts(operations.filter(isMessage), { numero, what: 'message', found: dossier.messages }),
    ...checkTexts(
      operations.filter(({ acte }) => acte === 'note'),
      { numero, what: 'note', found: dossier.notes },
    ),
    ...checkFiles(operations, dossier),
    ...MOVES.flatMap((event): Anomalie[] => {
      const moved = dossier.traitements.filter(({ evenement }) => evenement === event).length
      const told = dossier.journal[event] ?? 0
      if (moved === told) return []
      return [{ kind: 'journal', quoi: `dossier ${numero}, ${event} : ${moved} fait(s), ${told} au journal` }]
    }),
  ]
}

function isMessage({ acte }: Operation): boolean {
  return acte === 'message' || acte === 'ask_correction'
}

function checkMoves(operations: readonly Operation[], { numero, traitements }: KeptDossier): readonly Anomalie[] {
  const moves = operations.filter(({ acte }) => MOVES.includes(acte))
  const key = (evenement: string, qui: string) => `${evenement} de ${qui}`
  const asked = Map.groupBy(moves, ({ acte, qui }) => key(acte, qui))
  const found = Map.groupBy(
    traitements.filter(({ evenement }) => evenement !== 'start'),
    ({ evenement, qui }) => key(evenement, qui),
  )
  const counted = [...new Set([...asked.keys(), ...found.keys()])].flatMap((what) =>
    checkCount(numero, what, asked.get(what) ?? [], found.get(what)?.length ?? 0),
  )
  // A decision counted right may still be another one, taken twice while this one was lost.
  const decided = moves.filter(({ acte }) => MARKED.has(acte) && acte !== 'ask_correction')
  const told = decided.flatMap((operation) => {
    const same = traitements.filter(({ motivation }) => motivation === operation.id).length
    return checkCount(numero, `${operation.acte} ${operation.id}`, [operation], same)
  })
  return [...counted, ...told]
}

/** One person changes the answers of a dossier, one save at a time: the last one told is there, unless a later one may be. */
function checkSaves(operations: readonly Operation[], { numero, versions }: KeptDossier): readonly Anomalie[] {
  const saves = operations.filter(({ acte }) => acte === 'save')
  const known = new Map(saves.map((save) => [save.id, save]))
  const invented = versions
    .filter(
      ({ texte }) => texte !== '' && known.get(texte)?.outcome !== 'ok' && known.get(texte)?.outcome !== 'unknown',
    )
    .map(({ texte }): Anomalie => ({ kind: 'invention', quoi: `dossier ${numero}, réponse « ${texte} » de personne` }))
  const there = (wanted: ReadonlySet<string>, among: KeptDossier['versions']) =>
    wanted.size === 0 || among.some(({ texte }) => wanted.has(texte))
  const current = currentAt(saves, Number.POSITIVE_INFINITY)
  const lost = there(current, versions) ? [] : [perte(numero, `réponse ${[...current].join(' ou ')} absente`)]
  const depots = versions.filter(({ nature }) => nature === 'depot')
  const misfiled = operations
    .filter(({ acte, outcome }) => (acte === 'submit' || acte === 'resubmit') && outcome === 'ok')
    .map(({ ended }) => currentAt(saves, ended))
    .filter((filed) => !there(filed, depots))
    .map((filed) => perte(numero, `déposé sans la réponse ${[...filed].join(' ou ')}`))
  return [...invented, ...lost, ...misfiled]
}

/** The saves that may be the answer at that rank: the last one told, or one of those begun since that nobody knows of. */
function currentAt(saves: readonly Operation[], rank: number): ReadonlySet<string> {
  const before = saves.filter(({ began, outcome }) => began < rank && outcome !== 'fail')
  const last = before.findLast(({ outcome }) => outcome === 'ok')
  if (!last) return new Set()
  return new Set(before.filter(({ id, began }) => id === last.id || began > last.began).map(({ id }) => id))
}

interface Texts {
  readonly numero: number
  readonly what: string
  readonly found: KeptDossier['messages']
}

function checkTexts(operations: readonly Operation[], { numero, what, found }: Texts): readonly Anomalie[] {
  const asked = new Set(operations.map(({ id }) => id))
  const counted = operations.flatMap((operation) => {
    const same = found.filter(({ corps, qui }) => corps === operation.id && qui === operation.qui).length
    return checkCount(numero, `${what} ${operation.id}`, [operation], same)
  })
  const invented = found
    .filter(({ corps }) => !asked.has(corps))
    .map(({ corps }): Anomalie => ({ kind: 'invention', quoi: `dossier ${numero}, ${what} « ${corps} » de personne` }))
  return [...counted, ...invented]
}

function checkFiles(operations: readonly Operation[], { numero, fichiers }: KeptDossier): readonly Anomalie[] {
  return operations.flatMap((operation) =>
    operation.fichiers.flatMap((sha256) => {
      const same = fichiers.filter((each) => each === sha256).length
      return checkCount(numero, `fichier ${sha256.slice(0, 12)} de ${operation.id}`, [operation], same)
    }),
  )
}

/** Every line of the history is a row of the lifecycle from where the line before left the dossier. */
export function checkLifecycle({ numero, etat, supprime, traitements }: KeptDossier): readonly Anomalie[] {
  const illegal = (quoi: string): Anomalie => ({ kind: 'etat', quoi: `dossier ${numero}, ${quoi}` })
  const anomalies: Anomalie[] = []
  let at: Etat = 'brouillon'
  for (const { evenement, par, etat: to } of traitements) {
    const legal =
      evenement === 'start'
        ? at === 'brouillon' && to === 'brouillon'
        : TRANSITIONS.some((row) => row.from === at && row.event === evenement && row.by === par && row.to === to)
    if (!legal) anomalies.push(illegal(`${evenement} par ${par} de ${at} à ${to}`))
    at = to
  }
  if (at !== etat) anomalies.push(illegal(`l’histoire finit à ${at}, le dossier est ${etat}`))
  const left = traitements.some(({ evenement }) => evenement === 'withdraw' || evenement === 'delete_brouillon')
  if (supprime && !left) anomalies.push(illegal('à la corbeille sans que personne l’y ait mis'))
  return anomalies
}

function checkReceipts({ numero, traitements, versions }: KeptDossier): readonly Anomalie[] {
  const depots = versions.filter(({ nature }) => nature === 'depot')
  const filings = traitements.filter(({ evenement }) => evenement === 'submit' || evenement === 'resubmit').length
  const wrong = depots.filter(({ recepisses, courriels }) => recepisses !== 1 || courriels !== 1)
  return [
    ...wrong.map(({ recepisses, courriels }) => `${recepisses} récépissé(s) et ${courriels} courriel(s) pour un dépôt`),
    ...(filings === depots.length ? [] : [`${filings} dépôt(s) à l’histoire, ${depots.length} gardé(s)`]),
  ].map((quoi) => ({ kind: 'recepisse', quoi: `dossier ${numero}, ${quoi}` }))
}

/** A message once told, or once seen, is on every page asked for afterwards; and no page shows what was refused. */
function checkReadings(
  { operations, readings }: History,
  dossiers: ReadonlyMap<number, KeptDossier>,
): readonly Anomalie[] {
  const messages = Map.groupBy(operations.filter(isMessage), ({ dossier }) => dossier)
  const known = new Map(operations.map((operation) => [operation.id, operation]))
  const earlier = Map.groupBy(readings, ({ dossier }) => dossier)
  return readings.flatMap(({ dossier, began, ended, seen }) => {
    const shown = new Set(seen)
    const told = (messages.get(dossier) ?? []).filter((each) => each.outcome === 'ok' && each.ended < began)
    const before = (earlier.get(dossier) ?? []).filter((other) => other.ended < began).flatMap((other) => other.seen)
    const isTexted = (id: string) => (messages.get(dossier) ?? []).some((message) => message.id === id)
    const missing = new Set([...told.map(({ id }) => id), ...before.filter(isTexted)].filter((id) => !shown.has(id)))
    const kept = dossiers.get(dossier)?.messages.map(({ corps }) => corps) ?? []
    const vanished = seen.filter((id) => isTexted(id) && !kept.includes(id))
    const invented = seen.filter((id) => {
      const operation = known.get(id)
      return operation === undefined || operation.outcome === 'fail' || operation.began > ended
    })
    return [
      ...[...missing].map((id) => perte(dossier, `${id} n’est plus sur la page`)),
      ...vanished.map((id) => perte(dossier, `${id} lu, puis disparu`)),
      ...invented.map((id): Anomalie => ({ kind: 'invention', quoi: `dossier ${dossier}, ${id} sur une page` })),
    ]
  })
}
