// Routes requests to endpoints: checks path, query, body and headers against what the endpoint declares, calls it, sends its answer.
import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Budgets } from '../admission/budgets.ts'
import { Replay } from '../database/idempotency.ts'
import { collect, invalid, type Problem } from '../errors.ts'
import type { Actor, Idempotency, StoredAnswer } from '../permission.ts'
import { envelope, inTurn, sendShaped, sendStream, shape, sizeOf } from './answer.ts'
import { isEmptyObject } from './body.ts'
import { doorOf, idempotencyKey, versionOf, versionProblems } from './preconditions.ts'
import { endpointPath, hold, queryOf } from './request.ts'
import type { Answer, Call, Endpoint, PublicEndpoint, StreamAnswer } from './route.ts'
import type { Takers } from './taken.ts'
import { checker, queryReader } from './validate.ts'

/** Of a path under an Idempotency-Key; paths of endpoints with ids in them have at most 150. */
const MOST_PATH_BYTES = 500

/** What a request asks of an endpoint, found valid. */
type Asked = {
  actor: Actor
  params: Record<string, string>
  query: Record<string, unknown>
  ifMatch: number | null
  /** The Idempotency-Key; null without one. */
  key: string | null
}

export type DispatchParts = { budgets: Budgets; takers: Takers }

/** Makes an endpoint reachable. */
export function registerEndpoint(fastify: FastifyInstance, one: Endpoint, parts: DispatchParts): void {
  const read = requestReader(one)
  fastify.route({
    method: one.method,
    url: one.path.replace(/\{(\w+)\}/g, ':$1'),
    config: { endpoint: one },
    handler: async (request, reply) => {
      const asked = await read(request)
      const send = one.costly
        ? await inPlace(parts.budgets, asked.actor, request, () => answerTo(one, asked, request, reply, parts))
        : await answerTo(one, asked, request, reply, parts)
      return send()
    },
  })
}

/** Does costly work in a place of the tenant, kept until the answer may be sent: what waits for that is in memory. */
async function inPlace<T>(budgets: Budgets, actor: Actor, request: FastifyRequest, work: () => Promise<T>): Promise<T> {
  const leave = await budgets.costly.take(actor.tenantId)
  hold(request, leave)
  try {
    return await work()
  } finally {
    leave()
  }
}

/** Makes an endpoint that needs no token reachable. */
export function registerPublic(fastify: FastifyInstance, one: PublicEndpoint): void {
  const readQuery = queryReader({ type: 'object', additionalProperties: false })
  fastify.get(one.path, async (request, reply) => {
    const { problems } = readQuery(queryOf(request.url))
    if (problems.length > 0) throw invalid(problems)
    const body = envelope({ data: one.handler(request) })
    return reply.header('cache-control', 'no-store').type('application/json; charset=utf-8').send(body)
  })
}

/** Reads requests to one endpoint. The reader throws invalid, with all that is wrong. */
function requestReader(one: Endpoint): (request: FastifyRequest) => Promise<Asked> {
  const readQuery = queryReader(one.query ?? { type: 'object', additionalProperties: false })
  const checkBody = one.body ? checker(one.body) : null
  return async (request) => {
    const { actor, body } = request
    if (!actor) throw new Error('an endpoint was reached without an actor')
    const params = request.params as Record<string, string> // find-my-way gives strings
    for (const value of Object.values(params))
      if (value.includes('\0')) throw invalid([{ code: 'BAD_PATH', message: 'The path must not contain U+0000.' }])
    const query = readQuery(queryOf(request.url))
    const problems = [...query.problems, ...bodyProblems(one, checkBody, body)]
    const ifMatch = one.ifMatch ? versionOf(request.headers['if-match'], problems) : null
    if (one.ifMatch) collect(problems, versionProblems(one, body, ifMatch))
    if (one.check && !Array.isArray(body) && typeof body === 'object' && body !== null) {
      const named = new Set(problems.map((problem) => problem.field))
      const found = await one.check(body, { actor, params })
      collect(
        problems,
        found.filter((problem) => !named.has(problem.field)),
      )
    }
    const key = one.method === 'POST' ? idempotencyKey(request.headers['idempotency-key'], problems) : null
    if (problems.length > 0) throw invalid(problems)
    return { actor, params, query: query.value, ifMatch, key }
  }
}

function bodyProblems(one: Endpoint, check: ReturnType<typeof checker> | null, body: unknown): Problem[] {
  if (body === undefined) {
    if (!check || one.bodyOptional) return []
    return [{ code: 'MISSING', message: 'A JSON body is needed.' }]
  }
  if (check) return check(body)
  return isEmptyObject(body) ? [] : [{ code: 'UNKNOWN_FIELD', message: 'No body is expected here.' }]
}

/** Makes the answer and waits until it may be sent; gives what sends it. (A reply is a thenable that waits for its reader: never await one.) */
async function answerTo(
  one: Endpoint,
  asked: Asked,
  request: FastifyRequest,
  reply: FastifyReply,
  { budgets, takers }: DispatchParts,
): Promise<() => FastifyReply> {
  // Sent as it was kept, so that a replay is the same to the byte.
  let kept = null as StoredAnswer | null // set while the handler runs
  const idempotency = idempotencyOf(one, asked.key, request, (answer) => {
    kept = answer
  })
  const call: Call<undefined, undefined, undefined> = {
    actor: asked.actor,
    context: {
      actor: asked.actor,
      requestId: request.id,
      via: doorOf(request.headers['tocsin-via']),
      ...(idempotency ? { idempotency } : {}),
    },
    params: asked.params as unknown as undefined, // typed by the endpoint's own declaration
    query: asked.query as unknown as undefined, // as above
    body: request.body as unknown as undefined, // as above
    ifMatch: asked.ifMatch,
    ifNoneMatch: request.headers['if-none-match'] ?? null,
    signal: () => closing(reply),
    raw: { request, reply },
  }
  try {
    const result = await (one.handler as (call: unknown) => Promise<unknown>)(call) // erased by endpoint()
    if (reply.sent) return () => reply
    const answer = respond(one, result)
    if ('stream' in answer) {
      if (answer.stream === null) return () => sendStream(answer, request, reply)
      const stream = inTurn(answer.stream, {
        place: () => budgets.costly.take(asked.actor.tenantId),
        room: (bytes) => takers.count(request, reply, bytes),
      })
      return () => sendStream({ ...answer, stream }, request, reply)
    }
    const shaped = kept ?? shape(one, answer)
    await takers.admit(request, reply, sizeOf(shaped))
    return () => sendShaped(shaped, reply)
  } catch (error) {
    if (!(error instanceof Replay)) throw error
    await takers.admit(request, reply, sizeOf(error.answer))
    return () => sendShaped(error.answer, reply.header('idempotency-replayed', 'true'))
  }
}

/** What makes a request with an Idempotency-Key happen once; `keep` is told the answer that is kept. */
function idempotencyOf(
  one: Endpoint,
  key: string | null,
  request: FastifyRequest,
  keep: (answer: StoredAnswer) => void,
): Idempotency | undefined {
  if (key === null) return undefined
  return {
    path: keptPath(endpointPath(request.url)),
    key,
    bodyHash: createHash('sha256')
      .update(request.rawBody ?? '')
      .digest(),
    secret: one.secret === true,
    answer: (result) => {
      const answer = respond(one, result) as Answer // a POST with a key never streams
      const stored = { ...shape(one, answer), incidentId: answer.incidentId ?? null }
      keep(stored)
      return stored
    },
  }
}

/** The path as part of an index's key, whose rows PostgreSQL bounds: a longer one stands as its hash. */
function keptPath(path: string): string {
  if (Buffer.byteLength(path) <= MOST_PATH_BYTES) return path
  return `sha256:${createHash('sha256').update(path).digest('hex')}`
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
