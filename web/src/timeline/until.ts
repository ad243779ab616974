// The entries of a timeline up to a moment.
import type { Moment } from '../incident/past.svelte.ts'
import type { Entry } from './story.ts'

/** The entries (newest first) that were there at a moment of the incident's history; all of them for now. */
export function entriesUntil(entries: readonly Entry[], moment: Moment | undefined): readonly Entry[] {
  if (moment === undefined) return entries
  if ('as_of' in moment) {
    const until = Date.parse(moment.as_of)
    return entries.filter(({ event }) => Date.parse(event.recorded_at) <= until)
  }
  const { as_of_lock } = moment
  const last = entries.find(({ event }) => event.occ_lock !== null && event.occ_lock <= as_of_lock)
  return last === undefined ? [] : entries.filter(({ event }) => event.seq <= last.event.seq)
}
