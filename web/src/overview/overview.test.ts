import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listOf } from './links.ts'
import { everyNth, scaleOf } from './scale.ts'

test('a number leads to the list behind it', () => {
  assert.equal(listOf({}), '/incidents')
  assert.equal(listOf({ overdue: 'true' }), '/incidents?overdue=true')
  assert.equal(
    listOf({ status: ['NEW', 'OPEN'], severity: ['CRITICAL', ''] }),
    '/incidents?status=NEW&status=OPEN&severity=CRITICAL&severity=',
  )
})

test('lines stand at whole, round numbers and the most fits below the top', () => {
  assert.deepEqual(scaleOf(0), { top: 1, marks: [0, 1] })
  assert.deepEqual(scaleOf(3), { top: 3, marks: [0, 1, 2, 3] })
  assert.deepEqual(scaleOf(7), { top: 8, marks: [0, 2, 4, 6, 8] })
  assert.deepEqual(scaleOf(100), { top: 100, marks: [0, 50, 100] })
  for (let most = 0; most < 3000; most++) {
    const { top, marks } = scaleOf(most)
    assert.ok(top >= most && marks.at(-1) === top && marks.length <= 6 && marks.every(Number.isInteger), `${most}`)
  }
})

test('names of days never crowd', () => {
  for (const days of [1, 7, 30, 90, 365]) assert.ok(Math.ceil(days / everyNth(days, 8)) <= 8)
})
