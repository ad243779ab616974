// Lets pages of the origins in CORS_ORIGINS call the API.
import type { FastifyReply, FastifyRequest } from 'fastify'

const EXPOSED_HEADERS = 'ETag, Location, Retry-After, X-Request-Id, Idempotency-Replayed, Tocsin-Epoch, Tocsin-Position'
const ALLOWED_METHODS = 'GET, POST, PUT, PATCH, DELETE'
const ALLOWED_HEADERS =
  'Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Last-Event-ID, Tocsin-Via'

/** Sets the headers a listed origin needs; true when the request was its preflight and nothing else is to be answered. */
export function cors(request: FastifyRequest, reply: FastifyReply, origins: readonly string[]): boolean {
  if (origins.length === 0) return false
  reply.header('vary', 'Origin')
  const origin = request.headers.origin
  if (origin === undefined || !origins.includes(origin)) return false
  reply.header('access-control-allow-origin', origin)
  reply.header('access-control-expose-headers', EXPOSED_HEADERS)
  if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined) return false
  reply.header('access-control-allow-methods', ALLOWED_METHODS)
  reply.header('access-control-allow-headers', ALLOWED_HEADERS)
  reply.header('access-control-max-age', '600')
  return true
}
