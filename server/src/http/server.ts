import { createHash } from 'node:crypto'
import type { Socket } from 'node:net'
import { Readable } from 'node:stream'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import { Replay } from '../database/once.ts'
import { AppError, type Problem } from '../errors.ts'
import { uuid } from '../id.ts'
import { type Actor, authorize, type Once, type StoredAnswer } from '../permission.ts'
import { Admission } from './admission.ts'
import { clientErrorHandler, refuseExpectations } from './client-error.ts'
import { isUtf8Json } from './content-type.ts'
import { failureOf, isDefect } from './failure.ts'
import { ANSWER_HEADERS, PAGE_HEADERS, STRICT_TRANSPORT } from './headers.ts'
import { JsonError, parseJson } from './json.ts'
import { idempotencyKey, versionOf, versionProblems } from './preconditions.ts'
import { refuseHeaders, refuseTarget } from './refuse.ts'
import { RequestLog } from './request-log.ts'
import { type Answer, type Call, type Endpoint, type PublicEndpoint, RawJson, type StreamAnswer } from './route.ts'
import { traceIdOf } from './trace-id.ts'
import { checker, queryReader } from './validate.ts'

export type ServerOptions = {
  endpoints: Endpoint[]
  /** What answers without a token. */
  publicEndpoints?: readonly PublicEndpoint[]
  /** Turns the Authorization header into an Actor, or throws unauthenticated, forbidden or unavailable. */
  authenticate(authorization: string | undefined, requestId: string): Promise<Actor>
  log: FastifyBaseLogger
  trustProxy: boolean | string[]
  corsOrigins: string[]
  /** Requests per minute and user; null: no limit. */
  rateLimit: number | null
  /** How long a request may take to arrive, headers and body; default 10 s. */
  requestTimeoutMs?: number
  /** How long a client may neither send nor take anything while an answer is under way; default 60 s. */
  stallTimeoutMs?: number
  /** Answers GET and HEAD of paths that no route takes; false when it has nothing there either. Never asked about /v1. */
  pages?: ((request: FastifyRequest, reply: FastifyReply, path: string) => Promise<boolean>) | undefined
  /** Called for each finished request, for the metrics; the route is the pattern, never the path. */
  onAnswer?: (route: string, method: string, status: number, seconds: number) => void
}

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor | null
    endpoint: Endpoint | null
    /** The pattern of the path, or NO_ROUTE. */
    route: string
    rawBody: Buffer | null
    leave: (() => void) | null
  }
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
/** Things wrong that one answer names; a body of 1 MiB could hold a hundred thousand. */
const MOST_PROBLEMS = 1000
/** What logs and metrics have in the place of a pattern where nothing took the path. */
const NO_ROUTE = '(none)'
/** The HTTP side of the service: request ids, limits, strict JSON, authentication before anything is read, one way to answer. Knows no feature. */
export async function createServer(options: ServerOptions): Promise<Server> {
  const admission = new Admission(options.rateLimit)
  const literal = new Set(options.endpoints.map((one) => one.path).filter((path) => !path.includes('{')))
  const requestTimeoutMs = options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS
  let draining = false
  const fastify = Fastify({
    loggerInstance: options.log,
    // One line for each request, written below; every line of a request carries its id.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'request_id' }),
    trustProxy: options.trustProxy,
    bodyLimit: BODY_LIMIT,
    // Without both of these slow headers and slow bodies stay open for ever (reliability L5).
    requestTimeout: requestTimeoutMs,
    http: {
      connectionsCheckingInterval: 1000,
      headersTimeout: requestTimeoutMs,
      // Only a token may be longer than headers may (refuse.ts), to be refused as one that is no good: 401 rather than 431.
      maxHeaderSize: 131_072,
      // Asked for below, with an answer in the envelope.
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
      begin(request, reply, ANSWER_HEADERS)
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
  fastify.decorateRequest('actor', null)
  fastify.decorateRequest('endpoint', null)
  fastify.decorateRequest('route', NO_ROUTE)
  fastify.decorateRequest('rawBody', null)
  fastify.decorateRequest('leave', null)
  acceptJsonOnly(fastify)

  fastify.addHook('onRequest', async (request, reply) => {
    // Once: routeOptions is built anew at each look.
    const { config, url } = request.routeOptions as { config: { endpoint?: Endpoint } | undefined; url?: string } // set where the routes are registered below
    request.endpoint = config?.endpoint ?? null
    request.route = url ?? NO_ROUTE
    begin(request, reply, request.endpoint ? ANSWER_HEADERS : PAGE_HEADERS)
    if (draining) reply.header('connection', 'close')
    refuseTarget(request)
    refuseHeaders(request)
    if (cors(request, reply, options.corsOrigins)) return reply.code(204).send()
    if (!isApi(request)) {
      if (request.is404 && request.method !== 'GET' && request.method !== 'HEAD')
        throw notHere(request, fastify, options.endpoints)
      return
    }
    reply.header('cache-control', 'no-store')
    request.actor = await options.authenticate(request.headers.authorization, request.id)
    request.leave = admission.enter(request.actor, request.endpoint?.long === true, reply)
    if (request.endpoint && request.endpoint.permission !== 'signed_in')
      authorize(request.actor, request.endpoint.permission)
    // Nothing is read of a request to what is not there.
    if (request.is404 || namesAnother(request, literal)) throw notHere(request, fastify, options.endpoints)
    const encoding = request.headers['content-encoding']
    if (encoding !== undefined && encoding !== 'identity') {
      const message = 'A compressed body is not accepted: send it as it is.'
      throw new AppError('unsupported_media_type', message, {
        problems: [{ code: 'UNSUPPORTED_ENCODING', message, field: 'Content-Encoding' }],
      })
    }
  })
  fastify.addHook('onSend', (_request, reply, _payload, done) => {
    // Also on the answers to what was under way when the drain began: the connection is no use to the client any more.
    if (draining) reply.header('connection', 'close')
    done()
  })
  fastify.addHook('onResponse', async (request, reply) => {
    request.leave?.()
    request.leave = null
    const seconds = reply.elapsedTime / 1000
    const { route, actor } = request
    options.onAnswer?.(route, request.method, reply.statusCode, seconds)
    const quiet = route === '/livez' || route === '/readyz' || route === '/metrics'
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
    options.log[quiet ? 'debug' : 'info'](line, 'answered')
  })
  // A client that goes away before its answer must not keep its place.
  fastify.addHook('onRequestAbort', async (request) => {
    request.leave?.()
    request.leave = null
  })
  fastify.setErrorHandler((error, request, reply) => sendFailure(error, request, reply))
  fastify.setNotFoundHandler(async (request, reply) => {
    const reads = request.method === 'GET' || request.method === 'HEAD'
    if (reads && !isApi(request) && (await options.pages?.(request, reply, pathOf(request.url)))) return reply
    sendFailure(notHere(request, fastify, options.endpoints), request, reply)
    return reply
  })
  for (const one of options.endpoints) register(fastify, one)
  for (const one of options.publicEndpoints ?? []) registerPublic(fastify, one)

  return {
    fastify,
    inFlight: () => admission.inFlight,
    drain: () => {
      draining = true
    },
  }
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

/** Whether a token is needed: for every endpoint, however its path is spelled, and for what is not there under /v1. */
function isApi(request: FastifyRequest): boolean {
  if (request.endpoint) return true
  const path = pathOf(request.url)
  return path === '/v1' || path.startsWith('/v1/')
}

/** The path as the router reads it: without a host before it, query or fragment, percent-decoded. */
function pathOf(url: string): string {
  if (/^\/[\w./-]*$/.test(url)) return url // nearly all are
  const path = url.replace(/^https?:\/\/[^/?#]*/i, '').split(/[?#]/, 1)[0] ?? ''
  try {
    return decodeURI(path)
  } catch {
    return path
  }
}

/** The path as endpoints are named: one with a slash at its end is the one without, as the router has it. */
function endpointPath(url: string): string {
  const path = pathOf(url)
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path
}

function queryOf(url: string): string {
  const [target = ''] = url.split('#', 1)
  const at = target.indexOf('?')
  return at < 0 ? '' : target.slice(at + 1)
}

/** What is said before anything can go wrong. */
function begin(request: FastifyRequest, reply: FastifyReply, headers: Readonly<Record<string, string>>): void {
  reply.header('x-request-id', request.id)
  reply.headers(headers)
  if (request.protocol === 'https') reply.header('strict-transport-security', STRICT_TRANSPORT)
}

function sendFailure(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  if (isDefect(error)) request.log.error({ err: error }, 'a defect: the request failed with 500')
  else if (error instanceof AppError && error.code === 'unavailable')
    request.log.warn({ err: error.cause ?? error }, error.message)
  const failure = failureOf(error, traceIdOf(request))
  if (reply.raw.headersSent) {
    reply.raw.destroy()
    return
  }
  reply.header('cache-control', 'no-store')
  for (const [name, value] of Object.entries(failure.headers)) reply.header(name, value)
  reply.code(failure.status).type('application/json; charset=utf-8').send(failure.body)
}

function acceptJsonOnly(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers()
  fastify.addContentTypeParser(
    ['application/json', 'application/merge-patch+json'],
    { parseAs: 'buffer' },
    (request, body, done) => {
      try {
        const given = request.headers['content-type'] ?? ''
        if (!isUtf8Json(given)) throw unsupported('JSON is UTF-8 here: send Content-Type: application/json')
        if (
          given.toLowerCase().startsWith('application/merge-patch+json') &&
          !request.endpoint?.bodyTypes?.includes('application/merge-patch+json')
        ) {
          throw unsupported('application/merge-patch+json belongs to PATCH; send application/json.')
        }
        const bytes = body as Buffer // parseAs: 'buffer'
        request.rawBody = bytes
        done(null, bytes.length === 0 ? undefined : parseJson(bytes))
      } catch (error) {
        done(error instanceof JsonError ? malformed(error) : (error as Error)) // parseJson and what is thrown here are Errors only
      }
    },
  )
}

function unsupported(message: string): AppError {
  return new AppError('unsupported_media_type', message, { problems: [{ code: 'UNSUPPORTED_MEDIA_TYPE', message }] })
}

function malformed(error: JsonError): AppError {
  const problem: Problem = { code: 'MALFORMED_JSON', message: error.message }
  if (error.field !== '') problem.field = error.field
  return new AppError('invalid', error.message, { problems: [problem] })
}

/** Answers a listed origin; true when this was its preflight. */
function cors(request: FastifyRequest, reply: FastifyReply, origins: string[]): boolean {
  if (origins.length === 0) return false
  reply.header('vary', 'Origin')
  const origin = request.headers.origin
  if (origin === undefined || !origins.includes(origin)) return false
  reply.header('access-control-allow-origin', origin)
  reply.header(
    'access-control-expose-headers',
    'ETag, Location, Retry-After, X-Request-Id, Idempotency-Replayed, Tocsin-Epoch, Tocsin-Position',
  )
  if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined) return false
  reply.header('access-control-allow-methods', 'GET, POST, PUT, PATCH, DELETE')
  reply.header(
    'access-control-allow-headers',
    'Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Last-Event-ID',
  )
  reply.header('access-control-max-age', '600')
  return true
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

/** Whether the path is one of its own, and a parameter only took its last word for an id (DELETE /v1/incident/events). */
function namesAnother(request: FastifyRequest, literal: ReadonlySet<string>): boolean {
  return request.endpoint?.path.includes('{') === true && literal.has(endpointPath(request.url))
}

function notHere(request: FastifyRequest, fastify: FastifyInstance, endpoints: Endpoint[]): AppError {
  const path = endpointPath(request.url)
  const own = endpoints.filter((one) => one.path === path)
  const candidates = own.length > 0 ? own : endpoints
  const allowed = METHODS.filter((method) => {
    const matching = candidates.some(
      (one) => (one.method === method || (method === 'HEAD' && one.method === 'GET')) && matches(one.path, path),
    )
    return matching || fastify.hasRoute({ method, url: path })
  })
  if (allowed.length > 0) {
    const message = `${request.method} is not possible here; ${allowed.join(', ')} ${allowed.length === 1 ? 'is' : 'are'}.`
    return new AppError('method_not_allowed', message, {
      problems: [{ code: 'METHOD_NOT_ALLOWED', message }],
      headers: { allow: allowed.join(', ') },
    })
  }
  const message = 'There is nothing at this path.'
  return new AppError('not_found', message, { problems: [{ code: 'NOT_FOUND', message }] })
}

function matches(pattern: string, path: string): boolean {
  const wanted = pattern.split('/')
  const given = path.split('/')
  return wanted.length === given.length && wanted.every((part, i) => part.startsWith('{') || part === given[i])
}

function register(fastify: FastifyInstance, one: Endpoint): void {
  const readQuery = queryReader(one.query ?? { type: 'object', additionalProperties: false })
  const checkBody = one.body ? checker(one.body) : null
  fastify.route({
    method: one.method,
    url: one.path.replace(/\{(\w+)\}/g, ':$1'),
    config: { endpoint: one },
    handler: async (request, reply) => {
      const actor = request.actor
      if (!actor) throw new Error('an endpoint was reached without an actor')
      const params = request.params as Record<string, string> // find-my-way gives strings
      for (const value of Object.values(params)) if (value.includes('\0')) throw badPath()
      const query = readQuery(queryOf(request.url))
      const problems = [...query.problems]
      const body = request.body
      if (checkBody && !(body === undefined && one.bodyOptional)) {
        if (body === undefined) problems.push({ code: 'MISSING', message: 'A JSON body is needed.' })
        else problems.push(...checkBody(body))
      } else if (!one.body && body !== undefined && !isEmptyObject(body)) {
        problems.push({ code: 'UNKNOWN_FIELD', message: 'No body is expected here.' })
      }
      const ifMatch = one.ifMatch ? versionOf(request.headers['if-match'], problems) : null
      if (one.ifMatch) problems.push(...versionProblems(one, body, ifMatch))
      if (one.check && body !== undefined && !Array.isArray(body) && typeof body === 'object' && body !== null) {
        const named = new Set(problems.map((problem) => problem.field))
        for (const problem of await one.check(body, { actor, params }))
          if (!named.has(problem.field)) problems.push(problem)
      }
      const key = one.method === 'POST' ? idempotencyKey(request.headers['idempotency-key'], problems) : null
      if (problems.length > 0) throw badRequest(problems)
      // Sent as it was kept, so that a replay is the same to the byte.
      let kept = null as StoredAnswer | null // set while the handler runs
      const onceFor: Once | undefined =
        key === null
          ? undefined
          : {
              path: endpointPath(request.url),
              key,
              bodyHash: createHash('sha256')
                .update(request.rawBody ?? '')
                .digest(),
              secret: one.secret === true,
              answer: (result) => {
                const answer = respond(one, result) as Answer // a POST with a key never streams
                kept = { ...shape(one, answer), incidentId: answer.incidentId ?? null }
                return kept
              },
            }
      const call: Call<undefined, undefined, undefined> = {
        actor: onceFor ? { ...actor, once: onceFor } : actor,
        params: params as unknown as undefined, // typed by the endpoint's own declaration
        query: query.value as unknown as undefined, // as above
        body: body as unknown as undefined, // as above
        ifMatch,
        ifNoneMatch: request.headers['if-none-match'] ?? null,
        signal: () => closing(reply),
        raw: { request, reply },
      }
      try {
        const result = await (one.handler as (call: unknown) => Promise<unknown>)(call) // erased by endpoint()
        if (reply.sent) return reply
        const answer = respond(one, result)
        if ('stream' in answer) return sendStream(answer, request, reply)
        const { status, headers, body: text } = kept ?? shape(one, answer)
        return reply.code(status).headers(headers).type('application/json; charset=utf-8').send(sendable(text))
      } catch (error) {
        if (!(error instanceof Replay)) throw error
        const { status, headers, body: text } = error.answer
        return reply
          .code(status)
          .headers(headers)
          .header('idempotency-replayed', 'true')
          .type('application/json; charset=utf-8')
          .send(text)
      }
    },
  })
}

function registerPublic(fastify: FastifyInstance, one: PublicEndpoint): void {
  const readQuery = queryReader({ type: 'object', additionalProperties: false })
  fastify.get(one.path, async (request, reply) => {
    const { problems } = readQuery(queryOf(request.url))
    if (problems.length > 0) throw badRequest(problems)
    const body = envelope({ data: one.handler(request) })
    return reply.header('cache-control', 'no-store').type('application/json; charset=utf-8').send(body)
  })
}

function respond(one: Endpoint, result: unknown): Answer | StreamAnswer {
  return one.respond ? one.respond(result) : (result as Answer | StreamAnswer) // without respond the handler's result is the answer
}

/** Aborted when the answer's connection closes. Made when asked for: it costs more than the rest of a small request. */
function closing(reply: FastifyReply): AbortSignal {
  const abort = new AbortController()
  reply.raw.once('close', () => abort.abort())
  return abort.signal
}

function isEmptyObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0
}

function sendStream(answer: StreamAnswer, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.code(answer.status ?? 200).headers(answer.headers)
  if (answer.stream === null) return reply.send()
  const stream = Readable.from(answer.stream, { objectMode: false, highWaterMark: 65_536 })
  // A failure midway must break the connection: an answer that ends well is complete.
  stream.once('error', (error) => {
    request.log.error({ err: error }, 'a streamed answer failed midway')
    reply.raw.destroy()
  })
  return reply.send(stream)
}

function shape(one: Endpoint, answer: Answer): { status: number; headers: Record<string, string>; body: string } {
  return { status: answer.status ?? one.status ?? 200, headers: answer.headers ?? {}, body: envelope(answer) }
}

/** Long texts as bytes: Node would copy them once more to put the headers before them. */
function sendable(text: string): string | Buffer {
  return text.length > 4096 ? Buffer.from(text) : text
}

function envelope(answer: Answer): string {
  const data = answer.data instanceof RawJson ? answer.data.text : JSON.stringify(answer.data)
  const message = answer.message === undefined ? '' : `,"message":${JSON.stringify(answer.message)}`
  const page = answer.page === undefined ? '' : `,"page":${JSON.stringify(answer.page)}`
  return `{"data":${data}${message}${page},"sent_at":"${new Date().toISOString()}"}`
}

function badRequest(problems: Problem[]): AppError {
  const [first] = problems
  const message =
    problems.length === 1 && first ? first.message : `${problems.length} things in this request need mending.`
  if (problems.length <= MOST_PROBLEMS) return new AppError('invalid', message, { problems })
  const rest = { code: 'AND_MORE', message: `${problems.length - MOST_PROBLEMS} more things wrong are not listed.` }
  return new AppError('invalid', message, { problems: [...problems.slice(0, MOST_PROBLEMS), rest] })
}

function badPath(): AppError {
  return badRequest([{ code: 'BAD_PATH', message: 'The path must not contain U+0000.' }])
}
