import { unavailable } from '../errors.ts'

/** At most so many at a time for each key, first come, first served. */
export class Turns {
  readonly #most: number
  readonly #lines = new Map<string, { running: number; waiting: (() => void)[] }>()

  constructor(most: number) {
    this.#most = most
  }

  /** Waits for a turn; gives the function that ends it. Throws unavailable after `waitMs`. */
  async take(key: string, waitMs: number): Promise<() => void> {
    const mine = this.#lines.get(key) ?? { running: 0, waiting: [] }
    this.#lines.set(key, mine)
    if (mine.running < this.#most) {
      mine.running++
    } else {
      await new Promise<void>((resolve, reject) => {
        const go = () => {
          clearTimeout(timer)
          resolve()
        }
        const timer = setTimeout(() => {
          mine.waiting.splice(mine.waiting.indexOf(go), 1)
          reject(unavailable('Too many changes are waiting in this tenant; try again.', 1))
        }, waitMs)
        mine.waiting.push(go)
      })
    }
    let ended = false
    return () => {
      if (ended) return
      ended = true
      const next = mine.waiting.shift()
      if (next) next()
      else if (--mine.running === 0) this.#lines.delete(key)
    }
  }
}
