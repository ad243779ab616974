import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse, refusal } from '../testing/json.ts'
import { parseJson } from './json.ts'

test('passes over one byte order mark, and counts it in bytes only', () => {
  assert.deepEqual(parseJson(Buffer.from('\uFEFF {"a":"\uFEFF"}')), { a: '\uFEFF' })
  assert.match(refusal('\uFEFF').message, /is empty/)
  assert.match(refusal('\uFEFF\uFEFF{}').message, /found/)
  const { column, offset } = refusal('\uFEFF{"a":?}')
  assert.deepEqual([column, offset], [6, 8])
  assert.match(refusal('{}\uFEFF').message, /nothing after it/)
})

/** hexadecimal bytes inside a string, offset of the fault among them */
const invalidUtf8: [string, number][] = [
  ['80', 0], // continuation alone
  ['bf', 0],
  ['c080', 0], // overlong U+0000
  ['c0af', 0], // overlong /
  ['c1bf', 0],
  ['e08080', 0], // overlong in three
  ['e09fbf', 0],
  ['f0808080', 0], // overlong in four
  ['f08fbfbf', 0],
  ['eda080', 0], // high surrogate
  ['edbfbf', 0], // low surrogate
  ['eda0bdedb880', 0], // CESU-8 pair
  ['f4908080', 0], // above U+10FFFF
  ['f5808080', 0],
  ['f888808080', 0],
  ['fc8480808080', 0],
  ['fe', 0],
  ['ff', 0],
  ['c3', 0], // truncated
  ['e282', 0],
  ['f09f98', 0],
  ['c328', 0],
  ['e228a1', 0],
  ['61c3a9ff', 3],
  ['f09f9880e282', 4],
]

test('refuses every invalid form of UTF-8, at its byte', () => {
  for (const [hex, at] of invalidUtf8) {
    const error = refusal(Buffer.concat([Buffer.from('{"a":"'), Buffer.from(hex, 'hex'), Buffer.from('"}')]))
    assert.match(error.message, /UTF-8/, hex)
    assert.equal(error.offset, 6 + at, hex)
  }
  assert.match(refusal(Buffer.from('ff'.repeat(3), 'hex')).message, /byte FF/)
  assert.equal(refusal(Buffer.from('{"a":"\u20ac"}').subarray(0, 8)).offset, 6)
  refusal(Buffer.from('{"a":1}', 'utf16le'))
})

test('refuses U+0000 in strings and keys, raw or escaped', () => {
  for (const body of [
    '{"a":"\\u0000"}',
    '{"a":"\0"}',
    '{"\\u0000":1}',
    '{"\0":1}',
    '["a\\u0000b"]',
    '"\\ud83d\\ude00\\u0000"',
  ]) {
    assert.match(refusal(body).message, /U\+0000 cannot be stored/, body)
  }
  assert.equal(refusal('{"a":{"b":"\\u0000"}}').field, 'a.b')
})

test('refuses half a surrogate pair', () => {
  const halves = [
    '\\ud800',
    '\\uDFFF',
    '\\ude00\\ud83d',
    '\\ud83d\\ud83d',
    '\\ude00\\ude00',
    '\\ud83d\\ue000',
    '\\ud83d\\uffff',
    '\\ud83dx',
    '\\ud83d\\n',
    '\\ud83d😀',
    '\\ud83d\\u0041',
    '\\ud83d\\ude00\\ude00',
  ]
  for (const half of halves) {
    assert.match(refusal(`"${half}"`).message, /lone surrogate/, half)
    assert.match(refusal(`{"${half}":1}`).message, /lone surrogate/, half)
  }
  assert.equal(parse('"\\uD83D\\uDE00"'), '😀')
})
