import { readTexte } from '../../core/texte.ts'
import type { Mail } from '../../infra/mail/queue.ts'
import { formatNumero } from '../../ui/format.ts'
import { type Dossier, paths as dossiersPaths, type Motif } from '../dossiers/index.ts'
import type { Decision, InstructionDeps } from './deps.ts'
import { textsOf } from './texts.ts'

type Deps = Pick<InstructionDeps, 'absolute'>

interface Letter {
  readonly cle: string
  readonly sujet: string
  readonly titre: string
  readonly paragraphes: readonly string[]
}

/** A mail about a dossier to its usager, in their language, ending on the way to follow it. */
function letter(
  deps: Deps,
  { dossier, now }: { dossier: Dossier; now: Date },
  { cle, sujet, titre, paragraphes }: Letter,
): Mail {
  const texts = textsOf(dossier.langue).courriels
  const { fiche } = dossier
  return {
    cle,
    destinataire: dossier.demandeur?.courriel ?? '',
    langue: dossier.langue,
    sujet,
    titre,
    paragraphes: [texts.bonjour, ...paragraphes],
    signature: [
      texts.signature,
      ...[fiche.organismeNom, fiche.serviceNom, fiche.telephone].filter((line): line is string => line !== null),
    ],
    lien: { texte: texts.suivre, adresse: deps.absolute(dossiersPaths.dossier(dossier.numero)) },
    createdAt: now,
  }
}

function nameOf(dossier: Dossier): { demarche: string; numero: string } {
  return { demarche: readTexte(dossier.fiche.titre, dossier.langue), numero: formatNumero(dossier.numero) }
}

/** Tells the usager that an agent has begun. */
export function instructionMail(deps: Deps, told: { dossier: Dossier; now: Date }): Mail {
  const texts = textsOf(told.dossier.langue).courriels.instruction
  const { demarche, numero } = nameOf(told.dossier)
  return letter(deps, told, {
    cle: `instruction:${told.dossier.id}:${told.now.getTime()}`,
    sujet: texts.sujet(demarche, numero),
    titre: texts.titre,
    paragraphes: [texts.texte(demarche, numero)],
  })
}

/** Tells the usager the decision and its reasons; a refusal tells the means and delays of appeal (CRPA R112-5, CJA R421-5). */
export function decisionMail(
  deps: Deps,
  { decision, ...told }: { dossier: Dossier; decision: Decision; now: Date },
): Mail {
  const texts = textsOf(told.dossier.langue).courriels
  const { demarche, numero } = nameOf(told.dossier)
  const words = texts.decisions[decision.kind]
  const motivation = decision.motivation?.trim()
  return letter(deps, told, {
    cle: `decision:${told.dossier.id}:${told.now.getTime()}`,
    sujet: words.sujet(demarche, numero),
    titre: words.titre,
    paragraphes: [
      words.texte(demarche, numero),
      ...(motivation ? [texts.motivation(motivation)] : []),
      ...(decision.kind === 'refuse' ? [texts.recours] : []),
    ],
  })
}

/** Tells the usager that the decision is taken back. */
export function reopenedMail(deps: Deps, told: { dossier: Dossier; now: Date }): Mail {
  const texts = textsOf(told.dossier.langue).courriels.reouverture
  const { demarche, numero } = nameOf(told.dossier)
  return letter(deps, told, {
    cle: `reouverture:${told.dossier.id}:${told.now.getTime()}`,
    sujet: texts.sujet(demarche, numero),
    titre: texts.titre,
    paragraphes: [texts.texte(demarche, numero)],
  })
}

/** Tells the usager what to correct. */
export function correctionMail(
  deps: Deps,
  { motif, corps, ...told }: { dossier: Dossier; motif: Motif; corps: string; now: Date },
): Mail {
  const texts = textsOf(told.dossier.langue)
  const { demarche, numero } = nameOf(told.dossier)
  return letter(deps, told, {
    cle: `correction:${told.dossier.id}:${told.now.getTime()}`,
    sujet: texts.courriels.correction.sujet(demarche, numero),
    titre: texts.courriels.correction.titre,
    paragraphes: [`${texts.motifs[motif]}.`, corps, texts.courriels.correction.texte],
  })
}

/** Tells the usager that a message waits; its text is read on the site, where only they can. */
export function messageMail(deps: Deps, { cle, ...told }: { dossier: Dossier; cle: string; now: Date }): Mail {
  const texts = textsOf(told.dossier.langue).courriels.message
  const { demarche, numero } = nameOf(told.dossier)
  return letter(deps, told, {
    cle: `message:${told.dossier.id}:${cle}`,
    sujet: texts.sujet(demarche, numero),
    titre: texts.titre,
    paragraphes: [texts.texte(demarche, numero)],
  })
}
