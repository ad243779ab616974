import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { asTimestamp } from './timestamp.ts'

export type Tenant = {
  tenant_id: string
  name: string
  /** Incidents that are not in the bin. */
  incidents: number
  created_at: string
  /** Null while it is active. */
  suspended_at: string | null
}

/** Every tenant of the instance, by id. */
export async function listTenants(database: Database): Promise<Tenant[]> {
  const rows = await database.scoped(
    'identity',
    sql`select tenant_id, name, incident_total::int as incidents, ${asTimestamp('created_at')} as created_at,
          ${asTimestamp('suspended_at')} as suspended_at
        from tenant order by tenant_id`,
  )
  return rows as unknown as Tenant[] // the columns above
}

/**
 * Suspends a tenant or lets it go on. While it is suspended its tokens are refused everywhere within two seconds, and nothing of it is
 * lost. False: there is no such tenant.
 */
export async function setSuspended(database: Database, tenantId: string, suspended: boolean): Promise<boolean> {
  const rows = await database.scoped(
    'identity',
    sql`update tenant set suspended_at = case when ${suspended}::boolean then coalesce(suspended_at, now()) end
        where tenant_id = ${tenantId} returning tenant_id`,
  )
  return rows.length > 0
}
