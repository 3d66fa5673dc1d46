import type { FastifyInstance } from 'fastify'
import type { Transaction } from 'kysely'
import { type AgentMove, askCorrection, type Moved, moveDossier, sendAgentMessage } from './actions/move-dossier.ts'
import { registerDossiersJobs } from './jobs.ts'
import { commencerRoutes } from './routes/commencer.tsx'
import { demandeurRoutes } from './routes/demandeur.tsx'
import { depotRoutes } from './routes/depot.tsx'
import type { RoutesDeps } from './routes/deps.ts'
import { donnerRoutes } from './routes/donner.tsx'
import { etapeRoutes } from './routes/etape.tsx'
import { fichiersRoutes } from './routes/fichiers.tsx'
import { mandatsRoutes } from './routes/mandats.tsx'
import { suiviRoutes } from './routes/suivi.tsx'
import { moveToCompte } from './store/comptes.ts'
import { listDepots, listMessages, listTraitements } from './store/lists.ts'
import { findForGroupes, type StoreDeps, type Tx } from './store/load.ts'
import { findByNumero, listNumeros } from './store/numeros.ts'
import { findFichier, findRange, heldFichiers, listFichiers } from './store/pieces.ts'
import { countReste } from './store/renew.ts'
import type { DossiersTables } from './tables.ts'

export type { Moved } from './actions/move-dossier.ts'
export { renewCles } from './actions/renew-cles.ts'
export { saveDemandeur } from './actions/save-demandeur.ts'
export { saveEtape } from './actions/save-etape.ts'
export { MESSAGE_MAX, sendMessage } from './actions/send-message.ts'
export { startDossier } from './actions/start-dossier.ts'
export { submitDossier } from './actions/submit-dossier.ts'
export { tellInfecte } from './actions/tell-infecte.ts'
export { type AnswerSection, readSections } from './answers.ts'
export type { DossiersDeps, Usager } from './deps.ts'
export { helpedBy } from './helped-by.ts'
export { readDossier } from './lecture.ts'
export { type PostedMessage, readMessageForm, refusedText } from './message-form.ts'
export { OUVERTURE_STATUTS, openingOf } from './ouverture.ts'
export { AnswersView } from './pages/answers-view.tsx'
export { type FichierAcces, isShown } from './pages/fichier-list.tsx'
export { FichierPage, fichierTitre, RAISON_MAX } from './pages/fichier-page.tsx'
export { MESSAGE_FILE_MAX, MESSAGE_FILES_MAX, MessageForm, MessageList } from './pages/messages.tsx'
export { paths } from './paths.ts'
export { dossierPdf } from './pdf.ts'
export type { DepotRow, MessageRow, TraitementRow } from './store/lists.ts'
export type { Dossier, PieceRow } from './store/load.ts'
export type { FichierServi } from './store/pieces.ts'
export type { Motif } from './tables.ts'
export { fichiersTexts } from './texts.ts'
export { registerDossiersJobs }

// biome-ignore lint/suspicious/noExplicitAny: other modules come with their own transaction; ours picks its tables (house.md)
type AnyTx = Transaction<any>
type Own<F> = F extends (tx: never, ...args: infer Args) => infer Result ? (tx: AnyTx, ...args: Args) => Result : never
type With<F> = F extends (deps: StoreDeps, ...args: infer Args) => infer Result ? Own<(...args: Args) => Result> : never

/** What other modules may do with dossiers, each in the caller's transaction. Rights are the caller's to check, by groups. */
export interface Dossiers {
  /** The dossier when it was filed with one of those groups; nothing otherwise. */
  readonly findForGroupes: With<typeof findForGroupes>
  /** Which dossier a public number names, whatever became of it: for the house's own work. */
  readonly findByNumero: Own<typeof findByNumero>
  /** The public numbers of those keys, whatever became of the dossiers: for the house's own work. */
  readonly listNumeros: Own<typeof listNumeros>
  /** Moves a dossier along its lifecycle: the only way in which its state changes for an agent. */
  readonly move: (tx: AnyTx, move: AgentMove) => Promise<Moved>
  readonly askCorrection: With<typeof askCorrection>
  readonly sendAgentMessage: With<typeof sendAgentMessage>
  readonly listTraitements: Own<typeof listTraitements>
  readonly listMessages: Own<typeof listMessages>
  /** The filings of a dossier, latest first. */
  readonly listDepots: Own<typeof listDepots>
  readonly findFichier: Own<typeof findFichier>
  readonly listFichiers: Own<typeof listFichiers>
  /** Any file that a dossier holds, by its own key, and what opens it: for the house's own work. */
  readonly findRange: With<typeof findRange>
  /** Which of these files are attached to something, for the sweeping of those forgotten. */
  readonly heldFichiers: Own<typeof heldFichiers>
  /** What is left to seal, or to move under a newer key. */
  readonly countReste: Own<typeof countReste>
  /** Gives the dossiers of an account to another, once both proved to be one person. */
  readonly moveToCompte: Own<typeof moveToCompte>
}

function own(tx: AnyTx): Tx {
  return tx.$pickTables<keyof DossiersTables>()
}

/** The module as other modules see it. */
export function createDossiers(deps: StoreDeps): Dossiers {
  return {
    findForGroupes: (tx, asked) => findForGroupes(deps, own(tx), asked),
    findByNumero: (tx, numero) => findByNumero(own(tx), numero),
    listNumeros: (tx, ids) => listNumeros(own(tx), ids),
    move: (tx, asked) => moveDossier(own(tx), asked),
    askCorrection: (tx, asked) => askCorrection(deps, own(tx), asked),
    sendAgentMessage: (tx, message) => sendAgentMessage(deps, own(tx), message),
    listTraitements: (tx, id) => listTraitements(own(tx), id),
    listMessages: (tx, id) => listMessages(own(tx), id),
    listDepots: (tx, dossier) => listDepots(own(tx), dossier),
    findFichier: (tx, asked) => findFichier(own(tx), asked),
    listFichiers: (tx, dossier) => listFichiers(own(tx), dossier),
    findRange: (tx, id) => findRange(deps, own(tx), id),
    heldFichiers: (tx, ids) => heldFichiers(own(tx), ids),
    countReste: (tx) => countReste(own(tx)),
    moveToCompte: (tx, asked) => moveToCompte(own(tx), asked),
  }
}

/** Every page of the usager's side. */
export function dossiersRoutes(app: FastifyInstance, deps: RoutesDeps): void {
  commencerRoutes(app, deps)
  demandeurRoutes(app, deps)
  etapeRoutes(app, deps)
  depotRoutes(app, deps)
  suiviRoutes(app, deps)
  donnerRoutes(app, deps)
  mandatsRoutes(app, deps)
  fichiersRoutes(app, deps)
}
