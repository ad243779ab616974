// Keeps the tokens of one person fresh, in memory.
import { EndedError, type Provider, type Tokens } from './provider.ts'

/** An access token that ends sooner than this is renewed before it is used. */
const spareMs = 10_000
/** The longest time setTimeout can wait. */
const longestWaitMs = 2 ** 31 - 1

/** Keeps one person's tokens fresh, in memory. */
export class TokenKeeper {
  #tokens: Tokens | undefined
  #renewing: Promise<Tokens> | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #failures = 0
  readonly #provider: Provider
  readonly #ended: () => void
  readonly #renewed: () => void

  /** `ended` is called when the provider goes no further, `renewed` after each renewal. */
  constructor(provider: Provider, on: { ended: () => void; renewed: () => void }) {
    this.#provider = provider
    this.#ended = on.ended
    this.#renewed = on.renewed
  }

  get tokens(): Tokens | undefined {
    return this.#tokens
  }

  adopt(tokens: Tokens): void {
    this.#tokens = tokens
    this.#failures = 0
    this.#schedule()
  }

  /** Forgets everything. */
  drop(): void {
    clearTimeout(this.#timer)
    this.#tokens = undefined
    this.#renewing = undefined
  }

  /** An access token that is still good. Throws EndedError without one, or whatever keeps the provider from renewing it. */
  async access(): Promise<string> {
    const tokens = this.#tokens
    if (tokens === undefined) throw new EndedError('nobody is signed in')
    const left = tokens.expiresAt - Date.now()
    if (left > spareMs) return tokens.access
    try {
      return (await this.renew()).access
    } catch (error) {
      // A provider that is away for a moment does not stop what the token still allows.
      if (left > 0 && !(error instanceof EndedError)) return tokens.access
      throw error
    }
  }

  /** Renews now, or joins the renewal under way. Throws as access(). */
  renew(): Promise<Tokens> {
    this.#renewing ??= this.#renew().finally(() => {
      this.#renewing = undefined
    })
    return this.#renewing
  }

  async #renew(): Promise<Tokens> {
    const before = this.#tokens
    if (before === undefined) throw new EndedError('nobody is signed in')
    try {
      const tokens = await this.#provider.renew(before)
      // Signed out, or signed in anew, meanwhile: what came belongs to nobody here.
      if (this.#tokens !== before) return this.#tokens ?? Promise.reject(new EndedError('signed out'))
      this.adopt(tokens)
      this.#renewed()
      return tokens
    } catch (error) {
      if (this.#tokens === before) {
        if (error instanceof EndedError) {
          this.drop()
          this.#ended()
        } else {
          this.#failures++
          this.#schedule()
        }
      }
      throw error
    }
  }

  /** Looks again whether it is time: timers stand still while a device sleeps. */
  check(): void {
    if (this.#tokens !== undefined && this.#dueInMs(this.#tokens) <= 0) this.#renewQuietly()
  }

  #schedule(): void {
    clearTimeout(this.#timer)
    if (this.#tokens === undefined) return
    const retry = this.#failures === 0 ? 0 : Math.min(30_000, 1000 * 2 ** this.#failures)
    const wait = Math.max(retry, this.#dueInMs(this.#tokens))
    this.#timer = setTimeout(() => this.#renewQuietly(), Math.min(wait, longestWaitMs))
  }

  /** Renewal begins a minute before the end, or at half the life of a token that lives less than two. */
  #dueInMs({ expiresAt, lifeMs }: Tokens): number {
    return expiresAt - Date.now() - Math.min(60_000, lifeMs / 2)
  }

  #renewQuietly(): void {
    // What went wrong was told by `ended`, or is tried again by the timer.
    this.renew().catch(() => undefined)
  }
}
