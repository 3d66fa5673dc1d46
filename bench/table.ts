import { withContext } from '../src/infra/db/with-context.ts'
import { listDossiers, type Tx } from '../src/modules/instruction/store/table.ts'
import { type BenchSite, median } from './site.ts'

/** The first page of the agents' table on ten thousand dossiers, then on a million. */
export async function run(site: BenchSite) {
  const small = await fill(site, 10_000)
  const large = await fill(site, 1_000_000)
  await site.ownerPool.query('analyze dossiers.dossier')
  const compteId = await agentOf(site.ownerPool)
  const fast = await time(site, { groupe: small, compteId })
  const slow = await time(site, { groupe: large, compteId })
  const statements = await site.record(() => read(site, { groupe: large, compteId }))
  const asked = statements.find(({ text }) => text.includes('dossiers.depose'))
  const plan = await site.ownerPool.query(`explain ${asked?.text ?? 'select 1'}`, [...(asked?.values ?? [])])
  const text = plan.rows.map((row) => Object.values(row)[0]).join('\n')
  const indexed = /Index Scan[^\n]* on dossier\b/.test(text) && !/Seq Scan on dossier\b/.test(text)
  return {
    titre: 'Tableau des agents, première page',
    lignes: [
      {
        nom: `1 000 000 de dossiers (${slow.toFixed(2)} ms) rapportés à 10 000 (${fast.toFixed(2)} ms)`,
        valeur: `× ${(slow / fast).toFixed(2)}`,
        seuil: '≤ × 1,5',
        tenu: slow <= 1.5 * fast,
      },
      { nom: 'le plan lit un index', valeur: indexed ? 'oui' : 'non', seuil: 'oui', tenu: indexed },
    ],
  }
}

const LOT = 50_000

/** A group of that many dossiers, in bulk: only reading them is measured. */
async function fill({ ownerPool }: BenchSite, count: number): Promise<string> {
  const { rows } = await ownerPool.query<{ id: string }>(
    `insert into demarches.groupe (numero, demarche_id, label)
     select max(g.numero) / 2 + ${count}, d.id, 'bench ${count}' from demarches.groupe g, (select id from demarches.demarche limit 1) d group by d.id returning id`,
  )
  const groupe = rows[0]?.id ?? ''
  const agent = await agentOf(ownerPool)
  await ownerPool.query('insert into demarches.membre (groupe_id, compte_id) values ($1, $2)', [groupe, agent])
  await ownerPool.query(
    `insert into comptes.role (compte_id, role, organisme_id)
     select $2, 'instructeur', d.organisme_id from demarches.groupe g join demarches.demarche d on d.id = g.demarche_id
     where g.id = $1 on conflict do nothing`,
    [groupe, agent],
  )
  // By lots: one statement of a million rows lasts longer than a connection lets any.
  for (let from = 1; from <= count; from += LOT)
    await ownerPool.query(
      `insert into dossiers.dossier (numero, demarche_id, organisme_id, revision_id, groupe_id, compte_id, etat, langue, demandeur,
         demandeur_nom, created_at, updated_at, depose_at, code_departement)
       select ${count === 10_000 ? 0 : 100_000} + n, d.id, d.organisme_id, d.revision_publiee_id, $1, c.id, 'en_construction', 'fr', '{}',
         'Nom ' || n, now(), now(), now() - n * interval '1 minute', '35'
       from generate_series($2::int, $3::int) n, (select * from demarches.demarche limit 1) d, (select id from comptes.compte limit 1) c
       on conflict (numero) do nothing`,
      [groupe, from, Math.min(count, from + LOT - 1)],
    )
  return groupe
}

interface Asked {
  readonly groupe: string
  readonly compteId: string
}

async function time(site: BenchSite, asked: Asked): Promise<number> {
  const times: number[] = []
  for (let n = 0; n < 60; n += 1) {
    const start = performance.now()
    await read(site, asked)
    times.push(performance.now() - start)
  }
  return median(times.slice(10))
}

/** Somebody who receives the dossiers: the walls show them to nobody else. */
async function agentOf(ownerPool: BenchSite['ownerPool']): Promise<string> {
  const { rows } = await ownerPool.query<{ id: string }>('select id from comptes.compte order by id limit 1')
  return rows[0]?.id ?? ''
}

function read({ db }: BenchSite, { groupe, compteId }: Asked) {
  const asked = {
    compteId,
    groupes: [groupe],
    filtre: { suivis: false, tri: 'depot-desc' },
  } as const
  return withContext(db, { role: 'agent', compteId }, (tx: Tx) => listDossiers(tx, asked))
}
