// Moments of the demo as text, in the offset of their site.

/** Milliseconds. */
export const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** A moment (Unix ms) as clocks so many hours ahead of UTC show it: RFC 3339, to the minute, or with its seconds. */
export function dateAt(at: number, offset: number, withSeconds: boolean): string {
  const local = new Date(at + offset * HOUR).toISOString()
  const sign = offset < 0 ? '-' : '+'
  const zone = offset === 0 ? 'Z' : `${sign}${String(Math.abs(offset)).padStart(2, '0')}:00`
  return `${local.slice(0, withSeconds ? 19 : 16)}${withSeconds ? '' : ':00'}${zone}`
}

/** The day of a moment in UTC. */
export function dayAt(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}
