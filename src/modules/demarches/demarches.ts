import type { Texte } from '../../core/texte.ts'
import { addMembre, removeMembre } from './actions/add-membre.ts'
import { changeSlug } from './actions/change-slug.ts'
import { closeDemarche } from './actions/close-demarche.ts'
import { completeService } from './actions/complete-service.ts'
import { createDemarche, type DemarcheCreated, type NewDemarche } from './actions/create-demarche.ts'
import { createGroupe, type GroupeCreated, type NewGroupe } from './actions/create-groupe.ts'
import { assignService, createService } from './actions/create-service.ts'
import { exportDemarche } from './actions/export-demarche.ts'
import { type DemarcheImported, type Imported, importDemarche } from './actions/import-demarche.ts'
import { publishDemarche } from './actions/publish-demarche.ts'
import { reopenDemarche } from './actions/reopen-demarche.ts'
import { routeDossier } from './actions/route-dossier.ts'
import { saveBrouillon } from './actions/save-brouillon.ts'
import type { DemarchesDeps } from './deps.ts'
import type { ExportedDemarche } from './exchange.ts'
import { createRevisions, type Revision } from './revisions.ts'
import {
  type DemarcheRow,
  findDemarcheByNumero,
  findDemarcheBySlug,
  findPubliee,
  listTitres,
  type Publiee,
} from './store/demarches.ts'
import {
  type DemarcheGroupes,
  type DemarcheOfAgent,
  type Groupe,
  listDemarchesGroupes,
  listDemarchesOf,
  listGroupes,
  listGroupesOf,
} from './store/groupes.ts'
import { type Criteres, searchDemarches, type Trouvees } from './store/search.ts'
import type { AnyDb } from './tables.ts'

/** Everything other modules may do with démarches. What writes takes the caller's transaction first. */
export interface Demarches {
  createDemarche(tx: AnyDb, demarche: NewDemarche): Promise<DemarcheCreated>
  readonly saveBrouillon: typeof saveBrouillon
  readonly publishDemarche: typeof publishDemarche
  readonly closeDemarche: typeof closeDemarche
  readonly reopenDemarche: typeof reopenDemarche
  readonly changeSlug: typeof changeSlug
  readonly createService: typeof createService
  readonly assignService: typeof assignService
  readonly completeService: typeof completeService
  createGroupe(tx: AnyDb, groupe: NewGroupe): Promise<GroupeCreated>
  readonly addMembre: typeof addMembre
  readonly removeMembre: typeof removeMembre
  /** The key of the group that receives a dossier whose answers are these. */
  readonly routeDossier: typeof routeDossier
  importDemarche(tx: AnyDb, imported: Imported): Promise<DemarcheImported>
  exportDemarche(slug: string): Promise<ExportedDemarche | undefined>
  /** The démarche of that address, current or former, whatever its state. */
  findDemarche(slug: string): Promise<DemarcheRow | undefined>
  /** The titles of these démarches, whatever their state. */
  listTitres(ids: readonly string[]): Promise<ReadonlyMap<string, Texte>>
  /** The démarche of that public number, whatever its state. */
  findByNumero(numero: number): Promise<DemarcheRow | undefined>
  /** The démarche once published at that address, current or former; it may be closed since. */
  findPublished(slug: string): Promise<Publiee | undefined>
  /** @throws {InvariantError} when there is no such revision. */
  findRevision(id: string, tx?: AnyDb): Promise<Revision>
  listDemarches(criteres: Criteres): Promise<Trouvees>
  /** The groups of a démarche by label. */
  listGroupes(demarcheId: string): Promise<readonly Groupe[]>
  /** The groups whose dossiers an account receives: those it was put in, where it still instructs. */
  groupesOf(compteId: string): Promise<readonly Groupe[]>
  /** The démarches of these organismes with their groups, by title; or the one of that number, whosever it is. */
  listDemarchesGroupes(
    which: { readonly organismeIds: readonly string[] } | { readonly numero: number },
  ): Promise<readonly DemarcheGroupes[]>
  /** The démarches whose dossiers an account receives. */
  listDemarchesOfAgent(compteId: string): Promise<readonly DemarcheOfAgent[]>
}

/** The module, wired: what reads uses `db`, what writes the transaction it is given. */
export function createDemarches(deps: DemarchesDeps): Demarches {
  const { db } = deps
  return {
    createDemarche: (tx, demarche) => createDemarche(deps, tx, demarche),
    ...{ saveBrouillon, publishDemarche, closeDemarche, reopenDemarche, changeSlug },
    ...{ createService, assignService, completeService, addMembre, removeMembre, routeDossier },
    createGroupe: (tx, groupe) => createGroupe(deps, tx, groupe),
    importDemarche: (tx, imported) => importDemarche(deps, tx, imported),
    exportDemarche: (slug) => exportDemarche(db, slug),
    findDemarche: (slug) => findDemarcheBySlug(db, slug),
    listTitres: (ids) => listTitres(db, ids),
    findByNumero: (numero) => findDemarcheByNumero(db, numero),
    findPublished: (slug) => findPubliee(db, slug),
    findRevision: createRevisions(db),
    listDemarches: (criteres) => searchDemarches(db, criteres),
    listGroupes: (demarcheId) => listGroupes(db, demarcheId),
    groupesOf: (compteId) => listGroupesOf(db, compteId),
    listDemarchesGroupes: (which) => listDemarchesGroupes(db, which),
    listDemarchesOfAgent: (compteId) => listDemarchesOf(db, compteId),
  }
}
