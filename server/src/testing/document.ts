// The endpoints and the API document, without a service behind them.
import { createBudgets } from '../admission/budgets.ts'
import { apiDocument } from '../api.ts'
import { declareEndpoints } from '../app/endpoints.ts'
import { readConfig } from '../config.ts'
import { consoleEndpoints } from '../console/routes.ts'
import type { Database } from '../database/database.ts'
import type { OpenApiDocument } from '../http/openapi.ts'
import type { Endpoint } from '../http/route.ts'
import { createPolls } from '../log/poll.ts'
import { createStreams } from '../log/stream.ts'
import { Wake } from '../log/wake.ts'
import { createTarget } from '../webhook/target.ts'

/** Every endpoint there can be, declared without anything behind them: to be described, never called. */
export function inertEndpoints(): Endpoint[] {
  // With no variable set the embedded provider is in use, so its accounts are among them.
  const [database, wake, draining] = [inertDatabase(), new Wake(), new AbortController().signal]
  const streams = createStreams({ database, wake, recheck: async () => false, draining, notices: null })
  const budgets = createBudgets(1)
  return declareEndpoints({
    config: readConfig({}),
    database,
    polls: createPolls({ database, wake, budgets }),
    streams,
    budgets,
    target: createTarget({ allowPrivate: false, resolve: async () => [] }),
    draining,
  })
}

/** The document of those endpoints, without a database. */
export function inertDocument(): OpenApiDocument {
  return apiDocument(inertEndpoints(), consoleEndpoints(readConfig({})))
}

function inertDatabase(): Database {
  const refuse = () => {
    throw new Error('these endpoints are described, not served')
  }
  return {
    read: refuse,
    lookup: refuse,
    reads: refuse,
    transaction: refuse,
    scoped: refuse,
    scopedTransaction: refuse,
    connect: refuse,
    pool: refuse,
    close: refuse,
    onWake: () => {},
    wake: () => {},
    schema: '',
    serviceRole: null,
  }
}
