// An incident as read, kept up to date by its events.
import type { Event, Incident, Tocsin } from '@tocsin/client'
import { type Failure, failureOf, isAborted } from '../failure/failure.ts'
import { beginReading } from '../resource/opening.ts'
import { type News, newsOf } from './edit.ts'
import type { Field } from './fields.ts'
import { merge } from './merge.ts'
import { eventsSince, findIncident, type Purged } from './source.ts'

export type Phase =
  | 'loading'
  | 'shown'
  /** It lies in the bin. */
  | 'deleted'
  /** Its content was removed for good. */
  | 'purged'
  | 'missing'
  | 'failed'

/** Who looks at it. */
export type Owner = { tenant: string; user: string }

/** An incident as it was, as it is now, and who changed what in between. */
export type Taken = { before: Incident; now: Incident; news: readonly News[] }

/** How one incident stands: read, and kept up to date by versions. */
export class IncidentReading {
  #phase: Phase = $state('loading')
  #incident: Incident | undefined = $state.raw()
  #failure: Failure | undefined = $state.raw()
  #purged: Purged | undefined = $state.raw()
  #flashes: Readonly<Partial<Record<Field, number>>> = $state.raw({})
  readonly #id: string
  readonly #tocsin: Tocsin
  readonly #owner: Owner
  readonly #life = new AbortController()
  /** Versions that came about here: no news to this page. */
  readonly #own = new Set<number>()
  readonly #onchange: (taken: Taken) => void

  /** `onchange` hears of each version taken in after the first. */
  constructor(id: string, who: { tocsin: Tocsin; owner: Owner }, onchange: (taken: Taken) => void) {
    this.#id = id
    this.#tocsin = who.tocsin
    this.#owner = who.owner
    this.#onchange = onchange
  }

  get phase(): Phase {
    return this.#phase
  }
  /** As it stands now. Throws before it has been read. */
  get incident(): Incident {
    if (this.#incident === undefined) throw new Error('the incident has not been read')
    return this.#incident
  }
  get failure(): Failure | undefined {
    return this.#failure
  }
  get purged(): Purged | undefined {
    return this.#purged
  }
  /** How often each field was changed by others since the page was opened: a new number is shown by a passing mark. */
  get flashes(): Readonly<Partial<Record<Field, number>>> {
    return this.#flashes
  }

  /** Reads it, wherever it is by now. Never throws; see phase and failure. */
  async load(): Promise<void> {
    const endReading = beginReading()
    try {
      const found = await findIncident(this.#tocsin, this.#id, this.#life.signal)
      if ('incident' in found) await this.take(found.incident)
      if ('purged' in found) this.#purged = found.purged
      this.#failure = undefined
      this.#phase = found.phase
    } catch (error) {
      if (isAborted(error)) return
      this.#failure = failureOf(error)
      if (this.#incident === undefined) this.#phase = 'failed'
    } finally {
      endReading()
    }
  }

  /** Takes in an event of the log, or reads anew where it does not say enough. */
  async apply(event: Event): Promise<void> {
    const before = this.#incident
    if (before === undefined) return
    if (event.type === 'incident.purged' || event.type === 'attribute.removed') return await this.load()
    const merged = merge(before, event)
    if (merged.kind === 'same') return
    if (merged.kind !== 'row') return await this.load()
    this.show(merged.row, newsOf([event], before.occ_lock, merged.row.occ_lock, this.#own))
  }

  /** Takes what was saved here, and whatever others saved between what is known and that. */
  async takeSaved(saved: Incident): Promise<void> {
    const newer = saved.occ_lock > this.incident.occ_lock
    if (newer && saved.updated_by_id === this.#owner.user) this.#own.add(saved.occ_lock)
    await this.take(saved)
  }

  /** Takes a reading, and finds out who changed what since the one before. */
  async take(incident: Incident): Promise<void> {
    const before = this.#incident
    if (before !== undefined && incident.occ_lock < before.occ_lock) return
    if (before === undefined || incident.occ_lock === before.occ_lock) return this.show(incident, [])
    const unknown = incident.occ_lock > before.occ_lock + 1 || !this.#own.has(incident.occ_lock)
    const events = unknown ? await eventsSince(this.#tocsin, this.#id, before.occ_lock, this.#life.signal) : []
    this.show(incident, newsOf(events, before.occ_lock, incident.occ_lock, this.#own))
  }

  /** Shows a version, with who changed what. */
  show(now: Incident, news: readonly News[]): void {
    const before = this.#incident
    this.#incident = now
    if (before === undefined) return
    const flashes = { ...this.#flashes }
    for (const { field } of news) flashes[field] = (flashes[field] ?? 0) + 1
    this.#flashes = flashes
    this.#onchange({ before, now, news })
  }

  /** The next version comes about here. */
  ownNext(): void {
    this.#own.add(this.incident.occ_lock + 1)
  }

  /** It was taken out of the bin. */
  restored(): void {
    this.#phase = 'shown'
  }

  /** Ends what is on its way. */
  end(): void {
    this.#life.abort()
  }
}
