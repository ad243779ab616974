// When demo incidents happen: by hour, weekday and bad days.
import { Random } from './random.ts'
import type { Site } from './site.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** How much happens in each hour of a day, by the clocks of the place. */
const HOURS = [4, 3, 3, 3, 4, 6, 9, 13, 16, 16, 14, 13, 12, 13, 13, 13, 14, 15, 13, 10, 9, 8, 7, 5]
/** Sunday first. */
const WEEKDAYS = [7, 11, 10, 10, 10, 11, 8]
/** A storm, a strike: once in so many days a site has a day with so many times as much. */
const BAD_DAY_EVERY = 45
const BAD_DAY_FACTOR = 6

/** A moment at which something happens, and where. */
export type Moment = { at: number; site: number }

/**
 * So many moments from `start` to `end` (Unix ms), in order, as dense as the hours, weekdays and bad days of the sites make them. One is drawn
 * from each of so many equal shares of all that happens, so their number is exact and they need no sorting.
 */
export function* moments(
  sites: readonly Site[],
  seed: number,
  count: number,
  start: number,
  end: number,
): Generator<Moment, void, void> {
  const random = new Random(seed, 0x5eed)
  const badDays = sites.map((_, at) => badDaysOf(seed, at, start, end))
  const weights = (hour: number): number[] => sites.map((site, at) => weightOf(site, hour, badDays[at]))
  const hours = Math.max(1, Math.ceil((end - start) / HOUR))
  const until = new Float64Array(hours)
  let sum = 0
  for (let hour = 0; hour < hours; hour++) {
    const share = Math.min(1, (end - start) / HOUR - hour)
    sum += weights(start + hour * HOUR).reduce((all, weight) => all + weight, 0) * share
    until[hour] = sum
  }
  let hour = 0
  for (let number = 0; number < count; number++) {
    const wanted = ((number + random.next()) / count) * sum
    while (hour < hours - 1 && (until[hour] ?? 0) <= wanted) hour++
    const before = hour === 0 ? 0 : (until[hour - 1] ?? 0)
    const within = (wanted - before) / Math.max(1e-9, (until[hour] ?? 0) - before)
    const share = Math.min(1, (end - start) / HOUR - hour)
    yield {
      at: Math.floor(start + (hour + Math.min(0.999_999, within) * share) * HOUR),
      site: random.weighted(weights(start + hour * HOUR)),
    }
  }
}

function weightOf(site: Site, at: number, badDays: ReadonlySet<number> | undefined): number {
  const local = at + site.offset * HOUR
  const hour = HOURS[Math.floor(local / HOUR) % 24] ?? 1
  // 1970-01-01 was a Thursday.
  const weekday = WEEKDAYS[(Math.floor(local / DAY) + 4) % 7] ?? 1
  const bad = badDays?.has(Math.floor(local / DAY)) ? BAD_DAY_FACTOR : 1
  return site.weight * hour * weekday * bad
}

function badDaysOf(seed: number, site: number, start: number, end: number): Set<number> {
  const random = new Random(seed, 0xbad + site)
  const days = new Set<number>()
  for (let at = start; at < end; at += BAD_DAY_EVERY * DAY) {
    days.add(Math.floor((at + random.next() * BAD_DAY_EVERY * DAY) / DAY))
  }
  return days
}
