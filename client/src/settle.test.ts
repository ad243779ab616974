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
  assert.equal(is({ name: 'Dry', occ_lock: 3 }, record, '/v1/webhooks/0193'), undefined)
  assert.equal(settledBy(path, { name: 'Dry', occ_lock: 3 }, '<h1>Conflict</h1>'), undefined)
  assert.equal(settledBy(path, 'Dry', refusal(record)), undefined)
})
