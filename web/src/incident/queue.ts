// The order in which an incident takes in its own changes and those of others.

/** The order in which an incident takes in changes: one after another, those of others after one's own that are on their way. */
export class ChangeQueue {
  #own = 0
  #waiting: (() => Promise<void>)[] = []
  #last: Promise<void> = Promise.resolve()

  /** Runs `work` after all that was given before it. What it throws is dropped: the next reading tells. */
  next(work: () => Promise<void>): void {
    this.#last = this.#last.then(work).catch(() => undefined)
  }

  /** The same for what others did: what comes while something is being saved may be what is being saved, so it waits. */
  others(work: () => Promise<void>): void {
    if (this.#own > 0) this.#waiting.push(work)
    else this.next(work)
  }

  /** Runs a change of one's own. Throws what it throws. */
  async own(work: () => Promise<void>): Promise<void> {
    this.#own++
    try {
      await work()
    } finally {
      this.#own--
      if (this.#own === 0) for (const waiting of this.#waiting.splice(0)) this.next(waiting)
    }
  }
}
