import { setTimeout as delay } from 'node:timers/promises'
import { inspect, isDeepStrictEqual } from 'node:util'
import type { Locator, Page } from 'playwright-core'

/*
 * What a page shows comes later than what was done to it: nothing about it is asked once. Each of these asks until it is so, and
 * says what was wanted and what was seen when it does not come to be so.
 */

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
      const asked = typeof wanted === 'function' ? String(wanted) : inspect(wanted, { depth: 5 })
      throw new Error(`${what}: not ${asked} after ${patienceMs / 1000} s, but ${seen}`)
    }
    await delay(50)
  }
}

/** Waits until the query of a page's address is this one, with its question mark; empty for none. */
export async function addressed(page: Page, query: string | RegExp): Promise<void> {
  await becomes('query of the address', () => new URL(page.url()).search, query)
}

/** Waits until so many elements match. For none, first wait for something that is shown no sooner than they would be. */
export async function counted(locator: Locator, count: number): Promise<void> {
  await becomes(`count of ${locator}`, () => locator.count(), count)
}

/** Waits until an element has this attribute; null for none. */
export async function attributed(locator: Locator, name: string, value: string | null): Promise<void> {
  await becomes(`${name} of ${locator}`, () => locator.getAttribute(name), value)
}

/** Waits until a field holds this, and gives what it holds. */
export async function holds(locator: Locator, value: string | RegExp): Promise<string> {
  return await becomes(`value of ${locator}`, () => locator.inputValue(), value)
}

/** Waits until the text of an element is or holds this. */
export async function reads(locator: Locator, text: Wanted<string>): Promise<void> {
  await becomes(`text of ${locator}`, async () => (await locator.textContent()) ?? '', text)
}

/** Waits until an element, or something in it, has the focus: keys then go there. */
export async function focused(locator: Locator): Promise<void> {
  const has = (element: Element): boolean => element.contains(document.activeElement)
  await becomes(`focus in ${locator}`, () => locator.evaluate(has), true)
}

/** Waits until a page is no wider than its window, and nothing on it scrolls it sideways. */
export async function fits(page: Page): Promise<void> {
  const excess = (): number => document.documentElement.scrollWidth - innerWidth
  await becomes(
    'pixels that the page is wider than its window',
    () => page.evaluate(excess),
    (wider) => wider <= 0,
  )
}

/** One step back. Between two pages Chromium has none for a moment, and says so. */
export async function goBack(page: Page): Promise<void> {
  for (;;) {
    try {
      await page.goBack()
      return
    } catch (error) {
      if (!/Not attached to an active page/.test(String(error))) throw error
    }
  }
}

/** Chooses from the list of a field, and waits until the list is closed. */
export async function choose(page: Page, field: Locator, option: string | RegExp): Promise<void> {
  await field.click()
  await page.getByRole('option', { name: option }).first().click()
  await counted(page.getByRole('option'), 0)
}

function isAsWanted<T>(seen: T, wanted: Wanted<T>): boolean {
  if (wanted instanceof RegExp) return typeof seen === 'string' && wanted.test(seen)
  if (typeof wanted === 'function') return (wanted as (seen: T) => boolean)(seen) // no value read from a page is a function
  return isDeepStrictEqual(seen, wanted)
}
