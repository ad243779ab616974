// What follows from a change of an incident: planned changes and events, without I/O.
import type { Definitions } from '../attribute/definitions.ts'
import type { AttributeValue } from '../attribute/schema.ts'
import { readValues } from '../attribute/validate.ts'
import type { Problem } from '../errors.ts'
import type { Change } from '../log/schema.ts'
import type { SinceChange } from '../record/schema.ts'
import type { Incident, IncidentFields } from './schema.ts'

export type Values = Record<string, AttributeValue>

/** What a change asks for, read and checked: fields as they shall be, and custom values by name. */
export type Wanted = {
  fields: IncidentFields
  /** Values to set by name, null to remove; `replace` removes every other one. */
  attributes: { values: Record<string, AttributeValue | null>; replace: boolean } | null
}

export type Plan = { after: Incident; changes: Change[] }

const textFields = [
  'name',
  'description',
  'reported_by',
  'status',
  'type',
  'severity',
  'date',
  'location',
  'next_update',
  'backdated',
] as const

/** The codes of a change that can't be taken: unknown, or retired and not carried already. */
export function codeProblems(
  definitions: Definitions,
  fields: IncidentFields,
  current: IncidentFields | null,
): Problem[] {
  const problems: Problem[] = []
  const check = (field: 'status' | 'type' | 'severity', codes: ReadonlyMap<string, { active: boolean }>): void => {
    const code = fields[field]
    if (code === undefined || (field === 'severity' && code === '') || code === current?.[field]) return
    const entry = codes.get(code)
    const shown = code.slice(0, 64)
    const allowed = [...codes]
      .filter(([, one]) => one.active)
      .map(([name]) => name)
      .join(', ')
    if (!entry)
      problems.push({
        code: 'UNKNOWN_CODE',
        message: `"${shown}" is not a ${field}; it must be one of ${allowed}.`,
        field,
      })
    else if (!entry.active)
      problems.push({
        code: 'RETIRED_CODE',
        message: `The ${field} ${shown} is retired; take one of ${allowed}.`,
        field,
      })
  }
  check('status', definitions.statuses)
  check('type', definitions.types)
  check('severity', definitions.severities)
  return problems
}

/** Whether a status means that the incident is over. */
export function isOver(definitions: Definitions, status: string): boolean {
  const category = definitions.statuses.get(status)?.category
  return category === 'resolved' || category === 'closed'
}

/** A resolution date in a status that is not one of resolution. */
export function resolutionProblems(
  definitions: Definitions,
  status: string | undefined,
  resolvedDate: string | null | undefined,
): Problem[] {
  if (status === undefined || resolvedDate === undefined || resolvedDate === null) return []
  if (!definitions.statuses.has(status) || isOver(definitions, status)) return []
  return [
    {
      code: 'NOT_RESOLVED',
      message: `"resolved_date" needs a status of category resolved or closed; ${status} is neither.`,
      field: 'resolved_date',
    },
  ]
}

/** Reads custom values of a body, by name. */
export function readAttributes(
  definitions: Definitions,
  given: Record<string, unknown> | null | undefined,
  nullRemoves: boolean,
): { values: Record<string, AttributeValue | null>; problems: Problem[] } {
  const { values, problems } = readValues(definitions, given ?? {}, nullRemoves)
  return { values: Object.fromEntries([...values].map(([definition, value]) => [definition.name, value])), problems }
}

/**
 * What an incident becomes. `now` is the database's clock, for a resolution without a date. Reads no clock, does no I/O;
 * `after` still carries the old occ_lock and updated_*.
 */
export function planUpdate(definitions: Definitions, before: Incident, wanted: Wanted, now: string): Plan {
  const after: Incident = { ...before }
  for (const [field, value] of Object.entries(wanted.fields)) {
    if (value !== undefined && field !== 'resolved_date') Object.assign(after, { [field]: value })
  }
  if (!isOver(definitions, after.status)) after.resolved_date = null
  else after.resolved_date = wanted.fields.resolved_date ?? before.resolved_date ?? now
  after.attributes = mergeValues(before.attributes, wanted.attributes)
  return { after, changes: changesBetween(before, after) }
}

function mergeValues(before: Values | null, wanted: Wanted['attributes']): Values | null {
  if (wanted === null) return before
  const values: Values = wanted.replace ? {} : { ...before }
  for (const [name, value] of Object.entries(wanted.values)) {
    if (value === null) delete values[name]
    else values[name] = value
  }
  return Object.keys(values).length === 0 ? null : values
}

/** The fields in which two states of an incident differ, custom values one by one. */
export function changesBetween(before: Incident, after: Incident): Change[] {
  const changes: Change[] = []
  for (const field of [...textFields, 'resolved_date'] as const) {
    if (before[field] !== after[field]) changes.push({ field, from: before[field], to: after[field] })
  }
  const names = new Set([...Object.keys(before.attributes ?? {}), ...Object.keys(after.attributes ?? {})])
  for (const name of [...names].sort()) {
    const from = before.attributes?.[name] ?? null
    const to = after.attributes?.[name] ?? null
    if (from !== to) changes.push({ field: `attributes.${name}`, from, to })
  }
  return changes
}

/** What a change asks for, field by field, as names and values: what it is compared by when others saved meanwhile. */
export function wantedValues(wanted: Wanted, known: readonly string[]): Map<string, unknown> {
  const values = new Map<string, unknown>()
  for (const [field, value] of Object.entries(wanted.fields)) if (value !== undefined) values.set(field, value)
  if (wanted.attributes) {
    for (const [name, value] of Object.entries(wanted.attributes.values)) values.set(`attributes.${name}`, value)
    if (wanted.attributes.replace) {
      for (const field of known) if (field.startsWith('attributes.') && !values.has(field)) values.set(field, null)
    }
  }
  return values
}

/**
 * Which fields both sides changed. A PUT carries every field: one that equals the version it was made from was not changed by its
 * caller. A PATCH names only what it changes. Both having set the same value is no conflict.
 */
export function conflictsOf(wanted: Wanted, since: readonly SinceChange[], whole: boolean): string[] {
  const values = wantedValues(
    wanted,
    since.map((change) => change.field),
  )
  return since
    .filter(({ field, from, to }) => {
      if (!values.has(field)) return false
      const value = values.get(field)
      // A resolution date left open is filled in by the service: not the caller's word against another's.
      if (field === 'resolved_date' && value === null) return false
      return value !== to && !(whole && value === from)
    })
    .map((change) => change.field)
}
