import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lacksMoment, promisedAt } from './choice.ts'

const now = Date.parse('2026-11-21T03:00:00.400Z')

test('a promise counts from now, is the moment chosen, is taken back, or stays as it is', () => {
  assert.equal(promisedAt({ promise: '15', next_update: null }, now), Math.round(now / 1000) + 900)
  const next_update = '2026-11-21T05:00:00+01:00'
  assert.equal(promisedAt({ promise: 'at', next_update }, now), Date.parse('2026-11-21T04:00:00Z') / 1000)
  assert.equal(promisedAt({ promise: 'none', next_update }, now), 0)
  assert.equal(promisedAt({ promise: '', next_update }, now), undefined)
})

test('a moment is lacking only where one is wanted', () => {
  assert.equal(lacksMoment({ promise: 'at', next_update: null }), true)
  assert.equal(lacksMoment({ promise: 'at', next_update: 'soon' }), true)
  assert.equal(lacksMoment({ promise: 'at', next_update: '2026-11-21T05:00:00Z' }), false)
  assert.equal(lacksMoment({ promise: '30', next_update: null }), false)
})
