// How webhooks and mail stand, for doctor.
import pg from 'pg'
import type { DatabaseTarget } from '../config.ts'
import { clientConfig } from './client-config.ts'

export type OutboundReport = {
  /** Since when they are paused (RFC 3339), or null. */
  pausedAt: string | null
  /** By kind: followers that fail, since when at the longest (RFC 3339), that are switched off, and events set aside. */
  kinds: {
    kind: string
    failing: number
    since: string | null
    error: string | null
    stopped: number
    setAside: number
  }[]
  /** Addresses whose confirmation could not be sent, and why the last one could not. */
  unasked: { count: number; error: string | null }
}

const INSTANT = `'YYYY-MM-DD"T"HH24:MI:SS"Z"'`

/** Reads it from a schema of this version. */
export async function examineOutbound(target: DatabaseTarget, schema: string): Promise<OutboundReport> {
  const client = new pg.Client({
    ...clientConfig(target),
    application_name: 'tocsin doctor',
    connectionTimeoutMillis: 5000,
  })
  client.on('error', () => {}) // what was running rejects with it
  await client.connect()
  try {
    await client.query('begin read only')
    await client.query(`select set_config('search_path', $1, true), set_config('app.scope', 'follower', true)`, [
      `"${schema.replaceAll('"', '""')}"`,
    ])
    const paused = await client.query<{ at: string | null }>(
      `select to_char(outbound_paused_at at time zone 'UTC', ${INSTANT}) as at from instance`,
    )
    const kinds = await client.query<OutboundReport['kinds'][number]>(
      `select kind, count(*) filter (where failures > 0 and state = 'active')::int as failing,
          to_char(min(failing_since) filter (where failures > 0 and state = 'active') at time zone 'UTC', ${INSTANT}) as since,
          (array_agg(last_error order by failing_since) filter (where failures > 0 and state = 'active'))[1] as error,
          count(*) filter (where state = 'stopped')::int as stopped, sum(set_aside)::int as "setAside"
        from follower group by kind order by kind`,
    )
    const unasked = await client.query<OutboundReport['unasked']>(
      `select count(*)::int as count, (array_agg(ask_error order by ask_at desc nulls last))[1] as error
        from mail_subscription where confirmed_at is null and ask_error is not null`,
    )
    return {
      pausedAt: paused.rows[0]?.at ?? null,
      kinds: kinds.rows,
      unasked: unasked.rows[0] ?? { count: 0, error: null },
    }
  } finally {
    await client.end()
  }
}
