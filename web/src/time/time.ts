// Times and durations, in words.
import { locale, m } from '../message/message.ts'
import { preference } from '../preference/preference.svelte.ts'
import { clock } from './clock.svelte.ts'
import * as format from './format.ts'

export type { Instant, Look } from './format.ts'

import type { Instant, Look } from './format.ts'

/*
 * Times as the reader wants them: in their zone and language. In a template or a $derived they follow the clock and the choice.
 */

/** "4 min ago", "in 2 hr.", "just now". */
export function ago(instant: Instant): string {
  return format.relative(instant, clock.now, locale()) ?? m('time.now')
}

/** The exact time in the reader's zone. */
export function exact(instant: Instant, look: Look = 'short'): string {
  return format.absolute(instant, look, preference.timeZone, locale())
}

/** The time where it was reported, with its offset; undefined where that is the reader's own. */
export function atOrigin(text: string): string | undefined {
  return format.ownOffset(text, preference.timeZone, locale())
}

/** A length of time: "3h 5min". */
export function span(seconds: number): string {
  return format.duration(seconds, locale())
}

/** The same at a glance: whole days from two on. */
export function coarseSpan(seconds: number): string {
  return format.coarseDuration(seconds, locale())
}

/** How long a promise (`next_update`, Unix seconds) still has: "in 4min 10s", "12min overdue"; undefined for none. */
export function countdown(nextUpdate: number): string | undefined {
  if (nextUpdate === 0) return undefined
  const left = nextUpdate - clock.second / 1000
  return left > 0 ? m('time.due_in', { duration: span(left) }) : m('time.overdue_by', { duration: span(left) })
}

/** How a promise stands: none, far off, due within the warning, overdue. */
export function promiseState(nextUpdate: number, warningSeconds: number): 'none' | 'later' | 'due' | 'overdue' {
  if (nextUpdate === 0) return 'none'
  const left = nextUpdate - clock.second / 1000
  if (left <= 0) return 'overdue'
  return left <= warningSeconds ? 'due' : 'later'
}
