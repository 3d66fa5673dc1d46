import type { Acteur, Etat, Evenement } from './etat.ts'

/**
 * What must hold, besides the state, before an event happens; the module that acts checks each of them.
 *
 * - `demarche_open`: the démarche still receives filings.
 * - `reponses_valid`: no problem in what is visible; `eligible`: the ineligibility rule is not true (first filing only).
 * - `engagement_taken`: the sworn statement is ticked.
 * - `no_pending_correction`: no correction is waiting for the usager. `no_tacit_acceptance`: silence does not mean acceptance.
 * - `motivation_given`: the reasons are written (CRPA L211-2).
 * - `silence_elapsed`: the legal delay is over, silence means acceptance, and no correction is pending.
 * - `usager_exists`: there is still somebody to be told.
 */
export type Garde =
  | 'demarche_open'
  | 'reponses_valid'
  | 'eligible'
  | 'engagement_taken'
  | 'no_pending_correction'
  | 'no_tacit_acceptance'
  | 'motivation_given'
  | 'silence_elapsed'
  | 'usager_exists'

/**
 * What an event does besides changing the state, in the same transaction (mails are queued in it).
 *
 * Those that cannot be undone: `set_depose_at` (once for ever), `keep_only_visible`, `close_tampon` (the unfiled
 * modifications stay 14 days as a copy), `erase_pieces_identite`, `destroy_attestation`, `destroy_motivation`, `trash`.
 */
export type Effet =
  | 'set_depose_at'
  | 'keep_only_visible'
  | 'replace_reponses'
  | 'assign_groupe'
  | 'send_accuse_reception'
  | 'tell_usager'
  | 'tell_instructeurs'
  | 'add_follower'
  | 'close_tampon'
  | 'open_correction'
  | 'resolve_correction'
  | 'erase_pieces_identite'
  | 'make_attestation'
  | 'destroy_attestation'
  | 'destroy_motivation'
  | 'recompute_expiration'
  | 'trash'

/** One row of the table: who may make what happen, from where to where. */
export interface Transition {
  readonly from: Etat
  readonly event: Evenement
  readonly by: Acteur
  /** The same state when the event does not move the dossier: a dossier in the trash keeps the state it had. */
  readonly to: Etat
  readonly guards: readonly Garde[]
  readonly effects: readonly Effet[]
}

const decided = ['tell_usager', 'erase_pieces_identite', 'recompute_expiration'] as const
const redeposited = [
  'replace_reponses',
  'keep_only_visible',
  'assign_groupe',
  'resolve_correction',
  'tell_instructeurs',
  'recompute_expiration',
] as const
const filed = [
  'set_depose_at',
  'keep_only_visible',
  'assign_groupe',
  'send_accuse_reception',
  'tell_instructeurs',
  'recompute_expiration',
] as const
const corrected = ['open_correction', 'tell_usager', 'recompute_expiration'] as const
const reopened = ['destroy_attestation', 'destroy_motivation', 'tell_usager', 'recompute_expiration'] as const
const acceptedBySilence = ['make_attestation', 'close_tampon', ...decided] as const

/** Everything that may happen to a dossier; what is not here is refused. */
export const TRANSITIONS: readonly Transition[] = [
  row('brouillon', 'submit', 'usager', 'en_construction', {
    guards: ['demarche_open', 'reponses_valid', 'eligible', 'engagement_taken'],
    effects: filed,
  }),
  row('brouillon', 'delete_brouillon', 'usager', 'brouillon', { effects: ['trash'] }),
  row('en_construction', 'resubmit', 'usager', 'en_construction', {
    guards: ['reponses_valid', 'engagement_taken'],
    effects: redeposited,
  }),
  row('en_construction', 'withdraw', 'usager', 'en_construction', { effects: ['trash', 'tell_instructeurs'] }),
  row('en_construction', 'start_instruction', 'instructeur', 'en_instruction', {
    effects: ['add_follower', 'close_tampon', 'tell_usager', 'recompute_expiration'],
  }),
  row('en_construction', 'ask_correction', 'instructeur', 'en_construction', {
    guards: ['no_pending_correction'],
    effects: corrected,
  }),
  row('en_instruction', 'ask_correction', 'instructeur', 'en_construction', {
    guards: ['no_pending_correction'],
    effects: corrected,
  }),
  row('en_instruction', 'return_to_construction', 'instructeur', 'en_construction', {
    guards: ['no_tacit_acceptance'],
    effects: ['recompute_expiration'],
  }),
  row('en_instruction', 'accept', 'instructeur', 'accepte', { effects: ['make_attestation', ...decided] }),
  row('en_instruction', 'refuse', 'instructeur', 'refuse', { guards: ['motivation_given'], effects: decided }),
  row('en_instruction', 'close_without_action', 'instructeur', 'sans_suite', { effects: decided }),
  // The clock of CRPA L231-1 starts at reception: a dossier that nobody has opened is accepted by silence too.
  row('en_construction', 'accept', 'systeme', 'accepte', { guards: ['silence_elapsed'], effects: acceptedBySilence }),
  row('en_instruction', 'accept', 'systeme', 'accepte', { guards: ['silence_elapsed'], effects: acceptedBySilence }),
  row('accepte', 'reopen', 'instructeur', 'en_instruction', { guards: ['usager_exists'], effects: reopened }),
  row('refuse', 'reopen', 'instructeur', 'en_instruction', { guards: ['usager_exists'], effects: reopened }),
  row('sans_suite', 'reopen', 'instructeur', 'en_instruction', { guards: ['usager_exists'], effects: reopened }),
]

/** The row that lets that person make that happen there, with its guards and effects; nothing when it is refused. */
export function transitionOf(etat: Etat, event: Evenement, acteur: Acteur): Transition | undefined {
  return TRANSITIONS.find((each) => each.from === etat && each.event === event && each.by === acteur)
}

/** Where the dossier stands afterwards, guards apart; nothing when the event is refused there to that person. */
export function nextEtat(etat: Etat, event: Evenement, acteur: Acteur): Etat | undefined {
  return transitionOf(etat, event, acteur)?.to
}

/** What that person may make happen there, guards apart, in the order of the table: the buttons of the page. */
export function allowedEvents(etat: Etat, acteur: Acteur): readonly Evenement[] {
  return TRANSITIONS.filter((each) => each.from === etat && each.by === acteur).map((each) => each.event)
}

function row(
  from: Etat,
  event: Evenement,
  by: Acteur,
  to: Etat,
  { guards = [], effects }: { guards?: readonly Garde[]; effects: readonly Effet[] },
): Transition {
  return { from, event, by, to, guards, effects }
}
