import assert from 'node:assert/strict'
import { test } from 'node:test'
import { settledBy } from './settle.ts'

const path = '/v1/incident/0193'
const record = {
  id: '0193',
  occ_lock: 4,
  name: 'Dry',
  resolved_date: '2026-05-01T00:00:00Z',
  attributes: { a: 5, b: true },
}
const refusal = (current: object) => ({
  message: 'stale',
  data: { current, changes: [], conflicts: [] },
  sent_at: 'now',
})
const is = (sent: object, current: object = record, at = path) => settledBy(at, sent, refusal(current))

test('a record that stands one version further, as the change wanted it, settles the conflict', () => {
  const answer = { data: record, sent_at: 'now' }
  assert.deepEqual(is({ name: 'Dry', occ_lock: 3 }), answer)
  assert.deepEqual(is({ ...record, reference: 'INC-000001', updated_at: 'then', occ_lock: 3 }), answer)
  assert.deepEqual(is({ name: 'Dry', resolved_date: null, occ_lock: 3 }), answer)
  assert.deepEqual(is({ attributes: { a: 5, gone: null }, occ_lock: 3 }), answer)
  assert.deepEqual(is({ name: 'a', value: 5, occ_lock: 3 }, record, `${path}/attributes`), answer)
  assert.deepEqual(is({ name: 'Dry', occ_lock: 3 }, record, `/tocsin${path}`), answer)
  assert.deepEqual(is({ a: 5, gone: null, occ_lock: 3 }, record, `${path}/attributes`), answer)
  const task = { id: '7', occ_lock: 4, tags: ['a', { b: 1, c: null }], incident_id: '0193' }
  assert.deepEqual(is({ tags: ['a', { c: null, b: 1 }], occ_lock: 3 }, task, `${path}/tasks/7`)?.['data'], task)
})

test('anything else is a conflict with someone', () => {
  assert.equal(is({ name: 'Wet', occ_lock: 3 }), undefined)
  assert.equal(is({ name: 'Dry', occ_lock: 2 }), undefined)
  assert.equal(is({ name: 'Dry' }), undefined)
  assert.equal(is({ name: 'Dry', colour: 'red', occ_lock: 3 }), undefined)
  assert.equal(is({ attributes: { a: 6 }, occ_lock: 3 }), undefined)
  assert.equal(is({ attributes: { b: null }, occ_lock: 3 }), undefined)
  assert.equal(is({ attributes: null, occ_lock: 3 }), undefined)
  assert.equal(is({ name: 'a', value: 6, occ_lock: 3 }, record, `${path}/attributes`), undefined)
  assert.equal(is({ a: 5, b: false, occ_lock: 3 }, record, `${path}/attributes`), undefined)
  assert.equal(is({ c: 1, occ_lock: 3 }, record, `${path}/attributes`), undefined)
  const task = { occ_lock: 4, tags: ['a', { b: 1 }] }
  for (const tags of [['a'], ['a', { b: 2 }], ['a', { b: 1, c: 2 }], { 0: 'a' }, 'a', null])
    assert.equal(is({ tags, occ_lock: 3 }, task, `${path}/tasks/7`), undefined)
  assert.equal(is({ name: 'Dry', occ_lock: 3 }, record, '/v1/webhooks/0193'), undefined)
  assert.equal(settledBy(path, { name: 'Dry', occ_lock: 3 }, '<h1>Conflict</h1>'), undefined)
  assert.equal(settledBy(path, 'Dry', refusal(record)), undefined)
})
