// Works on one follower while its lease lasts: reads events, calls the handler, moves the cursor.
import type { Database } from '../database/database.ts'
import type { Sql } from '../database/sql.ts'
import { AppError } from '../errors.ts'
import { pause } from '../pause.ts'
import { backoffMs } from './backoff.ts'
import { giveBack, recordStep, type Step, stepIsRecorded, type Taken } from './follower-store.ts'
import type { FollowedEvent, FollowerKind, FollowerLog, Outcome } from './following.ts'
import { readStretch } from './read.ts'
import { systemContext } from './system.ts'

export type RunOptions = {
  database: Database
  kind: FollowerKind
  taken: Taken
  /** When the lease was asked for, on the clock of performance.now(). */
  takenAt: number
  leaseMs: number
  log: FollowerLog
  /** Aborted when the service stops: the run ends after the event it is at. */
  stopping: AbortSignal
}

/** Events read at a time. */
const PAGE = 50
const PAGE_BYTES = 262_144
/** A run that has not caught up after so long lets others have its place. */
const SLICE_MS = 20_000
/** A lease is taken for over so long before its end, for the time a statement takes. */
const MARGIN_MS = 2000
const DEFECT = 'A defect in the service; its log says more.'

/** The work on one follower, from the taking of its lease until it is given back. */
export class FollowerRun {
  readonly taken: Taken
  /** Set when a wake-up said that there is more to read. */
  news = false
  /** Resolves when the run is over. */
  readonly ended: Promise<void>
  readonly #options: RunOptions
  readonly #end = Promise.withResolvers<void>()
  readonly #abort = new AbortController()
  #lost = false
  #leaseEnd: number
  #leaseTimer: NodeJS.Timeout
  #epoch = ''
  /** Last event that was of no concern, not yet recorded; 0: none. */
  #skipped = 0

  constructor(options: RunOptions) {
    this.#options = options
    this.taken = options.taken
    this.ended = this.#end.promise
    this.#leaseEnd = options.takenAt + options.leaseMs - MARGIN_MS
    this.#leaseTimer = setTimeout(() => this.#watchLease(), options.leaseMs - MARGIN_MS)
  }

  /** The lease was renewed by a statement begun at `at`, on the clock of performance.now(). */
  renewed(at: number): void {
    this.#leaseEnd = at + this.#options.leaseMs - MARGIN_MS
  }

  /** The lease is another's, or may be: nothing this run does counts any more. */
  lose(): void {
    this.#lost = true
    this.#abort.abort(new Error('another process has taken over'))
  }

  /** Ends what is under way; the event stays to be dealt with. */
  cut(): void {
    this.#abort.abort(new Error('the service stops'))
  }

  /** Deals with events until there are none, one fails, or the time is up. Never rejects. */
  async work(): Promise<void> {
    const { database, log } = this.#options
    let behindOthers = false
    let held = true
    try {
      const result = await this.#catchUp()
      held = result !== 'released'
      behindOthers = result === 'slice over'
    } catch (error) {
      log.warn({ err: error, ...this.#names() }, 'the events of a follower could not be read or recorded; trying again')
      behindOthers = true
      await pause(1000, this.#options.stopping)
    } finally {
      clearTimeout(this.#leaseTimer)
    }
    if (held && !this.#lost) {
      await giveBack(database, this.taken, behindOthers).catch((error: unknown) =>
        log.warn({ err: error, ...this.#names() }, 'a follower could not be given back; its lease will run out'),
      )
    }
    this.#end.resolve()
  }

  async #catchUp(): Promise<'caught up' | 'released' | 'slice over'> {
    const { database, kind, taken } = this.#options
    const sliceEnd = performance.now() + SLICE_MS
    for (;;) {
      this.news = false
      const from = Math.max(taken.cursor, this.#skipped)
      const stretch = await readStretch(database, taken.tenantId, from, {
        limit: PAGE,
        bytes: PAGE_BYTES,
        readsRemoved: kind.readsRemoved,
      })
      this.#epoch = stretch.epoch
      for (const event of stretch.events) {
        if (taken.until !== null && event.seq > taken.until) return await this.#recordSkipped('caught up')
        if (!this.#goesOn()) return await this.#recordSkipped('caught up')
        if (performance.now() > sliceEnd) return await this.#recordSkipped('slice over')
        const result = await this.#deal(event)
        if (result !== 'on') return result
      }
      if ((await this.#recordSkipped('caught up')) === 'released') return 'released'
      if (stretch.position >= stretch.head && !this.news) return 'caught up'
    }
  }

  async #deal(event: FollowedEvent): Promise<'on' | 'released' | 'caught up'> {
    const { taken, log } = this.#options
    const outcome = await this.#call(event)
    if (this.#lost || outcome === null) return 'caught up'
    if (outcome.is === 'skip') {
      this.#skipped = event.seq
      return 'on'
    }
    if (outcome.is !== 'done' && (await this.#recordSkipped('caught up')) === 'released') return 'released'
    let step: Step
    if (outcome.is === 'done') step = { to: 'moved', cursor: event.seq, succeeded: true }
    else if (outcome.is === 'set aside') step = { to: 'set aside', cursor: event.seq, error: outcome.error }
    else if (outcome.is === 'retry')
      step = { to: 'failed', error: outcome.error, afterMs: Math.max(0, outcome.afterMs) }
    else step = { to: 'stopped', reason: outcome.reason, error: outcome.error ?? null }
    const { failures } = taken
    try {
      const result = await this.#record(step, outcome.also ?? [])
      if (!this.#lost) this.#tell(step, event.seq, failures)
      return result
    } catch (error) {
      if (error instanceof AppError && error.code === 'unavailable') throw error
      // What goes wrong with `also` would go wrong for ever: it must not become a loop without a pause.
      log.error(
        { err: error, ...this.#names(), seq: event.seq },
        'a defect: the outcome of an event could not be recorded',
      )
      return await this.#record({ to: 'failed', error: DEFECT, afterMs: backoffMs(taken.failures) }, [])
    }
  }

  /** Calls the handler; null when the outcome does not count. */
  async #call(event: FollowedEvent): Promise<Outcome | null> {
    const { kind, taken, log } = this.#options
    const time = AbortSignal.timeout(kind.timeoutMs)
    const signal = AbortSignal.any([this.#abort.signal, time])
    const { tenantId, id, failures, failingSeconds, setAsideInRow } = taken
    const aborted = new Promise<null>((resolve) =>
      signal.addEventListener('abort', () => resolve(null), { once: true }),
    )
    // A handler that hears of the abort may still say what came of it; one that never ends is left behind.
    const patience = aborted.then(() => pause(1000)).then(() => null)
    try {
      const handled = kind.handle({
        ...{ tenantId, id, event, epoch: this.#epoch },
        ...{ failures, failingSeconds, setAsideInRow, signal },
      })
      const outcome = await Promise.race([handled, patience])
      if (outcome !== null) return outcome
    } catch (error) {
      if (!signal.aborted) {
        log.error({ err: error, ...this.#names(), seq: event.seq }, 'a defect: the handler of an event threw')
        return { is: 'retry', afterMs: backoffMs(failures), error: DEFECT }
      }
    }
    if (this.#abort.signal.aborted) return null
    return { is: 'retry', afterMs: backoffMs(failures), error: `It took longer than ${kind.timeoutMs / 1000} s.` }
  }

  /** Moves the cursor past events of no concern. */
  async #recordSkipped<T extends string>(then: T): Promise<T | 'released'> {
    if (this.#skipped <= this.taken.cursor || this.#lost) return then
    const result = await this.#record({ to: 'moved', cursor: this.#skipped, succeeded: false }, [])
    return result === 'on' ? then : 'released'
  }

  /** Records a step; when the database is away it tries on while the lease lasts. */
  async #record(step: Step, also: readonly Sql[]): Promise<'on' | 'released'> {
    const { database, taken } = this.#options
    for (let attempt = 1; ; attempt++) {
      try {
        const active = await this.#write(step, also)
        if (active === null && !(attempt > 1 && (await stepIsRecorded(database, taken, step)))) {
          // Fenced, so it gives back only what is still this run's: a row that somebody moved by hand.
          await giveBack(database, taken, false)
          this.lose()
          return 'released'
        }
        if (step.to !== 'moved' && step.to !== 'set aside') return 'released'
        taken.cursor = step.cursor
        taken.failures = 0
        taken.failingSeconds = 0
        if (step.to === 'set aside') taken.setAsideInRow += 1
        else if (step.succeeded) taken.setAsideInRow = 0
        // Switched off meanwhile: what was under way counts, and that was all.
        if (active === false) {
          await giveBack(database, taken, false)
          return 'released'
        }
        return 'on'
      } catch (error) {
        if (!(error instanceof AppError && error.code === 'unavailable') || this.#abort.signal.aborted) throw error
        await pause(Math.min(1000, 100 * attempt), this.#abort.signal)
      }
    }
  }

  /** Whether the follower is still active; null when the step was not to be recorded. */
  async #write(step: Step, also: readonly Sql[]): Promise<boolean | null> {
    const { database, taken } = this.#options
    const statement = recordStep(taken, step)
    if (also.length === 0) {
      const [row] = await database.scoped('follower', statement)
      return row ? row['active'] === true : null
    }
    return await database.transaction(systemContext(taken.tenantId), async (tx) => {
      const [row] = await tx.query(statement)
      if (!row) return null
      await tx.queries(also)
      return row['active'] === true
    })
  }

  /** Tells the log of an outage once, of its end once, and of each event that nobody will get. */
  #tell(step: Step, seq: number, failuresBefore: number): void {
    const { kind, log } = this.#options
    const about = { ...this.#names(), seq }
    if (step.to === 'set aside')
      log.warn({ ...about, error: step.error }, 'an event was set aside: it is refused again and again')
    if (step.to === 'stopped') log.warn({ ...about, reason: step.reason }, 'a follower was switched off')
    if (kind.tellsOutages) return
    if (step.to === 'failed' && failuresBefore === 0)
      log.warn({ ...about, error: step.error }, 'delivery fails; retrying')
    if (step.to === 'moved' && failuresBefore > 0) log.info(about, 'delivery works again')
  }

  #goesOn(): boolean {
    return !this.#options.stopping.aborted && !this.#abort.signal.aborted
  }

  #watchLease(): void {
    const left = this.#leaseEnd - performance.now()
    if (left <= 0) this.lose()
    else this.#leaseTimer = setTimeout(() => this.#watchLease(), left)
  }

  #names(): Record<string, unknown> {
    const { tenantId, kind, id } = this.taken
    return { tenant_id: tenantId, follower: kind, follower_id: id }
  }
}
