import assert from 'node:assert/strict'
import { test } from 'node:test'
import { levelAt } from './level.ts'

const of = (count: number) => Array.from({ length: count }, (_, place) => levelAt(place, count))

test('up to five severities have a level each, the worst first', () => {
  assert.deepEqual(of(5), [1, 2, 3, 4, 5])
  assert.deepEqual(of(3), [1, 2, 3])
})

test('more severities than levels share them, never getting worse down the list', () => {
  assert.deepEqual(of(7), [1, 1, 2, 3, 3, 4, 5])
  assert.deepEqual(of(10), [1, 1, 2, 2, 3, 3, 4, 4, 5, 5])
})
