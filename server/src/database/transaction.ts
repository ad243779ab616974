import type { Result, Row } from './batch.ts'
import type { Sql } from './sql.ts'

/** What a transaction can do. Dead once it has committed or failed. */
export type Tx = {
  readonly tenantId: string
  /** Runs one statement. The first one also begins the transaction, in the same round trip. */
  query(statement: Sql): Promise<Row[]>
  /** Runs several statements in one round trip. */
  queries(statements: readonly Sql[]): Promise<Result[]>
  /** Runs the last statement together with COMMIT: locks it takes (the tenant's row) are held for one round trip only. */
  last(statement: Sql): Promise<Row[]>
}
