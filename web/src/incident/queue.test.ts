import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ChangeQueue } from './queue.ts'

const turn = () => new Promise<void>((done) => setImmediate(done))

test('what others did waits for one’s own change, also where that fails; the rest goes on in its order', async () => {
  const queue = new ChangeQueue()
  const done: string[] = []
  const gate = Promise.withResolvers<void>()
  const own = queue.own(async () => {
    await gate.promise
    done.push('own')
    throw new Error('refused')
  })
  queue.others(async () => {
    done.push('first')
    throw new Error('not read')
  })
  queue.others(async () => void done.push('second'))
  queue.next(async () => void done.push('read again'))
  await turn()
  assert.deepEqual(done, ['read again'])
  gate.resolve()
  await assert.rejects(own, /refused/)
  await turn()
  assert.deepEqual(done, ['read again', 'own', 'first', 'second'])
  queue.others(async () => void done.push('third'))
  await turn()
  assert.equal(done.at(-1), 'third')
})
