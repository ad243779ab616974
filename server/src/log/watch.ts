// Polls how far the logs have come, in case a hint was lost.
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { pause } from '../pause.ts'
import type { Wake } from './wake.ts'

/** How often the logs that somebody waits for are looked at, whatever hints come or don't. */
const POLL_MS = 1000

/**
 * The truth under the hints: once a second one statement asks how far the logs have come that somebody in this process waits for, and
 * those are woken who have not seen all of it. Costs the same however many wait. Ends with the signal; never rejects.
 */
export async function watchHeads(database: Database, wake: Wake, signal: AbortSignal): Promise<void> {
  for (;;) {
    await pause(POLL_MS, signal)
    if (signal.aborted) return
    const tenants = wake.waitedFor()
    if (tenants.length === 0) continue
    try {
      const rows = await database.scoped(
        'follower',
        sql`select tenant_id, seq from tenant where tenant_id = any(${tenants}::text[])`,
      )
      for (const row of rows) wake.reached(row['tenant_id'] as string, Number(row['seq'])) // text not null
    } catch {
      // The database is away: whoever waits finds that out by itself, and the next look comes in a second.
    }
  }
}
