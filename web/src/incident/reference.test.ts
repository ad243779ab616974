import assert from 'node:assert/strict'
import { test } from 'node:test'
import { referenceOf } from './reference.ts'

test('a number alone, however it is typed, is the reference of its incident', () => {
  for (const typed of ['401', ' 401 ', '#401', '000401', 'INC-401', 'inc 401', 'INC-000401', 'inc401'])
    assert.equal(referenceOf(typed), 'INC-000401', typed)
  assert.equal(referenceOf('1234567'), 'INC-1234567')
})

test('words, and numbers among words, are searched for', () => {
  for (const typed of ['', 'pump', 'pump 401', '401 pump', '4.01', '-401', 'INC', '12345678901'])
    assert.equal(referenceOf(typed), undefined, typed)
})
