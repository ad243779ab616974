// Reads the whole record of an incident, and prints it.
import type { Event, Tocsin } from '@tocsin/client'
import { tick } from 'svelte'
import { type Failure, failureOf } from '../../failure/failure.ts'
import { ruleOf } from '../../timeline/rules.ts'
import { type Entry, merged, storyOf } from '../../timeline/story.ts'

/** Read at once: the most the service gives. */
const pageSize = 100

/** The whole record of an incident on paper: read to its first entry, then printed. */
export class Printing {
  readonly #id: string
  readonly #tocsin: Tocsin
  /** Oldest first; undefined while nothing is being printed. */
  entries: readonly Entry[] | undefined = $state.raw()
  #busy = $state(false)

  constructor(id: string, tocsin: Tocsin) {
    this.#id = id
    this.#tocsin = tocsin
  }

  /** The record is being read. */
  get busy(): boolean {
    return this.#busy
  }

  /** Reads all of it and opens the browser's print dialog. Gives why it could not be read. */
  async print(): Promise<Failure | undefined> {
    if (this.#busy) return undefined
    this.#busy = true
    try {
      this.entries = storyOf(await this.#readAll(), ruleOf).toReversed()
    } catch (error) {
      return failureOf(error)
    } finally {
      this.#busy = false
    }
    await tick()
    window.print()
    return undefined
  }

  /** What was printed is put away. */
  end(): void {
    this.entries = undefined
  }

  async #readAll(): Promise<readonly Event[]> {
    let events: readonly Event[] = []
    let cursor: string | undefined
    do {
      const place = cursor === undefined ? { page: 1 } : { cursor }
      const { entries, page } = await this.#tocsin.incident.timeline(this.#id, { size: pageSize, ...place })
      events = merged(events, entries)
      cursor = page?.next_cursor ?? undefined
    } while (cursor !== undefined)
    return events
  }
}
