import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Entry, moved } from './code-tables.ts'

const entry = (code: string, rank: number): Entry => ({ code, label: code, rank, color: null, active: true })
const ranks = (entries: readonly Entry[]) => entries.map(({ code, rank }) => `${code}${rank}`)

test('an entry that moves changes places with its neighbour, and no other entry is touched', () => {
  const entries = [entry('A', 1), entry('B', 5), entry('C', 9)]
  assert.deepEqual(ranks(moved(entries, 'B', -1)), ['B1', 'A5'])
  assert.deepEqual(ranks(moved(entries, 'B', 1)), ['C5', 'B9'])
})

test('entries of the same rank are numbered anew, so that the move shows', () => {
  const entries = [entry('A', 3), entry('B', 3), entry('C', 3)]
  assert.deepEqual(ranks(moved(entries, 'C', -1)), ['A1', 'C2'])
})

test('the first does not move up, nor the last down, nor one that is not there', () => {
  const entries = [entry('A', 1), entry('B', 2)]
  assert.deepEqual([moved(entries, 'A', -1), moved(entries, 'B', 1), moved(entries, 'X', 1)], [[], [], []])
})
