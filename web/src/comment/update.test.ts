import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emptyUpdate, problemOf, updateOf } from './update.ts'

const now = Date.parse('2026-11-21T03:00:00.400Z')

test('only what is to change is sent', () => {
  assert.deepEqual(updateOf({ ...emptyUpdate(), text: ' Pumps run ' }, now), { text: 'Pumps run' })
  assert.deepEqual(
    updateOf({ ...emptyUpdate(), text: 'x', status: 'RESOLVED', severity: 'none', promise: 'none' }, now),
    {
      text: 'x',
      status: 'RESOLVED',
      severity: '',
      next_update: 0,
    },
  )
})

test('a promise counts from now, or is the moment chosen', () => {
  assert.equal(updateOf({ ...emptyUpdate(), text: 'x', promise: '15' }, now).next_update, Math.round(now / 1000) + 900)
  const at = { ...emptyUpdate(), text: 'x', promise: 'at', next_update: '2026-11-21T04:00:00Z' }
  assert.equal(updateOf(at, now).next_update, Date.parse('2026-11-21T04:00:00Z') / 1000)
})

test('what can not be posted is named', () => {
  const form = emptyUpdate()
  assert.equal(problemOf(form, now, 10), 'blank')
  assert.equal(problemOf({ ...form, text: '🔥'.repeat(10) }, now, 10), undefined)
  assert.equal(problemOf({ ...form, text: '🔥'.repeat(11) }, now, 10), 'too_long')
  assert.equal(problemOf({ ...form, text: 'x', promise: 'at' }, now, 10), 'no_moment')
  assert.equal(problemOf({ ...form, text: 'x', occurred_at: '2026-11-21T03:00:01Z' }, now, 10), 'in_future')
})
