/*
 * Instants and durations in words. Instants are RFC 3339 texts as the service gives them, or milliseconds since 1970.
 */

export type Instant = string | number

/** Milliseconds since 1970; NaN for what is no instant. */
export function millisOf(instant: Instant): number {
  return typeof instant === 'number' ? instant : Date.parse(instant)
}

const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_557_600_000],
  ['month', 2_629_800_000],
  ['week', 604_800_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
]

/** "4 min ago", "in 2 hr."; undefined within the same minute, which the reader's language has its own words for. */
export function relative(instant: Instant, now: number, locale: string): string | undefined {
  const away = millisOf(instant) - now
  const step = steps.find(([, ms]) => Math.abs(away) >= ms)
  if (step === undefined) return undefined
  const [unit, ms] = step
  return relativeFormat(locale).format(Math.trunc(away / ms), unit)
}

export type Look =
  /** 14 Nov 2026, 10:57 */
  | 'short'
  /** Saturday, 14 November 2026 at 10:57:27 CET */
  | 'full'
  /** 14 Nov 2026 */
  | 'date'
  /** 10:57 */
  | 'time'

const looks: Readonly<Record<Look, Intl.DateTimeFormatOptions>> = {
  short: { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
  full: {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  },
  date: { day: 'numeric', month: 'short', year: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit' },
}

/** The exact time in a zone; the text itself where it is no instant. */
export function absolute(instant: Instant, look: Look, zone: string, locale: string): string {
  const ms = millisOf(instant)
  return Number.isNaN(ms) ? String(instant) : dateFormat(look, zone, locale).format(ms)
}

/**
 * An RFC 3339 time in the offset it was given with, "11 Nov 2024, 10:57 (UTC+8)", where that differs from what the reader's zone
 * has at that moment; undefined where it is the same.
 */
export function ownOffset(text: string, zone: string, locale: string): string | undefined {
  const ms = Date.parse(text)
  const own = offsetMinutes(text)
  if (Number.isNaN(ms) || own === undefined || own === zoneOffset(ms, zone)) return undefined
  // Drawn as if it were UTC, so that the offset's own wall clock is what shows.
  return `${dateFormat('short', 'UTC', locale).format(ms + own * 60_000)} (${offsetName(own)})`
}

/** Minutes east of UTC that an RFC 3339 time names. */
export function offsetMinutes(text: string): number | undefined {
  if (/[Zz]$/.test(text)) return 0
  const [, sign, hours, minutes] = /([+-])(\d{2}):(\d{2})$/.exec(text) ?? []
  if (hours === undefined || minutes === undefined) return undefined
  const east = Number(hours) * 60 + Number(minutes)
  return sign === '-' ? -east : east
}

/** UTC, UTC+8, UTC−3:30 */
export function offsetName(minutes: number): string {
  if (minutes === 0) return 'UTC'
  const away = Math.abs(minutes)
  const rest = away % 60 === 0 ? '' : `:${String(away % 60).padStart(2, '0')}`
  return `UTC${minutes < 0 ? '−' : '+'}${Math.floor(away / 60)}${rest}`
}

/** Minutes east of UTC that a zone has at an instant. */
export function zoneOffset(ms: number, zone: string): number {
  const parts = new Map(
    wallFormat(zone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0
  const date = new Date(0)
  date.setUTCFullYear(part('year'), part('month') - 1, part('day'))
  date.setUTCHours(part('hour'), part('minute'), part('second'))
  return Math.round((date.getTime() - ms) / 60_000)
}

/**
 * A length of time in its two largest units: "2d 4h", "3h 5min", "4min 10s", "9s". Negative ones are told without the sign.
 */
export function duration(seconds: number, locale: string): string {
  const whole = Math.floor(Math.abs(seconds))
  const values = [
    ['day', Math.floor(whole / 86_400)],
    ['hour', Math.floor(whole / 3600) % 24],
    ['minute', Math.floor(whole / 60) % 60],
    ['second', whole % 60],
  ] as const
  const first = values.findIndex(([, value]) => value > 0)
  const shown =
    first < 0 ? values.slice(3) : values.slice(first, first + 2).filter(([, value], index) => index === 0 || value > 0)
  return shown.map(([unit, value]) => unitFormat(unit, locale).format(value)).join(' ')
}

/** A length of time in whole days from two of them on, else as duration(): for a column that is read at a glance. */
export function coarseDuration(seconds: number, locale: string): string {
  const days = Math.floor(Math.abs(seconds) / 86_400)
  return days >= 2 ? unitFormat('day', locale).format(days) : duration(seconds, locale)
}

const made = new Map<string, unknown>()
function once<T>(key: string, make: () => T): T {
  const known = made.get(key) ?? make()
  made.set(key, known)
  return known as T // each key names one kind of format
}

function relativeFormat(locale: string): Intl.RelativeTimeFormat {
  return once(`relative ${locale}`, () => new Intl.RelativeTimeFormat(locale, { numeric: 'always', style: 'short' }))
}

function dateFormat(look: Look, zone: string, locale: string): Intl.DateTimeFormat {
  return once(
    `${look} ${zone} ${locale}`,
    () => new Intl.DateTimeFormat(locale, { ...looks[look], timeZone: zone, hourCycle: 'h23' }),
  )
}

function wallFormat(zone: string): Intl.DateTimeFormat {
  const options: Intl.DateTimeFormatOptions = {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }
  return once(`wall ${zone}`, () => new Intl.DateTimeFormat('en', options))
}

function unitFormat(unit: 'day' | 'hour' | 'minute' | 'second', locale: string): Intl.NumberFormat {
  return once(`${unit} ${locale}`, () => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'narrow' }))
}
