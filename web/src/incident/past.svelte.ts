// An incident as it stood at a moment of its history.
import type { Incident, Tocsin } from '@tocsin/client'
import { type Failure, failureOf, isAborted } from '../failure/failure.ts'

/** Where in its history an incident is looked at: an instant (RFC 3339), or a version. */
export type Moment = { as_of: string } | { as_of_lock: number }

/** How an incident stood at a moment of its history, where that is looked at. */
export class Past {
  readonly #id: string
  readonly #tocsin: Tocsin
  #controller = new AbortController()
  #incident: Incident | undefined = $state.raw()
  #moment: Moment | undefined = $state.raw()
  #failure: Failure | undefined = $state.raw()

  constructor(id: string, tocsin: Tocsin) {
    this.#id = id
    this.#tocsin = tocsin
  }

  /** As it stood then; undefined for now, and while it is being read. */
  get incident(): Incident | undefined {
    return this.#incident
  }
  /** The moment looked at; undefined for now. */
  get moment(): Moment | undefined {
    return this.#moment
  }
  /** Why it cannot be shown as it stood then. */
  get failure(): Failure | undefined {
    return this.#failure
  }

  /** Looks at a moment, or, for undefined, at now. Never throws; see failure. */
  async travel(moment: Moment | undefined): Promise<void> {
    this.#controller.abort()
    const controller = new AbortController()
    this.#controller = controller
    this.#moment = moment
    this.#failure = undefined
    if (moment === undefined) {
      this.#incident = undefined
      return
    }
    try {
      const found = await this.#tocsin.incident.get(this.#id, moment, { signal: controller.signal })
      if (this.#controller === controller) this.#incident = found
    } catch (error) {
      if (isAborted(error) || this.#controller !== controller) return
      this.#incident = undefined
      this.#failure = failureOf(error)
    }
  }
}
