// The state of an incident's page.
import { ConflictError, type Incident, type Tocsin } from '@tocsin/client'
import type { LiveItem } from '../live/item.ts'
import { IncidentEdits } from './edits.svelte.ts'
import { Past } from './past.svelte.ts'
import { ChangeQueue } from './queue.ts'
import { IncidentReading, type Owner, type Phase } from './reading.svelte.ts'

/** One incident on its page: how it stands, how it stood, what is typed into it, and what can be done to all of it. */
export class IncidentState {
  readonly id: string
  readonly past: Past
  readonly reading: IncidentReading
  readonly edits: IncidentEdits
  readonly #tocsin: Tocsin
  readonly #queue = new ChangeQueue()

  constructor(id: string, { tocsin, owner }: { tocsin: Tocsin; owner: Owner }) {
    this.id = id
    this.#tocsin = tocsin
    this.past = new Past(id, tocsin)
    this.reading = new IncidentReading(id, { tocsin, owner }, (taken) => this.edits.receive(taken))
    this.edits = new IncidentEdits(id, { tocsin, owner, reading: this.reading, queue: this.#queue })
  }

  get phase(): Phase {
    return this.reading.phase
  }
  /** As it stands now. Throws before it has been read. */
  get incident(): Incident {
    return this.reading.incident
  }
  /** As the page shows it: as it stands, or as it stood then. */
  get shown(): Incident {
    return this.past.incident ?? this.incident
  }

  /** Takes what the live stream brings. */
  hear(item: LiveItem): void {
    if (item.kind === 'reset') this.#queue.next(() => this.reading.load())
    if (item.kind !== 'event') return
    const { event } = item
    if (event.incident_id !== this.id && event.type !== 'attribute.removed') return
    this.#queue.others(() => this.reading.apply(event))
  }

  /** Makes a change of one's own by a call that answers with the incident: an update that is posted. Throws what the call throws. */
  async change(call: () => Promise<Incident>): Promise<void> {
    await this.#queue.own(async () => await this.reading.takeSaved(await call()))
  }

  /** Puts it into the bin. Throws what the service refuses it with; a ConflictError's news are taken first. */
  async delete(): Promise<void> {
    await this.#queue.own(async () => {
      try {
        await this.#tocsin.incident.delete(this.id, { occ_lock: this.incident.occ_lock })
      } catch (error) {
        if (error instanceof ConflictError) await this.reading.take(error.current)
        throw error
      }
      this.reading.ownNext()
      await this.reading.load()
    })
  }

  /** Takes it out of the bin. Throws what the service refuses it with. */
  async restore(): Promise<void> {
    await this.change(() => this.#tocsin.incident.restore(this.id, {}))
    this.reading.restored()
  }

  /** Removes its content for good. Throws what the service refuses it with. */
  async purge(): Promise<void> {
    await this.#queue.own(async () => {
      await this.#tocsin.incident.delete(this.id, { purge: true })
      await this.reading.load()
    })
  }

  /** Ends what is on its way. */
  end(): void {
    this.reading.end()
  }
}
