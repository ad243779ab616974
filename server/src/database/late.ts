import { unavailable } from '../errors.ts'
import type { Database } from './database.ts'

/** A database that is on its way: until it arrives, whatever is asked of it fails with unavailable. */
export type LateDatabase = Database & {
  /** From now on everything goes to this one. */
  arrive(database: Database): void
}

/** Lets the service be put together, and answer, while its database is starting or away. */
export function lateDatabase(schema: string): LateDatabase {
  let arrived: Database | null = null
  const there = (): Database => {
    if (arrived === null) throw unavailable('The service is starting: its database is not there yet.', 2)
    return arrived
  }
  return {
    arrive: (database) => {
      arrived = database
    },
    // Each is async, so that its caller gets a rejection and not a throw.
    read: async (tenantId, statement) => await there().read(tenantId, statement),
    reads: async (tenantId, statements) => await there().reads(tenantId, statements),
    transaction: async (actor, work) => await there().transaction(actor, work),
    scoped: async (scope, statement) => await there().scoped(scope, statement),
    scopedTransaction: async (scope, work, actor) => await there().scopedTransaction(scope, work, actor),
    connect: async () => await there().connect(),
    schema,
    get serviceRole() {
      return arrived?.serviceRole ?? null
    },
    pool: () => arrived?.pool() ?? { total: 0, idle: 0, waiting: 0, max: 0 },
    close: async () => await arrived?.close(),
  }
}
