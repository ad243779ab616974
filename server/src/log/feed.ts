// Reads one tenant's log once for all its streams.
import type { Database } from '../database/database.ts'
import { takesBack } from '../nouns.ts'
import { pause } from '../pause.ts'
import { type ReadEvent, readStretch } from './read.ts'
import type { Wake } from './wake.ts'

/** An event as it goes to every stream of its kind: made once, shared by all. */
export type Frame = Pick<ReadEvent, 'seq' | 'type' | 'incidentId'> & { bytes: Buffer }

/** Who is fed. Called synchronously, in order, without a gap from feed.position on. */
export type FeedListener = {
  take(frame: Frame): void
  /** Positions known so far mean nothing any more: the log is another one, or shorter than it was. */
  reset(epoch: string, head: number): void
}

export type FeedOptions = {
  database: Database
  wake: Wake
  tenantId: string
  readsRemoved: boolean
  /** Where the log is known to have come, as a start. */
  position: number
  epoch: string
}

/** Events read at a time. */
const PAGE = 200
/** What is kept of the last events, so that who was away for a moment needs no read of its own. */
const KEPT_BYTES = 1_048_576
const KEPT_FRAMES = 500
/** Writers that commit within so long are read together. */
const GATHER_MS = 5
/** Whoever waits is woken by hints and once a second by the truth; this only bounds the life of a forgotten wait. */
const WAIT_MS = 30_000

/** One reader of one tenant's log for all streams of a kind: it reads each event once, however many follow it. */
export class Feed {
  /** Last event given out. */
  position: number
  epoch: string
  readonly #options: FeedOptions
  readonly #listeners = new Set<FeedListener>()
  readonly #end = new AbortController()
  #kept: Frame[] = []
  #keptBytes = 0

  constructor(options: FeedOptions) {
    this.#options = options
    this.position = options.position
    this.epoch = options.epoch
    void this.#run()
  }

  get followed(): boolean {
    return this.#listeners.size > 0
  }

  join(listener: FeedListener): void {
    this.#listeners.add(listener)
  }

  leave(listener: FeedListener): void {
    this.#listeners.delete(listener)
  }

  /** Every event after a position, when those are still at hand; null when they have to be read. */
  since(position: number): Frame[] | null {
    if (position >= this.position) return []
    const first = this.#kept[0]
    if (!first || position < first.seq - 1) return null
    return this.#kept.slice(position + 1 - first.seq)
  }

  close(): void {
    this.#end.abort()
  }

  async #run(): Promise<void> {
    const { database, wake, tenantId, readsRemoved } = this.#options
    const { signal } = this.#end
    while (!signal.aborted) {
      try {
        const { events, head, epoch } = await readStretch(database, tenantId, this.position, {
          limit: PAGE,
          bytes: KEPT_BYTES,
          readsRemoved,
        })
        if (signal.aborted) return
        if (epoch !== this.epoch || (events.length === 0 && head < this.position)) this.#reset(epoch, head)
        else for (const event of events) this.#give(frameOf(event))
        if (this.position < head) continue
        await wake.wait(tenantId, this.position, WAIT_MS, signal)
        await pause(GATHER_MS, signal)
      } catch {
        // The database is away; streams stay open and go on when it is back.
        await pause(500 + 500 * Math.random(), signal)
      }
    }
  }

  #give(frame: Frame): void {
    // What was changed, removed or purged is not shown again.
    if (takesBack.has(frame.type)) this.#forget()
    this.#kept.push(frame)
    this.#keptBytes += frame.bytes.length
    while (this.#kept.length > KEPT_FRAMES || (this.#keptBytes > KEPT_BYTES && this.#kept.length > 1)) {
      this.#keptBytes -= this.#kept.shift()?.bytes.length ?? 0
    }
    this.position = frame.seq
    for (const listener of [...this.#listeners]) listener.take(frame)
  }

  #forget(): void {
    this.#kept = []
    this.#keptBytes = 0
  }

  #reset(epoch: string, head: number): void {
    this.#forget()
    this.epoch = epoch
    this.position = head
    for (const listener of [...this.#listeners]) listener.reset(epoch, head)
  }
}

/** An event as the stream spells it. */
export function frameOf({ seq, type, incidentId, text }: ReadEvent): Frame {
  return { seq, type, incidentId, bytes: Buffer.from(`id: ${seq}\nevent: ${type}\ndata: ${text}\n\n`) }
}
