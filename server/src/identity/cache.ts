// Maps whose entries expire, and work that runs once or one at a time for each key.
import { AppError } from '../errors.ts'

/** A map with a limit and an end for each entry. Times are Unix milliseconds, given by the caller. */
export class ExpiringMap<V> {
  readonly #entries = new Map<string, { value: V; until: number }>()
  readonly #most: number

  constructor(most: number) {
    this.#most = most
  }

  get(key: string, now: number): V | undefined {
    const entry = this.#entries.get(key)
    if (entry === undefined) return undefined
    if (entry.until > now) return entry.value
    this.#entries.delete(key)
    return undefined
  }

  /** Keeps a value; when the map is full the oldest entry goes. */
  set(key: string, value: V, until: number): void {
    this.#entries.delete(key)
    if (this.#entries.size >= this.#most) {
      const oldest = this.#entries.keys().next()
      if (!oldest.done) this.#entries.delete(oldest.value)
    }
    this.#entries.set(key, { value, until })
  }

  delete(key: string): void {
    this.#entries.delete(key)
  }

  get size(): number {
    return this.#entries.size
  }
}

/** One call at a time for each key: whoever asks meanwhile gets the same promise. */
export class SingleFlight<V> {
  readonly #running = new Map<string, Promise<V>>()

  run(key: string, work: () => Promise<V>): Promise<V> {
    const running = this.#running.get(key)
    if (running) return running
    const promise = work().finally(() => this.#running.delete(key))
    this.#running.set(key, promise)
    return promise
  }

  get size(): number {
    return this.#running.size
  }
}

/** Work of one key runs one after the other; so many may wait for their turn. */
export class SerialWork {
  readonly #queues = new Map<string, { last: Promise<unknown>; count: number }>()
  readonly #most: number

  constructor(most: number) {
    this.#most = most
  }

  /** Runs `work` after what was given for the key before. Throws rate_limited when too much waits already. */
  async run<V>(key: string, work: () => Promise<V>): Promise<V> {
    const queue = this.#queues.get(key) ?? { last: Promise.resolve(), count: 0 }
    if (queue.count >= this.#most) throw tooMuchWaiting()
    queue.count++
    this.#queues.set(key, queue)
    const mine = queue.last.then(work)
    queue.last = mine.catch(() => {})
    try {
      return await mine
    } finally {
      if (--queue.count === 0) this.#queues.delete(key)
    }
  }
}

function tooMuchWaiting(): AppError {
  const message = 'Too many attempts are waiting already. Try again in a few seconds.'
  return new AppError('rate_limited', message, {
    problems: [{ code: 'TOO_MANY_ATTEMPTS', message }],
    headers: { 'retry-after': '5' },
  })
}
