import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LoopTime } from './loop.ts'

/** Work of so many slices, each of which keeps the loop for a moment and notes whose it was. */
function work(slices: number, name: string, order: string[]): () => boolean {
  let left = slices
  return () => {
    const end = performance.now() + 1
    while (performance.now() < end);
    order.push(name)
    return --left === 0
  }
}

test('tenants take turns: one with ten jobs does not keep the one of another waiting', async () => {
  const loop = new LoopTime()
  const order: string[] = []
  const greedy = Array.from({ length: 10 }, () => loop.run('greedy', work(5, 'greedy', order)))
  await loop.run('other', work(3, 'other', order))
  const before = order.lastIndexOf('other') + 1
  assert.ok(before <= 10, `${before} slices were done before the other's three`)
  await Promise.all(greedy)
  assert.equal(order.length, 53)
})

test('between two slices the event loop belongs to others', async () => {
  const loop = new LoopTime()
  const order: string[] = []
  let turns = 0
  let ended = false
  const count = (): void => {
    turns++
    if (!ended) setImmediate(count)
  }
  setImmediate(count)
  await loop.run('a', work(5, 'a', order))
  ended = true
  assert.ok(turns >= 4, `${turns} turns between five slices`)
})

test('what a slice throws is told to its own caller, and the others go on', async () => {
  const loop = new LoopTime()
  const failing = loop.run('a', () => {
    throw new Error('no')
  })
  const order: string[] = []
  const going = loop.run('b', work(2, 'b', order))
  await assert.rejects(failing, /no/)
  await going
  assert.deepEqual(order, ['b', 'b'])
  assert.equal(loop.waiting, 0)
})
