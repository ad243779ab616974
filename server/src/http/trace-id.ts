/** Which trace a request belongs to. */
import type { IncomingMessage } from 'node:http'
import type { FastifyRequest } from 'fastify'

declare module 'fastify' {
  interface FastifyInstance {
    /** The trace this service records a request in, where it records any. */
    recordedTrace?: (request: IncomingMessage) => string | undefined
  }
}

/** The trace of a request: the one recorded here, else the caller's (W3C Trace Context), else the id of the request stands for it. */
export function traceIdOf(request: FastifyRequest): string {
  return (
    request.server.recordedTrace?.(request.raw) ?? callerTrace(request.headers['traceparent'])?.traceId ?? request.id
  )
}

/** What a traceparent header says: trace, calling span and flags (16 hexadecimal digits and their like); null without a valid one. */
export function callerTrace(
  header: string | string[] | undefined,
): { traceId: string; spanId: string; sampled: boolean } | null {
  const match =
    typeof header === 'string'
      ? /^[0-9a-e][0-9a-f]-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-|$)/.exec(header)
      : null
  const [, traceId = '', spanId = '', flags = ''] = match ?? []
  if (!match || /^0+$/.test(traceId) || /^0+$/.test(spanId)) return null
  return { traceId, spanId, sampled: (Number.parseInt(flags, 16) & 1) === 1 }
}
