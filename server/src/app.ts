import type { FastifyBaseLogger } from 'fastify'
import { apiDocument } from './api.ts'
import { DefinitionCache } from './attribute/definitions.ts'
import { attributeEndpoints } from './attribute/routes.ts'
import { catalogEndpoints } from './catalog/routes.ts'
import { commentParts } from './comment/commands.ts'
import { commentEndpoints } from './comment/routes.ts'
import { type Config, usesEmbeddedProvider } from './config.ts'
import type { Console } from './console/console.ts'
import { issuerFor } from './console/issuer.ts'
import { consoleEndpoints } from './console/routes.ts'
import { consolePages } from './console/serve.ts'
import type { Database } from './database/database.ts'
import { openHints } from './database/listen.ts'
import { schemaIsCurrent } from './database/migrate.ts'
import { sweepKeys } from './database/once.ts'
import { keepSweeping, type Sweep } from './database/sweep.ts'
import { createCursors } from './http/cursor.ts'
import { documentRoutes } from './http/documents.ts'
import { healthRoutes } from './http/health.ts'
import type { Endpoint, PublicEndpoint } from './http/route.ts'
import { createServer, type Server } from './http/server.ts'
import { accountEndpoints } from './identity/account/routes.ts'
import { apiTokenEndpoints } from './identity/apitoken/routes.ts'
import { registerProvider } from './identity/provider/mount.ts'
import type { EmbeddedProvider } from './identity/provider/provider.ts'
import { meEndpoint } from './identity/routes.ts'
import { exportEndpoints } from './incident/export.ts'
import { listEndpoints } from './incident/list-routes.ts'
import { purgeBin } from './incident/retention.ts'
import { incidentEndpoints } from './incident/routes.ts'
import { summaryEndpoints } from './incident/summary.ts'
import { timelineEndpoints } from './incident/timeline.ts'
import { startFollowers } from './log/follower.ts'
import type { FollowerKind } from './log/following.ts'
import { logEndpoints } from './log/routes.ts'
import { createStreams, type StreamLimits, type Streams } from './log/stream.ts'
import { Wake } from './log/wake.ts'
import { watchHeads } from './log/watch.ts'
import { askAddresses } from './mail/ask.ts'
import { type MailParts, mailKind } from './mail/deliver.ts'
import { createLinks } from './mail/link.ts'
import { mailPages } from './mail/pages.ts'
import { openPost } from './mail/post.ts'
import { subscriptionEndpoints } from './mail/routes.ts'
import { sweepUnconfirmed } from './mail/store.ts'
import { createMetrics } from './metrics/metrics.ts'
import type { Actor } from './permission.ts'
import { presenceEndpoints } from './presence/routes.ts'
import { sweepPresence } from './presence/store.ts'
import { watchPresence } from './presence/watch.ts'
import { promiseEndpoints } from './promise/routes.ts'
import { watchPromises } from './promise/sweep.ts'
import { Frequencies } from './search/frequency.ts'
import { rebuildDocuments } from './search/rebuild.ts'
import { viewEndpoints } from './view/routes.ts'
import { webhookKinds } from './webhook/deliver.ts'
import { webhookEndpoints } from './webhook/routes.ts'
import { createSecretBox } from './webhook/secret.ts'
import { sweepDeliveries } from './webhook/store.ts'
import { createTarget, type Resolve, type Target } from './webhook/target.ts'

export type AppParts = {
  config: Config
  database: Database
  log: FastifyBaseLogger
  authenticate(authorization: string | undefined, requestId: string): Promise<Actor>
  /** Whether an actor that authenticate() gave may go on. */
  recheck(actor: Actor): Promise<boolean>
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
  /** Not ready from now on, waiting calls come back, answers ask their clients to reconnect elsewhere. */
  drain(): void
  close(): Promise<void>
}

export type EndpointParts = {
  config: Config
  /** Tells of what is written through it. */
  database: Database
  /** The same, telling nobody. */
  quiet: Database
  /** Says that there is something new for a tenant. */
  tell(tenantId: string): void
  wake: Wake
  streams: Streams
  target: Target
  draining: AbortSignal
}

/** Every endpoint of the API: what the router, the OpenAPI document and the tests walk. */
export function declareEndpoints(parts: EndpointParts): Endpoint[] {
  const { config, database, wake, streams, target, draining } = parts
  const definitions = new DefinitionCache(database)
  const cursors = createCursors(database)
  const lists = { database, definitions, cursors, frequencies: new Frequencies(database) }
  return [
    ...listEndpoints(lists),
    ...summaryEndpoints(lists),
    ...promiseEndpoints(database),
    ...exportEndpoints(lists),
    ...incidentEndpoints({ database, definitions }, commentParts),
    ...commentEndpoints(database, cursors),
    ...timelineEndpoints(database, cursors),
    ...presenceEndpoints({ database: parts.quiet, tell: parts.tell }),
    ...logEndpoints({ database, wake, streams, draining }),
    ...attributeEndpoints(database, definitions),
    ...catalogEndpoints(database),
    ...webhookEndpoints({ database, target, secretBox: createSecretBox(database) }, cursors),
    ...subscriptionEndpoints({ database, definitions, on: config.smtpUrl !== null }),
    ...viewEndpoints(database),
    meEndpoint(config),
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
  recheck,
  provider = null,
  console = null,
  requestTimeoutMs,
  stallTimeoutMs,
  streamLimits = {},
  resolveHost,
  webhookTimeoutMs,
}: AppParts): Promise<App> {
  const draining = new AbortController()
  const wake = new Wake()
  let background: Background | null = null
  // After the commit, whoever waits for news of this tenant reads the log: here at once, in other processes very soon.
  const news = (tenantId: string | null): void => {
    if (tenantId === null) wake.wakeAll()
    else wake.wake(tenantId)
    background?.tell(tenantId)
  }
  const waking: Database = {
    ...database,
    transaction: async (actor, work) => {
      const result = await database.transaction(actor, work)
      news(actor.tenantId)
      return result
    },
    scopedTransaction: async (scope, work, actor) => {
      const result = await database.scopedTransaction(scope, work, actor)
      // Definitions belong to the instance: a change of them is in the log of every tenant.
      if (scope === 'instance') news(null)
      return result
    },
  }
  const streams = createStreams({
    database,
    wake,
    recheck,
    draining: draining.signal,
    notices: watchPresence({ database, wake }),
    limits: streamLimits,
  })
  const target = createTarget({
    allowPrivate: config.webhookAllowPrivate,
    ...(resolveHost === undefined ? {} : { resolve: resolveHost }),
    ...(webhookTimeoutMs === undefined ? {} : { timeoutMs: webhookTimeoutMs }),
  })
  const endpoints = declareEndpoints({
    config,
    database: waking,
    quiet: database,
    tell: news,
    wake,
    streams,
    target,
    draining: draining.signal,
  })
  const publicEndpoints = consoleEndpoints(config)
  const pages =
    console &&
    consolePages({
      console,
      issuer: (request) => issuerFor(config, request),
      secure: config.publicUrl?.startsWith('https:') === true,
    })
  const metrics = createMetrics(database)
  const server = await createServer({
    endpoints,
    publicEndpoints,
    authenticate,
    pages: pages?.answer,
    onAnswer: metrics.onAnswer,
    log,
    trustProxy: config.trustProxy,
    corsOrigins: config.corsOrigins,
    rateLimit: config.rateLimit,
    ...(requestTimeoutMs === undefined ? {} : { requestTimeoutMs }),
    ...(stallTimeoutMs === undefined ? {} : { stallTimeoutMs }),
  })
  if (provider) registerProvider(server.fastify, provider)
  metrics.gauge('tocsin_streams_open', 'Live streams open in this process', streams.count)
  metrics.gauge(
    'tocsin_listening',
    '1 while news of other processes arrive by notification, 0 while by polling only',
    () => (background?.listening() ? 1 : 0),
  )
  metrics.gauge(
    'tocsin_followers_running',
    'Followers of the log being worked on in this process',
    () => background?.followers() ?? 0,
  )
  metrics.mount(server)
  server.fastify.get('/', async (request, reply) => {
    if (!(await pages?.answer(request, reply, '/'))) reply.redirect('/docs', 302)
    return reply
  })
  documentRoutes(server.fastify, () => apiDocument(endpoints, publicEndpoints))
  healthRoutes(server.fastify, {
    check: async () => {
      if (!(await schemaIsCurrent(database))) throw new Error('the schema is not the one of this version')
    },
    draining: () => draining.signal.aborted,
  })
  mailPages(server.fastify, waking, createLinks(database))
  const mail = mailParts(config, database, () => addressOf(config, server))
  // What goes on without anybody asking begins when the service does: an app that never listens (for its document) does nothing.
  server.fastify.addHook('onListen', async () => {
    background ??= startBackground({ config, database, waking, wake, log, target, mail, draining: draining.signal })
  })
  return {
    server,
    endpoints,
    publicEndpoints,
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

type Background = {
  /** Tells the other processes that a tenant has news; null: any tenant. */
  tell(tenantId: string | null): void
  listening(): boolean
  followers(): number
  stop(): Promise<void>
}

type BackgroundParts = {
  config: Config
  database: Database
  /** The same, telling of the events that are written through it. */
  waking: Database
  wake: Wake
  log: FastifyBaseLogger
  target: Target
  /** null: no SMTP_URL. */
  mail: MailParts | null
  draining: AbortSignal
}

/** What follows the log in this process, and what is done by the clock. Outages of the database are waited out. */
function startBackground({ config, database, waking, wake, log, target, mail, draining }: BackgroundParts): Background {
  const hints = openHints(database, {
    onHint: (tenantId) => (tenantId === null ? wake.wakeAll() : wake.wake(tenantId)),
    onChange: (listening, details) => {
      if (listening) log.info('listening to the other processes')
      else log.warn(details, 'not listening to the other processes: news of theirs take up to a second')
    },
  })
  const kinds: FollowerKind[] = [
    ...webhookKinds({ database, target, secretBox: createSecretBox(database) }),
    ...(mail ? [mailKind(mail)] : []),
  ]
  const followers = startFollowers({ database, wake, kinds, log })
  const loops = [
    watchHeads(database, wake, draining),
    ...(mail ? [askAddresses(mail, draining)] : []),
    watchPromises({ database: waking, warningSeconds: config.updateWarningSeconds, log, signal: draining }),
    ...sweeps({ config, database, waking }).map((sweep) => keepSweeping(sweep, log, draining)),
  ]
  return {
    tell: hints.tell,
    listening: hints.listening,
    followers: () => followers.running(),
    stop: async () => {
      await Promise.all([followers.stop(), ...loops])
      mail?.post.close()
      await hints.close()
    },
  }
}

/** What is swept away once its time has come. (The embedded provider sweeps its own state.) */
function sweeps({ config, database, waking }: Pick<BackgroundParts, 'config' | 'database' | 'waking'>): Sweep[] {
  const days = config.binRetentionDays
  const definitions = new DefinitionCache(database)
  const incidents = { database: waking, definitions }
  return [
    { name: 'idempotency keys', batch: async () => (await sweepKeys(database, 500)) === 500 },
    { name: 'deliveries', batch: async () => (await database.scoped('follower', sweepDeliveries)).length === 1000 },
    {
      name: 'search documents of an earlier form',
      everyMs: 60_000,
      batch: async () => (await rebuildDocuments(database, definitions, 200)) === 200,
    },
    { name: 'presence', batch: async () => (await database.scoped('follower', sweepPresence())).length === 1000 },
    {
      name: 'subscriptions never confirmed',
      batch: async () => (await database.scoped('follower', sweepUnconfirmed)).length === 1000,
    },
    ...(days === null
      ? []
      : [{ name: 'bin', everyMs: 600_000, batch: async () => (await purgeBin(incidents, days, 50)) === 50 }]),
  ]
}

/** What sends mail; null without SMTP_URL. */
function mailParts(config: Config, database: Database, publicUrl: () => string): MailParts | null {
  const { smtpUrl, mailFrom } = config
  if (smtpUrl === null || mailFrom === null) return null
  const domain = /@([^\s>]+)/.exec(mailFrom)?.[1] ?? 'localhost'
  return {
    database,
    definitions: new DefinitionCache(database),
    post: openPost(smtpUrl, mailFrom),
    links: createLinks(database),
    place: () => ({ publicUrl: publicUrl(), domain }),
  }
}

/** How browsers reach the service: PUBLIC_URL, or where it listens. */
function addressOf(config: Config, server: Server): string {
  const address = server.fastify.server.address()
  const port = address === null || typeof address === 'string' ? config.port : address.port
  return config.publicUrl ?? `http://localhost:${port}`
}
