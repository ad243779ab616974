import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agoOf, dayIn, filtersOf, requestOf } from './request.ts'
import { readState } from './state.ts'

const now = Date.parse('2026-05-10T14:35:12Z')
const ask = (query: string, zone = 'Europe/Berlin') => requestOf(readState(new URLSearchParams(query)), { now, zone })

test('the usual list asks for its first page and nothing else', () => {
  assert.deepEqual(ask(''), { size: 50, page: 1 })
})

test('a page with a cursor is asked for by the cursor alone', () => {
  assert.deepEqual(ask('page=3&cursor=a.b'), { size: 50, cursor: 'a.b' })
  assert.deepEqual(ask('page=3'), { size: 50, page: 3 })
})

test('filters and order go as the API takes them, not assessed included', () => {
  assert.deepEqual(ask('q=+x+&severity=&status=NEW&overdue=true&attributes.team=a&sort=date,ASC'), {
    q: 'x',
    status: ['NEW'],
    severity: [''],
    overdue: true,
    attributes: { 'attributes.team': 'a' },
    sort: ['date,ASC'],
    size: 50,
    page: 1,
  })
})

test('a day lasts from its first to its last moment in the reader’s zone', () => {
  const { date_from, date_to } = ask('date_from=2026-03-29&date_to=2026-03-29')
  assert.deepEqual([date_from, date_to], ['2026-03-29T00:00:00+01:00', '2026-03-29T23:59:59.999999999+02:00'])
  assert.equal(ask('date_to=2026-05-01', 'UTC').date_to, '2026-05-01T23:59:59.999999999Z')
})

test('a while ago begins with an hour or a day, so that it is the same for a while', () => {
  assert.equal(ask('date_from=24h').date_from, '2026-05-09T14:00:00.000Z')
  assert.equal(ask('date_from=7d').date_from, '2026-05-03T00:00:00+02:00')
  assert.equal(ask('updated_since=1d', 'Pacific/Auckland').updated_since, '2026-05-10T00:00:00+12:00')
  assert.deepEqual(agoOf('30d'), { n: 30, unit: 'd' })
  assert.equal(agoOf('d7'), undefined)
})

test('an instant goes as it is, and nonsense too: the API says what is wrong with it', () => {
  const instant = '2026-05-01T10:00:00+08:00'
  assert.equal(ask(`date_from=${encodeURIComponent(instant)}`).date_from, instant)
  assert.equal(ask('date_from=soon').date_from, 'soon')
  assert.equal(ask('date_to=2026-13-45').date_to, '2026-13-45')
})

test('an export asks for the same without a page', () => {
  const state = readState(new URLSearchParams('status=NEW&page=7&cursor=x'))
  assert.deepEqual(filtersOf(state, { now, zone: 'UTC' }), { status: ['NEW'] })
})

test('the day of an instant is that of the zone', () => {
  assert.equal(dayIn(Date.parse('2026-01-01T01:00:00Z'), 'America/New_York'), '2025-12-31')
  assert.equal(dayIn(Date.parse('2026-01-01T01:00:00Z'), 'UTC'), '2026-01-01')
})
