import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FairQueue } from './fair-queue.ts'

/** A queue with one place, whose work ends when the test says so. */
function queue(options: { waiting?: number; waitingEach?: number } = {}) {
  const clock = { at: 0 }
  const fair = new FairQueue({
    running: 1,
    waiting: options.waiting ?? 100,
    waitingEach: options.waitingEach ?? 100,
    halfLifeMs: 1000,
    now: () => clock.at,
  })
  const order: string[] = []
  const ends: (() => void)[] = []
  const ask = (share: string, name = share) =>
    fair.run(share, async () => {
      order.push(name)
      await new Promise<void>((end) => ends.push(end))
    })
  /** Ends what runs, until nothing does. */
  const drain = async () => {
    for (let end = ends.shift(); end; end = ends.shift()) {
      end()
      await new Promise((go) => setImmediate(go))
    }
  }
  return { clock, ask, order, drain }
}

test('somebody new goes before a crowd that came first, and equals in the order they came', async () => {
  const { ask, order, drain } = queue()
  const all = [...Array.from({ length: 5 }, (_, i) => ask('crowd', `crowd ${i}`)), ask('rosa'), ask('nils')]
  await drain()
  await Promise.all(all)
  assert.deepEqual(order, ['crowd 0', 'rosa', 'nils', 'crowd 1', 'crowd 2', 'crowd 3', 'crowd 4'])
})

test('what somebody has had is forgotten with time', async () => {
  const { clock, ask, order, drain } = queue()
  const first = Promise.all([ask('a'), ask('a'), ask('a')])
  await drain()
  await first
  clock.at = 10_000
  order.length = 0
  const then = [ask('c'), ask('b'), ask('b'), ask('a')]
  await drain()
  await Promise.all(then)
  assert.deepEqual(order, ['c', 'b', 'a', 'b'])
})

test('one share may not fill the queue; a full queue makes room for those who have had less', async () => {
  const { ask, drain } = queue({ waiting: 3, waitingEach: 2 })
  const running = ask('greedy')
  const waiting = [ask('greedy'), ask('greedy')]
  await assert.rejects(ask('greedy'), { code: 'rate_limited' })
  const other = ask('other')
  const rosa = ask('rosa')
  const settled = Promise.allSettled(waiting)
  await drain()
  await Promise.all([running, other, rosa])
  assert.deepEqual(
    (await settled).map(({ status }) => status),
    ['fulfilled', 'rejected'],
  )
})

test('work that fails gives its place back', async () => {
  const fair = new FairQueue({ running: 1, waiting: 10, waitingEach: 10, halfLifeMs: 1000 })
  await assert.rejects(
    fair.run('a', () => Promise.reject(new Error('no'))),
    /no/,
  )
  assert.equal(await fair.run('a', async () => 5), 5)
})
