import assert from 'node:assert/strict'
import { test } from 'node:test'
import { beside, type Card, cardOf, type Lane, moved, neighbour } from './lanes.ts'

const card = (id: string, status: string): Card => ({
  id,
  status,
  reference: `INC-${id}`,
  name: id,
  severity: '',
  type: 'OTHERS',
  next_update: 0,
  updated_at: '2026-11-21T03:00:00.000000Z',
  occ_lock: 0,
  location: '',
})
const lane = (status: string, ids: string[], total = ids.length): Lane => ({
  status,
  total,
  cards: ids.map((id) => card(id, status)),
})
const board = [lane('NEW', ['a', 'b', 'c'], 10), lane('OPEN', []), lane('DONE', ['d'])]
const shape = (lanes: readonly Lane[]) => lanes.map((one) => [one.total, ...one.cards.map(({ id }) => id)])

test('a card that moves is first where it goes, and both lanes count right', () => {
  const after = moved(board, 'b', 'DONE', { occ_lock: 4 })
  assert.deepEqual(shape(after), [[9, 'a', 'c'], [0], [2, 'b', 'd']])
  assert.deepEqual([cardOf(after, 'b')?.status, cardOf(after, 'b')?.occ_lock], ['DONE', 4])
  assert.deepEqual(shape(board), [[10, 'a', 'b', 'c'], [0], [1, 'd']], 'what was is left alone')
})

test('a card that is not on the board, or goes where there is no lane, changes nothing', () => {
  assert.equal(moved(board, 'x', 'OPEN'), board)
  assert.equal(moved(board, 'a', 'GONE'), board)
  assert.deepEqual(shape(moved(board, 'a', 'NEW')), shape(board))
})

test('keys go to the card beside it, over lanes without cards, and stop at the edge', () => {
  assert.equal(neighbour(board, 'a', 'down'), 'b')
  assert.equal(neighbour(board, 'a', 'up'), undefined)
  assert.equal(neighbour(board, 'c', 'right'), 'd')
  assert.equal(neighbour(board, 'd', 'left'), 'a')
  assert.equal(neighbour(board, 'd', 'right'), undefined)
  assert.equal(beside(board, 'NEW', 1), 'OPEN')
  assert.equal(beside(board, 'NEW', -1), undefined)
  assert.equal(beside(board, 'DONE', 1), undefined)
})
