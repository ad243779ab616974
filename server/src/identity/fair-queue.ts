/** Runs expensive work a few at a time; of those who wait, whoever has had least of late goes first, so that no crowd keeps another out. */
import { AppError, unavailable } from '../errors.ts'

export type FairQueueOptions = {
  /** At once. */
  running: number
  /** Waiting altogether, and of one share. */
  waiting: number
  waitingEach: number
  /** What somebody has had counts half after so long. */
  halfLifeMs: number
  /** Milliseconds; for tests that move the time. */
  now?: () => number
}

type Waiting = { share: string; start: () => void; refuse: (error: Error) => void }
type Use = { amount: number; at: number }

/** Shares remembered; those with the least use are forgotten first. */
const MOST_SHARES = 10_000

export class FairQueue {
  readonly #options: FairQueueOptions
  readonly #now: () => number
  readonly #uses = new Map<string, Use>()
  #waiting: Waiting[] = []
  #running = 0

  constructor(options: FairQueueOptions) {
    this.#options = options
    this.#now = options.now ?? (() => performance.now())
  }

  /**
   * Runs `work` for a share: an address, a tenant, a known device. Throws rate_limited when this share has too much waiting already,
   * unavailable when everybody together has and this share has had more than others.
   */
  async run<T>(share: string, work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#options.running) await this.#wait(share)
    else this.#running++
    this.#note(share)
    try {
      return await work()
    } finally {
      const next = this.#next()
      if (next) next.start()
      else this.#running--
    }
  }

  async #wait(share: string): Promise<void> {
    const { waiting, waitingEach } = this.#options
    const mine = this.#waiting.filter((one) => one.share === share).length
    if (mine >= waitingEach) throw tooMany()
    if (this.#waiting.length >= waiting) {
      const greediest = this.#pick((a, b) => a > b, true)
      if (!greediest || this.#use(greediest.share) <= this.#use(share)) throw busy()
      this.#waiting.splice(this.#waiting.indexOf(greediest), 1)
      greediest.refuse(busy())
    }
    await new Promise<void>((start, refuse) => this.#waiting.push({ share, start, refuse }))
  }

  #next(): Waiting | undefined {
    const next = this.#pick((a, b) => a < b, false)
    if (next) this.#waiting.splice(this.#waiting.indexOf(next), 1)
    return next
  }

  /** Of those who wait the one whose use comes first by `before`; of equals the first, or the last. */
  #pick(before: (a: number, b: number) => boolean, last: boolean): Waiting | undefined {
    let found: Waiting | undefined
    let use = 0
    for (const one of this.#waiting) {
      const its = this.#use(one.share)
      if (found === undefined || before(its, use) || (last && its === use)) {
        found = one
        use = its
      }
    }
    return found
  }

  #use(share: string): number {
    const use = this.#uses.get(share)
    return use === undefined ? 0 : use.amount * 0.5 ** ((this.#now() - use.at) / this.#options.halfLifeMs)
  }

  #note(share: string): void {
    const use = { amount: this.#use(share) + 1, at: this.#now() }
    this.#uses.delete(share)
    if (this.#uses.size >= MOST_SHARES) {
      const oldest = this.#uses.keys().next()
      if (!oldest.done) this.#uses.delete(oldest.value)
    }
    this.#uses.set(share, use)
  }
}

function tooMany(): AppError {
  const message = 'Too many attempts are waiting already. Try again in a few seconds.'
  return new AppError('rate_limited', message, {
    problems: [{ code: 'TOO_MANY_ATTEMPTS', message }],
    headers: { 'retry-after': '5' },
  })
}

function busy(): AppError {
  return unavailable('Too many people are signing in at the moment. Try again in a few seconds.', 5)
}
