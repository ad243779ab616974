/** Tokens that nobody has shown lately: looked at within a share of each address, and no longer where too many were wrong. */
import type { FairShare } from '../admission/share.ts'
import { AppError } from '../errors.ts'
import { ExpiringMap } from './cache.ts'
import { networkOf } from './network.ts'

/** Wrong tokens of an address in a minute that are looked at; the contract promises 60. */
const MOST_WRONG = 600
const MINUTE_MS = 60_000
/** Addresses remembered; the longest known is forgotten first. */
const MOST_ADDRESSES = 10_000

export class Strangers {
  readonly #share: FairShare
  readonly #now: () => number
  readonly #wrong = new ExpiringMap<{ count: number; until: number }>(MOST_ADDRESSES)

  constructor(share: FairShare, now: () => number) {
    this.#share = share
    this.#now = now
  }

  /** Finds out who shows a token. Throws as `look` does, rate_limited when this address showed too many wrong ones, as FairShare.take(). */
  async look<T>(address: string, look: () => Promise<T>): Promise<T> {
    const network = networkOf(address)
    const wrong = this.#wrong.get(network, this.#now())
    if (wrong && wrong.count >= MOST_WRONG) throw tooManyWrong(Math.ceil((wrong.until - this.#now()) / 1000))
    const leave = await this.#share.take(network)
    try {
      return await look()
    } catch (error) {
      if (error instanceof AppError && error.code === 'unauthenticated') this.#note(network)
      throw error
    } finally {
      leave()
    }
  }

  #note(network: string): void {
    const wrong = this.#wrong.get(network, this.#now())
    if (wrong) {
      wrong.count++
      return
    }
    const until = this.#now() + MINUTE_MS
    this.#wrong.set(network, { count: 1, until }, until)
  }
}

function tooManyWrong(waitSeconds: number): AppError {
  const message = `More than ${MOST_WRONG} wrong tokens in a minute from this address; try again in ${waitSeconds} s.`
  return new AppError('rate_limited', message, {
    problems: [{ code: 'WRONG_TOKENS', message }],
    headers: { 'retry-after': String(waitSeconds) },
  })
}
