import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Event, Incident } from '@tocsin/client'
import { merge, touchesMembership } from './merge.ts'

const row = {
  id: 'a',
  reference: 'INC-000001',
  name: 'Water',
  status: 'NEW',
  severity: '',
  attributes: { team: 'Net' },
  occ_lock: 3,
  updated_at: '2026-05-01T00:00:00.000000Z',
  updated_by: 'Ann',
  updated_by_id: 'u1',
} as unknown as Incident // what is merged here

function event(part: Partial<Event>): Event {
  return {
    seq: 9,
    type: 'incident.updated',
    incident_id: 'a',
    occ_lock: 4,
    purged: false,
    recorded_at: '2026-05-02T00:00:00.000000Z',
    actor: { id: 'u2', name: 'Bo', kind: 'user' },
    changes: [],
    ...part,
  } as unknown as Event // what merging looks at
}

test('the next change is applied to the row, with who and when', () => {
  const merged = merge(row, event({ changes: [{ field: 'status', from: 'NEW', to: 'OPEN' }] }))
  assert.deepEqual(merged, {
    kind: 'row',
    row: {
      ...row,
      status: 'OPEN',
      occ_lock: 4,
      updated_at: '2026-05-02T00:00:00.000000Z',
      updated_by: 'Bo',
      updated_by_id: 'u2',
    },
  })
  assert.equal(row.status, 'NEW')
})

test('custom values are set and removed; without any left there are none', () => {
  const set = merge(row, event({ changes: [{ field: 'attributes.count', from: null, to: 5 }] }))
  assert.deepEqual(set.kind === 'row' && set.row.attributes, { team: 'Net', count: 5 })
  const removed = merge(row, event({ changes: [{ field: 'attributes.team', from: 'Net', to: null }] }))
  assert.equal(removed.kind === 'row' && removed.row.attributes, null)
  assert.deepEqual(row.attributes, { team: 'Net' })
})

test('what the row knows already changes nothing, nor do comments, promises and other incidents', () => {
  for (const part of [
    { occ_lock: 3 },
    { occ_lock: 1, type: 'incident.deleted' as const },
    { type: 'comment.added' as const },
    { type: 'incident.update_overdue' as const, occ_lock: 4 },
    { incident_id: 'b' },
    { type: 'catalog.changed' as const, incident_id: null, occ_lock: null },
  ]) {
    assert.deepEqual(merge(row, event(part)), { kind: 'same' }, JSON.stringify(part))
  }
})

test('a change that was missed, a restored incident and an event without content are read anew', () => {
  assert.deepEqual(merge(row, event({ occ_lock: 5 })), { kind: 'reread' })
  assert.deepEqual(merge(row, event({ type: 'incident.restored' })), { kind: 'reread' })
  assert.deepEqual(merge(row, event({ purged: true })), { kind: 'reread' })
})

test('a deleted and a purged incident are gone', () => {
  assert.deepEqual(merge(row, event({ type: 'incident.deleted' })), { kind: 'gone' })
  assert.deepEqual(merge(row, event({ type: 'incident.purged', occ_lock: null })), { kind: 'gone' })
})

test('comments and due promises leave the list as it is; what is overdue is another list', () => {
  assert.ok(touchesMembership(event({ type: 'incident.created' })))
  assert.ok(touchesMembership(event({ type: 'incident.update_overdue' })))
  assert.ok(!touchesMembership(event({ type: 'incident.update_due' })))
  assert.ok(!touchesMembership(event({ type: 'comment.added' })))
  assert.ok(!touchesMembership(event({ type: 'catalog.changed' })))
})
