import type { Database } from '../database/database.ts'
import { pause } from '../database/pause.ts'
import { sweepDeliveries as sweep } from './store.ts'

const PAUSE_MS = 600_000
/** Removed by one statement. */
const BATCH = 1000

/** Removes old records of deliveries until the signal, in statements that any number of processes may run at once. */
export async function sweepDeliveries(database: Database, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const swept = await database.scoped('follower', sweep)
      if (swept.length === BATCH) continue
    } catch {
      // The database is away; what is old now will be older then.
    }
    await pause(PAUSE_MS, signal)
  }
}
