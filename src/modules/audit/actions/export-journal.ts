import type { Langue } from '../../../core/texte.ts'
import { writeJournal } from '../../../infra/journal/journal.ts'
import { type LigneLue, type Place, searchLignes } from '../../../infra/journal/search.ts'
import { type AuditDeps, asAuditeur } from '../deps.ts'
import { listObjetsOf, listPersonnesOf, type Noms } from '../noms.ts'
import { phraseOf } from '../phrases.ts'
import { EXPORT_LOT, usedFilters } from '../rules.ts'
import { type Reading, readOrganisme, rechercheOf } from './read-journal.ts'

/** A line as a spreadsheet shows it; what is absent is empty. */
export interface LigneExportee {
  /** In UTC, ISO 8601. */
  readonly instant: string
  readonly phrase: string
  readonly role: string
  readonly action: string
  readonly objet: string
  readonly organisme: string
  readonly origine: string
  /** What else the line says, in JSON. */
  readonly details: string
  /** The key of the line, by which `parvis journal verifier` names it. */
  readonly reference: string
}

/** Which lines, and how they are said. */
export interface Export extends Reading {
  readonly langue: Langue
  /** The names of the organismes that may be read, by key. */
  readonly organismes: ReadonlyMap<string, string>
}

interface Lot {
  readonly lignes: readonly LigneLue[]
  readonly noms: Noms
  readonly after: boolean
}

/**
 * Every line that a filter finds, latest first, wherever the page that was shown stands. The export is a line of the journal
 * before its first line leaves; the rest is read as it is sent, by lots: nothing waits in memory, and no connection is held
 * while a slow reader drinks.
 * @throws {NotFound} for an organisme whose journal is not theirs to read; later, when their role ends before the end.
 */
export async function exportJournal(deps: AuditDeps, asked: Export): Promise<AsyncIterable<LigneExportee>> {
  const recherche = await rechercheOf(deps, asked)
  const readLot = async (place: Place) => {
    const { page, personnes } = await asAuditeur(deps, asked.compteId, async (tx) => {
      const page = await searchLignes(tx, { recherche, place, limit: EXPORT_LOT })
      if (!place.apres) await noteExport(tx, asked)
      return { page, personnes: await listPersonnesOf(tx, page.lignes) }
    })
    return { ...page, noms: { personnes, ...(await listObjetsOf(deps, page.lignes)) } }
  }
  return walk(asked, await readLot({}), readLot)
}

function noteExport(tx: Parameters<typeof writeJournal>[0], asked: Export): Promise<unknown> {
  const { compteId, now, filtre } = asked
  return writeJournal(tx, {
    ...{ at: now, role: 'auditeur', compteId, organismeId: readOrganisme(asked), action: 'journal.export' },
    ...{ objet: 'journal', meta: { filtres: usedFilters(filtre).join(' ') } },
  })
}

async function* walk(
  { langue, organismes }: Export,
  first: Lot,
  readLot: (place: Place) => Promise<Lot>,
): AsyncGenerator<LigneExportee> {
  for (let lot = first; ; ) {
    for (const ligne of lot.lignes) yield exportedOf(ligne, phraseOf(langue, ligne, lot.noms), organismes)
    const last = lot.lignes.at(-1)
    if (!lot.after || !last) return
    lot = await readLot({ apres: last.curseur })
    // Lines were announced there: that none shows means that the role ended. Cut, the file cannot be taken for whole.
    if (lot.lignes.length === 0) throw new Error('the export was cut: its auditor may no longer read')
  }
}

function exportedOf(ligne: LigneLue, phrase: string, organismes: ReadonlyMap<string, string>): LigneExportee {
  const { at, role, action, objet, organismeId, origine, meta, id } = ligne
  return {
    ...{ instant: at.toISOString(), phrase, role, action, objet },
    organisme: organismeId === null ? '' : (organismes.get(organismeId) ?? organismeId),
    ...{ origine: origine ?? '', details: JSON.stringify(meta), reference: id },
  }
}
