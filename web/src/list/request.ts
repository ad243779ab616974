// The query of the incident list, as the API takes it.
import type { IncidentQuery } from '@tocsin/client'
import { fromWall } from '../ui/datetime.ts'
import type { ListState } from './state.ts'

/** Incidents on a page. */
export const pageSize = 50

type Where = {
  /** Milliseconds since 1970. */
  now: number
  /** IANA zone that days are counted in. */
  zone: string
}

/**
 * Filters and order of a state as the API takes them, without its page: for the list and for its export. The same moment of the day gives
 * the same query, so that a cursor stays good for a while.
 */
export function filtersOf(state: ListState, where: Where): Omit<IncidentQuery, 'page' | 'size' | 'cursor'> {
  const q = state.q.trim()
  const dateFrom = beginning(state.date_from, where)
  const dateTo = ending(state.date_to, where)
  const updatedSince = beginning(state.updated_since, where)
  const attributes = Object.entries(state.attributes).map(([name, value]) => [`attributes.${name}`, value])
  return {
    ...(q === '' ? {} : { q }),
    ...(state.status.length === 0 ? {} : { status: [...state.status] }),
    ...(state.type.length === 0 ? {} : { type: [...state.type] }),
    ...(state.severity.length === 0 ? {} : { severity: [...state.severity] }),
    ...(state.reported_by === '' ? {} : { reported_by: state.reported_by }),
    ...(dateFrom === undefined ? {} : { date_from: dateFrom }),
    ...(dateTo === undefined ? {} : { date_to: dateTo }),
    ...(updatedSince === undefined ? {} : { updated_since: updatedSince }),
    ...(state.overdue ? { overdue: true } : {}),
    ...(state.due ? { due: true } : {}),
    ...(attributes.length === 0 ? {} : { attributes: Object.fromEntries(attributes) }),
    ...(state.sort.length === 0 ? {} : { sort: state.sort.map((key) => `${key.field},${key.direction}`) }),
  }
}

/** The whole query of a page. A page without a cursor is counted off: fine for the first ones. */
export function requestOf(state: ListState, where: Where): IncidentQuery {
  const place = state.cursor !== undefined ? { cursor: state.cursor } : { page: state.page }
  return { ...filtersOf(state, where), size: pageSize, ...place }
}

const dayMs = 86_400_000
const hourMs = 3_600_000
const longAgo = /^(\d{1,4})([hd])$/
const day = /^\d{4}-\d{2}-\d{2}$/

/** Whether it says how long ago, and how long: `24h` and `7d` do. */
export function agoOf(value: string): { n: number; unit: 'h' | 'd' } | undefined {
  const [, n, unit] = longAgo.exec(value) ?? []
  return n !== undefined && (unit === 'h' || unit === 'd') ? { n: Number(n), unit } : undefined
}

/** Whether it is a day. */
export function isDay(value: string): boolean {
  return day.test(value)
}

/** The instant a day, a time or a while ago begins with; undefined for ''. What is none of these is left for the API to refuse. */
function beginning(value: string, { now, zone }: Where): string | undefined {
  if (value === '') return undefined
  const ago = agoOf(value)
  // By the hour and by the day: neither moves while one looks at it.
  if (ago?.unit === 'h') return new Date(Math.floor(now / hourMs) * hourMs - ago.n * hourMs).toISOString()
  if (ago?.unit === 'd') return fromWall(`${dayIn(now - ago.n * dayMs, zone)}T00:00`, zone) ?? undefined
  if (isDay(value)) return fromWall(`${value}T00:00`, zone) ?? value
  return value
}

/** The instant a day or a time ends with. */
function ending(value: string, { zone }: Where): string | undefined {
  if (value === '') return undefined
  if (!isDay(value)) return value
  const last = fromWall(`${value}T23:59:59`, zone)
  return last === null ? value : last.replace(/:59(?=Z|[+-])/, ':59.999999999')
}

/** The day of an instant in a zone, as YYYY-MM-DD. */
export function dayIn(instant: number, zone: string): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
    .formatToParts(instant)
    .map(({ type, value }) => [type, value])
  const { year = '', month = '', day: date = '' } = Object.fromEntries(parts)
  return `${year.padStart(4, '0')}-${month}-${date}`
}
