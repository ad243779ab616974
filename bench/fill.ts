// Fills a schema with one tenant's incidents as rows, faster than the API does.
import type { DatabaseTarget } from '../server/src/config.ts'
import { openDatabase } from '../server/src/database/database.ts'
import { migrate } from '../server/src/database/migrate.ts'
import { sql } from '../server/src/database/sql.ts'
import { type DemoSummary, fillTenant } from '../server/src/demo/demo.ts'

/** Makes the schema and fills the tenant as `tocsin demo` does, with short histories over two years; null when that was done before. */
export async function fillSchema(
  target: DatabaseTarget,
  schema: string,
  tenant: string,
  incidents: number,
): Promise<DemoSummary | null> {
  const { serviceRole } = await migrate(target, schema, { apply: true })
  const database = openDatabase({
    target,
    schema,
    serviceRole,
    imports: true,
    maxConnections: 2,
    maxIdleConnections: 1,
    connectionLifetimeSeconds: 300,
  })
  try {
    const [found] = await database.read(tenant, sql`select seq from tenant where tenant_id = ${tenant}`)
    if (found) return null
    // Short ones of few as of many.
    const options = { incidents, months: 24, seed: 1, brief: true, force: false }
    return await fillTenant(database, { tenantId: tenant, tenantName: tenant, ...options })
  } finally {
    await database.close()
  }
}
