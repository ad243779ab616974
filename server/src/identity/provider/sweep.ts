/** Removes sign-in state, counted tries and keys whose time is over: all of it each time, so that no intake outruns it. */
import type { Database } from '../../database/database.ts'
import { sql } from '../../database/sql.ts'

/** Rows removed in one statement. */
const BATCH = 1000

/** Removes what has expired; safe on any number of processes. */
export async function sweepState(database: Database): Promise<void> {
  const statements = [
    sql`delete from provider_state where (model, id_hash) in
        (select model, id_hash from provider_state where expires_at < now() limit ${BATCH} for update skip locked) returning 1 as swept`,
    sql`delete from sign_in_guess where key in
        (select key from sign_in_guess where dry_at < now() limit ${BATCH} for update skip locked) returning 1 as swept`,
  ]
  for (const statement of statements) {
    while ((await database.scoped('identity', statement)).length === BATCH) {
      // More may have come meanwhile.
    }
  }
}
