import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bothOf, fromWall, offsetOf, toWall } from './datetime.ts'

const berlin = 'Europe/Berlin'

test('a time is shown in the zone, to the minute', () => {
  assert.equal(toWall('2026-11-21T02:17:09.123456Z', berlin), '2026-11-21T03:17')
  assert.equal(toWall('2026-07-01T23:30:00-05:00', 'Asia/Kolkata'), '2026-07-02T10:00')
})

test('what is no time is shown as empty', () => {
  assert.equal(toWall(null, berlin), '')
  assert.equal(toWall('yesterday', berlin), '')
  assert.equal(fromWall('', berlin), null)
  assert.equal(fromWall('2026-13-01T00:00', berlin), null)
})

test('what is entered gets the offset of the zone at that time', () => {
  assert.equal(fromWall('2026-11-21T03:17', berlin), '2026-11-21T03:17:00+01:00')
  assert.equal(fromWall('2026-07-01T03:17', berlin), '2026-07-01T03:17:00+02:00')
  assert.equal(fromWall('2026-07-01T03:17', 'UTC'), '2026-07-01T03:17:00Z')
})

test('in the hour that occurs twice it is the earlier, in the hour left out the later', () => {
  assert.equal(fromWall('2026-10-25T02:30', berlin), '2026-10-25T02:30:00+02:00')
  assert.equal(fromWall('2026-03-29T02:30', berlin), '2026-03-29T03:30:00+02:00')
  assert.equal(fromWall('2026-03-29T02:30', berlin, 'later'), '2026-03-29T03:30:00+02:00')
})

test('both times of an hour that occurs twice can be entered, and are told apart only there', () => {
  assert.equal(fromWall('2026-10-25T02:30', berlin, 'later'), '2026-10-25T02:30:00+01:00')
  assert.deepEqual(bothOf('2026-10-25T02:30', berlin), ['2026-10-25T02:30:00+02:00', '2026-10-25T02:30:00+01:00'])
  for (const wall of ['2026-10-25T01:59', '2026-10-25T03:00', '2026-03-29T02:30', '2026-07-01T02:30', '', 'x'])
    assert.equal(bothOf(wall, berlin), null, wall)
  assert.equal(fromWall('2026-07-01T03:17', berlin, 'later'), '2026-07-01T03:17:00+02:00')
})

/** Nights in which clocks are set back or forward, and one in which none is. */
const nights = [
  [berlin, '2026-10-24T22:00Z'],
  [berlin, '2026-03-28T22:00Z'],
  [berlin, '2026-07-01T22:00Z'],
  ['America/New_York', '2026-11-01T03:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T12:00Z'],
  ['Africa/Casablanca', '2026-02-15T00:00Z'],
] as const

test('every minute can be entered, also where clocks are set back', () => {
  for (const [zone, begin] of nights) {
    for (let minute = 0; minute < 360; minute += 5) {
      const time = Date.parse(begin) + minute * 60_000
      const wall = toWall(new Date(time).toISOString(), zone)
      const reached = (['earlier', 'later'] as const).map((which) => Date.parse(fromWall(wall, zone, which) ?? ''))
      assert.ok(reached.includes(time), `${wall} in ${zone}`)
    }
  }
})

test('the offset is named', () => {
  assert.equal(offsetOf('2026-07-01T00:00:00Z', berlin), 'UTC+02:00')
  assert.equal(offsetOf('2026-07-01T00:00:00Z', 'America/St_Johns'), 'UTC−02:30')
  assert.equal(offsetOf('2026-07-01T00:00:00Z', 'UTC'), 'UTC+00:00')
})

test('every minute comes back as the same instant, or as the other of an hour that occurs twice', () => {
  const minutes = fc.integer({ min: Date.UTC(2000, 0) / 60_000, max: Date.UTC(2060, 0) / 60_000 })
  const zones = fc.constantFrom('UTC', berlin, 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe')
  fc.assert(
    fc.property(minutes, zones, (minute, zone) => {
      const instant = new Date(minute * 60_000).toISOString()
      const back = fromWall(toWall(instant, zone), zone)
      assert.ok(back)
      assert.equal(toWall(back, zone), toWall(instant, zone))
      const away = minute * 60_000 - Date.parse(back)
      assert.ok([0, 30 * 60_000, 60 * 60_000].includes(away), `${instant} came back as ${back}`)
    }),
    { interruptAfterTimeLimit: 5000, markInterruptAsFailure: false },
  )
})
