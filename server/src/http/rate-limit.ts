/** RATE_LIMIT: requests of a person in a minute, whatever tokens they come with and whichever process they reach. */
import type { FastifyReply } from 'fastify'
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { AppError } from '../errors.ts'
import type { Actor } from '../permission.ts'

const WINDOW_SECONDS = 60
/** People remembered; whoever is forgotten takes a new lot. */
const MOST = 100_000

/** What this process knows of somebody's minute: requests of its lot that are left, and those that no process has taken. */
type Window = { left: number; untaken: number; endsAt: number }

/**
 * Counts requests. A process takes them from the database in lots, a quarter of what is left: so together they never let more through,
 * and few requests have to ask.
 */
export class RateLimit {
  readonly #database: Database
  readonly #limit: number
  readonly #windows = new Map<string, Window>()
  readonly #taking = new Map<string, Promise<void>>()

  constructor(database: Database, limit: number) {
    this.#database = database
    this.#limit = limit
  }

  /** Counts one request, and says in the answer's headers what is left. Throws rate_limited, unavailable (no database). */
  async count(actor: Actor, reply: FastifyReply): Promise<void> {
    const person = actor.person ?? actor.userId
    const key = `${actor.tenantId}\n${person}`
    for (;;) {
      const window = this.#windows.get(key)
      if (window && performance.now() < window.endsAt && window.left + window.untaken === 0)
        throw this.#refuse(window, reply)
      if (window && performance.now() < window.endsAt && window.left > 0) {
        window.left--
        this.#tell(window, reply)
        return
      }
      await this.#takeLot(key, actor.tenantId, person)
    }
  }

  async #takeLot(key: string, tenantId: string, person: string): Promise<void> {
    const taking =
      this.#taking.get(key) ?? this.#ask(key, tenantId, person).finally(() => void this.#taking.delete(key))
    this.#taking.set(key, taking)
    await taking
  }

  async #ask(key: string, tenantId: string, person: string): Promise<void> {
    const limit = this.#limit
    const first = Math.max(1, Math.floor(limit / 4))
    const [row] = await this.#database.scoped(
      'follower',
      sql`insert into request_lot as l (tenant_id, person, ends_at, taken, lot)
          values (${tenantId}, ${person}, now() + make_interval(secs => ${WINDOW_SECONDS}), ${first}, ${first})
          on conflict (tenant_id, person) do update set (ends_at, taken, lot) = (
            select n.ends_at, n.taken + n.lot, n.lot from (
              select w.ends_at, w.taken, case when w.taken >= ${limit} then 0 else greatest(1, (${limit} - w.taken) / 4) end as lot from (
                select case when l.ends_at > now() then l.ends_at else excluded.ends_at end as ends_at,
                  case when l.ends_at > now() then l.taken else 0 end as taken) w) n)
          returning lot, taken, extract(epoch from ends_at - now())::float8 as seconds`,
    )
    const before = this.#windows.get(key)
    const left = before && performance.now() < before.endsAt ? before.left : 0
    if (this.#windows.size >= MOST) this.#windows.clear() // memory stays bounded whatever comes
    this.#windows.set(key, {
      left: left + Number(row?.['lot']),
      untaken: Math.max(0, limit - Number(row?.['taken'])),
      endsAt: performance.now() + 1000 * Number(row?.['seconds']),
    })
  }

  #tell({ left, untaken, endsAt }: Window, reply: FastifyReply): number {
    const reset = Math.max(1, Math.ceil((endsAt - performance.now()) / 1000))
    reply.header('ratelimit-limit', String(this.#limit))
    reply.header('ratelimit-remaining', String(left + untaken))
    reply.header('ratelimit-reset', String(reset))
    return reset
  }

  #refuse(window: Window, reply: FastifyReply): AppError {
    const reset = this.#tell(window, reply)
    const message = `More than ${this.#limit} requests in a minute; try again in ${reset} s.`
    return new AppError('rate_limited', message, {
      problems: [{ code: 'RATE_LIMITED', message }],
      headers: { 'retry-after': String(reset) },
    })
  }
}

/** Forgets minutes that are over. Needs the scope follower. */
export const sweepLots = sql`delete from request_lot where (tenant_id, person) in
  (select tenant_id, person from request_lot where ends_at < now() limit 1000 for update skip locked) returning 1 as gone`
