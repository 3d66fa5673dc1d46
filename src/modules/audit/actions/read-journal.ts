import { NotFound } from '../../../infra/http/errors.ts'
import { writeJournal } from '../../../infra/journal/journal.ts'
import { type PageLignes, type Recherche, searchLignes } from '../../../infra/journal/search.ts'
import { FAMILLES } from '../actes.ts'
import { type AuditDeps, asAuditeur } from '../deps.ts'
import { listObjetsOf, listPersonnesOf, type Noms } from '../noms.ts'
import { type Filtre, HORS_ORGANISME, PAGE_SIZE, type Perimetre, usedFilters } from '../rules.ts'

/** Who reads the journal, and what of it. */
export interface Reading {
  readonly compteId: string
  readonly perimetre: Perimetre
  readonly filtre: Filtre
  readonly now: Date
}

/** A page of the journal, with what its keys are called. */
export interface ReadJournal {
  readonly page: PageLignes
  readonly noms: Noms
}

/**
 * Reads a page of the journal in the name of an auditor; that it was read is a line of the journal too, in the same transaction.
 * @throws {NotFound} for an organisme whose journal is not theirs to read.
 */
export async function readJournal(deps: AuditDeps, reading: Reading): Promise<ReadJournal> {
  const { compteId, filtre, now } = reading
  const recherche = await rechercheOf(deps, reading)
  const { page, personnes } = await asAuditeur(deps, compteId, async (tx) => {
    const page = await searchLignes(tx, { recherche, place: filtre, limit: PAGE_SIZE })
    const personnes = await listPersonnesOf(tx, page.lignes)
    await writeJournal(tx, {
      ...{ at: now, role: 'auditeur', compteId, organismeId: readOrganisme(reading), action: 'journal.read' },
      ...{ objet: 'journal', meta: { lignes: page.lignes.length, filtres: usedFilters(filtre).join(' ') } },
    })
    return { page, personnes }
  })
  return { page, noms: { personnes, ...(await listObjetsOf(deps, page.lignes)) } }
}

/** The one organisme whose journal is read; none when it is that of several. */
export function readOrganisme({ perimetre, filtre }: Pick<Reading, 'perimetre' | 'filtre'>): string | undefined {
  if (filtre.organisme !== undefined) return filtre.organisme === HORS_ORGANISME ? undefined : filtre.organisme
  return perimetre !== 'instance' && perimetre.length === 1 ? perimetre[0] : undefined
}

/** What an address asks of the journal; what names nobody and nothing finds nothing. */
export async function rechercheOf(
  deps: AuditDeps,
  { perimetre, filtre }: Pick<Reading, 'perimetre' | 'filtre'>,
): Promise<Recherche> {
  const { qui, objet, famille, du, au, origine } = filtre
  return {
    ...{ du, au, origine, organismes: organismesOf(perimetre, filtre.organisme) },
    actions: famille && FAMILLES[famille],
    comptes: qui === undefined ? undefined : await findPeople(deps, qui),
    objets: objet === undefined ? undefined : await findObjets(deps, objet),
  }
}

function organismesOf(perimetre: Perimetre, asked: string | undefined): Recherche['organismes'] {
  if (perimetre === 'instance') return asked === undefined || asked === HORS_ORGANISME ? hors(asked) : [asked]
  if (asked === undefined) return perimetre
  if (!perimetre.includes(asked)) throw new NotFound()
  return [asked]
}

function hors(asked: string | undefined): 'aucun' | undefined {
  return asked === undefined ? undefined : 'aucun'
}

function findPeople({ comptes }: AuditDeps, qui: string): Promise<readonly string[]> {
  if (qui.includes('@')) return comptes.findByCourriel(qui.toLowerCase())
  return comptes.findAgentsByNom(qui.match(/[\p{L}\p{N}'’-]+/gu) ?? [qui])
}

async function findObjets(deps: AuditDeps, objet: string): Promise<readonly string[]> {
  if (!objet.includes('@')) return deps.objets.findObjets(objet)
  return (await findPeople(deps, objet)).map((id) => `compte:${id}`)
}
