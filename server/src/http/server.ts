// The HTTP server: limits, hooks and drain. Knows no feature.
import type { Socket } from 'node:net'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import type { Budgets } from '../admission/budgets.ts'
import { uuid } from '../id.ts'
import { type Actor, authorize } from '../permission.ts'
import { beginAnswer, sendFailure } from './answer.ts'
import { leadBelow, withoutBase } from './base-path.ts'
import { acceptJsonOnly, refuseEncodings } from './body.ts'
import { clientErrorHandler, refuseExpectations } from './client-error.ts'
import { cors } from './cors.ts'
import { registerEndpoint, registerPublic } from './dispatch.ts'
import { ANSWER_HEADERS, PAGE_HEADERS } from './headers.ts'
import { lingerAfterRefusals } from './linger.ts'
import { literalPaths, namesAnother, notHere } from './not-found.ts'
import type { RateLimit } from './rate-limit.ts'
import { refuseHeaders, refuseTarget } from './refuse.ts'
import { decorateRequests, hold, isApi, letGo, NO_ROUTE, noteRoute, pathOf } from './request.ts'
import { RequestLog } from './request-log.ts'
import type { Endpoint, PublicEndpoint } from './route.ts'
import { Takers } from './taken.ts'

export type ServerOptions = {
  endpoints: Endpoint[]
  /** What answers without a token. */
  publicEndpoints?: readonly PublicEndpoint[]
  /** Turns the Authorization header into an Actor, or throws unauthenticated, forbidden or unavailable. */
  authenticate(authorization: string | undefined, address: string): Promise<Actor>
  budgets: Budgets
  log: FastifyBaseLogger
  /** Path below which the service is reached, such as '/ops/tocsin'; '' for none. */
  basePath: string
  trustProxy: boolean | string[]
  corsOrigins: string[]
  /** Requests of a person in a minute; null: no limit. */
  rateLimit: RateLimit | null
  /** How long a request may take to arrive, headers and body; default 10 s. */
  requestTimeoutMs?: number
  /** How long a client may neither send nor take anything while an answer is under way; default 60 s. */
  stallTimeoutMs?: number
  /** Answers GET and HEAD of paths that no route takes; false when it has nothing there either. Never asked about /v1. */
  pages?: ((request: FastifyRequest, reply: FastifyReply, path: string) => Promise<boolean>) | undefined
  /** Called for each finished request, for the metrics; the route is the pattern, never the path. */
  onAnswer?: (route: string, method: string, status: number, seconds: number) => void
}

export type Server = {
  fastify: FastifyInstance
  /** Requests being answered now. */
  inFlight(): number
  /** From now on every answer asks its client to come back on another connection. */
  drain(): void
}

const BODY_LIMIT = 1_048_576
const REQUEST_TIMEOUT_MS = 10_000
/** Longer than the longest poll (30 s) and the pause between two heartbeats of a stream (15 s). */
const STALL_TIMEOUT_MS = 60_000
/** Called too often to be worth a line each. */
const QUIET_ROUTES: readonly string[] = ['/livez', '/readyz', '/metrics']

/** The HTTP side of the service: request ids, limits, strict JSON, authentication before anything is read, one way to answer. */
export async function createServer(options: ServerOptions): Promise<Server> {
  let draining = false
  const fastify = openFastify(options)
  decorateRequests(fastify)
  acceptJsonOnly(fastify, options.budgets)
  const arrive = arrival(fastify, options)
  fastify.addHook('onRequest', async (request, reply) => {
    noteRoute(request)
    beginAnswer(request, reply, request.endpoint ? ANSWER_HEADERS : PAGE_HEADERS)
    if (draining) reply.header('connection', 'close')
    return await arrive(request, reply)
  })
  fastify.addHook('onSend', (_request, reply, _payload, done) => {
    // Also on the answers to what was under way when the drain began: the connection is no use to the client any more.
    if (draining) reply.header('connection', 'close')
    done()
  })
  leadBelow(fastify, options.basePath)
  lingerAfterRefusals(fastify, () => draining)
  fastify.addHook('onResponse', async (request, reply) => {
    letGo(request)
    logAnswer(options, request, reply)
  })
  // A client that goes away before its answer must not keep its place.
  fastify.addHook('onRequestAbort', async (request) => letGo(request))
  fastify.setErrorHandler((error, request, reply) => sendFailure(error, request, reply))
  fastify.setNotFoundHandler(async (request, reply) => {
    const reads = request.method === 'GET' || request.method === 'HEAD'
    if (reads && !isApi(request) && (await options.pages?.(request, reply, pathOf(request.url)))) return reply
    sendFailure(notHere(request, fastify, options.endpoints), request, reply)
    return reply
  })
  const parts = { budgets: options.budgets, takers: new Takers(options.budgets.answers) }
  for (const one of options.endpoints) registerEndpoint(fastify, one, parts)
  for (const one of options.publicEndpoints ?? []) registerPublic(fastify, one)
  return {
    fastify,
    inFlight: () => options.budgets.requests.all().used,
    drain: () => {
      draining = true
    },
  }
}

function openFastify(options: ServerOptions): FastifyInstance {
  const requestTimeoutMs = options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS
  const fastify = Fastify({
    loggerInstance: options.log,
    // One line for each request, written by logAnswer(); every line of a request carries its id.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'request_id' }),
    trustProxy: options.trustProxy,
    rewriteUrl: ({ url = '/' }) => withoutBase(url, options.basePath),
    bodyLimit: BODY_LIMIT,
    // Without both of these slow headers and slow bodies stay open for ever (reliability L5).
    requestTimeout: requestTimeoutMs,
    http: {
      connectionsCheckingInterval: 1000,
      headersTimeout: requestTimeoutMs,
      // Only a token may be longer than headers may (refuse.ts), to be refused as one that is no good: 401 rather than 431.
      maxHeaderSize: 131_072,
      // Asked for by refuseHeaders(), with an answer in the envelope.
      requireHostHeader: false,
    },
    keepAliveTimeout: 65_000,
    connectionTimeout: options.stallTimeoutMs ?? STALL_TIMEOUT_MS,
    genReqId: () => uuid(),
    routerOptions: { maxParamLength: 16_384, ignoreTrailingSlash: true, ignoreDuplicateSlashes: false },
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    exposeHeadRoutes: true,
    clientErrorHandler,
    frameworkErrors: (error, request, reply) => {
      // A path the router can't read: no hook runs for it.
      beginAnswer(request, reply, ANSWER_HEADERS)
      sendFailure(error, request, reply)
      options.log.info(
        { request_id: request.id, method: request.method, route: NO_ROUTE, status: reply.statusCode, ip: request.ip },
        'answered',
      )
    },
  })
  fastify.setChildLoggerFactory((log, bindings, childOptions) => new RequestLog(log, bindings, childOptions))
  refuseExpectations(fastify.server)
  closeUnused(fastify)
  return fastify
}

/** What each request passes before anything of its body is read. */
function arrival(fastify: FastifyInstance, options: ServerOptions) {
  const literal = literalPaths(options.endpoints)
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    refuseTarget(request)
    refuseHeaders(request)
    if (cors(request, reply, options.corsOrigins)) return reply.code(204).send()
    if (!isApi(request)) {
      if (request.is404 && request.method !== 'GET' && request.method !== 'HEAD')
        throw notHere(request, fastify, options.endpoints)
      return undefined
    }
    reply.header('cache-control', 'no-store')
    request.actor = await options.authenticate(request.headers.authorization, request.ip)
    await options.rateLimit?.count(request.actor, reply)
    // What is held long is counted by those who hold it.
    if (request.endpoint?.long !== true) hold(request, options.budgets.requests.enter(request.actor.tenantId))
    if (request.endpoint && request.endpoint.permission !== 'signed_in')
      authorize(request.actor, request.endpoint.permission)
    // Nothing is read of a request to what is not there.
    if (request.is404 || namesAnother(request, literal)) throw notHere(request, fastify, options.endpoints)
    refuseEncodings(request)
    return undefined
  }
}

function logAnswer(options: ServerOptions, request: FastifyRequest, reply: FastifyReply): void {
  const seconds = reply.elapsedTime / 1000
  const { route, actor } = request
  options.onAnswer?.(route, request.method, reply.statusCode, seconds)
  const line = {
    request_id: request.id,
    method: request.method,
    route,
    status: reply.statusCode,
    duration_ms: Math.round(seconds * 100_000) / 100,
    ip: request.ip,
    tenant_id: actor?.tenantId,
    user_id: actor?.userId,
  }
  options.log[QUIET_ROUTES.includes(route) ? 'debug' : 'info'](line, 'answered')
}

/** Node does not count connections that have not sent anything yet (browsers open some ahead) as idle: a stop would wait for them. */
function closeUnused(fastify: FastifyInstance): void {
  const unused = new Set<Socket>()
  fastify.server.on('connection', (socket: Socket) => {
    unused.add(socket)
    socket.once('close', () => unused.delete(socket))
  })
  fastify.server.on('request', ({ socket }) => unused.delete(socket))
  fastify.addHook('preClose', async () => {
    for (const socket of unused) if (socket.bytesRead === 0) socket.destroy()
  })
}
