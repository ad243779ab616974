// Answers for paths and methods that no endpoint takes: 404, or 405 with what is allowed.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'
import { endpointPath } from './request.ts'
import type { Endpoint } from './route.ts'

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

/** Paths without a parameter, for namesAnother(). */
export function literalPaths(endpoints: readonly Endpoint[]): ReadonlySet<string> {
  return new Set(endpoints.map((one) => one.path).filter((path) => !path.includes('{')))
}

/** Whether the path is one of its own, and a parameter only took its last word for an id (DELETE /v1/incident/events). */
export function namesAnother(request: FastifyRequest, literal: ReadonlySet<string>): boolean {
  return request.endpoint?.path.includes('{') === true && literal.has(endpointPath(request.url))
}

/** method_not_allowed when the path takes other methods, else not_found. */
export function notHere(request: FastifyRequest, fastify: FastifyInstance, endpoints: readonly Endpoint[]): AppError {
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
