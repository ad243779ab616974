import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { compareEpoch, epochToInstant, microsToText, parseDay, parseInstant } from './instant.ts'

function epochOf(text: string): string {
  const result = parseInstant(text)
  assert.ok(result.ok, `${text}: ${result.ok ? '' : result.problem}`)
  return result.epoch
}

const read: [string, string][] = [
  ['1970-01-01T00:00:00Z', '0.000000000'],
  ['1970-01-01t00:00:00z', '0.000000000'],
  ['1970-01-01T00:00:00+00:00', '0.000000000'],
  ['2024-11-11T10:57:27+08:00', '1731293847.000000000'],
  ['2026-05-01T14:05:00.123456789+02:00', '1777637100.123456789'],
  ['2026-05-01T14:05:00.1Z', '1777644300.100000000'],
  ['2000-02-29T00:00:00Z', '951782400.000000000'],
  ['1969-12-31T23:59:59.5Z', '-0.500000000'],
  ['1969-12-31T23:59:59.000000001Z', '-0.999999999'],
  ['1969-12-31T23:59:58.25Z', '-1.750000000'],
  ['1969-12-31T23:59:59.000000000Z', '-1.000000000'],
  ['0001-01-01T00:00:00Z', '-62135596800.000000000'],
  ['0001-01-01T00:00:00+14:00', '-62135647200.000000000'],
  ['0099-12-31T00:00:00Z', '-59011545600.000000000'],
  ['9999-12-31T23:59:59.999999999Z', '253402300799.999999999'],
  ['9999-12-31T23:59:59.999999999-14:00', '253402351199.999999999'],
]

for (const [text, epoch] of read) {
  test(`${text} is ${epoch}`, () => assert.deepEqual(parseInstant(text), { ok: true, epoch }))
}

const refused: [string, RegExp][] = [
  ['', /empty/],
  ['now', /RFC 3339/],
  ['infinity', /RFC 3339/],
  ['-infinity', /RFC 3339/],
  ['2026-05-01', /time and the offset are missing/],
  ['2026-05-01T14:05:00', /offset is missing/],
  ['2026-05-01T14:05:00.5', /offset is missing/],
  ['2026-05-01 14:05:00Z', /not a space/],
  ['2026-05-01T14:05Z', /RFC 3339/],
  ['2026-05-01T14:05:00.Z', /RFC 3339/],
  ['2026-05-01T14:05:00,5Z', /RFC 3339/],
  ['2026-05-01T14:05:00+0200', /RFC 3339/],
  ['2026-05-01T14:05:00+02', /RFC 3339/],
  ['2026-05-01T14:05:00 Z', /RFC 3339/],
  [' 2026-05-01T14:05:00Z', /RFC 3339/],
  ['2026-05-01T14:05:00Z\n', /RFC 3339/],
  ['2026-5-1T14:05:00Z', /RFC 3339/],
  ['26-05-01T14:05:00Z', /RFC 3339/],
  ['10000-01-01T00:00:00Z', /RFC 3339/],
  ['+10000-01-01T00:00:00Z', /RFC 3339/],
  ['300000-01-01T00:00:00Z', /RFC 3339/],
  ['-0001-01-01T00:00:00Z', /RFC 3339/],
  ['٢٠٢٦-05-01T14:05:00Z', /RFC 3339/],
  ['2026-W18-5T14:05:00Z', /RFC 3339/],
  ['0000-01-01T00:00:00Z', /year/],
  ['2026-00-01T00:00:00Z', /month/],
  ['2026-13-01T00:00:00Z', /month/],
  ['2026-02-29T00:00:00Z', /between 01 and 28 in 2026-02/],
  ['2026-02-30T00:00:00Z', /between 01 and 28/],
  ['2024-02-30T00:00:00Z', /between 01 and 29/],
  ['1900-02-29T00:00:00Z', /between 01 and 28/],
  ['0004-02-30T00:00:00Z', /between 01 and 29 in 0004-02/],
  ['2026-04-31T00:00:00Z', /between 01 and 30/],
  ['2026-01-00T00:00:00Z', /between 01 and 31/],
  ['2026-01-32T00:00:00Z', /between 01 and 31/],
  ['2026-05-01T24:00:00Z', /hour/],
  ['2026-05-01T23:60:00Z', /minute/],
  ['2016-12-31T23:59:60Z', /second/],
  ['2026-05-01T14:05:00.1234567890Z', /9 digits/],
  ['2026-05-01T14:05:00-00:00', /-00:00/],
  ['2026-05-01T14:05:00+14:01', /between -14:00 and \+14:00/],
  ['2026-05-01T14:05:00-14:01', /between -14:00/],
  ['2026-05-01T14:05:00+15:00', /between -14:00/],
  ['2026-05-01T14:05:00-15:00', /between -14:00/],
  ['2026-05-01T14:05:00+23:59', /between -14:00/],
  ['2026-05-01T14:05:00+24:00', /between -14:00/],
  ['2026-05-01T14:05:00+01:60', /minutes of the offset/],
]

for (const [text, words] of refused) {
  test(`refuses ${JSON.stringify(text)}`, () => {
    const result = parseInstant(text)
    assert.ok(!result.ok)
    assert.match(result.problem, words)
  })
}

const millisecond = fc.integer({ min: 0, max: Date.UTC(2101, 0, 1) - 1 })
const offsetMinutes = fc.integer({ min: -14 * 60, max: 14 * 60 })
/** Nanoseconds of instants that are within the years 0001–9999 at some offset. */
const instant = fc.bigInt({ min: -62_135_647_200n * 10n ** 9n, max: 253_402_351_200n * 10n ** 9n - 1n })

/** The instant written at an offset, by Date. */
function written(ms: number, minutes: number): string {
  const local = new Date(ms + minutes * 60_000).toISOString().slice(0, -1)
  const size = Math.abs(minutes)
  const sign = minutes < 0 ? '-' : '+'
  return `${local}${sign}${String(Math.floor(size / 60)).padStart(2, '0')}:${String(size % 60).padStart(2, '0')}`
}

function epochOfNanos(nanos: bigint): string {
  const digits = String(nanos < 0n ? -nanos : nanos).padStart(10, '0')
  return `${nanos < 0n ? '-' : ''}${digits.slice(0, -9)}.${digits.slice(-9)}`
}

test('agrees with Date on every millisecond of 1970 to 2100, at any offset', () => {
  fc.assert(
    fc.property(millisecond, offsetMinutes, (ms, minutes) => {
      const text = written(ms, minutes)
      assert.equal(epochOf(text), epochOfNanos(BigInt(ms) * 1_000_000n))
      assert.equal(Date.parse(text), ms)
    }),
    { numRuns: 5000 },
  )
})

test('epochs are ordered as the instants, whatever the offsets', () => {
  fc.assert(
    fc.property(
      fc.oneof(instant, fc.bigInt(-3n * 10n ** 9n, 3n * 10n ** 9n)),
      fc.bigInt(-2n * 10n ** 9n, 2n * 10n ** 9n),
      (a, gap) => {
        const expected = gap > 0n ? -1 : gap < 0n ? 1 : 0
        assert.equal(compareEpoch(epochOfNanos(a), epochOfNanos(a + gap)), expected)
      },
    ),
    { numRuns: 5000 },
  )
  fc.assert(
    fc.property(
      millisecond,
      fc.integer({ min: -2, max: 2 }),
      offsetMinutes,
      offsetMinutes,
      (ms, gap, first, second) => {
        const compared = compareEpoch(epochOf(written(ms, first)), epochOf(written(ms + gap, second)))
        assert.equal(compared, gap === 0 ? 0 : -Math.sign(gap))
      },
    ),
    { numRuns: 5000 },
  )
})

test('an epoch written as an instant reads back as the same epoch', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        instant,
        instant.map((nanos) => (nanos / 10n ** 9n) * 10n ** 9n),
      ),
      (nanos) => {
        const epoch = epochOfNanos(nanos)
        assert.equal(epochOf(epochToInstant(epoch)), epoch)
      },
    ),
    { numRuns: 5000 },
  )
  assert.equal(epochToInstant('0.000000000'), '1970-01-01T00:00:00Z')
  assert.equal(epochToInstant('-0.500000000'), '1969-12-31T23:59:59.5Z')
  assert.equal(epochToInstant('1777644300.123456789'), '2026-05-01T14:05:00.123456789Z')
  assert.equal(epochToInstant('-62135596800.000000000'), '0001-01-01T00:00:00Z')
  assert.equal(epochToInstant('-62135596800.000000001'), '0001-01-01T13:59:59.999999999+14:00')
  assert.equal(epochToInstant('253402300799.999999999'), '9999-12-31T23:59:59.999999999Z')
  assert.equal(epochToInstant('253402300800.000000000'), '9999-12-31T10:00:00-14:00')
})

test('every day of two whole Gregorian cycles follows the one before', () => {
  let days = 0
  let last = -62_135_683_200
  for (let year = 1; year <= 800; year += 1) {
    for (let month = 1; month <= 12; month += 1) {
      for (let day = 1; day <= 31; day += 1) {
        const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
        if (!parseDay(text).ok) continue
        const seconds = Number(epochOf(`${text}T00:00:00Z`))
        if (seconds !== last + 86_400) assert.fail(`${text} is ${seconds}, after ${last}`)
        last = seconds
        days += 1
      }
    }
  }
  assert.equal(days, 2 * 146_097)
})

test('reads days, and refuses what the calendar lacks', () => {
  for (const text of ['2026-05-01', '0001-01-01', '9999-12-31', '2024-02-29', '2000-02-29']) {
    assert.deepEqual(parseDay(text), { ok: true, day: text })
  }
  const bad = [
    '',
    'today',
    '2026-02-29',
    '1900-02-29',
    '0000-01-01',
    '2026-13-01',
    '2026-04-31',
    '2026-01-00',
    '10000-01-01',
    '2026-5-1',
    '2026-05-01T00:00:00Z',
    ' 2026-05-01',
    '2026-05-01\n',
    '20260501',
    'infinity',
  ]
  for (const text of bad) {
    const result = parseDay(text)
    assert.ok(!result.ok, text)
    assert.ok(result.problem.length > 10)
  }
})

test('microseconds are written with all six digits, before 1970 too', () => {
  assert.equal(microsToText(1_777_644_300_123_456n), '2026-05-01T14:05:00.123456Z')
  assert.equal(microsToText(0n), '1970-01-01T00:00:00.000000Z')
  assert.equal(microsToText(-1n), '1969-12-31T23:59:59.999999Z')
  assert.equal(microsToText(-1_000_000n), '1969-12-31T23:59:59.000000Z')
  assert.equal(microsToText(1_000n), '1970-01-01T00:00:00.001000Z')
  assert.equal(microsToText(-62_135_596_800_000_000n), '0001-01-01T00:00:00.000000Z')
  assert.throws(() => microsToText(253_402_300_800_000_000n), RangeError)
  fc.assert(
    fc.property(fc.bigInt(-62_135_596_800_000_000n, 253_402_300_799_999_999n), (micros) => {
      assert.equal(epochOf(microsToText(micros)), epochOfNanos(micros * 1000n))
    }),
    { numRuns: 5000 },
  )
})
