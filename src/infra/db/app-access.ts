import { Client } from 'pg'
import { APP_ROLE } from './app-role.ts'
import { MigrationError } from './migration-error.ts'

/** How the application connects: an address, and the role to take once connected when the address is the owner's. */
export type AppAccess = { readonly url: string; readonly role: string | undefined }

/**
 * Makes sure that the application's role exists in the server, without a password nor a way in, and that the owner may
 * take it. Needed before the migrations, which grant it its rights.
 * @throws {MigrationError} with the two statements to have run, when the owner may not.
 */
export async function ensureAppRole(owner: Client): Promise<void> {
  const { rows } = await owner.query<{ known: boolean; taken: boolean; maker: boolean; owner: string }>(
    `select r.oid is not null as known, coalesce(pg_has_role(current_user, r.oid, 'SET'), false) as taken,
      (select rolsuper or rolcreaterole from pg_roles where rolname = current_user) as maker, quote_ident(current_user) as owner
     from (select 1) as one left join pg_roles r on r.rolname = $1`,
    [APP_ROLE],
  )
  const [found] = rows
  if (found === undefined || (found.known && found.taken)) return
  if (!found.known && !found.maker) {
    throw new MigrationError(
      `Le compte ${found.owner} ne peut pas créer le rôle de l’application. Demandez à l’administrateur du serveur :\n  create role ${APP_ROLE} nologin; grant ${APP_ROLE} to ${found.owner} with inherit false, set true;`,
    )
  }
  if (!found.known) await owner.query(`create role ${APP_ROLE} nologin nosuperuser nobypassrls`)
  // Refused when the role was made by somebody else: then PARVIS_APP_DATABASE_URL is the way, and says so below.
  if (found.maker) await owner.query(`grant ${APP_ROLE} to current_user with inherit false, set true`).catch(() => {})
}

/**
 * How the application reaches the owner's database when it has no address of its own: the same one, as `parvis_app`.
 * @throws {MigrationError} when the owner may not take that role: the application never works with the owner's rights.
 */
export async function appAccessThrough(ownerUrl: string): Promise<AppAccess> {
  const client = new Client({ connectionString: ownerUrl, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ taken: boolean }>(
      "select pg_has_role(current_user, oid, 'SET') as taken from pg_roles where rolname = $1",
      [APP_ROLE],
    )
    if (rows[0]?.taken === true) return { url: ownerUrl, role: APP_ROLE }
  } finally {
    await client.end().catch(() => {})
  }
  throw new MigrationError(
    `L’application ne peut pas prendre le rôle ${APP_ROLE} avec DATABASE_URL : lancez d’abord « parvis migrate », ou donnez PARVIS_APP_DATABASE_URL.`,
  )
}
