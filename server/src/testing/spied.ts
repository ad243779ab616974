// A service whose SQL statements a test can read.
import pino from 'pino'
import { createApp } from '../app.ts'
import { commitStatements } from '../database/commit.ts'
import type { Database, Tx } from '../database/database.ts'
import type { Sql } from '../database/sql.ts'
import { createAuthenticator } from '../identity/authenticator.ts'
import type { TestApp } from './app.ts'
import { afterTests } from './database.ts'

/** A statement as it was sent, the tenant that was set for it, and whether its plan was to be kept. */
export type Sent = { tenant: string; statement: Sql; keepPlans: boolean }

/** Another process of the service on the same database, whose statements can be looked at. */
export type Spied = {
  url: string
  /** What `work` made it send, in order. Its own background work is left out by asking for one tenant. */
  during(tenant: string, work: () => Promise<unknown>): Promise<Sent[]>
}

/** Starts it; stopped after this file's tests. */
export async function spiedService({ config, database }: TestApp): Promise<Spied> {
  const sent: Sent[] = []
  const note = (tenant: string, statements: readonly Sql[], keepPlans = false): void =>
    void sent.push(...statements.map((statement) => ({ tenant, statement, keepPlans })))
  const spied: Database = {
    ...database,
    lookup: (tenant, statement) => {
      note(tenant, [statement])
      return database.lookup(tenant, statement)
    },
    read: (tenant, statement) => {
      note(tenant, [statement])
      return database.read(tenant, statement)
    },
    reads: (tenant, statements, keepPlans) => {
      note(tenant, statements, keepPlans)
      return database.reads(tenant, statements, keepPlans)
    },
    transaction: (context, work) => database.transaction(context, (tx) => work(watched(tx, note))),
    scopedTransaction: (scope, work, context) =>
      database.scopedTransaction(scope, (tx) => work(watched(tx, note)), context),
  }
  const log = pino({ level: 'silent' })
  const { authenticate, recheck } = createAuthenticator({ config, database, log })
  const app = await createApp({ config, database: spied, log, authenticate, recheck })
  afterTests(() => app.close())
  return {
    url: await app.server.fastify.listen({ host: '127.0.0.1', port: 0 }),
    during: async (tenant, work) => {
      sent.length = 0
      await work()
      return sent.filter((one) => one.tenant === tenant)
    },
  }
}

function watched(tx: Tx, note: (tenant: string, statements: readonly Sql[]) => void): Tx {
  const noted = <T>(statements: readonly Sql[], run: () => T): T => {
    note(tx.tenantId, statements)
    return run()
  }
  return {
    tenantId: tx.tenantId,
    query: (statement) => noted([statement], () => tx.query(statement)),
    queries: (statements) => noted(statements, () => tx.queries(statements)),
    commit: (change) => noted(commitStatements(change), () => tx.commit(change)),
    wake: tx.wake,
  }
}
