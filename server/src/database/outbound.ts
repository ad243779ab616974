// Whether this database's webhooks and mail are paused: a restored copy must not send again what the original sends.
import type pg from 'pg'
import type { Database } from './database.ts'
import { raw, sql } from './sql.ts'

/** A condition for statements that look for something to send. */
export const outboundIsOn = raw('not exists (select 1 from instance where outbound_paused_at is not null)')

/** Pauses what leaves the service, in the caller's transaction; `by` says what did it, for people. */
export async function pauseOutbound(client: pg.ClientBase, by: string): Promise<void> {
  await client.query('update instance set outbound_paused_at = now(), outbound_paused_by = $1', [by])
}

/** Since when (RFC 3339, UTC) webhooks and mail are paused; null when they are not. */
export async function outboundPausedAt(database: Database): Promise<string | null> {
  const [row] = await database.scoped(
    'instance',
    sql`select to_char(outbound_paused_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at from instance`,
  )
  return typeof row?.['at'] === 'string' ? row['at'] : null
}

/** Lets webhooks and mail go on where they stood; false when they were not paused. */
export async function resumeOutbound(database: Database): Promise<boolean> {
  const rows = await database.scoped(
    'instance',
    sql`update instance set outbound_paused_at = null, outbound_paused_by = null where outbound_paused_at is not null returning 1 as resumed`,
  )
  return rows.length > 0
}
