// Serves /livez and /readyz.
import type { FastifyInstance } from 'fastify'

export type Readiness = {
  /** Resolves when the database answers and its schema is the one of this version; rejects with the reason. */
  check(): Promise<void>
  draining(): boolean
}

/** How long a readiness answer is good for: probes may come as often as they like. */
const FRESH_MS = 1000

/** /livez and /readyz: public, without a tenant, cheap however often they are asked. */
export function healthRoutes(fastify: FastifyInstance, readiness: Readiness): void {
  let last: { at: number; result: Promise<void> } | null = null
  fastify.get('/livez', async () => ({ status: 'ok' }))
  fastify.get('/readyz', async (request, reply) => {
    if (readiness.draining()) return reply.code(503).header('retry-after', '5').send({ status: 'draining' })
    if (!last || Date.now() - last.at > FRESH_MS) {
      const result = readiness.check()
      result.catch(() => {}) // answered below
      last = { at: Date.now(), result }
    }
    try {
      await last.result
      return { status: 'ready' }
    } catch (error) {
      request.log.warn({ err: error }, 'not ready')
      return reply.code(503).header('retry-after', '1').send({ status: 'database unavailable' })
    }
  })
}
