import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Event } from '@tocsin/client'
import { alarmOf, alarmsAfter } from './rules.ts'

const watch = { me: 'rosa', worst: 'CRITICAL', isDone: (status: string) => status === 'RESOLVED' }
let seq = 0
const event = (type: Event['type'], more: Partial<Event> = {}): Event => {
  seq++
  const at = '2026-11-30T03:00:00.000000Z'
  return {
    seq,
    id: String(seq),
    type,
    occurred_at: at,
    recorded_at: at,
    tenant_id: 't',
    incident_id: 'i',
    reference: 'INC-000001',
    occ_lock: 0,
    actor: { id: 'ada', name: 'Ada', kind: 'user' },
    request_id: `r${seq}`,
    reason: null,
    purged: false,
    changes: [],
    data: null,
    ...more,
  }
}
const created = (severity: string, more: Partial<Event> = {}) =>
  event('incident.created', { data: { incident: { severity } }, ...more })
const changed = (field: string, to: string | number) =>
  event('incident.updated', { changes: [{ field, from: null, to }] })
const causeOf = (one: Event) => alarmOf(one, watch)?.cause

test('a new incident of the highest severity, one raised to it and a missed update raise an alarm', () => {
  assert.equal(causeOf(created('CRITICAL')), 'critical')
  assert.equal(causeOf(changed('severity', 'CRITICAL')), 'critical')
  assert.equal(causeOf(event('incident.update_overdue')), 'missed')
})

test('nothing else does, nor what the reader did themselves', () => {
  assert.equal(causeOf(created('MAJOR')), undefined)
  assert.equal(causeOf(created('CRITICAL', { actor: { id: 'rosa', name: 'Rosa', kind: 'user' } })), undefined)
  assert.equal(causeOf(event('incident.created', { purged: true })), undefined)
  assert.equal(causeOf(changed('severity', 'MINOR')), undefined)
  assert.equal(causeOf(changed('status', 'OPEN')), undefined)
  assert.equal(causeOf(event('comment.added')), undefined)
  assert.equal(alarmOf(created(''), { ...watch, worst: undefined }), undefined)
})

test('an alarm ends when what it asked for is done, and not before', () => {
  const raise = (...events: Event[]) =>
    events.reduce<ReturnType<typeof alarmsAfter>>((all, one) => alarmsAfter(all, one, watch), [])
  const causes = (...events: Event[]) => raise(...events).map(({ cause }) => cause)
  assert.deepEqual(causes(created('CRITICAL'), event('incident.update_overdue')), ['critical', 'missed'])
  assert.deepEqual(causes(created('CRITICAL'), changed('severity', 'CRITICAL')), ['critical'], 'once for each cause')
  assert.deepEqual(causes(created('CRITICAL'), changed('severity', 'MAJOR')), [])
  assert.deepEqual(causes(created('CRITICAL'), changed('next_update', 5)), ['critical'])
  assert.deepEqual(causes(event('incident.update_overdue'), changed('next_update', 5)), [])
  assert.deepEqual(causes(event('incident.update_overdue'), changed('severity', 'MINOR')), ['missed'])
  for (const end of [changed('status', 'RESOLVED'), event('incident.deleted'), event('incident.purged')])
    assert.deepEqual(causes(created('CRITICAL'), event('incident.update_overdue'), { ...end, seq: ++seq }), [])
  assert.deepEqual(causes(created('CRITICAL'), event('incident.deleted', { incident_id: 'other' })), ['critical'])
})
