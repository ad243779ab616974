import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newsOf, refreshed } from './freshness.ts'

const page = (ids: string) => [...ids].map((id) => ({ id }))
const news = (shown: string, fresh: string, hadMore = true, hasMore = true) =>
  newsOf(page(shown), page(fresh), { hadMore, hasMore })

test('what comes in at the top has arrived, and what it pushes to the next page has not left', () => {
  assert.deepEqual(news('bcde', 'abcd'), { arrived: ['a'], left: [] })
})

test('what moves up from the next page has not arrived', () => {
  assert.deepEqual(news('abcd', 'acde'), { arrived: [], left: ['b'] })
})

test('on the only page all that is new has arrived, and all that is missing has left', () => {
  assert.deepEqual(news('abc', 'abd', false, false), { arrived: ['d'], left: ['c'] })
  assert.deepEqual(news('', 'a', false, false), { arrived: ['a'], left: [] })
})

test('the same page, in another order too, is no news', () => {
  assert.deepEqual(news('abcd', 'abcd'), { arrived: [], left: [] })
  assert.deepEqual(news('abcd', 'dcba'), { arrived: [], left: [] })
})

test('a page that is new throughout has arrived', () => {
  assert.deepEqual(news('abc', 'xyz'), { arrived: ['x', 'y', 'z'], left: [] })
})

test('on a page that was the last and no longer is, what stands at its end has arrived', () => {
  assert.deepEqual(news('abc', 'xabc', false, false), { arrived: ['x'], left: [] })
  assert.deepEqual(news('abc', 'abcx', false, true), { arrived: ['x'], left: [] })
})

test('rows keep their places and take what is newer, never what is older', () => {
  const row = (id: string, version: number) => ({ id, version })
  const shown = [row('a', 3), row('b', 1), row('c', 1)]
  const fresh = [row('c', 2), row('a', 2), row('d', 1)]
  assert.deepEqual(
    refreshed(shown, fresh, (one, other) => one.version > other.version),
    [row('a', 3), row('b', 1), row('c', 2)],
  )
})
