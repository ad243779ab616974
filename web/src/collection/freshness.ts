// Compares the rows on screen with a fresh reading of their page.

/** What a collection compares its rows by. */
export type Row = { readonly id: string }

/** What a new reading of a page says about the rows that stand there. */
export type News = {
  /** Ids of rows that newly belong here; those that only moved up from the next page are not among them. */
  arrived: string[]
  /** Ids of rows that no longer belong here. */
  left: string[]
}

/**
 * Compares the rows shown with a new reading of the same page. `hadMore`: a page followed the rows shown; `hasMore`: one follows
 * the new reading.
 */
export function newsOf(
  shown: readonly Row[],
  fresh: readonly Row[],
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

/**
 * The rows shown, in their places, as they stand by a fresh reading of the same page. A row that has been merged with later events than
 * the reading knows stays as it is.
 */
export function refreshed<R extends Row>(
  shown: readonly R[],
  fresh: readonly R[],
  isNewer: (one: R, other: R) => boolean,
): R[] {
  const byId = new Map(fresh.map((row) => [row.id, row]))
  return shown.map((row) => {
    const found = byId.get(row.id)
    return found !== undefined && !isNewer(row, found) ? found : row
  })
}
