// What a handler that follows the log is given, and what it answers.
import type { Sql } from '../database/sql.ts'

/*
 * The one mechanism that delivers every event, in order, whatever fails in between: to webhooks and by mail.
 *
 * A follower is a row of the table `follower`: a position in its tenant's log, and a lease. Every process looks for followers that
 * are due (active, an event after their cursor, the time of the next try come, nobody's lease on them), takes some, and calls the
 * handler of their kind with one event after the other. After each event the cursor moves, only while the lease's fence is still
 * the one that was taken: a process that was frozen, cut off or slow changes nothing once another has taken over.
 *
 * To add a kind of follower: rows by the statements of follower-store.ts (insertFollower, startFollower, stopFollower,
 * followerDueNow; run them in the transaction that changes your own table, with the same id), a trigger that removes the row
 * with its own (0004_outbound.sql), a FollowerKind in app.ts. Call tx.wake() in a transaction that makes one due, so that it need
 * not wait for the next second.
 */

/** One event, as the log tells it to those who may read all of it, or not (FollowerKind.readsRemoved). */
export type FollowedEvent = {
  seq: number
  type: string
  incidentId: string | null
  /** The event as JSON text, exactly as GET /v1/incident/events shows it; in one line. */
  text: string
}

/** One call of a handler. */
export type Following = {
  tenantId: string
  /** Which follower of its kind. */
  id: string
  event: FollowedEvent
  /** Epoch of the database that `event.seq` belongs to. */
  epoch: string
  /** How often this event failed before, in a row; 0 at the first try. */
  failures: number
  /** Seconds since the first of these failures, by the database's clock (a deadline of hours is compared with this). */
  failingSeconds: number
  /** How many events were set aside since the last success: many in a row are the receiver's trouble, not theirs. */
  setAsideInRow: number
  /** Aborted when the time is up, the service stops or another process has taken over: whatever is under way should end. */
  signal: AbortSignal
}

/**
 * What became of an event. `also` are statements recorded together with it, in one transaction of the follower's tenant: all or
 * nothing, and not at all when another process has taken over meanwhile (so a record of deliveries never disagrees with the cursor).
 *
 * - `done`: dealt with; the cursor moves past it, failures are forgotten.
 * - `skip`: it is of no concern to this follower (a type it did not ask for). As done, but recorded in bulk: costs next to nothing.
 * - `retry`: failed; the same event is given again after `afterMs`, by whichever process. backoffMs() makes the usual delay.
 * - `set aside`: this event will never be taken; it is counted and told, the cursor moves past it and the next one comes.
 * - `stop`: failed for good; switched off with a reason for people, the cursor stays before the event. startFollower() goes on from there.
 *
 * What a handler throws counts as `retry` with the usual delay, and goes to the service's log as an error.
 */
export type Outcome =
  | { is: 'done'; also?: readonly Sql[] }
  | { is: 'skip' }
  | { is: 'retry'; afterMs: number; error: string; also?: readonly Sql[] }
  | { is: 'set aside'; error: string; also?: readonly Sql[] }
  | { is: 'stop'; reason: string; error?: string; also?: readonly Sql[] }

export type FollowerKind = {
  /** Value of the column `kind`: webhook, mail. */
  kind: string
  /**
   * Called for one event of one follower; never twice at a time for the same follower (but for a process that lost its lease and
   * has not noticed: its outcome is thrown away). At least once for each event: a process may die between the handler's work and
   * its record. May take its time on the network; holds no connection to the database meanwhile.
   */
  handle(following: Following): Promise<Outcome>
  /** How long one call may take before it is aborted and counts as failed. Milliseconds. */
  timeoutMs: number
  /** Whether its events show what edited and deleted comments said (an admin's view). */
  readsRemoved: boolean
  /** True when its handler tells the log of outages itself: one mail server fails for a thousand followers at once. */
  tellsOutages?: boolean
}

/** Tries of an event that its receiver refuses as such, the first included: some 7 s with the usual delays. */
export const TRIES_OF_REFUSED = 4
/** So many set aside in a row, without a success: the receiver refuses everything, so that none is set aside any more. */
export const MOST_SET_ASIDE = 10

export type FollowerLog = {
  info(details: Record<string, unknown>, message: string): void
  warn(details: Record<string, unknown>, message: string): void
  error(details: Record<string, unknown>, message: string): void
}
