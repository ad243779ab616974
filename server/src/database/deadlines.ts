// Deadlines of one length under one timer.

/** How often deadlines are looked at, in ms; so much later than its time one may be kept. */
const LOOK_MS = 1000

/** Many deadlines of the same length under one timer: a timer for each would cost a read more than its row is worth. */
export class Deadlines {
  readonly #lengthMs: number
  readonly #running = new Set<{ end: number; expire: () => void }>()
  readonly #timer: NodeJS.Timeout

  constructor(lengthMs: number) {
    this.#lengthMs = lengthMs
    this.#timer = setInterval(() => this.#look(), LOOK_MS).unref()
  }

  /** Calls `expire` when the length of time has passed, unless the function it returns was called before. */
  start(expire: () => void): () => void {
    const deadline = { end: performance.now() + this.#lengthMs, expire }
    this.#running.add(deadline)
    return () => void this.#running.delete(deadline)
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  #look(): void {
    const now = performance.now()
    // A set keeps the order they were started in, which is the order they end in.
    for (const deadline of this.#running) {
      if (deadline.end > now) return
      this.#running.delete(deadline)
      deadline.expire()
    }
  }
}
