// Purges what has lain in the bin for its retention period.
import { sql } from '../database/sql.ts'
import { AppError } from '../errors.ts'
import { systemContext } from '../log/system.ts'
import { purgeIncident } from './bin.ts'
import type { Incidents } from './change.ts'

/**
 * Purges incidents that have lain in the bin for so many days, oldest first, at most so many; gives how many it found. One that was
 * restored or purged meanwhile is left alone.
 */
export async function purgeBin(incidents: Incidents, days: number, most: number): Promise<number> {
  const rows = await incidents.database.scoped(
    'follower',
    sql`select tenant_id, id, occ_lock from incident
        where deleted_at is not null and deleted_at <= statement_timestamp() - make_interval(days => ${days}::int)
        order by deleted_at limit ${most}`,
  )
  for (const row of rows) {
    const version = { occLock: Number(row['occ_lock']), ifMatch: null }
    const reason = `BIN_RETENTION_DAYS: ${days} days in the bin`
    const [tenantId, id] = [row['tenant_id'] as string, row['id'] as string] // text and uuid, not null
    try {
      await purgeIncident(incidents, systemContext(tenantId), id, version, reason)
    } catch (error) {
      // Another process, or a person, was here first; the version says so.
      if (!(error instanceof AppError) || (error.code !== 'not_found' && error.code !== 'conflict')) throw error
    }
  }
  return rows.length
}
