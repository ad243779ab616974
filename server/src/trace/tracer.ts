// Makes a span of each request.
import { AsyncLocalStorage } from 'node:async_hooks'
import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import type { Database } from '../database/database.ts'
import type { Sql } from '../database/sql.ts'
import { AppError } from '../errors.ts'
import { callerTrace } from '../http/trace-id.ts'
import type { Attributes, Exporter } from './export.ts'

export type Tracer = {
  /** A span for each request, in the caller's trace where there is one (W3C Trace Context). To be called before it listens. */
  mount(fastify: FastifyInstance): void
  /** The same database, with a span for each call made while a request is served. */
  database(database: Database): Database
  /** What ties a line of the log to the span it was written in. */
  logFields(): Record<string, string>
}

type Context = { traceId: string; spanId: string }
type Open = Context & { parentId: string | null; start: bigint }

/**
 * Makes spans of the requests of this process. Their content is bounded: no values, no tokens, no bodies. `share` (0 to 1) of those whose
 * caller began no trace are traced; probes and scrapers never are.
 */
export function createTracer(exporter: Exporter, share = 1): Tracer {
  const current = new AsyncLocalStorage<Context | null>()
  const requests = new WeakMap<IncomingMessage, Open>()

  const within = async <T>(name: string, attributes: Attributes, work: () => Promise<T>): Promise<T> => {
    const parent = current.getStore()
    if (!parent) return await work()
    const span: Open = { traceId: parent.traceId, spanId: newId(8), parentId: parent.spanId, start: now() }
    let failed = true
    try {
      const result = await current.run(span, work)
      failed = false
      return result
    } catch (error) {
      // What the caller did wrong is no fault of the database's.
      failed = !(error instanceof AppError) || error.code === 'unavailable'
      throw error
    } finally {
      exporter.add({
        ...span,
        name,
        kind: 'client',
        end: now(),
        attributes: { 'db.system.name': 'postgresql', ...attributes },
        failed,
      })
    }
  }

  return {
    mount: (fastify) => {
      // First of all listeners: what the others do for this request runs inside its span.
      fastify.server.prependListener('request', (request: IncomingMessage) => {
        const caller = callerTrace(request.headers['traceparent'])
        if (caller?.sampled === false || PROBES.has(pathOf(request)) || (!caller && !(Math.random() < share))) {
          current.enterWith(null)
          return
        }
        const { traceId, spanId: parentId } = caller ?? { traceId: newId(16), spanId: null }
        const span: Open = { traceId, spanId: newId(8), parentId, start: now() }
        requests.set(request, span)
        current.enterWith(span)
      })
      fastify.recordedTrace = (request) => requests.get(request)?.traceId
      fastify.addHook('onResponse', async (request, reply) => {
        const span = requests.get(request.raw)
        if (!span) return
        const route = request.routeOptions.url ?? '(none)'
        const attributes: Attributes = {
          'http.request.method': request.method,
          'http.route': route,
          'http.response.status_code': reply.statusCode,
          'tocsin.request_id': request.id,
          ...(request.actor ? { 'tocsin.tenant_id': request.actor.tenantId } : {}),
        }
        const name = `${request.method} ${route}`
        exporter.add({ ...span, name, kind: 'server', end: now(), attributes, failed: reply.statusCode >= 500 })
      })
    },
    database: (database) => ({
      ...database,
      read: (tenantId, statement) => within('read', queryOf([statement]), () => database.read(tenantId, statement)),
      lookup: (tenantId, statement) => within('read', queryOf([statement]), () => database.lookup(tenantId, statement)),
      reads: (tenantId, statements, keepPlans) =>
        within('read', queryOf(statements), () => database.reads(tenantId, statements, keepPlans)),
      scoped: (scope, statement) =>
        within(`read ${scope}`, queryOf([statement]), () => database.scoped(scope, statement)),
      transaction: (context, work) => within('transaction', {}, () => database.transaction(context, work)),
      scopedTransaction: (scope, work, context) =>
        within(`transaction ${scope}`, {}, () => database.scopedTransaction(scope, work, context)),
    }),
    logFields: () => {
      const context = current.getStore()
      return context ? { trace_id: context.traceId, span_id: context.spanId } : {}
    },
  }
}

/** Values of statements are parameters, so their text holds none. */
function queryOf(statements: readonly Sql[]): Attributes {
  const text = statements.map((statement) => statement.text).join(';\n')
  return { 'db.query.text': text.replace(/\s+/g, ' ').slice(0, 2000) }
}

/** What asks every few seconds and tells nothing. */
const PROBES = new Set(['/livez', '/readyz', '/metrics'])

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '').split('?', 1)[0] ?? ''
}

function newId(bytes: number): string {
  return randomBytes(bytes).toString('hex')
}

/** Unix nanoseconds, growing also where the clock of the machine is set back. */
function now(): bigint {
  return BigInt(Math.round((performance.timeOrigin + performance.now()) * 1000)) * 1000n
}
