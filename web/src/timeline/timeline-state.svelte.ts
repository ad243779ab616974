// The timeline of an incident: loaded by page, extended by events.
import type { Event, Tocsin } from '@tocsin/client'
import { type Failure, failureOf, isAborted } from '../failure/failure.ts'
import type { LiveItem } from '../live/item.ts'
import { lines } from '../noun/nouns.ts'
import { beginReading } from '../resource/opening.ts'
import { ruleOf } from './rules.ts'
import { type Entry, type Kind, merged, storyOf, typesOf } from './story.ts'

const pageSize = 50

/** The timeline of one incident: its newest entries, older ones when asked for, new ones as they happen. */
export class TimelineState {
  readonly #id: string
  readonly #tocsin: Tocsin
  #events: readonly Event[] = $state.raw([])
  #kinds: readonly Kind[] = $state.raw([])
  #total = $state(0)
  #next: string | null = $state(null)
  #failure: Failure | undefined = $state.raw()
  #loading = $state(false)
  #ready = $state(false)
  #controller = new AbortController()
  #soon: ReturnType<typeof setTimeout> | undefined

  /** Newest first. */
  readonly entries: readonly Entry[] = $derived(storyOf(this.#events, ruleOf))

  constructor(id: string, tocsin: Tocsin) {
    this.#id = id
    this.#tocsin = tocsin
  }

  get total(): number {
    return this.#total
  }
  /** Whether there are older ones than those shown. */
  get more(): boolean {
    return this.#next !== null
  }
  get failure(): Failure | undefined {
    return this.#failure
  }
  get loading(): boolean {
    return this.#loading
  }
  /** Whether it has been read once. */
  get ready(): boolean {
    return this.#ready
  }
  get kinds(): readonly Kind[] {
    return this.#kinds
  }

  /** Shows these kinds only; none chosen shows all. */
  async choose(kinds: readonly Kind[]): Promise<void> {
    this.#kinds = kinds
    this.#events = []
    this.#ready = false
    await this.load()
  }

  /** Reads the newest entries; those shown stay. Never throws. */
  async load(): Promise<void> {
    await this.#read(undefined)
  }

  /** Reads older ones than those shown. Never throws. */
  async older(): Promise<void> {
    if (this.#next !== null) await this.#read(this.#next)
  }

  hear(item: LiveItem): void {
    if (item.kind === 'presence') return
    if (item.kind === 'event') {
      const { incident_id, type } = item.event
      if (incident_id !== this.#id && type !== 'attribute.removed') return
    }
    // Several events of one step, and bursts, are read once.
    this.#soon ??= setTimeout(() => {
      this.#soon = undefined
      void this.load()
    }, 200)
  }

  end(): void {
    clearTimeout(this.#soon)
    this.#controller.abort()
  }

  async #read(cursor: string | undefined): Promise<void> {
    this.#controller.abort()
    const controller = new AbortController()
    this.#controller = controller
    this.#loading = true
    const endReading = beginReading()
    try {
      const types = typesOf(this.#kinds, lines)
      const { entries, page, total } = await this.#tocsin.incident.timeline(
        this.#id,
        {
          size: pageSize,
          ...(cursor === undefined ? { page: 1 } : { cursor }),
          ...(types === undefined ? {} : { types }),
          deleted: undefined,
        },
        { signal: controller.signal },
      )
      if (this.#controller !== controller) return
      const before = this.#events
      // The newest page leaves a hole where more came meanwhile than it holds: then it is all that is known.
      const joined =
        cursor !== undefined || before.length === 0 || entries.some(({ seq }) => seq <= (before[0]?.seq ?? 0))
      this.#events = joined ? merged(entries, before) : entries
      if (cursor !== undefined || !joined || before.length === 0) this.#next = page?.next_cursor ?? null
      this.#total = total
      this.#failure = undefined
      this.#ready = true
    } catch (error) {
      if (isAborted(error) || this.#controller !== controller) return
      this.#failure = failureOf(error)
    } finally {
      if (this.#controller === controller) this.#loading = false
      endReading()
    }
  }
}
