// What came of a change whose answer was lost: told by comparing it with the record.
import { fieldsOf } from './json.ts'

/** An incident, or a record of one: its kind, and its id. */
const recordPath = /\/v1\/incident\/[^/]+(\/[^/]+\/[^/]+)?$/
const attributesPath = /\/v1\/incident\/[^/]+\/attributes$/

/** Written by the server, or said about the change rather than about the record. */
const ignored = new Set([
  'occ_lock',
  'occurred_at',
  'id',
  'reference',
  'tenant_id',
  'incident_id',
  'user_id',
  'activity_at',
])

type Fields = Readonly<Record<string, unknown>>

/**
 * A change was sent, its answer was lost, and sending it again met a conflict: with itself, if the record stands exactly one
 * version further and as the change wanted it. Returns the answer that was lost then, else undefined.
 */
export function settledBy(path: string, sent: unknown, refusal: unknown): Fields | undefined {
  const current = fieldsOf(fieldsOf(fieldsOf(refusal)?.['data'])?.['current'])
  const wanted = fieldsOf(sent)
  if (!current || !wanted) return undefined
  const { occ_lock: seen } = wanted
  if (typeof seen !== 'number' || current['occ_lock'] !== seen + 1) return undefined
  if (!standsAs(path, wanted, current)) return undefined
  return { data: current, sent_at: fieldsOf(refusal)?.['sent_at'] }
}

function standsAs(path: string, wanted: Fields, current: Fields): boolean {
  if (attributesPath.test(path)) return valuesStand(wanted, fieldsOf(current['attributes']))
  if (!recordPath.test(path)) return false
  return Object.entries(wanted).every(([field, value]) => stands(field, value, current))
}

/** Custom values as they were sent: one by `name` and `value`, or each by its name. */
function valuesStand({ occ_lock: _, ...wanted }: Fields, now: Fields | undefined): boolean {
  const values = 'name' in wanted ? { [String(wanted['name'])]: wanted['value'] } : wanted
  return Object.entries(values).every(([name, value]) => (now?.[name] ?? null) === value)
}

function stands(field: string, value: unknown, current: Fields): boolean {
  if (value === undefined || ignored.has(field) || /^(created|updated)_/.test(field)) return true
  // Null means "not given" here: the service chose the instant.
  if (field === 'resolved_date' && value === null) return true
  const [values, now] = [fieldsOf(value), fieldsOf(current[field])]
  if (field === 'attributes' && values) return valuesStand(values, now)
  return sameJson(current[field], value)
}

/** Whether two JSON values are the same; order of fields does not count. */
function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, at) => sameJson(one, b[at]))
  const [left, right] = [fieldsOf(a), fieldsOf(b)]
  if (!left || !right) return false
  const names = Object.keys(left)
  return names.length === Object.keys(right).length && names.every((name) => sameJson(left[name], right[name]))
}
