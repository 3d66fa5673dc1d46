import { describe, expect, test } from 'vitest'
import { type Anomalie, checkHistory } from './check-history.ts'
import type { History, Operation, Reading } from './history.ts'
import type { Kept, KeptDossier, KeptTraitement } from './kept.ts'

const ANAIS = 'anais@exemple.fr'
const ANNE = 'anne@exemple.fr'

let rank = 0
/** An acknowledged operation of Anaïs on dossier 12, after those made before it. */
function anOperation(told: Partial<Operation> & Pick<Operation, 'acte'>): Operation {
  rank += 2
  const own = { id: `op-essai-${rank}`, qui: ANAIS, dossier: 12, fichiers: [], essais: 1, began: rank, ended: rank + 1 }
  return { ...own, outcome: 'ok', ...told }
}

function aTraitement(evenement: string, told: Partial<KeptTraitement> = {}): KeptTraitement {
  return { evenement, etat: 'en_construction', par: 'usager', qui: ANAIS, motivation: '', ...told }
}

const STARTED = aTraitement('start', { etat: 'brouillon' })
const FILED = [STARTED, aTraitement('submit')]
const TAKEN = aTraitement('start_instruction', { etat: 'en_instruction', par: 'instructeur', qui: ANNE })

function aDossier(told: Partial<KeptDossier> = {}): KeptDossier {
  const { traitements = [STARTED] } = told
  const told0 = { traitements, versions: [], messages: [], notes: [], fichiers: [], supprime: false }
  const journal: Record<string, number> = {}
  for (const { evenement } of traitements) journal[evenement] = (journal[evenement] ?? 0) + 1
  return { numero: 12, qui: ANAIS, etat: traitements.at(-1)?.etat ?? 'brouillon', journal, ...told0, ...told }
}

/** What is found when those operations leave that dossier. */
function found(operations: readonly Operation[], dossier: Partial<KeptDossier>, more: Partial<History & Kept> = {}) {
  const { readings = [], fautes = [], refus = 0, ...kept } = more
  const started = operations.some(({ acte }) => acte === 'start')
    ? operations
    : [anOperation({ acte: 'start', began: 0, ended: 0 }), ...operations]
  return checkHistory(
    { operations: started, readings, fautes, refus },
    { dossiers: [aDossier(dossier)], compteurs: [], opened: [], ...kept },
  )
}

const kinds = (anomalies: readonly Anomalie[]) => anomalies.map(({ kind }) => kind)

function aReading(operation: Operation, seen: readonly string[]): Reading {
  return { qui: ANAIS, dossier: 12, began: operation.ended + 1, ended: operation.ended + 2, seen }
}

describe('a history that agrees with what is left', () => {
  test('has nothing to say, whatever became of what nobody knows the end of', () => {
    const save = anOperation({ acte: 'save' })
    const filing = anOperation({ acte: 'submit' })
    const unknown = anOperation({ acte: 'message', outcome: 'unknown', fichiers: ['aa'] })
    const decision = anOperation({ acte: 'accept', qui: ANNE })
    const kept: Partial<KeptDossier> = {
      traitements: [
        ...FILED,
        TAKEN,
        aTraitement('accept', { etat: 'accepte', par: 'instructeur', qui: ANNE, motivation: decision.id }),
      ],
      versions: [{ nature: 'depot', texte: save.id, recepisses: 1, courriels: 1 }],
    }
    const taken = anOperation({ acte: 'start_instruction', qui: ANNE })
    const all = [save, filing, unknown, taken, decision]

    expect(found(all, kept)).toEqual([])
    expect(found(all, { ...kept, messages: [{ qui: ANAIS, corps: unknown.id }], fichiers: ['aa'] })).toEqual([])
  })

  test('may hold an answer that came later than the last one told, if nobody knows of it', () => {
    const told = anOperation({ acte: 'save' })
    const unknown = anOperation({ acte: 'save', outcome: 'unknown' })
    const version = { nature: 'brouillon', recepisses: 0, courriels: 0 } as const

    expect(found([told, unknown], { versions: [{ ...version, texte: told.id }] })).toEqual([])
    expect(found([told, unknown], { versions: [{ ...version, texte: unknown.id }] })).toEqual([])
  })
})

describe('lost', () => {
  test('a message, a note, a filing or a move that was acknowledged and is not there', () => {
    const told = (['message', 'note', 'submit', 'start_instruction', 'accept'] as const).map((acte) =>
      anOperation({ acte }),
    )

    expect(new Set(kinds(found(told, {})))).toEqual(new Set(['perte']))
    expect(found(told, {}).length).toBeGreaterThanOrEqual(told.length)
  })

  test('a dossier that was begun', () => {
    const start = anOperation({ acte: 'start', dossier: 13 })
    expect(found([start, anOperation({ acte: 'start' })], {}).map(({ quoi }) => quoi)).toEqual([
      'dossier 13, commencé, absent',
    ])
  })

  test('the last answer, replaced by an older one', () => {
    const older = anOperation({ acte: 'save' })
    const last = anOperation({ acte: 'save' })
    const versions = [{ nature: 'brouillon', texte: older.id, recepisses: 0, courriels: 0 }] as const

    expect(found([older, last], { versions })).toEqual([
      { kind: 'perte', quoi: `dossier 12, réponse ${last.id} absente` },
    ])
  })

  test('an answer typed before filing, when what was filed is another', () => {
    const older = anOperation({ acte: 'save' })
    const last = anOperation({ acte: 'save' })
    const filing = anOperation({ acte: 'submit' })
    const versions = [
      { nature: 'depot', texte: older.id, recepisses: 1, courriels: 1 },
      { nature: 'tampon', texte: last.id, recepisses: 0, courriels: 0 },
    ] as const

    expect(found([older, last, filing], { traitements: FILED, versions })).toEqual([
      { kind: 'perte', quoi: `dossier 12, déposé sans la réponse ${last.id}` },
    ])
  })

  test('a file whose message was acknowledged, or that opens as something else', () => {
    const message = anOperation({ acte: 'message', fichiers: ['aa'] })
    const messages = [{ qui: ANAIS, corps: message.id }]
    const opened = [{ dossier: 12, sha256: 'aa', got: 'bb' }]

    expect(kinds(found([message], { messages }))).toEqual(['perte'])
    expect(kinds(found([message], { messages, fichiers: ['aa'] }, { opened }))).toEqual(['perte'])
  })

  test('a message that a page no longer shows once it was told, or once another page had shown it', () => {
    const told = anOperation({ acte: 'message' })
    const unknown = anOperation({ acte: 'message', outcome: 'unknown' })
    const messages = [told, unknown].map(({ id, qui: author }) => ({ qui: author, corps: id }))
    const first = aReading(unknown, [told.id, unknown.id])
    const second = { ...first, began: first.ended + 1, ended: first.ended + 2, seen: [told.id] }

    expect(found([told, unknown], { messages }, { readings: [first] })).toEqual([])
    expect(kinds(found([told, unknown], { messages }, { readings: [first, second] }))).toEqual(['perte'])
    expect(kinds(found([told, unknown], { messages }, { readings: [{ ...first, seen: [] }] }))).toEqual(['perte'])
  })

  test('a message that a page showed and that was never kept: it had not been committed', () => {
    const unknown = anOperation({ acte: 'message', outcome: 'unknown' })
    expect(found([unknown], {}, { readings: [aReading(unknown, [unknown.id])] })).toEqual([
      { kind: 'perte', quoi: `dossier 12, ${unknown.id} lu, puis disparu` },
    ])
  })
})

describe('doubled', () => {
  test('a message, told or not', () => {
    for (const outcome of ['ok', 'unknown'] as const) {
      const message = anOperation({ acte: 'message', outcome })
      const twice = { qui: ANAIS, corps: message.id }
      expect(kinds(found([message], { messages: [twice, twice] }))).toEqual(['double'])
    }
  })

  test('a file of one message', () => {
    const message = anOperation({ acte: 'message', fichiers: ['aa'] })
    const kept = { messages: [{ qui: ANAIS, corps: message.id }], fichiers: ['aa', 'aa'] }
    expect(kinds(found([message], kept))).toEqual(['double'])
  })

  test('a dossier begun twice by one press', () => {
    const start = anOperation({ acte: 'start' })
    expect(kinds(found([start], {}, { dossiers: [aDossier(), aDossier({ numero: 13 })] }))).toEqual(['double'])
  })

  test('a decision taken again after it was taken back', () => {
    const decision = anOperation({ acte: 'accept', qui: ANNE })
    const accepted = aTraitement('accept', { etat: 'accepte', par: 'instructeur', qui: ANNE, motivation: decision.id })
    const reopened = aTraitement('reopen', { etat: 'en_instruction', par: 'instructeur', qui: ANNE })
    const asked = [
      anOperation({ acte: 'submit' }),
      anOperation({ acte: 'start_instruction', qui: ANNE }),
      decision,
      anOperation({ acte: 'reopen', qui: ANNE }),
    ]
    const traitements = [...FILED, TAKEN, accepted, reopened, accepted]
    const versions = [{ nature: 'depot', texte: '', recepisses: 1, courriels: 1 }] as const

    expect(new Set(kinds(found(asked, { traitements, versions })))).toEqual(new Set(['double']))
  })
})

describe('out of thin air', () => {
  test('a message, a move or an answer that nobody asked for, or that was refused', () => {
    const refused = anOperation({ acte: 'message', outcome: 'fail' })
    const versions = [{ nature: 'brouillon', texte: 'op-autre-1', recepisses: 0, courriels: 0 }] as const

    expect(kinds(found([], { messages: [{ qui: ANNE, corps: 'op-autre-1' }] }))).toEqual(['invention'])
    expect(kinds(found([refused], { messages: [{ qui: ANAIS, corps: refused.id }] }))).toEqual(['invention'])
    expect(kinds(found([], { traitements: FILED, versions: [] }))).toContain('invention')
    expect(kinds(found([], { versions }))).toEqual(['invention'])
  })

  test('a page that shows a text before it was typed, or one of nobody', () => {
    const start = anOperation({ acte: 'start' })
    const later = anOperation({ acte: 'note' })
    const notes = [{ qui: ANAIS, corps: later.id }]
    const reading: Reading = { qui: ANAIS, dossier: 12, began: start.ended, ended: start.ended, seen: [later.id] }

    expect(kinds(found([start, later], { notes }, { readings: [reading] }))).toEqual(['invention'])
    expect(kinds(found([start], {}, { readings: [{ ...reading, seen: ['op-autre-1'] }] }))).toEqual(['invention'])
  })
})

describe('the lifecycle and what goes with it', () => {
  test('a transition that no row allows, or a state that the history does not lead to', () => {
    const filing = anOperation({ acte: 'submit' })
    const decided = anOperation({ acte: 'accept', qui: ANNE })
    const accepted = aTraitement('accept', { etat: 'accepte', par: 'instructeur', qui: ANNE, motivation: decided.id })
    const versions = [{ nature: 'depot', texte: '', recepisses: 1, courriels: 1 }] as const

    expect(kinds(found([filing, decided], { traitements: [...FILED, accepted], versions }))).toEqual(['etat'])
    expect(kinds(found([filing], { traitements: FILED, versions, etat: 'accepte' }))).toEqual(['etat'])
    expect(kinds(found([], { supprime: true }))).toEqual(['etat'])
  })

  test('a filing with no receipt, two of them, or no mail', () => {
    const filing = anOperation({ acte: 'submit' })
    const filed = (recepisses: number, courriels: number) =>
      kinds(found([filing], { traitements: FILED, versions: [{ nature: 'depot', texte: '', recepisses, courriels }] }))

    expect(filed(1, 1)).toEqual([])
    expect(filed(0, 1)).toEqual(['recepisse'])
    expect(filed(2, 1)).toEqual(['recepisse'])
    expect(filed(1, 0)).toEqual(['recepisse'])
    expect(kinds(found([filing], { traitements: FILED }))).toEqual(['recepisse'])
  })

  test('a move that the journal does not tell, and a counter that does not count', () => {
    const filing = anOperation({ acte: 'submit' })
    const versions = [{ nature: 'depot', texte: '', recepisses: 1, courriels: 1 }] as const
    const compteurs = [{ groupe: 'g', etat: 'en_construction', compte: 2, vrai: 1 }]

    expect(kinds(found([filing], { traitements: FILED, versions, journal: { start: 1 } }))).toEqual(['journal'])
    expect(kinds(found([], {}, { compteurs }))).toEqual(['compteur'])
  })

  test('an answer that is a mistake of the site, whatever broke', () => {
    expect(kinds(found([], {}, { fautes: ['500 à /dossiers/12/depot'] }))).toEqual(['faute'])
  })
})
