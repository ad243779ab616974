// Stands in for a database that is still starting or away.
import { unavailable } from '../errors.ts'
import type { Database } from './database.ts'

/** A database that is on its way: until it arrives, whatever is asked of it fails with unavailable. */
export type PendingDatabase = Database & {
  /** From now on everything goes to this one. */
  arrive(database: Database): void
}

/** Lets the service be put together, and answer, while its database is starting or away. */
export function pendingDatabase(schema: string): PendingDatabase {
  let arrived: Database | null = null
  const missing = (): Promise<never> =>
    Promise.reject(unavailable('The service is starting: its database is not there yet.', 2))
  const listeners: ((tenantId: string | null) => void)[] = []
  const wake = (tenantId: string | null): void => {
    for (const listen of listeners) listen(tenantId)
  }
  return {
    arrive: (database) => {
      arrived = database
      database.onWake(wake)
    },
    onWake: (listener) => {
      listeners.push(listener)
    },
    wake,
    // No wrapping of promises in promises: every read comes through here.
    read: (tenantId, statement) => arrived?.read(tenantId, statement) ?? missing(),
    lookup: (tenantId, statement) => arrived?.lookup(tenantId, statement) ?? missing(),
    reads: (tenantId, statements, keepPlans) => arrived?.reads(tenantId, statements, keepPlans) ?? missing(),
    transaction: (context, work) => arrived?.transaction(context, work) ?? missing(),
    scoped: (scope, statement) => arrived?.scoped(scope, statement) ?? missing(),
    scopedTransaction: (scope, work, context) => arrived?.scopedTransaction(scope, work, context) ?? missing(),
    connect: () => arrived?.connect() ?? missing(),
    schema,
    get serviceRole() {
      return arrived?.serviceRole ?? null
    },
    pool: () => arrived?.pool() ?? { total: 0, idle: 0, waiting: 0, max: 0 },
    close: async () => await arrived?.close(),
  }
}
