// What is known of a request beside its bytes: who asks, which endpoint takes it, its path and query as the router reads them.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Actor } from '../permission.ts'
import type { Endpoint } from './route.ts'

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor | null
    endpoint: Endpoint | null
    /** The pattern of the path, or NO_ROUTE. */
    route: string
    rawBody: Buffer | null
    /** Give back what was taken for this request; null once it is over. */
    held: (() => void)[] | null
  }
}

/** What logs and metrics have in the place of a pattern where nothing took the path. */
export const NO_ROUTE = '(none)'

/** Makes room for the fields above on every request. */
export function decorateRequests(fastify: FastifyInstance): void {
  fastify.decorateRequest('actor', null)
  fastify.decorateRequest('endpoint', null)
  fastify.decorateRequest('route', NO_ROUTE)
  fastify.decorateRequest('rawBody', null)
  fastify.decorateRequest('held', null)
}

/** Keeps what was taken for a request until it is over; gives it back at once when it is over already. */
export function hold(request: FastifyRequest, giveBack: () => void): void {
  if (request.held) request.held.push(giveBack)
  else giveBack()
}

/** Gives back what was taken for a request. */
export function letGo(request: FastifyRequest): void {
  const held = request.held ?? []
  request.held = null
  for (const giveBack of held) giveBack()
}

/** Notes which endpoint and pattern the router chose; nothing is held for the request yet. */
export function noteRoute(request: FastifyRequest): void {
  // Once: routeOptions is built anew at each look.
  const { config, url } = request.routeOptions as { config: { endpoint?: Endpoint } | undefined; url?: string } // set where the routes are registered (dispatch.ts)
  request.endpoint = config?.endpoint ?? null
  request.route = url ?? NO_ROUTE
  request.held = []
}

/** Whether a token is needed: for every endpoint, however its path is spelled, and for what is not there under /v1. */
export function isApi(request: FastifyRequest): boolean {
  if (request.endpoint) return true
  const path = pathOf(request.url)
  return path === '/v1' || path.startsWith('/v1/')
}

/** The path as the router reads it: without a host before it, query or fragment, percent-decoded. */
export function pathOf(url: string): string {
  if (/^\/[\w./-]*$/.test(url)) return url // nearly all are
  const path = url.replace(/^https?:\/\/[^/?#]*/i, '').split(/[?#]/, 1)[0] ?? ''
  try {
    return decodeURI(path)
  } catch {
    return path
  }
}

/** The path as endpoints are named: one with a slash at its end is the one without, as the router has it. */
export function endpointPath(url: string): string {
  const path = pathOf(url)
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path
}

/** The query without its question mark; '' without one. */
export function queryOf(url: string): string {
  const [target = ''] = url.split('#', 1)
  const at = target.indexOf('?')
  return at < 0 ? '' : target.slice(at + 1)
}
