import type { Pool } from 'pg'
import type { History } from './history.ts'
import type { Kept, KeptCompteur, KeptDossier, OpenedFile } from './kept.ts'
import type { Team } from './load.ts'

/** What to read: what these people did, since that key of the database's clock (a `uuidv7()` taken before). */
export interface KeptSince {
  readonly history: History
  readonly team: Team
  readonly since: string
}

/** Everything that the people of a history left, read by the database's owner; and their files, asked of the site. */
export async function readKept(pool: Pool, { history, team, since }: KeptSince): Promise<Kept> {
  const { rows: dossiers } = await pool.query<KeptDossier>(`${DOSSIERS} where d.id > $1 order by d.id`, [since])
  return { dossiers, compteurs: await readCompteurs(pool), opened: await openFiles(pool, { history, dossiers, team }) }
}

// Lists in the order of their keys, which the database draws from its own clock: that of the site may have jumped.
const DOSSIERS = `
  select d.numero, c.courriel as qui, d.etat, d.supprime_at is not null as supprime,
    (select coalesce(json_agg(json_build_object('evenement', t.evenement, 'etat', t.etat, 'par', t.par,
        'qui', coalesce(p.courriel, ''), 'motivation', coalesce(t.motivation, '')) order by t.id), '[]')
      from dossiers.traitement t left join comptes.compte p on p.id = t.compte_id where t.dossier_id = d.id) as traitements,
    (select coalesce(json_agg(json_build_object('nature', v.nature, 'texte', coalesce(
          (select s.value from jsonb_each_text(v.saisies) s where s.value like 'op-%' limit 1), ''),
        'recepisses', (select count(*) from dossiers.recepisse r where r.version_id = v.id),
        'courriels', (select count(*) from infra.courriel m where m.cle = 'recepisse:' || d.id || ':' || v.id)) order by v.id), '[]')
      from dossiers.version v where v.dossier_id = d.id) as versions,
    (select coalesce(json_agg(json_build_object('qui', p.courriel, 'corps', m.corps) order by m.id), '[]')
      from dossiers.message m join comptes.compte p on p.id = m.compte_id where m.dossier_id = d.id) as messages,
    (select coalesce(json_agg(json_build_object('qui', p.courriel, 'corps', n.corps) order by n.id), '[]')
      from instruction.note n join comptes.compte p on p.id = n.compte_id where n.dossier_id = d.id) as notes,
    array(select encode(f.sha256, 'hex') from infra.fichier f where f.id in (
        select p.fichier_id from dossiers.piece p where p.dossier_id = d.id
        union all select mp.fichier_id from dossiers.message_piece mp join dossiers.message m on m.id = mp.message_id
          where m.dossier_id = d.id)) as fichiers,
    (select coalesce(json_object_agg(j.evenement, j.nombre), '{}') from (
        select substr(action, length('dossier.') + 1) as evenement, count(*) as nombre from infra.journal
        where objet = 'dossier:' || d.id and action like 'dossier.%' group by 1) j) as journal
  from dossiers.dossier d join comptes.compte c on c.id = d.compte_id`

async function readCompteurs(pool: Pool): Promise<readonly KeptCompteur[]> {
  const { rows } = await pool.query<KeptCompteur>(`
    select g.numero::text as groupe, e.etat, e.compte, e.vrai from demarches.groupe g,
      lateral (select etat, sum(compte)::int as compte, sum(vrai)::int as vrai from (
          select etat, nombre as compte, 0 as vrai from dossiers.effectif where groupe_id = g.id
          union all select etat, 0, 1 from dossiers.dossier
            where groupe_id = g.id and supprime_at is null and etat <> 'brouillon') s group by etat) e`)
  return rows
}

interface Opening {
  readonly history: History
  readonly dossiers: readonly KeptDossier[]
  readonly team: Team
}

/** Asks the site for each file that was acknowledged, in the name of who brought it: it opens for them whatever the antivirus said. */
async function openFiles(pool: Pool, { history, dossiers, team }: Opening): Promise<readonly OpenedFile[]> {
  const wanted = history.operations
    .filter(({ outcome }) => outcome === 'ok')
    .flatMap(({ dossier, qui, fichiers }) => fichiers.map((sha256) => ({ dossier, qui, sha256 })))
  const { rows } = await pool.query<{ sha256: string; id: string }>(
    `select encode(f.sha256, 'hex') as sha256, p.id from dossiers.piece p join infra.fichier f on f.id = p.fichier_id
     union all select encode(f.sha256, 'hex'), f.id from dossiers.message_piece mp join infra.fichier f on f.id = mp.fichier_id`,
  )
  const ids = new Map(rows.map(({ sha256, id }) => [sha256, id]))
  const kept = new Map(dossiers.map((dossier) => [dossier.numero, dossier]))
  const opened: OpenedFile[] = []
  for (const { dossier, qui, sha256 } of wanted) {
    const { supprime = true } = kept.get(dossier) ?? {}
    const usager = team.usagers.find(({ courriel }) => courriel === qui)
    const bearer = usager ?? team.agents.find(({ courriel }) => courriel === qui)
    const id = ids.get(sha256)
    // Nobody reads what is in the trash; what has no row is counted as lost already.
    if (supprime || !bearer || id === undefined) continue
    const side = usager ? '' : '/agents'
    opened.push({ dossier, sha256, got: await bearer.download(`${side}/dossiers/${dossier}/pieces/${id}`) })
  }
  return opened
}
