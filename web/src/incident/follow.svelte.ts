// Whether the reader gets mail about an incident.
import type { Subscription, Tocsin } from '@tocsin/client'

/** Whether one gets mail about an incident. */
export class Follow {
  readonly #tocsin: Tocsin
  readonly #incidentId: string
  readonly #user: string
  #subscription: Subscription | undefined = $state.raw()
  #known = $state(false)
  #busy = $state(false)

  constructor(tocsin: Tocsin, incidentId: string, user: string) {
    this.#tocsin = tocsin
    this.#incidentId = incidentId
    this.#user = user
  }

  /** Whether it has been found out. */
  get known(): boolean {
    return this.#known
  }
  get busy(): boolean {
    return this.#busy
  }
  get following(): boolean {
    return this.#subscription !== undefined
  }

  /** Finds out. Where that fails nothing is offered. */
  async load(): Promise<void> {
    try {
      const all = await this.#tocsin.subscription.list()
      this.#subscription = all.find(
        (one) => one.incident_id === this.#incidentId && one.owner_id === this.#user && one.ended_reason === null,
      )
      this.#known = true
    } catch {
      this.#known = false
    }
  }

  /** Follows, or no longer; gives the subscription made, undefined for one ended. Throws what the service refuses it with. */
  async toggle(): Promise<Subscription | undefined> {
    this.#busy = true
    try {
      if (this.#subscription === undefined) {
        this.#subscription = await this.#tocsin.subscription.create({ incident_id: this.#incidentId })
      } else {
        await this.#tocsin.subscription.delete(this.#subscription.id)
        this.#subscription = undefined
      }
      return this.#subscription
    } finally {
      this.#busy = false
    }
  }
}
