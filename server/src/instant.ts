// Reads RFC 3339 date-times and calendar days exactly.

/** A date-time as an exact instant, or what to mend in it. */
export type InstantResult = { ok: true; epoch: string } | { ok: false; problem: string }

/** A calendar day, or what to mend in it. */
export type DayResult = { ok: true; day: string } | { ok: false; problem: string }

/**
 * Reads an RFC 3339 date-time. `epoch` is the instant in seconds since 1970-01-01T00:00:00Z as decimal text with exactly
 * 9 fraction digits (`-0.500000000`), which PostgreSQL reads as numeric without loss; the text itself is kept by the caller.
 *
 * Refused: no offset, a day the calendar lacks, years outside 0001–9999 (as written), 24:00, second 60, more than 9
 * fraction digits, `-00:00` (RFC 3339: offset unknown), and offsets beyond 14:00 either way, since none is in use.
 */
export function parseInstant(text: string): InstantResult {
  const match = INSTANT.exec(text)
  if (!match) return { ok: false, problem: formProblem(text) }
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '', fraction = '', zone = ''] = match
  const problem =
    dayProblem(Number(year), Number(month), Number(day)) ??
    timeProblem(Number(hour), Number(minute), Number(second)) ??
    (fraction.length > 9 ? 'At most 9 digits may follow the decimal point of the seconds' : undefined) ??
    zoneProblem(zone)
  if (problem !== undefined) return { ok: false, problem }
  const seconds =
    daysSinceEpoch(Number(year), Number(month), Number(day)) * 86_400 +
    Number(hour) * 3600 +
    Number(minute) * 60 +
    Number(second) -
    zoneSeconds(zone)
  return { ok: true, epoch: epochText(seconds, Number(fraction.padEnd(9, '0'))) }
}

/** Reads a calendar day, YYYY-MM-DD of the years 0001–9999. */
export function parseDay(text: string): DayResult {
  const match = DAY.exec(text)
  if (!match) return { ok: false, problem: 'Write a day as YYYY-MM-DD, for example 2026-05-01' }
  const problem = dayProblem(Number(match[1]), Number(match[2]), Number(match[3]))
  return problem === undefined ? { ok: true, day: text } : { ok: false, problem }
}

/** Orders two epoch texts as instants: negative when a is earlier, 0 when equal, positive when later. */
export function compareEpoch(a: string, b: string): number {
  const difference = nanoseconds(a) - nanoseconds(b)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** Microseconds since 1970 as a UTC date-time with 6 fraction digits. Throws RangeError outside the years 0000–9999. */
export function microsToText(micros: bigint): string {
  const seconds = floorDivide(micros, 1_000_000n)
  const fraction = String(micros - seconds * 1_000_000n).padStart(6, '0')
  return `${civilText(Number(seconds))}.${fraction}Z`
}

/**
 * An epoch text as a date-time that `parseInstant` reads back to the same epoch: in UTC, with as many fraction digits as
 * it needs. Only instants whose UTC year is not within 0001–9999 are written at +14:00 or -14:00, where theirs is.
 */
export function epochToInstant(epoch: string): string {
  const all = nanoseconds(epoch)
  const seconds = floorDivide(all, 1_000_000_000n)
  const digits = String(all - seconds * 1_000_000_000n)
    .padStart(9, '0')
    .replace(/0+$/, '')
  const fraction = digits === '' ? '' : `.${digits}`
  const utc = Number(seconds)
  if (utc < FIRST_SECOND) return `${civilText(utc + WIDEST_OFFSET)}${fraction}+14:00`
  if (utc > LAST_SECOND) return `${civilText(utc - WIDEST_OFFSET)}${fraction}-14:00`
  return `${civilText(utc)}${fraction}Z`
}

const INSTANT = /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?([Zz]|[+-]\d{2}:\d{2})$/
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/
/** 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z, in seconds. */
const FIRST_SECOND = -62_135_596_800
const LAST_SECOND = 253_402_300_799
/** Seconds; the easternmost and the westernmost zones in use are +14:00 and -12:00. */
const WIDEST_OFFSET = 14 * 3600

/** What is wrong with a text that has not the form of a date-time. */
function formProblem(text: string): string {
  const example = 'for example 2026-05-01T14:05:00+02:00'
  if (text === '') return `The date-time is empty; write one as RFC 3339, ${example}`
  if (/^\d{4}-\d{2}-\d{2} /.test(text)) return `Write T, not a space, between day and time, ${example}`
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return `The time and the offset are missing; write a date-time, ${example}`
  if (/^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?$/.test(text)) {
    return `The offset is missing; add Z or ±hh:mm, ${example}`
  }
  return `Write a date-time as RFC 3339 with offset, ${example}`
}

function dayProblem(year: number, month: number, day: number): string | undefined {
  if (year < 1) return 'The year lies between 0001 and 9999'
  if (month < 1 || month > 12) return 'The month lies between 01 and 12'
  const last = daysInMonth(year, month)
  if (day >= 1 && day <= last) return undefined
  return `The day lies between 01 and ${last} in ${padded(year, 4)}-${padded(month, 2)}`
}

function timeProblem(hour: number, minute: number, second: number): string | undefined {
  if (hour > 23) return 'The hour lies between 00 and 23; midnight is 00:00 of the next day'
  if (minute > 59) return 'The minute lies between 00 and 59'
  if (second > 59) return 'The second lies between 00 and 59; leap seconds cannot be kept'
  return undefined
}

function zoneProblem(zone: string): string | undefined {
  if (zone === '-00:00') return 'The offset -00:00 means an unknown one; write Z or the real offset'
  if (Number(zone.slice(4)) > 59) return 'The minutes of the offset lie between 00 and 59'
  if (Math.abs(zoneSeconds(zone)) > WIDEST_OFFSET) return 'The offset lies between -14:00 and +14:00'
  return undefined
}

/** Seconds that local time is ahead of UTC. */
function zoneSeconds(zone: string): number {
  if (zone.length === 1) return 0
  const seconds = Number(zone.slice(1, 3)) * 3600 + Number(zone.slice(4)) * 60
  return zone.startsWith('-') ? -seconds : seconds
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** Days from 1970-01-01, negative before, by the Gregorian rule throughout. */
function daysSinceEpoch(year: number, month: number, day: number): number {
  // Date.UTC alone would read the years 0–99 as 1900–1999; 400 years later is the same day of 146,097 more.
  return Date.UTC(year + 400, month - 1, day) / 86_400_000 - 146_097
}

/** seconds + nanos / 10^9, with 0 <= nanos < 10^9. */
function epochText(seconds: number, nanos: number): string {
  if (seconds >= 0) return `${seconds}.${padded(nanos, 9)}`
  if (nanos === 0) return `${seconds}.000000000`
  return `-${-seconds - 1}.${padded(1_000_000_000 - nanos, 9)}`
}

function nanoseconds(epoch: string): bigint {
  return BigInt(epoch.replace('.', ''))
}

function floorDivide(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor
  return value < 0n && quotient * divisor !== value ? quotient - 1n : quotient
}

/** YYYY-MM-DDThh:mm:ss of seconds since 1970. */
function civilText(seconds: number): string {
  const text = new Date(seconds * 1000).toISOString()
  // Other years have a sign and six digits.
  if (text.length !== 24) throw new RangeError(`the instant ${seconds} lies outside the years 0000-9999`)
  return text.slice(0, 19)
}

function padded(value: number, width: number): string {
  return String(value).padStart(width, '0')
}
