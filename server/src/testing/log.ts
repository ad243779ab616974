// Reads and replays the event log, for tests.
import assert from 'node:assert/strict'
import { isDeepStrictEqual } from 'node:util'
import type { Person } from './app.ts'

/** An event as the API gives it. */
export type LoggedEvent = {
  seq: number
  id: string
  type: string
  occurred_at: string
  recorded_at: string
  tenant_id: string
  incident_id: string | null
  reference: string | null
  incident_n: number | null
  occ_lock: number | null
  subject: { kind: string; id: string; occ_lock: number | null }
  also: { kind: string; id: string; occ_lock: number | null }[]
  actor: { id: string; name: string; kind: string }
  request_id: string
  reason: string | null
  visibility: 'all' | 'admin'
  via: string
  purged: boolean
  changes: { field: string; from: unknown; to: unknown }[]
  data: Record<string, unknown> | null
}

/** The whole log of a person's tenant, read page by page. */
export async function readLog(person: Person, query = ''): Promise<LoggedEvent[]> {
  const events: LoggedEvent[] = []
  let after = 0
  for (;;) {
    const page = await person.ok('GET', `/v1/incident/events?limit=1000&after=${after}${query}`)
    events.push(...page.events)
    if (page.events.length < 1000) return events
    after = page.next_after
  }
}

/** A log is whole: seq from 1 without a gap, recorded_at never falling, every id once, all of one tenant. */
export function assertWhole(events: readonly LoggedEvent[], tenant: string): void {
  assert.deepEqual(
    events.map((event) => event.seq),
    events.map((_, i) => i + 1),
    'seq has a gap',
  )
  assert.equal(new Set(events.map((event) => event.id)).size, events.length, 'an event id comes twice')
  let last = ''
  for (const event of events) {
    assert.equal(event.tenant_id, tenant)
    assert.match(event.recorded_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/)
    assert.ok(event.recorded_at >= last, `recorded_at falls at seq ${event.seq}`)
    assert.ok(event.occurred_at <= event.recorded_at, `seq ${event.seq} occurred after it was recorded`)
    last = event.recorded_at
  }
  const counts = new Map<string, number>()
  const versions = new Set<string>()
  for (const { seq, incident_id: id, incident_n: n, subject, also } of events) {
    const count = id === null ? null : (counts.get(id) ?? 0) + 1
    assert.equal(n, count, `seq ${seq} is not the next event of its incident`)
    if (id !== null && count !== null) counts.set(id, count)
    for (const { kind, id, occ_lock } of [subject, ...also]) {
      if (occ_lock === null) continue
      const version = JSON.stringify([kind, id, occ_lock])
      assert.ok(!versions.has(version), `seq ${seq} records version ${version} again`)
      versions.add(version)
    }
  }
}

/** An incident as the log tells it. */
export type Replayed = { incident: Record<string, unknown>; deleted: boolean }

/**
 * Replays the log by what the documents say of it, from the API's JSON alone: it shares no code with the service. Fails where an
 * event does not fit what came before it. Purged incidents are left out.
 */
export function replay(events: readonly LoggedEvent[]): Map<string, Replayed> {
  const incidents = new Map<string, Replayed>()
  for (const event of events) {
    if (event.type === 'attribute.removed') forget(incidents, event)
    const id = event.incident_id
    if (id === null) continue
    // Any event of an incident, of whatever noun, is activity.
    const active = incidents.get(id)
    if (active && event.type !== 'incident.created') active.incident['activity_at'] = event.recorded_at
    if (event.subject.kind !== 'incident' || event.purged) continue
    // What a clock tells of a promise changes nothing.
    if (event.subject.occ_lock === null) continue
    if (event.type === 'incident.created') {
      assert.ok(!incidents.has(id), `${id} is created twice`)
      const created = structuredClone(event.data?.['incident']) as Record<string, unknown> // events.md: the incident as created
      assert.equal(created['occ_lock'], 0)
      assert.equal(created['created_at'], event.recorded_at)
      assert.equal(created['activity_at'], event.recorded_at)
      incidents.set(id, { incident: created, deleted: false })
    } else if (event.type === 'incident.purged') {
      incidents.delete(id)
    } else {
      const known = incidents.get(id)
      assert.ok(known, `seq ${event.seq} is about an incident the log does not know`)
      change(known, event)
    }
  }
  return incidents
}

function change(known: Replayed, event: LoggedEvent): void {
  const { incident } = known
  const at = `seq ${event.seq} (${event.type})`
  assert.equal(event.occ_lock, Number(incident['occ_lock']) + 1, `${at} skips a version`)
  assert.equal(event.reference, incident['reference'])
  if (event.type === 'incident.restored') assert.ok(known.deleted, `${at} restores a live incident`)
  else assert.ok(!known.deleted, `${at} changes an incident in the bin`)
  if (event.type === 'incident.updated') assert.ok(event.changes.length > 0, `${at} changes nothing`)
  else assert.deepEqual(event.changes, [])
  known.deleted = event.type === 'incident.deleted'
  for (const { field, from, to } of event.changes) {
    assert.ok(isDeepStrictEqual(valueAt(incident, field), from), `${at}: ${field} was not ${JSON.stringify(from)}`)
    assert.ok(!isDeepStrictEqual(from, to), `${at}: ${field} did not change`)
    setAt(incident, field, to)
  }
  incident['occ_lock'] = event.occ_lock
  incident['updated_at'] = event.recorded_at
  incident['updated_by'] = event.actor.name
  incident['updated_by_id'] = event.actor.id
}

/** A removed definition hides its values at once, without touching the incidents. */
function forget(incidents: Map<string, Replayed>, event: LoggedEvent): void {
  const { definition } = event.data as { definition: { name: string } } // events.md: data holds the definition
  for (const { incident } of incidents.values()) setAt(incident, `attributes.${definition.name}`, null)
}

function valueAt(incident: Record<string, unknown>, field: string): unknown {
  if (!field.startsWith('attributes.')) return incident[field]
  return (incident['attributes'] as Record<string, unknown> | null)?.[field.slice('attributes.'.length)] ?? null // contract.md section 4
}

function setAt(incident: Record<string, unknown>, field: string, value: unknown): void {
  if (!field.startsWith('attributes.')) {
    incident[field] = value
    return
  }
  const values = { ...(incident['attributes'] as Record<string, unknown> | null) } // as above
  const name = field.slice('attributes.'.length)
  if (value === null) delete values[name]
  else values[name] = value
  incident['attributes'] = Object.keys(values).length === 0 ? null : values
}
