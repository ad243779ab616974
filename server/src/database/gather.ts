import type { Row } from './batch.ts'
import type { Sql } from './sql.ts'

/** A statement that finds its rows by key, in the name of a tenant. */
export type Lookup = { tenantId: string; statement: Sql }
type Waiting = Lookup & { resolve: (rows: Row[]) => void; reject: (error: unknown) => void }

export type GatherOptions = {
  /** So many round trips at a time; what comes meanwhile waits for one of them to end, and shares the next. */
  mostRoundTrips: number
  /** Runs lookups in one round trip; gives the rows of each. */
  together(lookups: readonly Lookup[]): Promise<Row[][]>
  /** Runs one alone. */
  alone(lookup: Lookup): Promise<Row[]>
  /** Whether lookups that failed together with this error may do better each on its own. */
  separable(error: unknown): boolean
}

/** A lookup waits for those before it in its round trip: few enough that this is less than the round trip itself. */
const MOST_TOGETHER = 8

/**
 * Lookups of several requests in one round trip. To look up one row costs PostgreSQL less than to be woken for it, and this process less
 * than to write to a socket and read from it: those that came in the same turn of the event loop go together. Nothing waits for company.
 */
export class Gather {
  readonly #options: GatherOptions
  readonly #waiting: Waiting[] = []
  #running = 0
  #planned = false

  constructor(options: GatherOptions) {
    this.#options = options
  }

  /** Rejects with what this lookup would have failed with alone. */
  run(tenantId: string, statement: Sql): Promise<Row[]> {
    const { promise, resolve, reject } = Promise.withResolvers<Row[]>()
    this.#waiting.push({ tenantId, statement, resolve, reject })
    this.#plan()
    return promise
  }

  #plan(): void {
    if (this.#planned || this.#running >= this.#options.mostRoundTrips) return
    this.#planned = true
    // After the requests that are being read from their sockets just now.
    setImmediate(() => {
      this.#planned = false
      for (;;) {
        const free = this.#options.mostRoundTrips - this.#running
        if (this.#waiting.length === 0 || free === 0) return
        void this.#send(this.#waiting.splice(0, Math.min(MOST_TOGETHER, Math.ceil(this.#waiting.length / free))))
      }
    })
  }

  async #send(group: Waiting[]): Promise<void> {
    this.#running++
    try {
      const found = await this.#options.together(group)
      for (const [i, { resolve }] of group.entries()) resolve(found[i] ?? [])
    } catch (error) {
      const separate = group.length > 1 && this.#options.separable(error)
      for (const one of group) {
        if (separate) this.#options.alone(one).then(one.resolve, one.reject)
        else one.reject(error)
      }
    } finally {
      this.#running--
      if (this.#waiting.length > 0) this.#plan()
    }
  }
}
