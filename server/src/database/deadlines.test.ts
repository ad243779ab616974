import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import { Deadlines } from './deadlines.ts'

test('a deadline that passes is told of once, within a second; one that was met is not', (t) => {
  mock.timers.enable({ apis: ['setInterval'] })
  const clock = mock.method(performance, 'now', () => time)
  t.after(() => {
    mock.timers.reset()
    clock.mock.restore()
  })
  let time = 0
  const pass = (ms: number): void => {
    time += ms
    mock.timers.tick(ms)
  }
  const told: string[] = []
  const deadlines = new Deadlines(8000)
  deadlines.start(() => told.push('first'))
  pass(3000)
  const met = deadlines.start(() => told.push('second'))
  deadlines.start(() => told.push('third'))
  pass(4000)
  met()
  assert.deepEqual(told, [])
  pass(2000)
  assert.deepEqual(told, ['first'])
  pass(10_000)
  assert.deepEqual(told, ['first', 'third'])
  deadlines.stop()
})
