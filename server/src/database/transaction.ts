/** What a command can do in its transaction. */
import type { Result, Row } from './batch.ts'
import type { Commit } from './commit.ts'
import type { Sql } from './sql.ts'

/** What a transaction can do. Dead once it has committed or failed. */
export type Tx = {
  readonly tenantId: string
  /** Runs one statement. The first one also begins the transaction, in the same round trip. */
  query(statement: Sql): Promise<Row[]>
  /** Runs several statements in one round trip. */
  queries(statements: readonly Sql[]): Promise<Result[]>
  /**
   * Takes the tenant's ticket, writes rows, appends the events that record them and commits, in one round trip: the tenant's row is held
   * no longer. Gives the results of the writes. Throws Retry when the definitions have moved on.
   */
  commit(change: Commit): Promise<Result[]>
  /** After the commit, those who follow a tenant's log (null: any) look for what there is to do. commit() says so by itself. */
  wake(tenantId: string | null): void
}
