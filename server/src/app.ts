import type { FastifyBaseLogger } from 'fastify'
import { apiDocument } from './api.ts'
import { DefinitionCache } from './attribute/definitions.ts'
import { attributeEndpoints } from './attribute/routes.ts'
import { catalogEndpoints } from './catalog/routes.ts'
import { commentParts } from './comment/commands.ts'
import { commentEndpoints } from './comment/routes.ts'
import { type Config, usesEmbeddedProvider } from './config.ts'
import type { Database } from './database/database.ts'
import { schemaIsCurrent } from './database/migrate.ts'
import { documentRoutes } from './http/documents.ts'
import { healthRoutes } from './http/health.ts'
import type { Endpoint } from './http/route.ts'
import { createServer, type Server } from './http/server.ts'
import { accountEndpoints } from './identity/account/routes.ts'
import { apiTokenEndpoints } from './identity/apitoken/routes.ts'
import { registerProvider } from './identity/provider/mount.ts'
import type { EmbeddedProvider } from './identity/provider/provider.ts'
import { meEndpoint } from './identity/routes.ts'
import { exportEndpoints } from './incident/export.ts'
import { createCursors } from './incident/list.ts'
import { listEndpoints } from './incident/list-routes.ts'
import { incidentEndpoints } from './incident/routes.ts'
import { summaryEndpoints } from './incident/summary.ts'
import { timelineEndpoints } from './incident/timeline.ts'
import { logEndpoints } from './log/routes.ts'
import { Wake } from './log/wake.ts'
import { createMetrics } from './metrics/metrics.ts'
import type { Actor } from './permission.ts'

export type AppParts = {
  config: Config
  database: Database
  log: FastifyBaseLogger
  authenticate(authorization: string | undefined, requestId: string): Promise<Actor>
  /** Mounted under /oidc; null or left out with an outside provider. */
  provider?: EmbeddedProvider | null
  /** How long a request may take to arrive; default 10 s. */
  requestTimeoutMs?: number
  /** How long a client may neither send nor take anything while an answer is under way; default 60 s. */
  stallTimeoutMs?: number
}

export type App = {
  server: Server
  endpoints: readonly Endpoint[]
  /** Not ready from now on, waiting calls come back, answers ask their clients to reconnect elsewhere. */
  drain(): void
  close(): Promise<void>
}

/** Every endpoint of the API: what the router, the OpenAPI document and the tests walk. */
export function declareEndpoints(config: Config, database: Database, wake: Wake, draining: AbortSignal): Endpoint[] {
  const definitions = new DefinitionCache(database)
  const cursors = createCursors(database)
  const lists = { database, definitions, cursors }
  return [
    ...listEndpoints(lists),
    ...summaryEndpoints(lists),
    ...exportEndpoints(lists),
    ...incidentEndpoints({ database, definitions }, commentParts),
    ...commentEndpoints(database, cursors),
    ...timelineEndpoints(database, cursors),
    ...logEndpoints(database, wake, draining),
    ...attributeEndpoints(database, definitions),
    ...catalogEndpoints(database),
    meEndpoint(),
    ...apiTokenEndpoints(database),
    ...(usesEmbeddedProvider(config) ? accountEndpoints(database) : []),
  ]
}

/** Wires the service together by hand; reads like a table of contents. Listens when the caller says so. */
export async function createApp({
  config,
  database,
  log,
  authenticate,
  provider = null,
  requestTimeoutMs,
  stallTimeoutMs,
}: AppParts): Promise<App> {
  const draining = new AbortController()
  const wake = new Wake()
  const waking: Database = {
    ...database,
    // After the commit, whoever waits for news of this tenant in this process reads the log.
    transaction: async (actor, work) => {
      const result = await database.transaction(actor, work)
      wake.wake(actor.tenantId)
      return result
    },
  }
  const endpoints = declareEndpoints(config, waking, wake, draining.signal)
  const metrics = createMetrics(database)
  const server = await createServer({
    endpoints,
    authenticate,
    onAnswer: metrics.onAnswer,
    log,
    trustProxy: config.trustProxy,
    corsOrigins: config.corsOrigins,
    rateLimit: config.rateLimit,
    ...(requestTimeoutMs === undefined ? {} : { requestTimeoutMs }),
    ...(stallTimeoutMs === undefined ? {} : { stallTimeoutMs }),
  })
  if (provider) registerProvider(server.fastify, provider)
  metrics.mount(server)
  documentRoutes(server.fastify, () => apiDocument(endpoints))
  healthRoutes(server.fastify, {
    check: async () => {
      if (!(await schemaIsCurrent(database))) throw new Error('the schema is not the one of this version')
    },
    draining: () => draining.signal.aborted,
  })
  return {
    server,
    endpoints,
    drain: () => {
      draining.abort()
      server.drain()
    },
    close: () => server.fastify.close(),
  }
}
