// Lists the routes of the router.
import type { FastifyInstance } from 'fastify'

/** Every route of the router as "GET /v1/incident/{id}", HEAD beside GET left out: read from the tree Fastify prints. */
export function pathsOf(fastify: FastifyInstance): string[] {
  const routes: string[] = []
  const above: string[] = []
  for (const line of fastify.printRoutes({ commonPrefix: false }).split('\n')) {
    const found = /^((?:[│ ] {3})*)[├└]── (.*?)(?: \(([A-Z, ]+)\))?$/.exec(line)
    if (!found) continue
    const [, indent = '', part = '', methods = ''] = found
    above.length = indent.length / 4
    above.push(part)
    const path = above.join('').replace(/:(\w+)/g, '{$1}')
    for (const method of methods.split(', ')) if (method !== '' && method !== 'HEAD') routes.push(`${method} ${path}`)
  }
  return routes
}
