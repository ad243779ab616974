import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import helmet from '@fastify/helmet'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { Replay } from '../database/once.ts'
import { AppError, type Problem } from '../errors.ts'
import { uuid } from '../id.ts'
import { type Actor, authorize, type Once } from '../permission.ts'
import { Admission } from './admission.ts'
import { failureOf, isDefect } from './failure.ts'
import { JsonError, parseJson } from './json.ts'
import { type Answer, type Call, type Endpoint, RawJson, type StreamAnswer } from './route.ts'
import { checker, queryReader } from './validate.ts'

export type ServerOptions = {
  endpoints: Endpoint[]
  /** Turns the Authorization header into an Actor, or throws unauthenticated, forbidden or unavailable. */
  authenticate(authorization: string | undefined, requestId: string): Promise<Actor>
  log: FastifyBaseLogger
  trustProxy: boolean | string[]
  corsOrigins: string[]
  /** Requests per minute and user; null: no limit. */
  rateLimit: number | null
  /** Called for each finished request, for the metrics; the route is the pattern, never the path. */
  onAnswer?: (route: string, method: string, status: number, seconds: number) => void
}

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor | null
    endpoint: Endpoint | null
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

/** The HTTP side of the service: request ids, limits, strict JSON, authentication before anything is read, one way to answer. Knows no feature. */
export async function createServer(options: ServerOptions): Promise<Server> {
  const admission = new Admission(options.rateLimit)
  let draining = false
  const fastify = Fastify({
    loggerInstance: options.log,
    disableRequestLogging: true,
    trustProxy: options.trustProxy,
    bodyLimit: BODY_LIMIT,
    // Without both of these slow headers and slow bodies stay open for ever (reliability L5).
    requestTimeout: REQUEST_TIMEOUT_MS,
    http: { connectionsCheckingInterval: 1000, headersTimeout: REQUEST_TIMEOUT_MS, maxHeaderSize: 16_384 },
    keepAliveTimeout: 65_000,
    genReqId: uuid,
    routerOptions: { maxParamLength: 300, ignoreTrailingSlash: false, ignoreDuplicateSlashes: false },
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    exposeHeadRoutes: true,
    clientErrorHandler,
  })
  fastify.decorateRequest('actor', null)
  fastify.decorateRequest('endpoint', null)
  fastify.decorateRequest('rawBody', null)
  fastify.decorateRequest('leave', null)
  await fastify.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"], 'base-uri': ["'none'"], 'form-action': ["'none'"] } },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    hsts: false, // set below, only where the request came over TLS
  })
  acceptJsonOnly(fastify)

  fastify.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
    reply.header('permissions-policy', 'camera=(), geolocation=(), microphone=()')
    if (request.protocol === 'https') reply.header('strict-transport-security', 'max-age=31536000; includeSubDomains')
    if (draining) reply.header('connection', 'close')
    refuseDoubled(request)
    if (cors(request, reply, options.corsOrigins)) return reply.code(204).send()
    if (!isApi(request.url)) return
    reply.header('cache-control', 'no-store')
    request.actor = await options.authenticate(request.headers.authorization, request.id)
    const declared = request.routeOptions.config as { endpoint?: Endpoint } // set where the routes are registered below
    request.endpoint = declared.endpoint ?? null
    request.leave = admission.enter(request.actor, request.endpoint?.long === true, reply)
    if (request.endpoint && request.endpoint.permission !== 'signed_in') authorize(request.actor, request.endpoint.permission)
    const encoding = request.headers['content-encoding']
    if (encoding !== undefined && encoding !== 'identity') {
      const message = 'A compressed body is not accepted: send it as it is.'
      throw new AppError('unsupported_media_type', message, { problems: [{ code: 'UNSUPPORTED_ENCODING', message, field: 'Content-Encoding' }] })
    }
  })
  fastify.addHook('onResponse', async (request, reply) => {
    request.leave?.()
    request.leave = null
    const seconds = reply.elapsedTime / 1000
    const route = request.routeOptions.url ?? '(none)'
    options.onAnswer?.(route, request.method, reply.statusCode, seconds)
    const line = {
      method: request.method,
      route,
      status: reply.statusCode,
      duration_ms: Math.round(seconds * 100_000) / 100,
      ip: request.ip,
      ...(request.actor ? { tenant_id: request.actor.tenantId, user_id: request.actor.userId } : {}),
    }
    if (route.startsWith('/livez') || route.startsWith('/readyz') || route.startsWith('/metrics')) request.log.debug(line, 'answered')
    else request.log.info(line, 'answered')
  })
  // A client that goes away before its answer must not keep its place.
  fastify.addHook('onRequestAbort', async (request) => {
    request.leave?.()
    request.leave = null
  })
  fastify.setErrorHandler((error, request, reply) => sendFailure(error, request, reply))
  fastify.setNotFoundHandler((request, reply) => sendFailure(notHere(request, fastify, options.endpoints), request, reply))
  for (const one of options.endpoints) register(fastify, one)

  return {
    fastify,
    inFlight: () => admission.inFlight,
    drain: () => {
      draining = true
    },
  }
}

function isApi(url: string): boolean {
  return url === '/v1' || url.startsWith('/v1/') || url.startsWith('/v1?')
}

function sendFailure(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  if (isDefect(error)) request.log.error({ err: error }, 'a defect: the request failed with 500')
  else if (error instanceof AppError && error.code === 'unavailable') request.log.warn({ err: error.cause ?? error }, error.message)
  const failure = failureOf(error)
  if (reply.raw.headersSent) {
    reply.raw.destroy()
    return
  }
  for (const [name, value] of Object.entries(failure.headers)) reply.header(name, value)
  reply.code(failure.status).type('application/json; charset=utf-8').send(failure.body)
}

function acceptJsonOnly(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers()
  fastify.addContentTypeParser(['application/json', 'application/merge-patch+json'], { parseAs: 'buffer' }, (request, body, done) => {
    try {
      const given = request.headers['content-type'] ?? ''
      requireCharset(given)
      if (given.toLowerCase().startsWith('application/merge-patch+json') && !request.endpoint?.bodyTypes?.includes('application/merge-patch+json')) {
        throw unsupported('application/merge-patch+json belongs to PATCH; send application/json.')
      }
      const bytes = body as Buffer // parseAs: 'buffer'
      request.rawBody = bytes
      done(null, bytes.length === 0 ? undefined : parseJson(bytes))
    } catch (error) {
      done(error instanceof JsonError ? malformed(error) : (error as Error)) // parseJson and requireCharset throw Errors only
    }
  })
}

function requireCharset(contentType: string): void {
  const [, ...parameters] = contentType.split(';').map((part) => part.trim().toLowerCase())
  for (const parameter of parameters) {
    if (parameter === '' || parameter === 'charset=utf-8' || parameter === 'charset="utf-8"') continue
    throw unsupported('JSON is UTF-8 here: send Content-Type: application/json')
  }
}

function unsupported(message: string): AppError {
  return new AppError('unsupported_media_type', message, { problems: [{ code: 'UNSUPPORTED_MEDIA_TYPE', message }] })
}

function malformed(error: JsonError): AppError {
  const problem: Problem = { code: 'MALFORMED_JSON', message: error.message }
  if (error.field !== '') problem.field = error.field
  return new AppError('invalid', error.message, { problems: [problem] })
}

/** Node keeps the first of two such headers in silence; a proxy in front may go by the second. */
function refuseDoubled(request: FastifyRequest): void {
  const seen = new Set<string>()
  for (let i = 0; i < request.raw.rawHeaders.length; i += 2) {
    const name = request.raw.rawHeaders[i]?.toLowerCase() ?? ''
    if (name !== 'host' && name !== 'authorization' && name !== 'content-type' && name !== 'content-length' && name !== 'idempotency-key' && name !== 'if-match') continue
    if (seen.has(name)) {
      const message = `The header ${name} may be given once only.`
      throw new AppError('invalid', message, { problems: [{ code: 'REPEATED_HEADER', message, field: name }] })
    }
    seen.add(name)
  }
}

/** Answers a listed origin; true when this was its preflight. */
function cors(request: FastifyRequest, reply: FastifyReply, origins: string[]): boolean {
  if (origins.length === 0) return false
  reply.header('vary', 'Origin')
  const origin = request.headers.origin
  if (origin === undefined || !origins.includes(origin)) return false
  reply.header('access-control-allow-origin', origin)
  reply.header('access-control-expose-headers', 'ETag, Location, Retry-After, X-Request-Id, Idempotency-Replayed')
  if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined) return false
  reply.header('access-control-allow-methods', 'GET, POST, PUT, PATCH, DELETE')
  reply.header('access-control-allow-headers', 'Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Last-Event-ID')
  reply.header('access-control-max-age', '600')
  return true
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

function notHere(request: FastifyRequest, fastify: FastifyInstance, endpoints: Endpoint[]): AppError {
  const path = request.url.split('?')[0] ?? ''
  const allowed = METHODS.filter((method) => {
    const matching = endpoints.some((one) => (one.method === method || (method === 'HEAD' && one.method === 'GET')) && matches(one.path, path))
    return matching || fastify.hasRoute({ method, url: path })
  })
  if (allowed.length > 0) {
    const message = `${request.method} is not possible here; ${allowed.join(', ')} ${allowed.length === 1 ? 'is' : 'are'}.`
    return new AppError('method_not_allowed', message, { problems: [{ code: 'METHOD_NOT_ALLOWED', message }], headers: { allow: allowed.join(', ') } })
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
      const search = request.raw.url?.indexOf('?') ?? -1
      const query = readQuery(search < 0 ? '' : (request.raw.url?.slice(search + 1) ?? ''))
      const problems = [...query.problems]
      const body = request.body
      if (checkBody && !(body === undefined && one.bodyOptional)) {
        if (body === undefined) problems.push({ code: 'MISSING', message: 'A JSON body is needed.' })
        else problems.push(...checkBody(body))
      } else if (!one.body && body !== undefined && !isEmptyObject(body)) {
        problems.push({ code: 'UNKNOWN_FIELD', message: 'No body is expected here.' })
      }
      const ifMatch = one.ifMatch ? versionOf(request.headers['if-match'], problems) : null
      if (one.check && body !== undefined && !Array.isArray(body) && typeof body === 'object' && body !== null) {
        for (const problem of await one.check(body, { actor, params })) {
          if (!problems.some((other) => other.field === problem.field)) problems.push(problem)
        }
      }
      const key = one.method === 'POST' ? idempotencyKey(request.headers['idempotency-key'], problems) : null
      if (problems.length > 0) throw badRequest(problems)
      const onceFor: Once | undefined =
        key === null
          ? undefined
          : {
              path: request.url.split('?')[0] ?? '',
              key,
              bodyHash: createHash('sha256').update(request.rawBody ?? '').digest(),
              secret: one.secret === true,
              answer: (result) => {
                const answer = respond(one, result) as Answer // a POST with a key never streams
                return { ...shape(one, answer), incidentId: answer.incidentId ?? null }
              },
            }
      const abort = new AbortController()
      // Of the answer, not of the socket: a kept-alive connection serves many requests.
      reply.raw.once('close', () => abort.abort())
      const call: Call<undefined, undefined, undefined> = {
        actor: onceFor ? { ...actor, once: onceFor } : actor,
        params: params as unknown as undefined, // typed by the endpoint's own declaration
        query: query.value as unknown as undefined, // as above
        body: body as unknown as undefined, // as above
        ifMatch,
        ifNoneMatch: request.headers['if-none-match'] ?? null,
        signal: abort.signal,
        raw: { request, reply },
      }
      try {
        const result = await (one.handler as (call: unknown) => Promise<unknown>)(call) // erased by endpoint()
        if (reply.sent) return reply
        const answer = respond(one, result)
        if ('stream' in answer) return sendStream(answer, request, reply)
        const { status, headers, body: text } = shape(one, answer)
        return reply.code(status).headers(headers).type('application/json; charset=utf-8').send(text)
      } catch (error) {
        if (!(error instanceof Replay)) throw error
        const { status, headers, body: text } = error.answer
        return reply.code(status).headers(headers).header('idempotency-replayed', 'true').type('application/json; charset=utf-8').send(text)
      }
    },
  })
}

function respond(one: Endpoint, result: unknown): Answer | StreamAnswer {
  return one.respond ? one.respond(result) : (result as Answer | StreamAnswer) // without respond the handler's result is the answer
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
  const data = answer.data instanceof RawJson ? answer.data.text : JSON.stringify(answer.data)
  const message = answer.message === undefined ? '' : `,"message":${JSON.stringify(answer.message)}`
  const page = answer.page === undefined ? '' : `,"page":${JSON.stringify(answer.page)}`
  const body = `{"data":${data}${message}${page},"sent_at":"${new Date().toISOString()}"}`
  return { status: answer.status ?? one.status ?? 200, headers: answer.headers ?? {}, body }
}

function badRequest(problems: Problem[]): AppError {
  const [first] = problems
  const message = problems.length === 1 && first ? first.message : `${problems.length} things in this request need mending.`
  return new AppError('invalid', message, { problems })
}

function badPath(): AppError {
  return badRequest([{ code: 'BAD_PATH', message: 'The path must not contain U+0000.' }])
}

function versionOf(header: string | undefined, problems: Problem[]): number | null {
  if (header === undefined || header.trim() === '*') return null
  const match = /^"(\d{1,10})"$/.exec(header.trim())
  if (match && Number(match[1]) <= 2_147_483_647) return Number(match[1])
  problems.push({ code: 'BAD_HEADER', message: 'If-Match must be the ETag of the record: its occ_lock in double quotes.', field: 'If-Match' })
  return null
}

function idempotencyKey(header: string | string[] | undefined, problems: Problem[]): string | null {
  if (header === undefined) return null
  if (typeof header === 'string' && /^[\x21-\x7e]{1,255}$/.test(header)) return header
  problems.push({ code: 'BAD_HEADER', message: 'Idempotency-Key must be 1 to 255 visible ASCII characters.', field: 'Idempotency-Key' })
  return null
}

/** What Node's own parser refuses never reaches a route; it still answers in the envelope. */
function clientErrorHandler(error: Error & { code?: string }, socket: import('node:net').Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable || socket.destroyed) return
  const [status, words, code] =
    error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
      ? ['408 Request Timeout', 'The request took too long to arrive.', 'TIMEOUT']
      : error.code === 'HPE_HEADER_OVERFLOW'
        ? ['431 Request Header Fields Too Large', 'The headers are too large.', 'HEADERS_TOO_LARGE']
        : ['400 Bad Request', 'This is not a valid HTTP request.', 'BAD_REQUEST']
  const body = JSON.stringify({ message: words, errors: [{ code, message: words }], sent_at: new Date().toISOString() })
  socket.end(
    `HTTP/1.1 ${status}\r\nx-request-id: ${uuid()}\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  )
}
