// Limits how many work at a time for one key, first come, first served.
import { unavailable } from '../errors.ts'

type Line = {
  running: number
  waiting: (() => void)[] /** when a turn last ended well, on the clock of performance.now() */
  movedAt: number
}

/** A line that moves is waited in longer than one that stands, but not for ever. */
const PATIENCE = 4

/** At most so many at a time for each key, first come, first served. */
export class KeyedSemaphore {
  readonly #most: number
  readonly #lines = new Map<string, Line>()

  constructor(most: number) {
    this.#most = most
  }

  /**
   * Waits for a turn; gives the function that ends it, told whether the turn got anywhere. Throws unavailable when no turn before
   * this one got anywhere for `waitMs`, and after four times as long in any case.
   */
  async take(key: string, waitMs: number): Promise<(moved: boolean) => void> {
    const found = this.#lines.get(key)
    const line: Line = found ?? { running: 0, waiting: [], movedAt: 0 }
    if (!found) this.#lines.set(key, line)
    if (line.running < this.#most) line.running++
    else await this.#wait(line, waitMs)
    let ended = false
    return (moved) => {
      if (ended) return
      ended = true
      if (moved) line.movedAt = performance.now()
      const next = line.waiting.shift()
      if (next) next()
      else if (--line.running === 0) this.#lines.delete(key)
    }
  }

  #wait(line: Line, waitMs: number): Promise<void> {
    const came = performance.now()
    return new Promise((resolve, reject) => {
      const look = () => {
        const now = performance.now()
        const end = Math.min(Math.max(came, line.movedAt) + waitMs, came + PATIENCE * waitMs)
        if (now < end) {
          timer = setTimeout(look, end - now + 1)
          return
        }
        line.waiting.splice(line.waiting.indexOf(go), 1)
        reject(unavailable('Too many changes are waiting in this tenant; try again.', 1))
      }
      let timer = setTimeout(look, waitMs)
      const go = () => {
        clearTimeout(timer)
        resolve()
      }
      line.waiting.push(go)
    })
  }
}
