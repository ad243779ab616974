// Gathers lookups of several requests into one round trip.
import { AppError } from '../errors.ts'
import type { Row } from './batch.ts'
import type { Sql } from './sql.ts'

/** A statement that finds its rows by key, in the name of a tenant. */
export type Lookup = { tenantId: string; statement: Sql }
type Waiting = Lookup & { resolve: (rows: Row[]) => void; reject: (error: unknown) => void }

/** Runs lookups in one round trip; gives the rows of each. */
export type RunTogether = (lookups: readonly Lookup[]) => Promise<Row[][]>

/** A lookup waits for those before it in its round trip: few enough that this is less than the round trip itself. */
const MOST_TOGETHER = 8

/**
 * Lookups of several requests in one round trip. To look up one row costs PostgreSQL less than to be woken for it, and this process less
 * than to write to a socket and read from it: those that came in the same turn of the event loop go together. Nothing waits for company.
 */
export class LookupBatcher {
  readonly #together: RunTogether
  #waiting: Waiting[] = []

  constructor(together: RunTogether) {
    this.#together = together
  }

  /** Rejects with what this lookup fails with, or what keeps the database from answering. */
  run(tenantId: string, statement: Sql): Promise<Row[]> {
    const { promise, resolve, reject } = Promise.withResolvers<Row[]>()
    // After the requests that are being read from their sockets just now.
    if (this.#waiting.length === 0) setImmediate(() => this.#flush())
    this.#waiting.push({ tenantId, statement, resolve, reject })
    return promise
  }

  #flush(): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (let i = 0; i < waiting.length; i += MOST_TOGETHER) void this.#send(waiting.slice(i, i + MOST_TOGETHER))
  }

  async #send(group: Waiting[]): Promise<void> {
    try {
      const found = await this.#together(group)
      for (const [i, { resolve }] of group.entries()) resolve(found[i] ?? [])
    } catch (error) {
      if (group.length === 1 || (error instanceof AppError && error.code === 'unavailable'))
        for (const { reject } of group) reject(error)
      // One of them is no good, and none has an answer: each goes on its own.
      else for (const one of group) void this.#send([one])
    }
  }
}
