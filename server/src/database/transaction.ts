/** What a command can do in its transaction, and what it commits. */
import type { Result, Row } from './batch.ts'
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

/** Whose change an event is: kind of noun, id as text, and the version it has after the event (null: it raises none). */
export type Subject = { kind: string; id: string; lock: number | null }

/** An event to append. seq, recorded_at and who acted come from the transaction. */
export type NewEvent = {
  type: string
  subject: Subject
  /** Others that change in the same act. */
  also?: readonly Subject[]
  /** The incident it belongs to, and its number. */
  incidentId?: string
  number?: number | Sql
  /** RFC 3339; when it became true, where that is earlier than now. */
  occurredAt?: string | null
  /** The rule behind a change made by a rule. */
  reason?: string | null
  changes?: readonly unknown[]
  /** What the event carries besides: a value for JSON, or SQL of type json. */
  data?: Sql | object
  /** Who may read it; default all. */
  visibility?: 'all' | 'admin'
}

/** What the tenant's row moves by besides its seq. */
export type Ticket = {
  /** Version of the definitions the change was checked against; `hold` keeps them from changing again when a newer one exists. */
  definitions?: { version: number; hold(tx: Tx): Promise<void> }
  references?: 0 | 1
  total?: -1 | 0 | 1
}

/** Rows are written after the ticket was taken (recordedAt, newReference, nextSeq) and before the events are appended. */
export type Commit = { ticket?: Ticket; writes: readonly Sql[]; events: readonly NewEvent[] }
