import { z } from 'zod'
import { TRANSITIONS } from '../../src/core/dossier/lifecycle.ts'
import type { Scene } from './scene.ts'

const line = z.object({ evenement: z.string(), etat: z.string(), par: z.string() })
const history = z.object({
  numero: z.number(),
  etat: z.string(),
  trashed: z.boolean(),
  lines: z.array(line),
  depots: z.number(),
  recepisses: z.number(),
  ouvertes: z.number(),
  corrections: z.number(),
})

// In the order in which pages tell it.
const HISTORIES = `
  select d.numero, d.etat, d.supprime_at is not null as trashed,
    (select coalesce(json_agg(json_build_object('evenement', t.evenement, 'etat', t.etat, 'par', t.par)
      order by t.id), '[]') from dossiers.traitement t where t.dossier_id = d.id) as lines,
    (select count(*)::int from dossiers.version v where v.dossier_id = d.id and v.nature = 'depot') as depots,
    (select count(*)::int from dossiers.recepisse r where r.dossier_id = d.id) as recepisses,
    (select count(*)::int from dossiers.version v where v.dossier_id = d.id and v.nature in ('brouillon', 'tampon')) as ouvertes,
    (select count(*)::int from dossiers.correction c where c.dossier_id = d.id and c.resolue_at is null) as corrections
  from dossiers.dossier d`

/** What no order of events can explain, dossier by dossier: each line of history must follow from the one before by the lifecycle. */
export async function impossibleHistories({ parvis }: Scene): Promise<readonly string[]> {
  const { rows } = await parvis.database.ownerPool.query(HISTORIES)
  return rows.flatMap((row) => faultsOf(history.parse(row)))
}

function faultsOf({ numero, etat, trashed, lines, ...counts }: z.infer<typeof history>): readonly string[] {
  const faults: string[] = []
  let at = 'brouillon'
  let gone = false
  for (const { evenement, etat: to, par } of lines) {
    const step = TRANSITIONS.find(({ from, event, by }) => from === at && event === evenement && by === par)
    if (evenement !== 'start' && step?.to !== to) faults.push(`${evenement} (${par}) mène de ${at} à ${to}`)
    gone = evenement === 'withdraw' || evenement === 'delete_brouillon'
    at = to
  }
  if (at !== etat) faults.push(`l’histoire finit ${at}, le dossier est ${etat}`)
  if (trashed && !gone) faults.push('dans la corbeille sans y avoir été mis')
  if (counts.depots !== counts.recepisses) faults.push(`${counts.depots} dépôts, ${counts.recepisses} récépissés`)
  if (counts.ouvertes > 1) faults.push(`${counts.ouvertes} versions ouvertes`)
  if (counts.corrections > 1) faults.push(`${counts.corrections} corrections attendues`)
  return faults.map((fault) => `${numero} : ${fault} (${lines.map((one) => one.evenement).join(', ')})`)
}
