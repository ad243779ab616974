// The pages of rows behind list, board, bin and settings, kept fresh by events.
import { type Event, TocsinError } from '@tocsin/client'
import { type Failure, failureOf, isAborted } from '../failure/failure.ts'
import type { LiveItem } from '../live/item.ts'
import { beginReading } from '../resource/opening.ts'
import { newsOf, type Row, refreshed } from './freshness.ts'

/** A page of rows: `total` on all pages, `next` where the next one begins. */
export type Page<R> = { rows: readonly R[]; total: number; next: string | undefined }

/** What is asked of a collection: which page of it, and where that begins, if that is known. */
export type Query = { page: number; cursor?: string | undefined }

/** What an event means for a row on screen. */
export type Merged<R> =
  | { kind: 'row'; row: R }
  /** It is no longer there. */
  | { kind: 'gone' }
  /** The event does not say enough: the page is read again. */
  | { kind: 'reread' }
  | { kind: 'same' }

/** Where the rows of a noun come from, and what happens to them. */
export type Source<R extends Row, Q extends Query> = {
  /** Two queries of the same key list the same rows, whichever page. */
  keyOf(query: Q): string
  /** Throws as the client does. */
  read(query: Q, signal: AbortSignal): Promise<Page<R>>
  merge(row: R, event: Event): Merged<R>
  /** The row an event is about. */
  rowOf(event: Event): string | null
  /** Whether it may change which rows there are, or their order. */
  touches(event: Event): boolean
  isNewer(one: R, other: R): boolean
}

/** A page is read again no sooner than this after the last time, however much happens … */
const pauseMs = 1500
/** … and what happens within so long is one reading. */
const gatherMs = 250
const flashMs = 1600
/** What takes less shows no sign of waiting. */
const patienceMs = 150

/** The page of a noun's rows on screen: read, kept up to date in place, with what is new waiting until it is asked for. */
export class Collection<R extends Row, Q extends Query> {
  #page: Page<R> = $state.raw({ rows: [], total: 0, next: undefined })
  #waiting: (Page<R> & { arrived: number; left: number }) | undefined = $state.raw()
  #phase: 'starting' | 'ready' | 'failed' = $state('starting')
  #busy = $state(false)
  #slow = $state(false)
  #turn = $state(0)
  #failure: Failure | undefined = $state.raw()
  #gone: ReadonlySet<string> = $state.raw(new Set())
  #changed: ReadonlySet<string> = $state.raw(new Set())
  #query: Q | undefined
  #key: string | undefined
  /** Whether a page followed the rows shown when they were read. */
  #hadMore = false
  #cursors = new Map<string, string>()
  #reading: AbortController | undefined
  #peeking: AbortController | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #peekedAt = 0
  #peekTookMs = 0
  readonly #source: Source<R, Q>

  constructor(source: Source<R, Q>) {
    this.#source = source
  }

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
  get rows(): readonly R[] {
    return this.#page.rows
  }
  /** Rows that match, on all pages. */
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
  /** Rows that were removed while they were on screen. */
  get gone(): ReadonlySet<string> {
    return this.#gone
  }
  /** Rows that have just changed. */
  get changed(): ReadonlySet<string> {
    return this.#changed
  }

  /** Where a page of these rows begins, as far as it is known. */
  cursorOf(query: Q, page: number): string | undefined {
    return this.#cursors.get(`${this.#source.keyOf(query)} ${page}`)
  }

  /** Shows a page. One shown before stands there at once, and is read again behind it. */
  show(query: Q): void {
    const key = `${this.#source.keyOf(query)} ${query.page} ${query.cursor ?? ''}`
    const same = key === this.#key
    this.#query = query
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

  /** Puts a row that was just saved in its place. */
  update(row: R): void {
    const rows = refreshed(this.#page.rows, [row], this.#source.isNewer)
    this.#page = { ...this.#page, rows }
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
    const about = this.#source.rowOf(event)
    const row = this.#page.rows.find(({ id }) => id === about)
    if (row !== undefined) {
      const merged = this.#source.merge(row, event)
      if (merged.kind === 'row') {
        this.update(merged.row)
        this.#flash(row.id)
      }
      if (merged.kind === 'gone') this.#gone = new Set([...this.#gone, row.id])
    }
    if (this.#source.touches(event)) this.#peekSoon()
  }

  async #read(): Promise<void> {
    const query = this.#query
    if (query === undefined) return
    this.#reading?.abort()
    this.#endPeeking()
    const controller = new AbortController()
    this.#reading = controller
    this.#busy = true
    const endReading = beginReading()
    const timer = setTimeout(() => {
      if (this.#reading === controller) this.#slow = this.#busy
    }, patienceMs)
    try {
      const page = await this.#ask(query, controller.signal)
      if (this.#reading !== controller) return
      this.#put(page)
      this.#remember(query, page)
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

  async #ask(query: Q, signal: AbortSignal): Promise<Page<R>> {
    // A cursor from another day, or another filter: the page is counted off instead.
    return await this.#source.read(query, signal).catch((error: unknown) => {
      if (query.cursor === undefined || !(error instanceof TocsinError) || error.code !== 'BAD_CURSOR') throw error
      return this.#source.read({ ...query, cursor: undefined }, signal)
    })
  }

  #put({ rows, total, next }: Page<R>): void {
    this.#page = { rows, total, next }
    this.#hadMore = next !== undefined
    this.#waiting = undefined
    this.#gone = new Set()
    this.#peekedAt = performance.now()
  }

  #remember(query: Q, { next }: Page<R>): void {
    if (next !== undefined) this.#cursors.set(`${this.#source.keyOf(query)} ${query.page + 1}`, next)
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
    const query = this.#query
    if (this.#busy || this.#phase !== 'ready' || query === undefined) return
    this.#peeking?.abort()
    const controller = new AbortController()
    this.#peeking = controller
    const begun = performance.now()
    this.#peekedAt = begun
    try {
      const page = await this.#ask(query, controller.signal)
      if (controller.signal.aborted || this.#busy) return
      this.#peekTookMs = performance.now() - begun
      this.#compare(query, page)
    } catch {
      // The banner tells a lost connection; the next event, or its return, asks again.
    }
  }

  #compare(query: Q, fresh: Page<R>): void {
    const shown = this.#page
    if (shown.rows.length === 0) {
      this.#put(fresh)
      return
    }
    const { arrived, left } = newsOf(shown.rows, fresh.rows, {
      hadMore: this.#hadMore,
      hasMore: fresh.next !== undefined,
    })
    const rows = refreshed(shown.rows, fresh.rows, this.#source.isNewer)
    this.#page = { rows, total: fresh.total, next: fresh.next }
    const leaving = left.filter((id) => !this.#gone.has(id)).length
    this.#waiting = { ...fresh, arrived: arrived.length, left: leaving }
    this.#remember(query, fresh)
  }

  #flash(id: string): void {
    this.#changed = new Set([...this.#changed, id])
    setTimeout(() => {
      this.#changed = new Set([...this.#changed].filter((one) => one !== id))
    }, flashMs)
  }
}
