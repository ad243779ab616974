// What a site of the demo consists of: staff, scenarios, words.

/** Someone of a site's staff. */
export type Person = { id: string; name: string }

/** Types of a fresh instance that scenarios are of. */
export type TypeCode = 'SECURITY' | 'SYSTEM_FAILURE' | 'PERFORMANCE' | 'SAFETY' | 'FACILITY' | 'MAINTENANCE' | 'OTHERS'

/** One kind of trouble, told in texts with slots (template.ts): what fits together stands together. */
export type Tale = {
  /** Where it may be: names of the site's locations. */
  at: readonly string[]
  name: string
  description: string
  /** What is said while it is worked on, in this order. */
  work: readonly string[]
  /** What is said when it is over. */
  done: readonly string[]
}

/** Troubles of a site that are alike: of one type, about as bad, about as long. */
export type Scenario = {
  type: TypeCode
  /** How often CRITICAL, MAJOR, MODERATE, MINOR and LOW. */
  severity: readonly [number, number, number, number, number]
  /** Typical minutes from the report to the resolution. */
  minutes: number
  /** How often, compared with the others; default 1. */
  weight?: number
  tales: readonly Tale[]
}

/** What colleagues say in passing: anywhere, or of what happens at some of the site's locations. */
export type Remark = string | { text: string; at: readonly string[] }

/** A control room: its people, places and what happens there. */
export type Site = {
  /** Short and ASCII: part of the ids of its people. */
  code: string
  /** Hours ahead of UTC: dates are written as its clocks show them. */
  offset: number
  /** How often something happens here, compared with the other sites. */
  weight: number
  people: readonly string[]
  reporters: readonly string[]
  /** By a name that tales and remarks use. */
  locations: Readonly<Record<string, string>>
  words: Readonly<Record<string, readonly string[]>>
  remarks: readonly Remark[]
  scenarios: readonly Scenario[]
}

/** The people of a site, each with an id of its own. */
export function staffOf(site: Site): Person[] {
  return site.people.map((name, at) => ({ id: `demo:${site.code}-${at + 1}`, name }))
}
