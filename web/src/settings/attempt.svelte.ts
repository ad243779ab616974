// An action under way in the settings, and why it failed.
import { type Failure, failureOf } from '../failure/failure.ts'

/** Something that is being done: whether it is under way, and why it did not work the last time. */
export class Attempt {
  #busy = $state(false)
  #failure: Failure | undefined = $state.raw()

  get busy(): boolean {
    return this.#busy
  }
  get failure(): Failure | undefined {
    return this.#failure
  }

  /** Forgets why it did not work. */
  clear(): void {
    this.#failure = undefined
  }

  /** Does it, unless it is under way; true when it has been done. Never throws: see failure. */
  async run(work: () => Promise<unknown>): Promise<boolean> {
    if (this.#busy) return false
    this.#busy = true
    this.#failure = undefined
    try {
      await work()
      return true
    } catch (error) {
      this.#failure = failureOf(error)
      return false
    } finally {
      this.#busy = false
    }
  }
}
