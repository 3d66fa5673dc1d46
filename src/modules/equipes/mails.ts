import { formatJour } from '../../ui/format.ts'
import { type HeldRole, roleNom } from '../comptes/index.ts'
import type { EquipesDeps, Tx } from './deps.ts'
import { paths } from './paths.ts'
import { lastDay } from './rules.ts'
import type { Destinataire } from './store/personnes.ts'
import { equipesTexts } from './texts.ts'

/** A mail of this module, but for its words. */
interface Letter {
  readonly to: Destinataire
  /** What must happen once. */
  readonly cle: string
  readonly adresse: string
  readonly now: Date
}

/** Words of a mail. */
interface Words {
  readonly sujet: string
  readonly paragraphes: readonly string[]
  readonly bouton: string
}

/** Queues a mail in the caller's transaction; somebody without an address is told nothing. */
async function send(
  deps: Pick<EquipesDeps, 'sendMail' | 'absolute'>,
  tx: Tx,
  { to: { courriel, langue }, cle, adresse, now }: Letter,
  { sujet, paragraphes, bouton }: Words,
): Promise<void> {
  if (courriel === null) return
  const lien = { texte: bouton, adresse: deps.absolute(adresse) }
  await deps.sendMail(tx, {
    ...{
      cle,
      destinataire: courriel,
      langue,
      sujet,
      titre: sujet,
      paragraphes: [...paragraphes],
      lien,
      createdAt: now,
    },
  })
}

/** A role that somebody received or lost. */
export interface RoleChange extends HeldRole {
  readonly to: Destinataire
  /** The name of the team. */
  readonly equipe: string
  readonly finAt?: Date | undefined
  readonly now: Date
}

/** Tells somebody that they received a role. */
export async function tellGiven(deps: EquipesDeps, tx: Tx, change: RoleChange): Promise<void> {
  const { langue } = change.to
  const fin = change.finAt && formatJour(langue, lastDay(change.finAt))
  const words = equipesTexts(langue).courriels.roleDonne(roleNom(langue, change.role), change.equipe, fin)
  await send(deps, tx, letterOf('donne', change), words)
}

/** Tells somebody that a role was taken back from them. */
export async function tellWithdrawn(deps: EquipesDeps, tx: Tx, change: RoleChange): Promise<void> {
  const { langue } = change.to
  const words = equipesTexts(langue).courriels.roleRetire(roleNom(langue, change.role), change.equipe)
  await send(deps, tx, letterOf('retire', change), words)
}

function letterOf(what: string, { to, role, organismeId, demarcheId, now }: RoleChange): Letter {
  const cle = ['role', what, to.compteId, role, organismeId, demarcheId, now.getTime()].join(':')
  return { to, cle, adresse: paths.miennes(), now }
}

/** Somebody asks to join a team. */
export interface AskedMail {
  readonly id: string
  readonly to: Destinataire
  /** Who asks. */
  readonly nom: string
  readonly equipe: string
  readonly ref: string
  readonly now: Date
}

/** Tells an administrator that somebody asks to join their team. */
export async function tellDemande(
  deps: EquipesDeps,
  tx: Tx,
  { id, to, nom, equipe, ref, now }: AskedMail,
): Promise<void> {
  const words = equipesTexts(to.langue).courriels.demande(nom, equipe)
  await send(deps, tx, { to, cle: `demande:${id}:${to.compteId}`, adresse: paths.equipe(ref), now }, words)
}

/** Tells somebody that their request was refused, and why. */
export async function tellRefused(
  deps: EquipesDeps,
  tx: Tx,
  { id, to, equipe, motif, now }: Pick<AskedMail, 'id' | 'to' | 'equipe' | 'now'> & { readonly motif: string },
): Promise<void> {
  const words = equipesTexts(to.langue).courriels.demandeRefusee(equipe, motif)
  await send(deps, tx, { to, cle: `demande:${id}:refusee`, adresse: paths.miennes(), now }, words)
}
