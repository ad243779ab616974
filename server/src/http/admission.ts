// Admission control: how much work is taken on at once.
import type { FastifyReply } from 'fastify'
import { AppError, unavailable } from '../errors.ts'
import type { Actor } from '../permission.ts'

/** Requests in flight in this process before new ones are turned away at once, so that those accepted still end in time. */
const MOST = 2000
/** The same for one tenant: one tenant's flood leaves room for the others. The contract promises 128. */
const MOST_OF_A_TENANT = 1000
const WINDOW_MS = 60_000

/** Admission control: bounded work per process and tenant, and RATE_LIMIT per user. */
export class Admission {
  inFlight = 0
  readonly #ofTenant = new Map<string, number>()
  readonly #windows = new Map<string, { start: number; count: number }>()
  readonly #rateLimit: number | null

  constructor(rateLimit: number | null) {
    this.#rateLimit = rateLimit
  }

  /** Takes a place; gives the function that leaves it. Long-lived requests are counted by those who serve them. */
  enter(actor: Actor, long: boolean, reply: FastifyReply): () => void {
    if (this.#rateLimit !== null) this.#limit(actor, this.#rateLimit, reply)
    if (long) return () => {}
    const ofTenant = this.#ofTenant.get(actor.tenantId) ?? 0
    if (this.inFlight >= MOST || ofTenant >= MOST_OF_A_TENANT) {
      throw unavailable('The service has more requests than it can answer in time; try again in a moment.', 1)
    }
    this.inFlight++
    this.#ofTenant.set(actor.tenantId, ofTenant + 1)
    let left = false
    return () => {
      if (left) return
      left = true
      this.inFlight--
      const rest = (this.#ofTenant.get(actor.tenantId) ?? 1) - 1
      if (rest === 0) this.#ofTenant.delete(actor.tenantId)
      else this.#ofTenant.set(actor.tenantId, rest)
    }
  }

  #limit(actor: Actor, limit: number, reply: FastifyReply): void {
    const now = Date.now()
    const key = `${actor.tenantId}\n${actor.userId}`
    let window = this.#windows.get(key)
    if (!window || now - window.start >= WINDOW_MS) {
      if (this.#windows.size > 100_000) this.#windows.clear() // memory stays bounded whatever comes
      window = { start: now, count: 0 }
      this.#windows.set(key, window)
    }
    window.count++
    const reset = Math.max(1, Math.ceil((window.start + WINDOW_MS - now) / 1000))
    reply.header('ratelimit-limit', String(limit))
    reply.header('ratelimit-remaining', String(Math.max(0, limit - window.count)))
    reply.header('ratelimit-reset', String(reset))
    if (window.count <= limit) return
    const message = `More than ${limit} requests in a minute; try again in ${reset} s.`
    throw new AppError('rate_limited', message, {
      problems: [{ code: 'RATE_LIMITED', message }],
      headers: { 'retry-after': String(reset) },
    })
  }
}
