import { type Event, type Incident, TocsinError } from '@tocsin/client'
import { type Failure, failureOf, isAborted } from '../failure/failure.ts'
import { merge, refreshed, touchesMembership } from '../incident/merge.ts'
import type { LiveItem } from '../live/item.ts'
import { preference } from '../preference/preference.svelte.ts'
import { beginReading } from '../resource/opening.ts'
import { session } from '../session/session.svelte.ts'
import { clock } from '../time/clock.svelte.ts'
import { newsOf } from './freshness.ts'
import { requestOf } from './request.ts'
import { filterKeyOf, type ListState, nothing } from './state.ts'

type Page = { rows: readonly Incident[]; total: number; next: string | undefined }

/** A page is read again no sooner than this after the last time, however much happens … */
const pauseMs = 1500
/** … and what happens within so long is one reading. */
const gatherMs = 250
const flashMs = 1600
/** What takes less shows no sign of waiting. */
const patienceMs = 150

/** The page of incidents on screen: read, kept up to date in place, with what is new waiting until it is asked for. */
class IncidentList {
  #page: Page = $state.raw({ rows: [], total: 0, next: undefined })
  #waiting: (Page & { arrived: number; left: number }) | undefined = $state.raw()
  #phase: 'starting' | 'ready' | 'failed' = $state('starting')
  #busy = $state(false)
  #slow = $state(false)
  #turn = $state(0)
  #failure: Failure | undefined = $state.raw()
  #gone: ReadonlySet<string> = $state.raw(new Set())
  #changed: ReadonlySet<string> = $state.raw(new Set())
  #state: ListState = nothing
  #key: string | undefined
  /** Whether a page followed the rows shown when they were read. */
  #hadMore = false
  #cursors = new Map<string, string>()
  #reading: AbortController | undefined
  #peeking: AbortController | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #peekedAt = 0
  #peekTookMs = 0

  /** Nothing to show yet; a skeleton only once it is slow. */
  get starting(): boolean {
    return this.#phase === 'starting'
  }
  /** The rows shown are those of an earlier question; the answer to the present one is on its way. */
  get busy(): boolean {
    return this.#busy
  }
  /** The same, once it takes long enough to show it. */
  get slow(): boolean {
    return this.#slow
  }
  /** Grows with each other page that is shown: the rows then begin at their top again. */
  get turn(): number {
    return this.#turn
  }
  /** How far the rows are scrolled, for the way back. */
  scrolled = 0
  get failure(): Failure | undefined {
    return this.#phase === 'failed' ? this.#failure : undefined
  }
  get rows(): readonly Incident[] {
    return this.#page.rows
  }
  /** Incidents that match, on all pages. */
  get total(): number {
    return this.#page.total
  }
  get hasNext(): boolean {
    return this.#page.next !== undefined
  }
  /** How many newly match, and how many no longer do: shown by take(). */
  get news(): { arrived: number; left: number } {
    return { arrived: this.#waiting?.arrived ?? 0, left: this.#waiting?.left ?? 0 }
  }
  /** Rows whose incident was deleted while they were on screen. */
  get gone(): ReadonlySet<string> {
    return this.#gone
  }
  /** Rows that have just changed. */
  get changed(): ReadonlySet<string> {
    return this.#changed
  }

  /** Where a page of these filters begins, as far as it is known. */
  cursorOf(state: ListState, page: number): string | undefined {
    return this.#cursors.get(`${filterKeyOf(state)} ${page}`)
  }

  /** Shows a state's page. One shown before stands there at once, and is read again behind it. */
  show(state: ListState): void {
    const key = `${filterKeyOf(state)} ${state.page} ${state.cursor ?? ''}`
    const same = key === this.#key
    this.#state = state
    if (same && this.#phase === 'ready') {
      this.#peekSoon(0)
      return
    }
    this.#key = key
    void this.#read().then(() => {
      if (this.#key !== key || this.#busy) return
      this.scrolled = 0
      this.#turn++
    })
  }

  /** Reads the page again, and shows it as it is. */
  reload(): Promise<void> {
    return this.#read()
  }

  /** Shows what waits. */
  take(): void {
    const waiting = this.#waiting
    if (waiting !== undefined) this.#put(waiting)
  }

  /** Puts an incident that was just saved in its place. */
  update(incident: Incident): void {
    this.#page = { ...this.#page, rows: refreshed(this.#page.rows, [incident]) }
  }

  /** Ends what is on its way; what is shown stays for the way back. */
  leave(): void {
    this.#reading?.abort()
    this.#endPeeking()
    if (this.#busy) this.#key = undefined
    this.#busy = false
    this.#slow = false
  }

  hear(item: LiveItem): void {
    if (item.kind === 'reset') this.#peekSoon()
    if (item.kind === 'event') this.#hearEvent(item.event)
  }

  #hearEvent(event: Event): void {
    const row = this.#page.rows.find(({ id }) => id === event.incident_id)
    if (row !== undefined) {
      const merged = merge(row, event)
      if (merged.kind === 'row') {
        this.update(merged.row)
        this.#flash(row.id)
      }
      if (merged.kind === 'gone') this.#gone = new Set([...this.#gone, row.id])
    }
    if (touchesMembership(event)) this.#peekSoon()
  }

  async #read(): Promise<void> {
    this.#reading?.abort()
    this.#endPeeking()
    const controller = new AbortController()
    this.#reading = controller
    this.#busy = true
    const endReading = beginReading()
    const timer = setTimeout(() => {
      if (this.#reading === controller) this.#slow = this.#busy
    }, patienceMs)
    const state = this.#state
    try {
      const page = await this.#ask(state, controller.signal)
      if (this.#reading !== controller) return
      this.#put(page)
      this.#remember(state, page)
      this.#phase = 'ready'
    } catch (error) {
      if (this.#reading !== controller || isAborted(error)) return
      this.#failure = failureOf(error)
      this.#phase = 'failed'
      this.#page = { rows: [], total: 0, next: undefined }
    } finally {
      clearTimeout(timer)
      endReading()
    }
    this.#busy = false
    this.#slow = false
  }

  async #ask(state: ListState, signal: AbortSignal): Promise<Page> {
    const where = { now: clock.read(), zone: preference.timeZone }
    const list = (one: ListState) => session.tocsin.incident.list(requestOf(one, where), { signal })
    // A cursor from another day, or another filter: the page is counted off instead.
    const { incidents, total, page } = await list(state).catch((error: unknown) => {
      if (state.cursor === undefined || !(error instanceof TocsinError) || error.code !== 'BAD_CURSOR') throw error
      return list({ ...state, cursor: undefined })
    })
    return { rows: incidents, total, next: page?.next_cursor ?? undefined }
  }

  #put({ rows, total, next }: Page): void {
    this.#page = { rows, total, next }
    this.#hadMore = next !== undefined
    this.#waiting = undefined
    this.#gone = new Set()
    this.#peekedAt = performance.now()
  }

  #remember(state: ListState, { next }: Page): void {
    if (next !== undefined) this.#cursors.set(`${filterKeyOf(state)} ${state.page + 1}`, next)
  }

  /** Reads the page again behind the one shown, after a moment: many events are one reading. */
  #peekSoon(ms = gatherMs): void {
    if (this.#timer !== undefined) return
    const rest = this.#peekedAt + Math.max(pauseMs, 5 * this.#peekTookMs) - performance.now()
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined
        void this.#peek()
      },
      Math.max(ms, rest),
    )
  }

  #endPeeking(): void {
    this.#peeking?.abort()
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  async #peek(): Promise<void> {
    if (this.#busy || this.#phase !== 'ready') return
    this.#peeking?.abort()
    const controller = new AbortController()
    this.#peeking = controller
    const begun = performance.now()
    this.#peekedAt = begun
    try {
      const page = await this.#ask(this.#state, controller.signal)
      if (controller.signal.aborted || this.#busy) return
      this.#peekTookMs = performance.now() - begun
      this.#compare(page)
    } catch {
      // The banner tells a lost connection; the next event, or its return, asks again.
    }
  }

  #compare(fresh: Page): void {
    const shown = this.#page
    if (shown.rows.length === 0) {
      this.#put(fresh)
      return
    }
    const { arrived, left } = newsOf(shown.rows, fresh.rows, {
      hadMore: this.#hadMore,
      hasMore: fresh.next !== undefined,
    })
    this.#page = { rows: refreshed(shown.rows, fresh.rows), total: fresh.total, next: fresh.next }
    const leaving = left.filter((id) => !this.#gone.has(id)).length
    this.#waiting = { ...fresh, arrived: arrived.length, left: leaving }
    this.#remember(this.#state, fresh)
  }

  #flash(id: string): void {
    this.#changed = new Set([...this.#changed, id])
    setTimeout(() => {
      this.#changed = new Set([...this.#changed].filter((one) => one !== id))
    }, flashMs)
  }
}

export const incidentList = new IncidentList()
