// How variables are declared, and how their values are read: one error that names the variable for each thing wrong.

/** A wrong or missing setting: one line that names the variable; the process ends with exit code 78. */
export class ConfigError extends Error {}

/** sysexits.h EX_CONFIG: something is wrong with how the service was set up. */
export const EXIT_CONFIG = 78

/** What the documentation says of a variable. */
export type Variable = { default: string; unit?: string; text: string; group: string }

/** The headings of the list of variables. */
export const group = { service: 'Service', database: 'Database', identity: 'Identity', mail: 'Mail and webhooks' }

/** Reads given values by name. Every reader throws ConfigError. */
export type Reader<Name extends string> = {
  /** null when not set. */
  text(name: Name): string | null
  number(name: Name, fallback: number, least: number, most: number): number
  /** Whole seconds, or a time with its units: 300, 300s, 10m, 1h30m. */
  seconds(name: Name, fallback: number, least: number, most: number): number
  /** null when not set. */
  optionalNumber(name: Name, least: number, most: number): number | null
  flag(name: Name, fallback: boolean): boolean
  choice<T extends string>(name: Name, fallback: T, allowed: readonly T[]): T
  /** Split at commas, blanks trimmed, empty parts left out. */
  list(name: Name, fallback: string[]): string[]
  /** null when not set; protocols as URL has them, `https:`. */
  url(name: Name, protocols: readonly string[]): string | null
}

const SECONDS = { s: 1, m: 60, h: 3600 }

/** Makes the reader of a set of values. */
export function createReader<Name extends string>(values: Readonly<Partial<Record<Name, string>>>): Reader<Name> {
  const text = (name: Name): string | null => values[name] ?? null
  const number = (name: Name, fallback: number, least: number, most: number): number => {
    const value = text(name)
    if (value === null) return fallback
    if (!/^\d{1,10}$/.test(value) || Number(value) < least || Number(value) > most) {
      throw new ConfigError(`${name} must be a whole number from ${least} to ${most}, not "${value}"`)
    }
    return Number(value)
  }
  return {
    text,
    number,
    seconds: (name, fallback, least, most) => {
      const value = text(name)
      if (value === null || !/^(\d{1,10}[smh])+$/.test(value)) return number(name, fallback, least, most)
      const parts = [...value.matchAll(/(\d+)([smh])/g)]
      const total = parts.reduce(
        (sum, [, count, unit]) => sum + Number(count) * SECONDS[unit as keyof typeof SECONDS],
        0,
      ) // by the pattern
      if (total < least || total > most)
        throw new ConfigError(`${name} must be from ${least} to ${most} seconds, not "${value}"`)
      return total
    },
    optionalNumber: (name, least, most) => (text(name) === null ? null : number(name, 0, least, most)),
    flag: (name, fallback) => {
      const value = text(name)
      if (value === null) return fallback
      if (value !== 'true' && value !== 'false') throw new ConfigError(`${name} must be true or false, not "${value}"`)
      return value === 'true'
    },
    choice: (name, fallback, allowed) => {
      const value = text(name)
      if (value === null) return fallback
      const found = allowed.find((one) => one === value)
      if (found === undefined) throw new ConfigError(`${name} must be one of ${allowed.join(', ')}, not "${value}"`)
      return found
    },
    list: (name, fallback) =>
      text(name)
        ?.split(',')
        .map((item) => item.trim())
        .filter((item) => item !== '') ?? fallback,
    url: (name, protocols) => {
      const value = text(name)
      return value === null ? null : requireUrl(name, value, protocols)
    },
  }
}

function requireUrl(name: string, value: string, protocols: readonly string[]): string {
  const parsed = URL.canParse(value) ? new URL(value) : null
  if (parsed && protocols.includes(parsed.protocol)) return value
  // Before an @ there may be a password.
  const given = value.includes('@') ? '' : `, not "${value}"`
  throw new ConfigError(`${name} must be a URL (${protocols.map((one) => `${one}//`).join(' or ')})${given}`)
}
