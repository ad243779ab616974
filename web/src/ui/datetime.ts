// Converts between RFC 3339 and what a datetime-local field holds.
import { parseAbsolute, parseDateTime, toZoned } from '@internationalized/date'

/** 'YYYY-MM-DDTHH:MM' as a datetime-local field wants it, from an RFC 3339 time, in an IANA zone. '' for null or what is not a time. */
export function toWall(instant: string | null, zone: string): string {
  if (instant === null) return ''
  try {
    return parseAbsolute(instant, zone).toString().slice(0, 16)
  } catch {
    return ''
  }
}

/**
 * RFC 3339 with the zone's offset at that time, from what a datetime-local field gives; null when it is empty or not a time. In the hour
 * that a change of the clocks repeats it is the earlier, or the later where that is asked for; in the hour it leaves out the later.
 */
export function fromWall(wall: string, zone: string, which: 'earlier' | 'later' = 'earlier'): string | null {
  if (wall === '') return null
  try {
    const time = toZoned(parseDateTime(wall), zone, which === 'later' ? 'later' : 'compatible')
    const text = time.toString().replace(/\[.*\]$/, '')
    return time.offset === 0 ? text.replace(/[+-]00:00$/, 'Z') : text
  } catch {
    return null
  }
}

/** The earlier and the later time that a wall time means in an hour that the zone's clocks repeat; null in every other. */
export function bothOf(wall: string, zone: string): [earlier: string, later: string] | null {
  const [earlier, later] = [fromWall(wall, zone, 'earlier'), fromWall(wall, zone, 'later')]
  return earlier === null || later === null || Date.parse(earlier) === Date.parse(later) ? null : [earlier, later]
}

/** The zone's offset at a time (now, for null), such as 'UTC+02:00'. */
export function offsetOf(instant: string | null, zone: string): string {
  const time = parseAbsolute(instant ?? new Date().toISOString(), zone)
  const minutes = Math.round(Math.abs(time.offset) / 60_000)
  const pad = (n: number) => String(n).padStart(2, '0')
  return `UTC${time.offset < 0 ? '−' : '+'}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`
}
