import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { AppError } from '../errors.ts'
import { FairShare } from './share.ts'

const limits = { what: 'tests', most: 4, mostOfTenant: 2, waiting: 3, waitMs: 1000 }

/** Takes a place in the background; `entered` says when it came. */
function asked(
  share: FairShare,
  tenant: string,
): { entered: () => boolean; leave: () => void; refused: () => unknown } {
  let leave: (() => void) | null = null
  let error: unknown = null
  share.take(tenant).then(
    (given) => {
      leave = given
    },
    (failure) => {
      error = failure
    },
  )
  return { entered: () => leave !== null, leave: () => leave?.(), refused: () => error }
}

test('one tenant never has more than its part, and the others have the rest', async () => {
  const share = new FairShare(limits)
  const greedy = Array.from({ length: 5 }, () => asked(share, 'greedy'))
  const others = [asked(share, 'a'), asked(share, 'b')]
  await turn()
  assert.deepEqual(
    greedy.map((one) => one.entered()),
    [true, true, false, false, false],
  )
  assert.deepEqual(
    others.map((one) => one.entered()),
    [true, true],
  )
  assert.deepEqual(share.of('greedy'), { used: 2, waiting: 3, limit: 2 })
})

test('what goes beyond the line of a tenant is refused at once, with 429 and Retry-After', async () => {
  const share = new FairShare(limits)
  const all = Array.from({ length: 6 }, () => asked(share, 'greedy'))
  await turn()
  const refused = all[5]?.refused()
  assert.ok(refused instanceof AppError && refused.code === 'rate_limited')
  assert.equal(refused.headers['retry-after'], '1')
  assert.equal(share.all().refused, 1)
})

test('a place that comes free goes to whoever had least, not to whoever asked first', async () => {
  const share = new FairShare({ ...limits, most: 2 })
  const greedy = Array.from({ length: 5 }, () => asked(share, 'greedy'))
  const other = asked(share, 'other')
  await turn()
  assert.equal(other.entered(), false)
  greedy[0]?.leave()
  await turn()
  assert.equal(other.entered(), true)
  assert.deepEqual(
    greedy.map((one) => one.entered()),
    [true, true, false, false, false],
  )
})

test('who waits too long is refused with 503, and leaves the line', async () => {
  mock.timers.enable({ apis: ['setTimeout'] })
  try {
    const share = new FairShare({ ...limits, most: 1 })
    const first = asked(share, 'a')
    const second = asked(share, 'b')
    await turn()
    mock.timers.tick(1001)
    await turn()
    const refused = second.refused()
    assert.ok(refused instanceof AppError && refused.code === 'unavailable')
    first.leave()
    await turn()
    assert.deepEqual(share.all(), { used: 0, waiting: 0, limit: 1, refused: 1 })
  } finally {
    mock.timers.reset()
  }
})

test('a place is left once only, however often it is said', async () => {
  const share = new FairShare(limits)
  const leave = await share.take('a')
  await share.take('a')
  leave()
  leave()
  assert.equal(share.all().used, 1)
})
