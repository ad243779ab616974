import { setTimeout as delay } from 'node:timers/promises'
import { inspect, isDeepStrictEqual } from 'node:util'
import type { Page } from 'playwright-core'

/**
 * How long anything on a page may take before a test gives up: a bound for broken code, far above what the slowest of machines
 * needs for one step.
 */
export const patienceMs = 60_000

/** What is waited for: a value to be equal to, a text to hold, or whatever a function finds good. */
export type Wanted<T> = T | RegExp | ((seen: T) => boolean)

/**
 * Reads again and again until what is read is as wanted, and gives it. A reading that fails, such as one of a page that is just
 * being left, is tried again. Throws with what was wanted and what was seen last when it does not come to be so.
 */
export async function becomes<T>(what: string, read: () => T | Promise<T>, wanted: Wanted<T>): Promise<T> {
  const end = performance.now() + patienceMs
  for (;;) {
    let seen: string
    try {
      const value = await read()
      if (isAsWanted(value, wanted)) return value
      seen = inspect(value, { depth: 5 })
    } catch (error) {
      seen = String(error)
    }
    if (performance.now() > end) {
      throw new Error(`${what}: not ${inspect(wanted)} after ${patienceMs / 1000} s, but ${seen}`)
    }
    await delay(20)
  }
}

/** Waits until the query of a page's address is this one, with its question mark; empty for none. */
export async function addressed(page: Page, query: string | RegExp): Promise<void> {
  await becomes('query of the address', () => new URL(page.url()).search, query)
}

function isAsWanted<T>(seen: T, wanted: Wanted<T>): boolean {
  if (wanted instanceof RegExp) return typeof seen === 'string' && wanted.test(seen)
  if (typeof wanted === 'function') return (wanted as (seen: T) => boolean)(seen) // no value read from a page is a function
  return isDeepStrictEqual(seen, wanted)
}
