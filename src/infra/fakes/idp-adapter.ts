import type { Adapter, AdapterPayload } from 'oidc-provider'
import type { Pool } from 'pg'

/** Keeps what the provider must remember in `comptes.idp`, so that several processes and restarts share it. */
export function createIdpAdapter(pool: Pick<Pool, 'query'>): (modele: string) => Adapter {
  return (modele) => ({
    async upsert(id, payload, expiresIn) {
      const expiresAt = expiresIn === undefined ? null : new Date(Date.now() + expiresIn * 1000)
      await pool.query(UPSERT, [
        modele,
        id,
        JSON.stringify(payload),
        payload.grantId ?? null,
        payload.uid ?? null,
        expiresAt,
      ])
    },
    find: (id) => findOne(pool, `${SELECT} cle = $2`, [modele, id]),
    findByUid: (uid) => findOne(pool, `${SELECT} uid = $2`, [modele, uid]),
    // Only devices without a browser have such codes, and none signs in here.
    findByUserCode: async () => undefined,
    async consume(id) {
      await pool.query(CONSUME, [modele, id])
    },
    async destroy(id) {
      await pool.query('delete from comptes.idp where modele = $1 and cle = $2', [modele, id])
    },
    async revokeByGrantId(grantId) {
      await pool.query('delete from comptes.idp where grant_id = $1', [grantId])
    },
  })
}

const UPSERT = `
  insert into comptes.idp (modele, cle, contenu, grant_id, uid, expires_at) values ($1, $2, $3, $4, $5, $6)
  on conflict (modele, cle) do update
    set contenu = excluded.contenu, grant_id = excluded.grant_id, uid = excluded.uid, expires_at = excluded.expires_at`

const CONSUME = `
  update comptes.idp set contenu = contenu || jsonb_build_object('consumed', floor(extract(epoch from now())))
  where modele = $1 and cle = $2`

const SELECT = `select contenu from comptes.idp where (expires_at is null or expires_at > now()) and modele = $1 and`

async function findOne(
  pool: Pick<Pool, 'query'>,
  text: string,
  values: readonly string[],
): Promise<AdapterPayload | undefined> {
  const { rows } = await pool.query<{ contenu: AdapterPayload }>(text, [...values])
  return rows[0]?.contenu
}
