import type { Incident } from '@tocsin/client'

/** What a new reading of a page says about the rows that stand there. */
export type News = {
  /** Ids of incidents that newly belong here; those that only moved up from the next page are not among them. */
  arrived: string[]
  /** Ids of rows that no longer belong here. */
  left: string[]
}

/**
 * Compares the rows shown with a new reading of the same page. `hadMore`: a page followed the rows shown; `hasMore`: one follows
 * the new reading.
 */
export function newsOf(
  shown: readonly Incident[],
  fresh: readonly Incident[],
  more: { hadMore: boolean; hasMore: boolean },
): News {
  const before = new Set(shown.map(({ id }) => id))
  const after = new Set(fresh.map(({ id }) => id))
  // Behind the last row that stayed stands what came up from the next page, or what was pushed down to it.
  const lastFresh = fresh.findLastIndex(({ id }) => before.has(id))
  const lastShown = shown.findLastIndex(({ id }) => after.has(id))
  const arrived = fresh.filter(
    ({ id }, place) => !before.has(id) && (!more.hadMore || place < lastFresh || lastFresh < 0),
  )
  const left = shown.filter(({ id }, place) => !after.has(id) && (!more.hasMore || place < lastShown))
  return { arrived: arrived.map(({ id }) => id), left: left.map(({ id }) => id) }
}
