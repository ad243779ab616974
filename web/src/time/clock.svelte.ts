// The clock of the console, corrected by the service's.
import { createSubscriber } from 'svelte/reactivity'

/** The present moment as the service sees it; what reads it in a template is drawn again as it passes. */
class Clock {
  /** How far this device's clock is behind the service's, in milliseconds. */
  behindMs = 0
  readonly #everySecond = createSubscriber((update) => {
    const timer = setInterval(update, 1000)
    return () => clearInterval(timer)
  })
  readonly #everyTenSeconds = createSubscriber((update) => {
    const timer = setInterval(update, 10_000)
    return () => clearInterval(timer)
  })

  /** Milliseconds since 1970, renewed every 10 s: for "4 min ago". */
  get now(): number {
    this.#everyTenSeconds()
    return this.read()
  }

  /** The same, renewed every second: for a countdown. */
  get second(): number {
    this.#everySecond()
    return this.read()
  }

  /** The same, without being told of its passing. */
  read(): number {
    return Date.now() + this.behindMs
  }
}

export const clock = new Clock()
