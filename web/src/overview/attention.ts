/*
 * In which order incidents want someone: how severe × how late × how new. Pure: no service, no clock.
 */

/** What the order looks at. */
export type Wanting = {
  id: string
  /** Unix seconds; 0 for none. */
  next_update: number
  created_at: string
  updated_at: string
}

export type Ranked<I> = {
  /** The most pressing first. */
  now: readonly I[]
  /** Of those, the ones nobody has touched for long: by the same order, in a group of their own. */
  stale: readonly I[]
}

/** Worst severity first; not assessed (0) counts between the second and the third: nobody has looked yet. */
const bySeverity = [3, 8, 4, 2, 1.5, 1] as const
const hour = 3600
/** What nobody has touched for so long is stale, in seconds. */
export const staleSeconds = 7 * 24 * hour

/** How much an incident wants someone. `level` is its severity's place among the five looks, 0 for none; `now` in seconds. */
export function pressure({ next_update, created_at }: Wanting, level: number, now: number): number {
  const severity = bySeverity[level] ?? 1
  const late = next_update === 0 ? Number.NEGATIVE_INFINITY : now - next_update
  // A missed update doubles it at once, and trebles it within four hours; one due within the hour comes near to double.
  const lateness = late > 0 ? 2 + Math.min(1, late / (4 * hour)) : late > -hour ? 2 + late / (2 * hour) : 1
  const age = now - Date.parse(created_at) / 1000
  const newness = age < hour / 4 ? 2 : age < hour ? 1.5 : age < 24 * hour ? 1.2 : 1
  return severity * lateness * newness
}

/** Puts incidents in that order, each once. Of equal ones, the newer first. */
export function rankedByPressure<I extends Wanting>(
  incidents: readonly I[],
  levelOf: (incident: I) => number,
  now: number,
): Ranked<I> {
  const each = [...new Map(incidents.map((one) => [one.id, one])).values()]
  const ordered = each
    .map((one) => ({ one, pressure: pressure(one, levelOf(one), now) }))
    .sort((a, b) => b.pressure - a.pressure || (a.one.created_at < b.one.created_at ? 1 : -1))
    .map(({ one }) => one)
  const isStale = ({ updated_at }: I): boolean => now - Date.parse(updated_at) / 1000 > staleSeconds
  return { now: ordered.filter((one) => !isStale(one)), stale: ordered.filter(isStale) }
}
