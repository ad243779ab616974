// What /metrics tells of webhooks and mail: what this process sent, and how far all of them have come.
import { Counter, Gauge, type Registry } from 'prom-client'
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { fresh } from './fresh.ts'

export type OutboundMetrics = {
  /** Counts one delivery of a webhook by what became of it. */
  onDelivery(outcome: string): void
  /** Counts one letter by what the mail server said. */
  onPosted(outcome: string): void
}

type Standing = { kind: string; state: string; followers: number; backlog: number; oldest: number; setAside: number }

/** Adds the numbers of webhooks and mail to a registry. They name kinds, never a tenant or an address. */
export function addOutboundMetrics(registry: Registry, database: Database): OutboundMetrics {
  const registers = [registry]
  const deliveries = new Counter({
    name: 'tocsin_webhook_deliveries_total',
    help: 'Deliveries of webhooks by this process: done, retry (failed, tried again), set_aside (given up, later events go on), stop (webhook switched off)',
    labelNames: ['outcome'],
    registers,
  })
  const letters = new Counter({
    name: 'tocsin_mail_total',
    help: 'Messages handed to the mail server by this process: taken, failed (tried again), rejected (this message), refused (this address)',
    labelNames: ['outcome'],
    registers,
  })
  const ask = fresh(() => standings(database))
  const gauge = (name: string, help: string, labels: string[], value: (rows: Standing[], gauge: Gauge) => void) =>
    new Gauge({
      name,
      help,
      labelNames: labels,
      registers,
      async collect() {
        this.reset()
        const rows = await ask()
        if (rows !== null) value(rows.standings, this)
      },
    })
  gauge(
    'tocsin_followers',
    'Webhooks and mail subscriptions by kind and state, of all processes: active, failing, stopped',
    ['kind', 'state'],
    (rows, to) => {
      for (const { kind, state, followers } of rows) to.set({ kind, state }, followers)
    },
  )
  gauge(
    'tocsin_follower_backlog_events',
    'Events of the log that followers which are not switched off have still to deal with',
    ['kind'],
    (rows, to) => {
      for (const { kind, state, backlog } of rows) if (state !== 'stopped') to.inc({ kind }, backlog)
    },
  )
  gauge(
    'tocsin_follower_failing_seconds',
    'How long the longest failing follower has been failing; 0: none is',
    ['kind'],
    (rows, to) => {
      for (const kind of new Set(rows.map((one) => one.kind))) {
        to.set(
          { kind },
          rows.reduce(
            (oldest, one) => (one.kind === kind ? Math.max(oldest, one.oldest) : oldest),
            Number.NEGATIVE_INFINITY,
          ),
        )
      }
    },
  )
  gauge(
    'tocsin_follower_set_aside_events',
    'Events that were given up or skipped, by the followers there are',
    ['kind'],
    (rows, to) => {
      for (const { kind, setAside } of rows) to.inc({ kind }, setAside)
    },
  )
  new Gauge({
    name: 'tocsin_outbound_paused',
    help: '1 while webhooks and mail are paused since a restore; tocsin resume ends that',
    registers,
    async collect() {
      this.set((await ask())?.paused === true ? 1 : 0)
    },
  })
  return {
    onDelivery: (outcome) => deliveries.inc({ outcome: outcome.replace(' ', '_') }),
    onPosted: (outcome) => letters.inc({ outcome }),
  }
}

async function standings(database: Database): Promise<{ standings: Standing[]; paused: boolean }> {
  const rows = await database.scoped(
    'follower',
    sql`select f.kind, case when f.state = 'stopped' then 'stopped' when f.failures > 0 then 'failing' else 'active' end as state,
          count(*)::float8 as followers, sum(greatest(0, least(t.seq, f.until_seq) - f.cursor))::float8 as backlog,
          coalesce(max(extract(epoch from clock_timestamp() - f.failing_since)) filter (where f.failures > 0 and f.state = 'active'), 0)::float8 as oldest,
          sum(f.set_aside)::float8 as set_aside,
          (select outbound_paused_at is not null from instance) as paused
        from (select null::text as none) n left join (follower f join tenant t on t.tenant_id = f.tenant_id) on true
        group by 1, 2`,
  )
  const paused = rows.some((row) => row['paused'] === true)
  const standings = rows
    .filter((row) => row['kind'] !== null)
    .map((row) => ({
      kind: String(row['kind']),
      state: String(row['state']),
      followers: Number(row['followers']),
      backlog: Number(row['backlog']),
      oldest: Number(row['oldest']),
      setAside: Number(row['set_aside']),
    }))
  return { standings, paused }
}
