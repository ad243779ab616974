// What the live stream brings to a page, and in which order.
import type { Event, Presence } from '@tocsin/client'

/** What the live stream brings to a page. */
export type LiveItem =
  /** Something happened; each comes once, in the order of the log. */
  | { kind: 'event'; event: Event }
  /** Who is looking at an incident, whenever that changes: all of them. */
  | ({ kind: 'presence' } & Presence)
  /** What happened meanwhile is not known event by event: read again what is shown. */
  | { kind: 'reset' }

/** Where a reader stands in the log; undefined before it has heard where the log is. */
export type Place = { seq: number | undefined; epoch: string | undefined }

/** What an event is to a reader who stands at `place`: the next one, one seen before, or one after some that did not come. */
export function follows(place: Place, seq: number): 'next' | 'seen' | 'gap' {
  if (place.seq === undefined || seq === place.seq + 1) return 'next'
  return seq <= place.seq ? 'seen' : 'gap'
}

/** What tabs of one person tell one another. */
export type TabWord =
  /** From the tab that holds the stream: what came, and how it stands. */
  | { kind: 'item'; item: LiveItem }
  | { kind: 'state'; connected: boolean; place: Place }
  /** From a tab that has just come, or come back: how does it stand? */
  | { kind: 'ask' }
