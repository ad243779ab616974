/** The tenant's row: made at its first valid token, renamed when the provider says so. */
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'

export type TenantStatus = { name: string; suspended: boolean }

/** How a tenant stands; one that is not there is made, and one with another name renamed. `name` null: none is known. */
export async function ensureTenant(database: Database, tenantId: string, name: string | null): Promise<TenantStatus> {
  const read = sql`select name, suspended_at is not null as suspended from tenant where tenant_id = ${tenantId}`
  let [row] = await database.scoped('identity', read)
  if (!row) {
    await insertTenant(database, tenantId, name ?? tenantId)
    ;[row] = await database.scoped('identity', read)
  }
  if (!row) throw new Error('a tenant was made and is not there')
  const status = { name: row['name'] as string, suspended: row['suspended'] as boolean } // text not null; a comparison
  if (name === null || name === status.name) return status
  await renameTenant(database, tenantId, name)
  return { ...status, name }
}

/** Makes a tenant unless it is there. True when it was made now. */
export async function insertTenant(database: Database, tenantId: string, name: string): Promise<boolean> {
  // The lock on the instance's row keeps a change of the definitions from missing a tenant that is being made.
  const rows = await database.scoped(
    'identity',
    sql`insert into tenant (tenant_id, name, definitions_version)
        select ${tenantId}::text, ${name}::text, definitions_version from (select definitions_version from instance for share) as instance
        on conflict (tenant_id) do nothing
        returning tenant_id`,
  )
  return rows.length > 0
}

async function renameTenant(database: Database, tenantId: string, name: string): Promise<void> {
  // A writer of the tenant holds this row for a moment at each commit; the name is not worth waiting for.
  await database.scoped(
    'identity',
    sql`update tenant set name = ${name}
        where tenant_id in (select tenant_id from tenant where tenant_id = ${tenantId} and name <> ${name} for update skip locked)`,
  )
}
