/** A value fetched from elsewhere now and then, which stays good while its origin is away. */
import type { FastifyBaseLogger } from 'fastify'
import { AppError, unavailable } from '../errors.ts'

export type Log = Pick<FastifyBaseLogger, 'debug' | 'info' | 'warn' | 'error'>

export type SourceOptions<T> = {
  /** What it is, for the log and for callers: "The keys of the identity provider". */
  what: string
  load: () => Promise<T>
  /** At least so long from the start of one load to the next. */
  intervalMs: number
  /** Older than this it is loaded anew behind the caller's back. */
  refreshAfterMs: number
  /** Older than this a caller waits for the new one, unless the origin is known to be away. */
  maxAgeMs: number
  log: Log
  now?: () => number
}

/** Something fetched now and then, single-flight, which stays good for as long as its origin is away (reliability L17, R18). */
export type Source<T> = {
  /**
   * The value, loaded anew when `satisfies` does not hold for the one at hand, though not more often than the interval
   * allows. Throws unavailable only when it never could be loaded.
   */
  get(satisfies: (value: T) => Promise<boolean>): Promise<T>
}

/** While there is nothing at hand, the origin is asked at most this often. */
const FIRST_INTERVAL_MS = 1000

export function createSource<T>(options: SourceOptions<T>): Source<T> {
  const now = options.now ?? Date.now
  let held: { value: T } | null = null
  let loadedAt = 0
  let triedAt = Number.NEGATIVE_INFINITY
  let failed: unknown = null
  let running: Promise<void> | null = null

  const load = (): Promise<void> => {
    if (running) return running
    triedAt = now()
    running = options
      .load()
      .then((value) => {
        if (failed !== null) options.log.info(`${options.what}: loaded again`)
        held = { value }
        loadedAt = now()
        failed = null
      })
      .catch((error: unknown) => {
        failed = error
        options.log.warn({ err: error }, `${options.what} cannot be loaded${held ? '; the last ones stay in use' : ''}`)
      })
      .finally(() => {
        running = null
      })
    return running
  }

  return {
    get: async (satisfies) => {
      if (held === null) {
        if (running || now() - triedAt >= FIRST_INTERVAL_MS) await load()
        const first = held as { value: T } | null // load() sets it, which control flow can't see
        if (first) return first.value
        throw failed instanceof AppError ? failed : unavailable(`${options.what} cannot be loaded just now.`, 5, failed)
      }
      const allowed = now() - triedAt >= options.intervalMs
      const age = now() - loadedAt
      if (!(await satisfies(held.value))) {
        if (running || allowed) await load()
      } else if (age > options.maxAgeMs && failed === null && (running || allowed)) {
        await load()
      } else if (age > options.refreshAfterMs && allowed) {
        void load()
      }
      return held.value
    },
  }
}
