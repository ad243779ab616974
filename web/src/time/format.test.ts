import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { absolute, duration, offsetMinutes, offsetName, ownOffset, relative, zoneOffset } from './format.ts'

const now = Date.parse('2026-05-01T12:00:00Z')
const plain = (text: string | undefined) => text?.replace(/[\u00a0\u202f]/g, ' ')

test('how long ago, in the largest unit that is full', () => {
  const at = (text: string) => relative(text, now, 'en')
  assert.equal(at('2026-05-01T11:56:00Z'), '4 min. ago')
  assert.equal(at('2026-05-01T11:00:01Z'), '59 min. ago')
  assert.equal(at('2026-05-01T11:00:00Z'), '1 hr. ago')
  assert.equal(at('2026-05-01T14:30:00Z'), 'in 2 hr.')
  assert.equal(at('2026-04-28T12:00:00Z'), '3 days ago')
  assert.equal(at('2024-05-01T12:00:00Z'), '1 yr. ago')
  assert.equal(at('2026-05-01T11:59:01Z'), undefined)
  assert.equal(relative('2026-05-01T11:56:00Z', now, 'de'), 'vor 4 Min.')
})

test('the exact time is in the zone asked for', () => {
  assert.equal(absolute('2026-05-01T22:30:00Z', 'short', 'Europe/Berlin', 'en-GB'), '2 May 2026, 00:30')
  assert.equal(absolute('2026-05-01T22:30:00Z', 'date', 'America/New_York', 'en-GB'), '1 May 2026')
  assert.equal(absolute('2024-11-11T10:57:27.123456789+08:00', 'time', 'UTC', 'en-GB'), '02:57')
  assert.equal(absolute('no time', 'short', 'UTC', 'en'), 'no time')
})

test('the offset of the report shows where it is not the reader’s', () => {
  assert.equal(ownOffset('2024-11-11T10:57:27+08:00', 'Europe/Berlin', 'en-GB'), '11 Nov 2024, 10:57 (UTC+8)')
  assert.equal(ownOffset('2024-11-11T10:57:27+01:00', 'Europe/Berlin', 'en-GB'), undefined)
  assert.equal(ownOffset('2024-07-11T10:57:27+01:00', 'Europe/Berlin', 'en-GB'), '11 Jul 2024, 10:57 (UTC+1)')
  assert.equal(ownOffset('2024-11-11T10:57:27Z', 'UTC', 'en-GB'), undefined)
  assert.equal(ownOffset('2024-01-01T00:15:00-03:30', 'UTC', 'en-GB'), '1 Jan 2024, 00:15 (UTC−3:30)')
})

test('offsets are read and named', () => {
  assert.deepEqual(
    ['Z', '+05:45', '-00:30', '+14:00'].map((end) => offsetMinutes(`2024-01-01T00:00:00${end}`)),
    [0, 345, -30, 840],
  )
  assert.equal(offsetMinutes('2024-01-01'), undefined)
  assert.deepEqual([0, 345, -30, 840].map(offsetName), ['UTC', 'UTC+5:45', 'UTC−0:30', 'UTC+14'])
})

test('a zone’s offset agrees with its own wall clock', () => {
  assert.equal(zoneOffset(Date.parse('2026-03-29T00:59:59Z'), 'Europe/Berlin'), 60)
  assert.equal(zoneOffset(Date.parse('2026-03-29T01:00:00Z'), 'Europe/Berlin'), 120)
  assert.equal(zoneOffset(Date.parse('2026-01-01T00:00:00Z'), 'Asia/Kathmandu'), 345)
  assert.equal(zoneOffset(Date.parse('0099-06-01T00:00:00Z'), 'UTC'), 0)
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_102_444_800 }), (seconds) => {
      assert.equal(zoneOffset(seconds * 1000, 'UTC'), 0)
    }),
    { numRuns: 200, interruptAfterTimeLimit: 5000 },
  )
})

test('a length of time is told in its two largest units', () => {
  const told = (seconds: number) => plain(duration(seconds, 'en'))
  assert.equal(told(0), '0s')
  assert.equal(told(9.9), '9s')
  assert.equal(told(250), '4m 10s')
  assert.equal(told(-250), '4m 10s')
  assert.equal(told(3600), '1h')
  assert.equal(told(3605), '1h')
  assert.equal(told(11_100), '3h 5m')
  assert.equal(told(187_200), '2d 4h')
  assert.equal(plain(duration(250, 'de')), '4 Min. 10 Sek.')
})
