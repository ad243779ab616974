// The metrics of this process, for Prometheus.
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { Server } from '../http/server.ts'
import { fresh } from './fresh.ts'
import { addOutboundMetrics, type OutboundMetrics } from './outbound.ts'
import { addShareMetrics, type NamedShares } from './shares.ts'

export type Metrics = OutboundMetrics & {
  /** Counts one answered request; `route` is the pattern, never the path. */
  onAnswer(route: string, method: string, status: number, seconds: number): void
  /** Adds a number that another part of this process knows. */
  gauge(name: string, help: string, value: () => number): void
  /** Adds GET /metrics, and what only the server knows. */
  mount(server: Server): void
}

/** Seconds; the bounds of the latency histogram. Reads take a few milliseconds, the slowest allowed statement 5 s. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/**
 * What this process measures of itself, for Prometheus: requests, pool, log, event loop, memory. Nothing in it names a tenant, a
 * user or a path with an id, so it may be public.
 */
export function createMetrics(database: Database, version: string, shares: NamedShares): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  new Gauge({
    name: 'tocsin_build_info',
    help: 'Always 1; the labels name the version of Tocsin and of the Node it runs on',
    labelNames: ['version', 'node'],
    registers,
  }).set({ version, node: process.versions.node }, 1)
  const requests = new Histogram({
    name: 'tocsin_http_request_duration_seconds',
    help: 'Time from the arrival of a request to the end of its answer, by route pattern, method and status',
    labelNames: ['route', 'method', 'status'],
    buckets: BUCKETS,
    registers,
  })
  new Gauge({
    name: 'tocsin_database_connections',
    help: 'Connections of the pool of this process: open, idle, and requests waiting for one; max is SQL_MAX_CONNS',
    labelNames: ['state'],
    registers,
    collect() {
      for (const [state, count] of Object.entries(database.pool())) this.set({ state }, count)
    },
  })
  const ask = fresh(() => question(database))
  new Gauge({
    name: 'tocsin_database_up',
    help: '1 when the database answered within two seconds, else 0',
    registers,
    async collect() {
      this.set((await ask()) === null ? 0 : 1)
    },
  })
  new Counter({
    name: 'tocsin_events_total',
    help: 'Events in the log of all tenants, of all processes on this database',
    registers,
    async collect() {
      const answer = await ask()
      this.reset()
      if (answer !== null) this.inc(answer.events)
    },
  })
  new Gauge({
    name: 'tocsin_last_event_age_seconds',
    help: 'Time since the newest event of any tenant was recorded, by the clock of the database; NaN without one',
    registers,
    async collect() {
      this.set((await ask())?.ageSeconds ?? Number.NaN)
    },
  })
  addShareMetrics(registry, shares, database)
  return {
    ...addOutboundMetrics(registry, database),
    onAnswer: (route, method, status, seconds) => {
      // A made-up method must not make a time series.
      requests.observe({ route, method: METHODS.has(method) ? method : 'OTHER', status: String(status) }, seconds)
    },
    gauge: (name, help, value) => {
      new Gauge({
        name,
        help,
        registers,
        collect() {
          this.set(value())
        },
      })
    },
    mount: (server) => {
      new Gauge({
        name: 'tocsin_http_requests_in_flight',
        help: 'Requests of the API being answered now, without streams and long polls',
        registers,
        collect() {
          this.set(server.inFlight())
        },
      })
      server.fastify.get('/metrics', async (_request, reply) =>
        reply
          .header('cache-control', 'no-store')
          .type(registry.contentType)
          .send(await registry.metrics()),
      )
    },
  }
}

type Answer = { events: number; ageSeconds: number | null }

async function question(database: Database): Promise<Answer> {
  const [row] = await database.scoped(
    'instance',
    sql`select coalesce(sum(seq), 0)::float8 as events,
            extract(epoch from clock_timestamp() - max(recorded_at) filter (where recorded_at > '-infinity'))::float8 as age
          from tenant`,
  )
  const age = row?.['age'] ?? null
  // A recorded_at may be ahead of the clock by the microseconds that keep it growing.
  return { events: Number(row?.['events']), ageSeconds: age === null ? null : Math.max(0, Number(age)) }
}
