// A database that tells of what is written through it.
import type { Database } from '../database/database.ts'

/** The same database; after each commit `news` hears which tenant's log has grown, null for every tenant's. */
export function waking(database: Database, news: (tenantId: string | null) => void): Database {
  return {
    ...database,
    transaction: async (actor, work) => {
      const result = await database.transaction(actor, work)
      news(actor.tenantId)
      return result
    },
    scopedTransaction: async (scope, work, actor) => {
      const result = await database.scopedTransaction(scope, work, actor)
      // Definitions belong to the instance: a change of them is in the log of every tenant.
      if (scope === 'instance') news(null)
      return result
    },
  }
}
