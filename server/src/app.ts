// Wires the service together by hand.
import type { FastifyBaseLogger } from 'fastify'
import manifest from '../package.json' with { type: 'json' }
import { type Budgets, createBudgets, shareOfSignIns, shares } from './admission/budgets.ts'
import type { FairShare } from './admission/share.ts'
import { apiDocument } from './api.ts'
import { type Background, mailParts, startBackground } from './app/background.ts'
import { declareEndpoints } from './app/endpoints.ts'
import type { Config } from './config.ts'
import type { Console } from './console/console.ts'
import { issuerFor } from './console/issuer.ts'
import { consoleEndpoints } from './console/routes.ts'
import { consolePages } from './console/serve.ts'
import type { Database } from './database/database.ts'
import { migrations, schemaIsCurrent } from './database/migrate.ts'
import { documentRoutes } from './http/documents.ts'
import { healthRoutes } from './http/health.ts'
import { RateLimit } from './http/rate-limit.ts'
import type { Endpoint, PublicEndpoint } from './http/route.ts'
import { createServer, type Server } from './http/server.ts'
import { registerProvider } from './identity/provider/mount.ts'
import type { EmbeddedProvider } from './identity/provider/provider.ts'
import { takingReferences } from './incident/named.ts'
import { createPolls } from './log/poll.ts'
import { createStreams, type StreamLimits, type Streams } from './log/stream.ts'
import { Wake } from './log/wake.ts'
import { createLinks } from './mail/link.ts'
import { mailPages } from './mail/pages.ts'
import { createMetrics, type Metrics } from './metrics/metrics.ts'
import type { Actor } from './permission.ts'
import { watchPresence } from './presence/watch.ts'
import { createResolver, type Resolve } from './webhook/resolve.ts'
import { createTarget } from './webhook/target.ts'

export type AppParts = {
  config: Config
  database: Database
  log: FastifyBaseLogger
  authenticate(authorization: string | undefined, address: string): Promise<Actor>
  /** Whether an actor that authenticate() gave may go on. */
  recheck(actor: Actor): Promise<boolean>
  /** Looks at tokens not known here, for the metrics. */
  strangers?: FairShare
  /** Mounted under /oidc; null or left out with an outside provider. */
  provider?: EmbeddedProvider | null
  /** Served at / and below; null or left out: / leads to the API reference. */
  console?: Console | null
  /** How long a request may take to arrive; default 10 s. */
  requestTimeoutMs?: number
  /** How long a client may neither send nor take anything while an answer is under way; default 60 s. */
  stallTimeoutMs?: number
  streamLimits?: StreamLimits
  /** How names that webhooks call are resolved; default: as the system does. */
  resolveHost?: Resolve
  /** How long a call of a webhook may take; default 15 s. */
  webhookTimeoutMs?: number
}

export type App = {
  server: Server
  endpoints: readonly Endpoint[]
  publicEndpoints: readonly PublicEndpoint[]
  /** What is shared in this process, by the names of the metrics. */
  shares: Readonly<Record<string, FairShare>>
  /** Not ready from now on, waiting calls come back, answers ask their clients to reconnect elsewhere. */
  drain(): void
  close(): Promise<void>
}

/** Wires the service together by hand; reads like a table of contents. Listens when the caller says so. */
export async function createApp(parts: AppParts): Promise<App> {
  const { config, database, log } = parts
  const draining = new AbortController()
  const wake = new Wake()
  let background: Background | null = null
  // After the commit, whoever waits for news of this tenant reads the log: here at once, in other processes very soon.
  database.onWake((tenantId) => {
    if (tenantId === null) wake.wakeAll()
    else wake.wake(tenantId)
    background?.tell(tenantId)
  })
  const budgets = createBudgets(config.maxConnections)
  const streams = createStreams({
    database,
    wake,
    recheck: parts.recheck,
    draining: draining.signal,
    notices: watchPresence({ database, wake }),
    limits: parts.streamLimits ?? {},
  })
  const target = createTarget({
    allowPrivate: config.webhookAllowPrivate,
    resolve:
      parts.resolveHost ?? createResolver({ lookups: budgets.lookups, allowPrivate: config.webhookAllowPrivate }),
    ...(parts.webhookTimeoutMs === undefined ? {} : { timeoutMs: parts.webhookTimeoutMs }),
  })
  const endpoints = declareEndpoints({
    config,
    database,
    polls: createPolls({ database, wake, budgets }),
    streams,
    budgets,
    target,
    draining: draining.signal,
  })
  const publicEndpoints = consoleEndpoints(config)
  const pages = pagesOf(parts)
  // Read once: what lies on the disk later may be another version's.
  const wanted = migrations()
  const signIns = shareOfSignIns()
  const named = namedShares(budgets, {
    unknown_tokens: parts.strangers,
    sign_ins: parts.provider ? signIns : undefined,
  })
  const metrics = createMetrics(database, manifest.version, named)
  const server = await createServer({
    budgets,
    endpoints: takingReferences(endpoints, database),
    publicEndpoints,
    authenticate: parts.authenticate,
    pages: pages?.answer,
    onAnswer: metrics.onAnswer,
    log,
    basePath: config.basePath,
    trustProxy: config.trustProxy,
    corsOrigins: config.corsOrigins,
    rateLimit: config.rateLimit === null ? null : new RateLimit(database, config.rateLimit),
    ...(parts.requestTimeoutMs === undefined ? {} : { requestTimeoutMs: parts.requestTimeoutMs }),
    ...(parts.stallTimeoutMs === undefined ? {} : { stallTimeoutMs: parts.stallTimeoutMs }),
  })
  if (parts.provider) registerProvider(server.fastify, parts.provider, signIns)
  measure(metrics, { streams, background: () => background })
  metrics.mount(server)
  server.fastify.get('/', async (request, reply) => {
    if (!(await pages?.answer(request, reply, '/'))) reply.redirect('/docs', 302)
    return reply
  })
  documentRoutes(server.fastify, () => apiDocument(endpoints, publicEndpoints, config.basePath))
  healthRoutes(server.fastify, {
    check: async () => {
      if (!(await schemaIsCurrent(database, wanted))) throw new Error('the schema is not the one of this version')
    },
    draining: () => draining.signal.aborted,
  })
  mailPages(server.fastify, database, createLinks(database))
  const mail = mailParts({ config, database, log, onPosted: metrics.onPosted }, () => addressOf(config, server))
  // What goes on without anybody asking begins when the service does: an app that never listens (for its document) does nothing.
  server.fastify.addHook('onListen', async () => {
    const signal = draining.signal
    const { onDelivery } = metrics
    background ??= startBackground({
      ...{ config, database, wake, log, target, mail },
      ...{ onDelivery, draining: signal },
    })
  })
  return {
    server,
    endpoints,
    publicEndpoints,
    shares: named,
    drain: () => {
      draining.abort()
      server.drain()
    },
    close: async () => {
      draining.abort()
      await Promise.all([background?.stop(), server.fastify.close()])
    },
  }
}

/** The console's pages; null where it is not served. */
function pagesOf({ config, console }: AppParts): ReturnType<typeof consolePages> | null {
  if (!console) return null
  return consolePages({
    console,
    issuer: (request) => issuerFor(config, request),
    secure: config.publicUrl?.startsWith('https:') === true,
    basePath: config.basePath,
  })
}

/** Shares by the names that the metrics have for them. */
function namedShares(budgets: Budgets, ofAddresses: Readonly<Record<string, FairShare | undefined>>): App['shares'] {
  const named = Object.entries(shares).map(([name, { of }]) => [name, budgets[of]] as const)
  return Object.fromEntries(
    [...named, ...Object.entries(ofAddresses)].flatMap(([name, share]) => (share ? [[name, share]] : [])),
  )
}

/** Gauges of what this process holds. */
function measure(metrics: Metrics, parts: { streams: Streams; background: () => Background | null }): void {
  metrics.gauge('tocsin_streams_open', 'Live streams open in this process', parts.streams.count)
  metrics.gauge(
    'tocsin_listening',
    '1 while news of other processes arrive by notification, 0 while by polling only',
    () => (parts.background()?.listening() ? 1 : 0),
  )
  metrics.gauge(
    'tocsin_followers_running',
    'Followers of the log being worked on in this process',
    () => parts.background()?.followers() ?? 0,
  )
}

/** How browsers reach the service: PUBLIC_URL, or where it listens. */
function addressOf(config: Config, server: Server): string {
  const address = server.fastify.server.address()
  const port = address === null || typeof address === 'string' ? config.port : address.port
  return config.publicUrl ?? `http://localhost:${port}`
}
