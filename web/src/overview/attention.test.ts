import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { pressure, rankedByPressure, staleSeconds } from './attention.ts'

const now = Date.parse('2026-11-30T03:00:00Z') / 1000
const hour = 3600
const one = (id: string, level: number, { late = 0, age = 2 * 24 * hour, untouched = 60 } = {}) => ({
  id,
  level,
  next_update: late === 0 ? 0 : now - late,
  created_at: new Date((now - age) * 1000).toISOString(),
  updated_at: new Date((now - untouched) * 1000).toISOString(),
})
const rank = (...incidents: ReturnType<typeof one>[]) => {
  const { now: first, stale } = rankedByPressure(incidents, ({ level }) => level, now)
  return [first.map(({ id }) => id), stale.map(({ id }) => id)]
}

test('a new critical stands before whatever less severe is late, however late', () => {
  assert.deepEqual(
    rank(
      one('graffiti', 5, { late: 69 * 24 * hour, age: 70 * 24 * hour }),
      one('gate', 4, { late: 2 * hour }),
      one('fire', 1, { age: 60 }),
      one('leak', 2, { late: 10 * 60 }),
    )[0],
    ['fire', 'leak', 'gate', 'graffiti'],
  )
})

test('of one severity the later is first, then what is due, then what is new', () => {
  assert.deepEqual(
    rank(
      one('quiet', 2),
      one('new', 2, { age: 20 * 60 }),
      one('due', 2, { late: -30 * 60 }),
      one('late', 2, { late: 5 * 60 }),
      one('later', 2, { late: 3 * hour }),
    )[0],
    ['later', 'late', 'due', 'new', 'quiet'],
  )
})

test('one not assessed stands between the second and the third severity', () => {
  assert.deepEqual(rank(one('c', 3), one('none', 0), one('b', 2))[0], ['b', 'none', 'c'])
})

test('what nobody has touched for a week has a group of its own', () => {
  assert.deepEqual(
    rank(
      one('old', 1, { late: 9 * 24 * hour, untouched: staleSeconds + 1 }),
      one('fresh', 5, { untouched: staleSeconds }),
    ),
    [['fresh'], ['old']],
  )
})

test('whatever comes, each incident stands once, in falling order', () => {
  const any = fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    level: fc.integer({ min: 0, max: 5 }),
    late: fc.integer({ min: -10 * hour, max: 10 * hour }),
    age: fc.integer({ min: 0, max: 100 * hour }),
    untouched: fc.integer({ min: 0, max: 2 * staleSeconds }),
  })
  fc.assert(
    fc.property(fc.array(any, { maxLength: 12 }), (given) => {
      const incidents = given.map(({ id, level, ...rest }) => one(id, level, rest))
      const { now: first, stale } = rankedByPressure(incidents, ({ level }) => level, now)
      const ids = [...first, ...stale].map(({ id }) => id)
      assert.deepEqual(new Set(ids), new Set(incidents.map(({ id }) => id)))
      assert.equal(ids.length, new Set(ids).size)
      for (const group of [first, stale]) {
        const weights = group.map((incident) => pressure(incident, incident.level, now))
        assert.deepEqual(
          weights,
          weights.toSorted((a, b) => b - a),
        )
      }
    }),
    { numRuns: 300, interruptAfterTimeLimit: 5000 },
  )
})
