/** How the database fails: which errors are PostgreSQL's own, which are worth another try, and what callers are told. */
import { AppError, unavailable } from '../errors.ts'
import { keptAnswersFull, QUOTA_USED_UP } from './idempotency.ts'
import type { Tx } from './transaction.ts'

/**
 * Thrown by a transaction's work that found what it decided on changed meanwhile: it is run again from the start, `hold` first, which
 * keeps what changed from changing again.
 */
export class Retry extends Error {
  readonly hold: (tx: Tx) => Promise<void>
  constructor(hold: (tx: Tx) => Promise<void>) {
    super('what this was decided on has changed')
    this.hold = hold
  }
}

/** The five-letter code of an error that PostgreSQL itself sent, or undefined. */
export function sqlState(error: unknown): string | undefined {
  return isServerError(error) ? error.code : undefined
}

export function isServerError(error: unknown): error is Error & { code: string; severity: string } {
  return error instanceof Error && 'severity' in error && 'code' in error && error.severity !== 'FATAL'
}

export function isConnectionError(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('severity' in error && error.severity === 'FATAL') return true
  return 'errno' in error || /Connection terminated|not queryable|gave no answer|connection/i.test(error.message)
}

export function isRetryable(error: unknown): boolean {
  const state = sqlState(error)
  // serialization failure, deadlock, a prepared statement's result type changed, a prepared statement is gone
  return state === '40001' || state === '40P01' || state === '0A000' || state === '26000'
}

export function translate(error: unknown): unknown {
  if (error instanceof AppError) return error
  if (error instanceof Retry) return unavailable('Others are changing what this depends on; try again.', 1, error)
  const state = sqlState(error)
  if (state === undefined) {
    return isConnectionError(error)
      ? unavailable('The database connection was lost; what was asked may or may not have happened.', 1, error)
      : error
  }
  if (state === QUOTA_USED_UP) return keptAnswersFull()
  if (state === '55P03' || state === '57014')
    return unavailable('The database is busy with this record; try again.', 1, error)
  if (state === '40001' || state === '40P01')
    return unavailable('Others are changing the same records; try again.', 1, error)
  // 53: out of disk, memory or connections; 57P: shutting down; 08: connection; 25006: read-only standby
  if (/^(53|57P|08|25006|25P03)/.test(state)) return unavailable('The database cannot take this just now.', 2, error)
  return error
}
