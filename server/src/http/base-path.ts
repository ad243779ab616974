/** A service below a path of its host: what it is asked, with the path or by a proxy that cuts it off, and where it leads. */
import type { FastifyInstance } from 'fastify'

/** The address of a request below the base path; as it is where a proxy has cut that off. */
export function withoutBase(url: string, basePath: string): string {
  if (basePath === '' || !url.startsWith(basePath)) return url
  const rest = url.slice(basePath.length)
  if (rest === '') return '/'
  if (rest.startsWith('/')) return rest
  return rest.startsWith('?') ? `/${rest}` : url
}

/** Addresses on this service that an answer leads to go on below the base path. */
export function leadBelow(fastify: FastifyInstance, basePath: string): void {
  if (basePath === '') return
  fastify.addHook('onSend', (_request, reply, _payload, done) => {
    const location = reply.getHeader('location')
    if (typeof location === 'string' && /^\/(?!\/)/.test(location)) reply.header('location', basePath + location)
    done()
  })
}
