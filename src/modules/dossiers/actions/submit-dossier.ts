import { nextEtat } from '../../../core/dossier/lifecycle.ts'
import { isNiveauReached } from '../../../core/dossier/niveau.ts'
import type { Definition } from '../../../core/schema/definition.ts'
import type { Formulaire } from '../../../core/schema/formulaire.ts'
import {
  isIneligible,
  type Lecture,
  type Manque,
  piecesAtFiling,
  problemesOf,
  saisiesAtFiling,
  valeursAtFiling,
} from '../../../core/validation/lecture.ts'
import { invariant, NotFound } from '../../../infra/http/errors.ts'
import { writeJournal } from '../../../infra/journal/journal.ts'
import { asUsager, type DossiersDeps, type Usager } from '../deps.ts'
import { readDossier } from '../lecture.ts'
import { deposePourMail, recepisseMail } from '../mails.ts'
import { mayFile } from '../mandat.ts'
import { departementOf, searchWords } from '../rules.ts'
import { chiffrementOf } from '../store/cles.ts'
import { type Dossier, findForUsager, type Tx } from '../store/load.ts'
import { resolveCorrection } from '../store/messages.ts'
import { deletePieces } from '../store/pieces.ts'
import { sealVersion, wasFiled } from '../store/versions.ts'
import { fileDossier, insertRecepisse, insertTraitement } from '../store/write.ts'
import { nameOf, sayReady } from './tell-ready.ts'

/** What came of filing. */
export type Submitted =
  | { readonly outcome: 'submitted' }
  /** It was filed already by an earlier click: the same page follows. */
  | { readonly outcome: 'already' }
  | {
      readonly outcome: 'incomplete'
      readonly problemes: readonly Manque[]
      readonly dossier: Dossier
      readonly formulaire: Formulaire
      readonly lecture: Lecture
    }
  | { readonly outcome: 'demandeur_missing' }
  | { readonly outcome: 'ineligible'; readonly definition: Definition; readonly dossier: Dossier }
  | { readonly outcome: 'closed'; readonly dossier: Dossier }
  /** Who helps may prepare it only; `prevenu`: its usager is told that it is ready. */
  | { readonly outcome: 'not_entitled'; readonly dossier: Dossier; readonly prevenu: boolean }
  /** Its revision asks for a surer identity than this session's, whoever files. */
  | { readonly outcome: 'level_too_low'; readonly dossier: Dossier }
  | { readonly outcome: 'not_editable'; readonly dossier: Dossier }

/**
 * Files a dossier, or files it again after a change, in one transaction: answers checked and frozen, group chosen,
 * state moved, history and journal written, acknowledgement queued. Filing twice has the effect of once.
 *
 * A démarche closed meanwhile refuses a first filing, never a change asked by its agents. Eligibility is judged at the
 * first filing only: what was eligible then stays so. `version`: the answers that the page showed, for nothing else to be
 * filed in their place; those open when absent.
 */
export async function submitDossier(
  deps: DossiersDeps,
  { numero, usager, version, now }: { numero: number; usager: Usager; version?: string | undefined; now: Date },
): Promise<Submitted> {
  return asUsager(deps, usager, async (tx): Promise<Submitted> => {
    const dossier = await findForUsager(deps, tx, { numero, compteId: usager.compteId, lock: true })
    if (!dossier) throw new NotFound()
    if (!dossier.ouverte || (version !== undefined && version !== dossier.ouverte.id)) {
      // Set aside by an agent who was faster, they are not filed: nobody may be told that they were.
      const filed = version === undefined ? dossier.depot : await wasFiled(tx, { dossierId: dossier.id, version })
      return filed ? { outcome: 'already' } : { outcome: 'not_editable', dossier }
    }
    if (!mayFile(dossier)) {
      return { outcome: 'not_entitled', dossier, prevenu: await sayReady(deps, tx, { dossier, usager, now }) }
    }
    const first = dossier.etat === 'brouillon'
    const to = nextEtat(dossier.etat, first ? 'submit' : 'resubmit', 'usager')
    if (to === undefined) return { outcome: 'not_editable', dossier }
    if (first && dossier.fiche.etat !== 'publiee') return { outcome: 'closed', dossier }
    if (!dossier.demandeur) return { outcome: 'demandeur_missing' }

    const { definition, formulaire } = await deps.demarches.findRevision(dossier.revisionId, tx)
    if (!isNiveauReached(usager.acr, definition.niveauMinimum)) return { outcome: 'level_too_low', dossier }
    const lecture = readDossier(deps, { dossier, formulaire, now })
    const problemes = problemesOf(lecture)
    if (problemes.length > 0) return { outcome: 'incomplete', problemes, dossier, formulaire, lecture }
    if (first && isIneligible(definition, lecture)) return { outcome: 'ineligible', definition, dossier }

    await file(deps, tx, { dossier, definition, lecture, first, usager, now })
    return { outcome: 'submitted' }
  })
}

interface Filing {
  readonly dossier: Dossier
  readonly definition: Definition
  readonly lecture: Lecture
  readonly first: boolean
  readonly usager: Usager
  readonly now: Date
}

async function file(deps: DossiersDeps, tx: Tx, { dossier, definition, lecture, first, usager, now }: Filing) {
  invariant(dossier.ouverte && dossier.demandeur, 'filing without answers or asker')
  const valeurs = valeursAtFiling(lecture)
  const groupeId = await deps.demarches.routeDossier(tx, { demarcheId: dossier.demarcheId, lecture })
  const chiffrement = await chiffrementOf(deps, tx, { dossier, formulaire: lecture.formulaire, now })
  await sealVersion(tx, { id: dossier.ouverte.id, saisies: saisiesAtFiling(lecture), valeurs, chiffrement, now })
  await deletePieces(tx, { dossierId: dossier.id, ids: unfiledPieces(dossier, lecture) })
  const filed = await fileDossier(tx, {
    id: dossier.id,
    from: dossier.etat,
    groupeId,
    codeDepartement: departementOf(lecture),
    mots: searchWords(dossier, lecture),
    now,
  })
  invariant(filed, 'a locked dossier changed state')
  if (!first) await resolveCorrection(tx, { dossierId: dossier.id, now })
  await insertTraitement(tx, {
    dossierId: dossier.id,
    evenement: first ? 'submit' : 'resubmit',
    etat: 'en_construction',
    par: 'usager',
    compteId: usager.compteId,
    revisionId: dossier.revisionId,
    now,
  })
  await writeJournal(tx, {
    at: now,
    role: 'usager',
    compteId: usager.compteId,
    organismeId: dossier.organismeId,
    action: first ? 'dossier.submit' : 'dossier.resubmit',
    objet: `dossier:${dossier.id}`,
  })
  const courrielId = await deps.sendMail(tx, recepisseMail(deps, { dossier, definition, first, now }))
  await tellUsager(deps, tx, { dossier, usager, now })
  await insertRecepisse(tx, { dossierId: dossier.id, versionId: dossier.ouverte.id, courrielId, now })
  for (const hook of deps.onSubmitted) await hook(tx, { dossier, depot: { valeurs }, first, now })
}

/** Somebody filed by a mandate: the usager is told at the address they proved, unless the acknowledgement goes there already. */
async function tellUsager(
  deps: DossiersDeps,
  tx: Tx,
  { dossier, usager, now }: Pick<Filing, 'dossier' | 'usager' | 'now'>,
) {
  const destinataire = dossier.mandat?.mandant.courriel ?? null
  if (destinataire === null || destinataire === dossier.demandeur?.courriel) return
  const { langue } = dossier
  const aidant = nameOf({ dossier, usager })
  await deps.sendMail(tx, deposePourMail(deps, { dossier, aidant, destinataire, langue, now }))
}

/** Files that are no part of this filing: removed since, or under champs that are not shown. They are not kept. */
function unfiledPieces(dossier: Dossier, lecture: Lecture): readonly string[] {
  const filed = new Set(Object.values(piecesAtFiling(lecture)).flatMap((pieces) => pieces.map(({ id }) => id)))
  return dossier.pieces.flatMap(({ id }) => (filed.has(id) ? [] : [id]))
}
