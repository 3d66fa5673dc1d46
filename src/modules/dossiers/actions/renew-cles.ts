import { withContext } from '../../../infra/db/with-context.ts'
import type { FileStore } from '../../../infra/files/store.ts'
import { writeJournal } from '../../../infra/journal/journal.ts'
import { tellReseal } from '../../../infra/trousseau/rotation.ts'
import { Illisible } from '../../../infra/trousseau/trousseau.ts'
import type { DossiersDeps } from '../deps.ts'
import { chiffrementOf, ensureCoffre, sealFichier } from '../store/cles.ts'
import { type Dossier, findById, type Tx } from '../store/load.ts'
import { findRange } from '../store/pieces.ts'
import {
  moveFichier,
  renewCles as renewBatch,
  retireCles,
  sealVersions,
  selectEnClair,
  selectHolders,
  selectSansCle,
  setCleFichier,
} from '../store/renew.ts'

/** What renewing needs of the house. */
export interface RenewDeps extends Pick<DossiersDeps, 'db' | 'demarches' | 'trousseau'> {
  readonly files: FileStore
  /** How many keys of dossiers one transaction moves; five hundred when absent. */
  readonly lot?: number
}

const FIRST = '00000000-0000-0000-0000-000000000000'

/**
 * Moves the keys of dossiers under the present key of their organisme, seals what came before there were keys, and forgets
 * the keys that seal nothing any more. Each step is one transaction: stopped between two, it is begun again where it was.
 */
export async function* renewCles(deps: RenewDeps, now: Date): AsyncGenerator<unknown> {
  const asHouse = <Result>(run: (tx: Tx) => Promise<Result>) => withContext(deps.db, { role: 'systeme' }, run)
  for (let after: string | undefined = FIRST; after !== undefined; yield after) {
    const from: string = after
    after = await asHouse((tx) => moveBatch(deps, tx, { from, now }))
  }
  for await (const id of each((after) => asHouse((tx) => selectEnClair(tx, after)))) {
    yield await unlessIllisible(() => asHouse((tx) => sealDossier(deps, tx, { id, now })))
  }
  for await (const id of each((after) => asHouse((tx) => selectSansCle(tx, after)))) {
    yield await unlessIllisible(() => protectFichier(deps, { id, now }))
  }
  yield await asHouse((tx) => retire(tx, now))
}

/** Goes through keys in their order, as many at once as `select` gives: what cannot be done is not met twice. */
async function* each(select: (after: string) => Promise<readonly string[]>): AsyncGenerator<string> {
  for (let after: string | undefined = FIRST; after !== undefined; ) {
    const ids: readonly string[] = await select(after)
    yield* ids
    after = ids.at(-1)
  }
}

/** What does not open, or whose bytes are gone, stops nothing else: it goes on being counted by `cles etat`. */
async function unlessIllisible(run: () => Promise<void>): Promise<void> {
  try {
    await run()
  } catch (error) {
    const isGone = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (!(isGone || error instanceof Illisible)) throw error
  }
}

/** Gives the last key looked at; nothing when there is no other. */
async function moveBatch(
  deps: RenewDeps,
  tx: Tx,
  { from, now }: { from: string; now: Date },
): Promise<string | undefined> {
  const { scelles, last } = await renewBatch(deps, tx, { after: from, lot: deps.lot ?? 500 })
  if (scelles > 0) await tellReseal(tx, { quoi: 'dossiers', nombre: scelles, now })
  return last
}

async function retire(tx: Tx, now: Date): Promise<void> {
  const nombre = await retireCles(tx, now)
  if (nombre === 0) return
  await writeJournal(tx, { at: now, role: 'systeme', action: 'cle.retire', objet: 'instance', meta: { nombre } })
}

async function sealDossier(deps: RenewDeps, tx: Tx, { id, now }: { id: string; now: Date }): Promise<void> {
  const dossier = await findById(deps, tx, id, { lock: true })
  if (!dossier) return
  const { formulaire } = await deps.demarches.findRevision(dossier.revisionId, tx)
  const chiffrement = await chiffrementOf(deps, tx, { dossier, formulaire, now })
  const versions = await sealVersions(tx, { dossierId: id, chiffrement })
  if (versions > 0) await tellSeal(tx, { dossier, now, meta: { versions } })
}

/**
 * Encrypts a file in a new place, and gives its key to the dossiers that hold it. The old bytes stay until they are swept,
 * as those of any file that no row names: a reader may have just begun.
 */
async function protectFichier(deps: RenewDeps, { id, now }: { id: string; now: Date }): Promise<void> {
  const asHouse = <Result>(run: (tx: Tx) => Promise<Result>) => withContext(deps.db, { role: 'systeme' }, run)
  const found = await asHouse((tx) => findRange(deps, tx, id))
  if (!found) return
  const { emplacement: from, cle: known } = found
  // A copy made at that very moment may hold without its key a file that was just encrypted: another dossier has the key.
  const { emplacement, cle } = known ? { emplacement: from, cle: known } : await deps.files.protect(from)
  const moved = await asHouse(async (tx) => {
    if (!known && !(await moveFichier(tx, { id, from, to: emplacement }))) return false
    for (const dossierId of await selectHolders(tx, id))
      await giveCle(deps, tx, { dossierId, fichier: { id, cle }, now })
    return true
  })
  if (!moved) await deps.files.remove(emplacement)
}

async function giveCle(
  deps: RenewDeps,
  tx: Tx,
  { dossierId, fichier, now }: { dossierId: string; fichier: { id: string; cle: Buffer }; now: Date },
): Promise<void> {
  const dossier = await findById(deps, tx, dossierId, { lock: true })
  if (!dossier) return
  const coffre = await ensureCoffre(deps, tx, { dossier, now })
  const chiffree = sealFichier({ id: dossierId, coffre }, fichier)
  await setCleFichier(tx, { dossierId, fichierId: fichier.id, chiffree })
  await tellSeal(tx, { dossier, now, meta: { fichiers: 1 } })
}

async function tellSeal(
  tx: Tx,
  { dossier, now, meta }: { dossier: Dossier; now: Date; meta: Readonly<Record<string, number>> },
): Promise<void> {
  const { id, organismeId } = dossier
  await writeJournal(tx, {
    ...{ at: now, role: 'systeme', organismeId, action: 'dossier.seal', objet: `dossier:${id}` },
    meta,
  })
}
