// The alarms that nobody has seen yet, shared by the tabs of this browser.
import type { Event } from '@tocsin/client'
import { type Alarm, alarmsAfter, type Watch } from './rules.ts'

type Word = { kind: 'seen'; incident_id: string } | { kind: 'all_seen' }

/** The alarms nobody has looked at in this browser yet; seen in one tab, they are seen in all. */
export class Alarms {
  #all: readonly Alarm[] = $state.raw([])
  readonly #channel = new BroadcastChannel('tocsin.alarm')
  readonly #tell: (alarm: Alarm) => void
  readonly #watch: () => Watch

  /** `tell` hears of each alarm as it is raised. */
  constructor(watch: () => Watch, tell: (alarm: Alarm) => void) {
    this.#watch = watch
    this.#tell = tell
    this.#channel.onmessage = ({ data }: MessageEvent<Word>) => {
      if (data.kind === 'seen') this.#all = this.#all.filter((one) => one.incident_id !== data.incident_id)
      else if (data.kind === 'all_seen') this.#all = []
    }
  }

  /** Oldest first. */
  get all(): readonly Alarm[] {
    return this.#all
  }

  /** Takes an event of the log. `looking`: the incident on the page, of which nobody needs to be told. */
  hear(event: Event, looking: string | undefined): void {
    const before = this.#all
    const after = alarmsAfter(before, event, this.#watch()).filter((one) => one.incident_id !== looking)
    this.#all = after
    const raised = after.at(-1)
    if (raised?.seq === event.seq) this.#tell(raised)
  }

  /** The incident is being looked at. */
  see(incidentId: string): void {
    if (!this.#all.some((one) => one.incident_id === incidentId)) return
    this.#all = this.#all.filter((one) => one.incident_id !== incidentId)
    this.#say({ kind: 'seen', incident_id: incidentId })
  }

  seeAll(): void {
    this.#all = []
    this.#say({ kind: 'all_seen' })
  }

  end(): void {
    this.#channel.close()
  }

  #say(word: Word): void {
    this.#channel.postMessage(word)
  }
}
