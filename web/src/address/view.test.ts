import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { flag, named, oneOf, several, text, whole } from './fields.ts'
import { readView, writeView } from './view.ts'

const shape = {
  q: text('', 10),
  page: whole(1, 1, 1000),
  size: oneOf(['25', '50', '100'], '50'),
  overdue: flag(),
  status: several(),
  columns: several(['name', 'status']),
}
const usual = { q: '', page: 1, size: '50', overdue: false, status: [], columns: ['name', 'status'] }

test('an empty address is the usual view, and the usual view an empty address', () => {
  assert.deepEqual(readView(shape, ''), usual)
  assert.equal(writeView(shape, readView(shape, '')), '')
})

test('what differs lies in the address, and is read back', () => {
  const search = '?q=pump+3&page=7&overdue=true&status=OPEN&status=NEW&columns='
  const view = readView(shape, search)
  assert.deepEqual(view, { ...usual, q: 'pump 3', page: 7, overdue: true, status: ['OPEN', 'NEW'], columns: [] })
  assert.equal(writeView(shape, view), search)
})

test('whatever cannot be read is as usual', () => {
  for (const search of [
    '?page=0',
    '?page=1.5',
    '?page=1e3',
    '?page=99999',
    '?size=7',
    '?overdue=yes',
    '?page=',
    '?status=',
  ]) {
    assert.deepEqual(readView(shape, search), usual, search)
  }
  assert.equal(readView(shape, '?q=🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥').q, '🔥'.repeat(10))
  assert.deepEqual(readView(shape, '?status=A&status=A&status=B').status, ['A', 'B'])
})

test('parameters of others stay', () => {
  assert.equal(writeView(shape, { ...usual, page: 2, size: '50' }, '?tab=x&page=9'), '?tab=x&page=2')
})

test('named values lie beside a view', () => {
  const search = '?q=a&attributes.count=5&attributes.site=B%26C'
  const custom = { attributes: named() }
  assert.deepEqual(readView(custom, search), { attributes: { count: '5', site: 'B&C' } })
  assert.equal(writeView(custom, { attributes: { site: 'D' } }, search), '?q=a&attributes.site=D')
  assert.equal(writeView(custom, { attributes: {} }, '?attributes.count=5'), '')
})

test('any view survives its address', () => {
  const view = fc.record({
    q: fc.string({ maxLength: 5 }),
    page: fc.integer({ min: 1, max: 1000 }),
    size: fc.constantFrom('25', '50', '100'),
    overdue: fc.boolean(),
    status: fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 5 }),
    columns: fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 5 }),
  })
  fc.assert(
    fc.property(view, (one) => assert.deepEqual(readView(shape, writeView(shape, one)), { ...one })),
    { numRuns: 500, interruptAfterTimeLimit: 5000 },
  )
})
