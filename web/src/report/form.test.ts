import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bodyOf, problemsOf, type ReportForm, writtenIn } from './form.ts'

const now = Date.parse('2026-11-21T03:00:00Z')
const filled: ReportForm = {
  name: ' Pump 3 runs dry ',
  description: 'No pressure since three.',
  type: 'FACILITY',
  severity: '',
  status: 'NEW',
  reported_by: 'Night shift',
  location: '',
  date: null,
  promise: '',
  next_update: null,
  attributes: {},
}

test('a report of now carries the moment it is sent, in the reader’s offset, and is not backdated', () => {
  const body = bodyOf(filled, now, (ms) => writtenIn(ms, 'Asia/Kolkata'))
  assert.equal(body.date, '2026-11-21T08:30:00+05:30')
  assert.equal(body.backdated, false)
  assert.equal(body.name, 'Pump 3 runs dry')
  assert.equal(body.next_update, 0)
  assert.ok(!('attributes' in body))
})

test('a report of earlier keeps its own time to the letter and says that it is backdated', () => {
  const body = bodyOf({ ...filled, date: '2026-11-20T22:15:00.5-03:00' }, now, () => 'never')
  assert.equal(body.date, '2026-11-20T22:15:00.5-03:00')
  assert.equal(body.backdated, true)
})

test('a promise is whole seconds from now, or the moment chosen', () => {
  assert.equal(bodyOf({ ...filled, promise: '30' }, now, String).next_update, now / 1000 + 1800)
  const at = { ...filled, promise: 'at', next_update: '2026-11-21T05:00:00+01:00' }
  assert.equal(bodyOf(at, now, String).next_update, Date.parse('2026-11-21T04:00:00Z') / 1000)
})

test('only attributes that have a value are sent; false and 0 are values', () => {
  const attributes = { a: '', b: null, c: false, d: 0, e: 'x' }
  assert.deepEqual(bodyOf({ ...filled, attributes }, now, String).attributes, { c: false, d: 0, e: 'x' })
})

test('everything that is missing is named at once', () => {
  const form = { ...filled, name: ' \n', description: '', reported_by: '', type: '', status: '', promise: 'at' }
  assert.deepEqual(problemsOf(form, now), {
    name: 'blank',
    description: 'blank',
    reported_by: 'blank',
    type: 'unchosen',
    status: 'unchosen',
    next_update: 'unchosen',
  })
  assert.deepEqual(problemsOf(filled, now), {})
  assert.deepEqual(problemsOf({ ...filled, name: '🔥'.repeat(500) }, now), {})
  assert.deepEqual(problemsOf({ ...filled, name: '🔥'.repeat(501) }, now), { name: 'too_long' })
  assert.deepEqual(problemsOf({ ...filled, date: '2026-11-21T03:00:01Z' }, now), { date: 'in_future' })
})

test('a moment is written in the offset its zone has then', () => {
  assert.equal(writtenIn(now, 'UTC'), '2026-11-21T03:00:00Z')
  assert.equal(writtenIn(now, 'Europe/Berlin'), '2026-11-21T04:00:00+01:00')
  assert.equal(writtenIn(Date.parse('2026-07-01T00:00:00Z'), 'Europe/Berlin'), '2026-07-01T02:00:00+02:00')
  assert.equal(writtenIn(now, 'America/St_Johns'), '2026-11-20T23:30:00-03:30')
})
