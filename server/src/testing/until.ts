// Waits for a condition, never for a while.
import { setTimeout as delay } from 'node:timers/promises'

/** Waits until the condition holds. Throws when it still doesn't after `withinMs` (a bound for broken code, generous). */
export async function until(condition: () => boolean | Promise<boolean>, withinMs = 30_000): Promise<void> {
  const end = performance.now() + withinMs
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`still not so after ${withinMs} ms: ${condition}`)
    await delay(20)
  }
}
